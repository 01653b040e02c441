import type { BlocksRead } from '../blocks/blocks.ts';
import { isCode, ownText, type MdNode } from '../markdown/mdNode.ts';
import { boxesIn, flattenContainers, joinCutLists } from '../blocks/cutLists.ts';
import { hashText } from '../text/hash.ts';
import { isImperative } from '../blocks/imperative.ts';
import { hostMark } from '../blocks/hosts.ts';
import { IdPool } from '../blocks/ids.ts';
import { askedAbove } from './byHandAbove.ts';
import type { Asked, Check, Section, Step } from './model.ts';
import type { Block } from '../blocks/model.ts';
import { hasTasks, NodeFacts, task } from './nodeFacts.ts';
import { withoutOutlines, type Prepared } from './outline.ts';
import {
  doneBetween,
  explains,
  isBulletProcedure,
  isBulletsOfSteps,
  isConsequence,
  isDoneBeside,
  isDoneTogether,
  isNotes,
  leadsIntoTalk,
} from './procedure.ts';
import { asksIn, readProseSteps } from './proseSteps.ts';
import { asksInline, holdsTheAct, inlineCommands } from './inlineCommands.ts';
import { leadProcedures } from '../procedures/leadProcedures.ts';
import { isForLater } from '../conditions/forLater.ts';
import { isSequence, leadsOf, turnOf } from '../conditions/leads.ts';
import { headingsAbove, headingSteps, openSteps, partsOf, sectionsOf, type Part } from './sections.ts';
import { distinctTitles, numberOf } from './stepNames.ts';
import { isLabel, normalTitle, ownLine, titleOf, visibleText } from './stepTitle.ts';
import { askedIn, asksInBullets, goesOnAfterList, isComment, isLookUp, isStruck, sentenceOf } from './passages.ts';
import { readWrittenLists } from '../blocks/writtenLists.ts';

export interface StepsRead {
  readonly steps: readonly Step[];
  readonly sections: readonly Section[];
  /** Blocks that belong to no step. */
  readonly loose: readonly Block[];
}

/** Code in a note or a warning: what is said there leads into it. */
function isBoxedCode(node: MdNode | undefined, boxed: ReadonlySet<number>): boolean {
  return node !== undefined && isCode(node) && boxed.has(node.line);
}

/** A step while it is being read. */
interface Open {
  readonly title: string;
  readonly explicitId: string | undefined;
  readonly number: string | undefined;
  readonly level: number;
  readonly line: number;
  endLine: number;
  readonly section: string | undefined;
  /** Title of the tab around it. */
  readonly tab: string | undefined;
  readonly checks: Check[];
  readonly inline: string[];
  /** Paragraphs above its next command. */
  readonly above: MdNode[];
  readonly beforehand: Asked[];
  readonly afterwards: string[];
  readonly blocks: Block[];
}

/** Lists in lists are steps below steps down to this level. */
const DEEPEST_LEVEL = 6;

/** What a responder would tick off, in document order: items of procedures, tasks, and sections that hold commands. */
export function readSteps(nodes: readonly MdNode[], read: BlocksRead, lineCount: number, title: string): StepsRead {
  return new StepReader(read, lineCount, title).read(nodes);
}

class StepReader {
  readonly #open: Open[] = [];
  readonly #loose: Block[] = [];
  readonly #byNode: ReadonlyMap<MdNode, Block>;
  readonly #facts: NodeFacts;
  readonly #lineCount: number;
  readonly #documentTitle: string;
  readonly #checkIds = new IdPool();
  readonly #tabs = new Map<number, string>();
  #now: Prepared | undefined;

  constructor(read: BlocksRead, lineCount: number, documentTitle: string) {
    this.#byNode = read.byNode;
    this.#facts = new NodeFacts(read);
    this.#lineCount = lineCount;
    this.#documentTitle = documentTitle;
  }

  read(nodes: readonly MdNode[]): StepsRead {
    const opened = openSteps(nodes);
    const parts = partsOf(opened.nodes, this.#lineCount);
    const prepared = withoutOutlines(
      parts.map((part, i) => this.#prepare(part, headingsAbove(parts, i))),
      this.#facts,
    );
    const contents = prepared.map(({ lists, acts, flat }) => ({
      yields: lists.size > 0 || acts,
      code: flat.some((node) => this.#facts.holdsCode(node)),
      bare: flat.every(({ type }) => type === 'hr' || type === 'marker'),
      asks: asksIn(flat) || flat.some(asksInBullets),
    }));
    const named = parts.flatMap(({ line }, i) => (opened.steps.has(line) && !contents[i]!.yields ? [i] : []));
    const chosen = new Set([...headingSteps(parts, contents), ...named]);
    const prose = readProseSteps(
      parts,
      prepared.map(({ flat }, i) => ({
        flat,
        code: contents[i]!.code,
        yields: contents[i]!.yields || chosen.has(i),
      })),
    );
    const proper = prepared.filter((one, i) => contents[i]!.yields && !isLookUp(one)).length > 0;
    prepared.forEach((one, i) => {
      const asking = prose.paragraphs.get(i);
      if (proper && isLookUp(one)) this.#loose.push(...this.#facts.blocksOf(one.flat));
      else if (asking) this.#readParagraphs(one, asking);
      else this.#readPart(one, chosen.has(i) || prose.sections.has(i));
    });
    const ids = new IdPool();
    const titles = distinctTitles(this.#open);
    const marks = titles.map((one) => hostMark(one));
    const steps = this.#open.map((step, i): Step => ({
      id: ids.take(step.explicitId || `s-${hashText(normalTitle(step.title))}`),
      title: marks[i]?.rest ?? titles[i]!,
      ...(marks[i]?.host ? { host: marks[i].host } : {}),
      level: step.level,
      line: step.line,
      endLine: step.endLine,
      ...(step.number === undefined ? {} : { number: step.number }),
      ...(step.section === undefined ? {} : { section: step.section }),
      checks: step.checks,
      ...(step.inline.length > 0 ? { inline: step.inline } : {}),
      ...(step.beforehand.length > 0 ? { beforehand: step.beforehand } : {}),
      ...(step.afterwards.length > 0 ? { afterwards: step.afterwards } : {}),
      blocks: step.blocks,
    }));
    return { steps, sections: sectionsOf(parts, this.#lineCount), loose: this.#loose };
  }

  #prepare(part: Part, headings: readonly string[]): Prepared {
    // A short code of its own line, as a button that copies, says nothing: what stands above it leads on.
    const shown = flattenContainers(part.nodes, this.#tabs).filter(
      (node) => node.type !== 'marker' && !isComment(node),
    );
    const flat = joinCutLists(readWrittenLists(shown));
    const boxes = boxesIn(part.nodes);
    let open: MdNode | undefined;
    const leads = flat.map((node, i) => {
      const above = flat[i - 1];
      const box = above && boxes.get(above.line);
      if (box === undefined) open = above;
      // What a warning says is no lead of what stands below its box.
      const before = box === undefined || box === boxes.get(node.line) ? above : open;
      return before?.type === 'paragraph' ? visibleText((before.children[0]?.content ?? '').slice(-1000)) : '';
    });
    const lists = new Set(flat.filter((node, i) => this.#facts.yieldsSteps(node, leads[i]!, headings)));
    const acts = flat.some((node) => this.#facts.hasAction(node));
    const bullets = new Set<MdNode>();
    if (lists.size === 0 && !acts) {
      flat.forEach((node, i) => {
        const place = { lead: leads[i]!, headings, hasAction: this.#facts.hasAction };
        if (node.type === 'bullet_list' && isBulletProcedure(node, place)) bullets.add(node);
      });
    }
    if (lists.size > 0) {
      flat.forEach((node, i) => {
        const place = { lead: leads[i]!, headings, hasAction: this.#facts.hasAction };
        if (node.type !== 'bullet_list' || lists.has(node)) return;
        if (isDoneBeside(node, place, asksInline) || isBulletsOfSteps(node, place)) bullets.add(node);
      });
    }
    if (lists.size === 0 && acts)
      flat.forEach((node, i) => {
        const place = { lead: leads[i]!, headings, hasAction: this.#facts.hasAction };
        const later = isForLater(place.lead) || isForLater(headings[0] ?? '');
        if ((holdsTheAct(node) && !later) || isBulletsOfSteps(node, place)) bullets.add(node);
      });
    const boxed = new Set(boxes.keys());
    return { part, headings, flat, leads, lists: new Set([...lists, ...bullets]), acts, bullets, boxed };
  }

  #readPart(prepared: Prepared, chosen: boolean): void {
    const { part, flat, leads } = prepared;
    this.#now = prepared;
    const several = (): boolean => {
      const led = leadsOf(flat);
      return isSequence(led) || leadProcedures(led, { ...part, isCommand: this.#facts.hasAction }).length > 1;
    };
    if (prepared.lists.size > 0 || (prepared.acts && several())) this.#readListed(prepared);
    else if (prepared.acts || chosen) {
      const acting = flat.findIndex((node) => this.#facts.hasAction(node));
      const said = leads[acting] || (this.#tabs.get(flat[acting]?.line ?? 0) ?? '');
      // "Overview" names no step; what is said above the command does.
      const named = part.heading !== '' && !(said !== '' && explains(part.heading) && !isLabel(said));
      const heading = named ? part.heading : '';
      const title = heading || titleOf(said) || this.#documentTitle || `Step ${this.#open.length + 1}`;
      const line = named ? part.line : (flat[part.heading === '' ? 0 : acting - 1]?.line ?? part.line);
      const last = part.nodes[part.nodes.length - 1];
      const step = this.#start(title, line, last?.endLine ?? part.line, 1, { explicitId: part.explicitId });
      this.#fill(step, flat);
    } else this.#loose.push(...this.#facts.blocksOf(flat));
  }

  /** Sentences that say what to do, in a section without a list and without a command. */
  #readParagraphs(prepared: Prepared, asking: ReadonlyMap<MdNode, string>): void {
    this.#now = prepared;
    let current: Open | undefined;
    for (const node of prepared.flat) {
      const sentence = asking.get(node);
      if (sentence !== undefined) {
        current = this.#start(titleOf(sentence), node.line, node.endLine, 1, { node });
        current.inline.push(...inlineCommands(node));
      } else if (current) this.#fill(current, [node]);
      else this.#loose.push(...this.#facts.blocksOf([node]));
    }
  }

  /** A section with a list of steps: a command block outside the items is a step of its own. */
  #readListed({ flat, leads, part, boxed }: Prepared): void {
    let lead: MdNode | undefined;
    const passed: MdNode[] = [];
    let current: Open | undefined;
    let afterList = false;
    let notes = false;
    flat.forEach((node, i) => {
      if (/_list$/.test(node.type)) notes = isNotes(leads[i]!) || (notes && leads[i] === '');
      if (this.#now!.lists.has(node)) {
        this.#readList(node, 1, '', notes ? 'rich' : undefined);
        current = undefined;
        lead = undefined;
        passed.length = 0;
        afterList = true;
        return;
      }
      // What a warning says names no step; right below an item it belongs to it.
      if (node.type === 'paragraph' && boxed.has(node.line) && !isBoxedCode(flat[i + 1], boxed)) {
        const last = afterList ? this.#lastListed(node) : undefined;
        if (last) last.endLine = Math.max(last.endLine, node.endLine);
      } else if (afterList && this.#now!.lists.has(flat[i - 1]!) && goesOnAfterList(node, flat[i + 1])) {
        current = this.#start(titleOf(turnOf(sentenceOf(node))), node.line, node.endLine, 1, { node });
        current.inline.push(...inlineCommands(node));
        lead = undefined;
      } else if (node.type === 'paragraph') passed.push((lead = node));
      else {
        const blocks = this.#facts.blocksOf([node]);
        const text = lead ? visibleText((lead.children[0]?.content ?? '').slice(-1000)) : '';
        // Code right below a list belongs to its last item.
        const owner = current ?? (afterList || !this.#facts.hasAction(node) ? this.#lastListed(node) : undefined);
        if (this.#facts.hasAction(node) && (text !== '' || !(owner || notes))) {
          const first = lead && lead.endLine >= node.line - 3 ? lead.line : node.line;
          const title = text === '' || isLabel(text) ? part.heading || this.#documentTitle : titleOf(turnOf(text));
          current = this.#start(title, first, node.endLine, 1, { node });
          current.above.push(...passed.splice(0));
          this.#fill(current, [node]);
          lead = undefined;
        } else if (blocks.length > 0) {
          if (owner) {
            owner.blocks.push(...blocks);
            if (this.#facts.hasAction(node)) owner.afterwards.length = 0;
            owner.endLine = Math.max(owner.endLine, blocks[blocks.length - 1]!.endLine);
          } else this.#loose.push(...blocks);
        }
      }
      afterList = afterList && (isCode(node) || (boxed.has(node.line) && !lead));
    });
  }

  /** Output or a file right below a list's last item still belongs to that item. */
  #lastListed(node: MdNode): Open | undefined {
    const last = this.#open[this.#open.length - 1];
    return last && last.line >= this.#now!.part.line && node.line - last.endLine <= 3 ? last : undefined;
  }

  /** Every item of a list of steps; of bullets that are mostly talk only those that hold commands or steps. */
  #readList(list: MdNode, level: number, prefix: string, kept?: 'all' | 'rich'): void {
    const ordered = list.type === 'ordered_list';
    const rich = list.children.filter(
      (item) =>
        this.#facts.hasAction(item) ||
        item.children.some((child) => this.#facts.yieldsSteps(child, ownText(item), this.#now!.headings)),
    );
    const all =
      ordered ||
      this.#now!.bullets.has(list) ||
      rich.length >= list.children.length / 2 ||
      (rich.length > 0 && isDoneTogether(list, this.#now!.headings[0] ?? ''));
    const whole = kept === undefined ? all : kept === 'all';
    const keep = new Set(rich);
    if (rich.length > 0 && kept === undefined)
      for (const item of doneBetween(list, this.#now!.headings[0] ?? '', (one) => keep.has(one) || asksInline(one)))
        keep.add(item);
    list.children.forEach((item, i) => {
      const raw = ownText(item);
      const box = task.exec(raw);
      if (isStruck(raw) || (!whole && !box && !keep.has(item))) {
        this.#attach(this.#facts.blocksOf([item]));
        return;
      }
      const number = ordered ? numberOf(list, i, prefix) : undefined;
      const title =
        titleOf(visibleText(ownLine(box ? raw.slice(box[0].length) : raw))) || `Step ${this.#open.length + 1}`;
      const step = this.#start(title, item.line, item.endLine, level, { number, node: list });
      if (box) step.checks.push(this.#check(title, item.line, box[1] !== ' '));
      this.#fill(step, item.children);
    });
  }

  #attach(blocks: readonly Block[]): void {
    const last = this.#open[this.#open.length - 1];
    if (last && blocks.length > 0 && last.endLine >= blocks[0]!.line - 3) last.blocks.push(...blocks);
    else this.#loose.push(...blocks);
  }

  /** Puts what stands inside a step where it belongs: blocks and checks into it, ordered items into steps below it. */
  #fill(step: Open, nodes: readonly MdNode[]): void {
    let said = '';
    let owner = step;
    for (const node of joinCutLists(readWrittenLists(flattenContainers(nodes, this.#tabs)))) {
      const block = this.#byNode.get(node);
      const before = said;
      said = node.type === 'paragraph' ? (node.children[0]?.content ?? '').slice(-200) : '';
      const deeper = step.level < DEEPEST_LEVEL;
      if (block) {
        owner.blocks.push(block);
        owner.endLine = Math.max(owner.endLine, block.endLine);
        if (block.kind !== 'command' || block.commands.length === 0) continue;
        owner.afterwards.length = 0;
        owner.beforehand.push(...step.above.splice(0).flatMap((one) => askedAbove(one, block)));
      } else if (node.type === 'paragraph') {
        step.above.push(node);
        step.inline.push(...inlineCommands(node, before));
        if (step.blocks.some(({ kind }) => kind === 'command')) step.afterwards.push(...askedIn(node));
      } else if (
        deeper &&
        node.type === 'ordered_list' &&
        this.#facts.yieldsSteps(node, visibleText(before) || step.title, this.#now!.headings)
      )
        this.#readList(node, step.level + 1, step.number === undefined ? '' : `${step.number}.`);
      else if (deeper && node.type === 'bullet_list' && node.children.some((item) => task.test(ownText(item))))
        this.#fillTasks(step, node);
      else if (deeper && node.type === 'bullet_list' && isConsequence(step.title, node))
        this.#readList(node, step.level + 1, '', 'all');
      else if (deeper && node.type === 'bullet_list' && this.#isDoneInside(node)) {
        this.#readList(node, step.level + 1, '', 'all');
        // What follows comes after it, and so belongs to it.
        owner = this.#open.at(-1)!;
      } else if (node.children.length > 0) {
        const { afterwards, above } = step;
        const [asked, told] = [afterwards.length, above.length];
        this.#fill(step, node.children);
        if (!/_list$/.test(node.type) || !leadsIntoTalk(visibleText(before))) continue;
        afterwards.length = Math.min(asked, afterwards.length);
        above.length = Math.min(told, above.length);
      }
    }
  }

  /** Bullets in a step that each say what to do, with the command for it. */
  #isDoneInside({ children }: MdNode): boolean {
    const done = children.filter((item) => isImperative(ownText(item)) && this.#facts.hasAction(item));
    const last = children.at(-1)!;
    // The command of the last one may stand at the margin below it.
    return (
      done.length > 1 && children.every((item) => done.includes(item) || (item === last && isImperative(ownText(item))))
    );
  }

  #fillTasks(step: Open, list: MdNode): void {
    for (const item of list.children) {
      const raw = ownText(item);
      const box = task.exec(raw);
      const rich = this.#facts.hasAction(item) || item.children.some((child) => hasTasks(child));
      if (!box) this.#fill(step, item.children);
      else if (rich) this.#readList({ ...list, children: [item] }, step.level + 1, '');
      else {
        step.checks.push(this.#check(visibleText(raw.slice(box[0].length)), item.line, box[1] !== ' '));
        this.#fill(step, item.children);
      }
    }
  }

  #check(text: string, line: number, checked: boolean): Check {
    return { id: this.#checkIds.take(`c-${hashText(normalTitle(text))}`), text, line, checked };
  }

  #start(
    title: string,
    line: number,
    endLine: number,
    level: number,
    more: { readonly explicitId?: string | undefined; readonly number?: string | undefined; readonly node?: MdNode },
  ): Open {
    const { headings, part } = this.#now!;
    // A step that is a section stands in the one around it.
    const around = more.node || part.heading === '' ? headings[0] : headings[1];
    const step: Open = {
      title,
      explicitId: more.explicitId,
      number: more.number,
      level,
      line,
      endLine: Math.max(line, endLine),
      section: around === this.#documentTitle ? undefined : around,
      tab: more.node ? this.#tabs.get(more.node.line) : undefined,
      checks: [],
      inline: [],
      above: [],
      beforehand: [],
      afterwards: [],
      blocks: [],
    };
    this.#open.push(step);
    return step;
  }
}
