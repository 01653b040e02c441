import { IdPool, hashText } from './hash.ts';
import { ownText, plainText, type MdNode } from './markdown.ts';
import type { Block, Check, Section, Step } from './model.ts';
import { isProcedure } from './procedure.ts';

export interface StepsRead {
  readonly steps: readonly Step[];
  readonly sections: readonly Section[];
  /** Blocks that belong to no step. */
  readonly loose: readonly Block[];
}

/** A step while it is being read. */
interface Open {
  readonly title: string;
  readonly explicitId: string | undefined;
  readonly level: number;
  readonly line: number;
  endLine: number;
  readonly checks: Check[];
  readonly blocks: Block[];
}

const task = /^\[([ xX])\](?:\s+|$)/;

/** What a responder would tick off, in document order: items of procedures, tasks, and sections that hold commands. */
export function readSteps(nodes: readonly MdNode[], byNode: ReadonlyMap<MdNode, Block>, lineCount: number): StepsRead {
  return new StepReader(byNode, lineCount).read(nodes);
}

interface Run {
  readonly heading: string;
  readonly explicitId: string | undefined;
  readonly line: number;
  endLine: number;
  readonly nodes: MdNode[];
}

class StepReader {
  readonly #open: Open[] = [];
  readonly #loose: Block[] = [];
  readonly #byNode: ReadonlyMap<MdNode, Block>;
  readonly #lineCount: number;
  readonly #checkIds = new IdPool();

  constructor(byNode: ReadonlyMap<MdNode, Block>, lineCount: number) {
    this.#byNode = byNode;
    this.#lineCount = lineCount;
  }

  read(nodes: readonly MdNode[]): StepsRead {
    for (const run of this.#runs(nodes)) this.#readRun(run);
    const ids = new IdPool();
    const steps = this.#open.map((step): Step => ({
      id: ids.take(step.explicitId || `s-${hashText(normal(step.title))}`),
      title: step.title,
      level: step.level,
      line: step.line,
      endLine: step.endLine,
      checks: step.checks,
      blocks: step.blocks,
    }));
    return { steps, sections: readSections(nodes, this.#lineCount), loose: this.#loose };
  }

  /** The document cut at its headings. */
  #runs(nodes: readonly MdNode[]): Run[] {
    const runs: Run[] = [{ heading: '', explicitId: undefined, line: 1, endLine: this.#lineCount, nodes: [] }];
    for (const node of nodes) {
      if (node.type === 'heading') {
        runs[runs.length - 1]!.endLine = Math.max(node.line - 1, runs[runs.length - 1]!.line);
        const { title, id } = headingTitle(node);
        runs.push({ heading: title, explicitId: id, line: node.line, endLine: this.#lineCount, nodes: [] });
      } else runs[runs.length - 1]!.nodes.push(node);
    }
    return runs;
  }

  #readRun(run: Run): void {
    const flat = run.nodes.flatMap((node) => (node.type === 'blockquote' ? node.children : [node]));
    const listed = flat.some((node) => this.#yieldsSteps(node, leadBefore(flat, node), run.heading));
    const commands = codeOf(run.nodes).some((node) => this.#byNode.get(node)?.kind === 'command');
    if (listed) this.#readListed(flat, run);
    else if (commands) {
      const title =
        run.heading ||
        titleOf(
          leadBefore(
            flat,
            flat.find((n) => codeOf([n]).length > 0),
          ),
        );
      const step = this.#start(
        title,
        run.heading ? run.line : (flat[0]?.line ?? run.line),
        lastLineOf(run),
        1,
        run.explicitId,
      );
      this.#fill(step, run.nodes);
    } else this.#loose.push(...this.#blocksOf(run.nodes));
  }

  /** A section with a list of steps: a command block outside the items is a step of its own. */
  #readListed(nodes: readonly MdNode[], run: Run): void {
    let lead: MdNode | undefined;
    let current: Open | undefined;
    for (const node of nodes) {
      const text = lead ? plainText(lead.children[0]?.content ?? '') : '';
      if (this.#yieldsSteps(node, text, run.heading)) {
        this.#readList(node, 1);
        current = undefined;
        lead = undefined;
      } else if (node.type === 'paragraph') lead = node;
      else {
        const blocks = this.#blocksOf([node]);
        if (blocks.some((block) => block.kind === 'command')) {
          const first = lead && lead.endLine >= (blocks[0]?.line ?? 0) - 3 ? lead.line : node.line;
          current = this.#start(titleOf(text) || run.heading, first, node.endLine, 1, undefined);
          this.#fill(current, [node]);
          lead = undefined;
        } else if (blocks.length > 0) {
          const owner = current ?? this.#lastListed(node);
          if (owner) {
            owner.blocks.push(...blocks);
            owner.endLine = Math.max(owner.endLine, blocks[blocks.length - 1]!.endLine);
          } else this.#loose.push(...blocks);
        }
      }
    }
  }

  /** Output or a file right below a list's last item still belongs to that item. */
  #lastListed(node: MdNode): Open | undefined {
    const last = this.#open[this.#open.length - 1];
    return last && node.line - last.endLine <= 3 ? last : undefined;
  }

  #yieldsSteps(node: MdNode, lead: string, heading: string): boolean {
    if (node.type === 'ordered_list')
      return isProcedure(node, lead, heading, (n) => this.#hasCommand(n)) || hasTasks(node);
    if (node.type !== 'bullet_list') return false;
    return (
      hasTasks(node) ||
      node.children.some((item) => this.#hasCommand(item)) ||
      node.children.some((item) =>
        item.children.some((c) => this.#yieldsSteps(c, ownText(item), heading) && c.type === 'ordered_list'),
      )
    );
  }

  #hasCommand(node: MdNode): boolean {
    return codeOf([node]).some((code) => this.#byNode.get(code)?.kind === 'command');
  }

  /** Every item of a list of steps; of a bullet list without tasks only those that hold commands or steps. */
  #readList(list: MdNode, level: number): void {
    for (const item of list.children) {
      const raw = ownText(item);
      const box = task.exec(raw);
      const nested = item.children.some((child) => this.#yieldsSteps(child, raw, ''));
      if (list.type === 'bullet_list' && !box && !this.#hasCommand(item) && !nested) {
        this.#attach(this.#blocksOf([item]));
        continue;
      }
      const title = titleOf(plainText(box ? raw.slice(box[0].length) : raw)) || `Step ${this.#open.length + 1}`;
      const step = this.#start(title, item.line, item.endLine, level, undefined);
      if (box) step.checks.push(this.#check(title, item.line, box[1] !== ' '));
      this.#fill(step, item.children);
    }
  }

  #attach(blocks: readonly Block[]): void {
    const last = this.#open[this.#open.length - 1];
    if (last && blocks.length > 0 && last.endLine >= blocks[0]!.line - 3) last.blocks.push(...blocks);
    else this.#loose.push(...blocks);
  }

  /** Puts what stands inside a step where it belongs: blocks and checks into it, ordered items into steps below it. */
  #fill(step: Open, nodes: readonly MdNode[]): void {
    for (const node of nodes) {
      const block = this.#byNode.get(node);
      if (block) step.blocks.push(block);
      else if (
        node.type === 'ordered_list' &&
        step.level < 6 &&
        (isProcedure(node, '', '', (n) => this.#hasCommand(n)) || hasTasks(node))
      ) {
        this.#readList(node, step.level + 1);
      } else if (
        node.type === 'bullet_list' &&
        step.level < 6 &&
        node.children.some((item) => task.test(ownText(item)))
      ) {
        this.#fillTasks(step, node);
      } else if (node.children.length > 0) this.#fill(step, node.children);
    }
  }

  #fillTasks(step: Open, list: MdNode): void {
    for (const item of list.children) {
      const raw = ownText(item);
      const box = task.exec(raw);
      const rich = this.#hasCommand(item) || item.children.some((child) => hasTasks(child));
      if (!box) this.#fill(step, item.children);
      else if (rich) this.#readList({ ...list, children: [item] }, step.level + 1);
      else {
        step.checks.push(this.#check(plainText(raw.slice(box[0].length)), item.line, box[1] !== ' '));
        this.#fill(step, item.children);
      }
    }
  }

  #check(text: string, line: number, checked: boolean): Check {
    return { id: this.#checkIds.take(`c-${hashText(normal(text))}`), text, line, checked };
  }

  #start(title: string, line: number, endLine: number, level: number, explicitId: string | undefined): Open {
    const step: Open = { title, explicitId, level, line, endLine: Math.max(line, endLine), checks: [], blocks: [] };
    this.#open.push(step);
    return step;
  }

  #blocksOf(nodes: readonly MdNode[]): Block[] {
    return codeOf(nodes).map((node) => this.#byNode.get(node)!);
  }
}

function codeOf(nodes: readonly MdNode[]): MdNode[] {
  const out: MdNode[] = [];
  const walk = (list: readonly MdNode[]): void => {
    for (const node of list) {
      if (node.type === 'fence' || node.type === 'code_block') out.push(node);
      else if (node.children.length > 0) walk(node.children);
    }
  };
  walk(nodes);
  return out;
}

function hasTasks(node: MdNode): boolean {
  return (
    /_list$/.test(node.type) && node.children.some((item) => task.test(ownText(item)) || item.children.some(hasTasks))
  );
}

function leadBefore(nodes: readonly MdNode[], node: MdNode | undefined): string {
  const at = node ? nodes.indexOf(node) : -1;
  const before = at > 0 ? nodes[at - 1] : undefined;
  return before?.type === 'paragraph' ? plainText(before.children[0]?.content ?? '') : '';
}

function lastLineOf(run: Run): number {
  const last = run.nodes[run.nodes.length - 1];
  return last ? last.endLine : run.line;
}

/** Spaces and case do not make another step. */
function normal(title: string): string {
  return title
    .toLowerCase()
    .replace(/[\s\u00A0]+/g, ' ')
    .trim();
}

/** A step's name: its first sentence, not too long. */
function titleOf(text: string): string {
  const clean = text.replace(/\s+/g, ' ').trim();
  const sentence = clean.length > 120 ? (/^.{20,}?[.!?:](?=\s)/.exec(clean)?.[0] ?? clean) : clean;
  const short = sentence.length > 160 ? `${sentence.slice(0, 157).replace(/\s+\S*$/, '')}…` : sentence;
  return short.replace(/\s*:$/, '');
}

function headingTitle(node: MdNode): { title: string; id: string | undefined } {
  const raw = node.children[0]?.content ?? '';
  const explicit = /\s*\{\s*#([\w-]+)[^}]*\}\s*$/.exec(raw);
  return { title: plainText(explicit ? raw.slice(0, explicit.index) : raw), id: explicit?.[1] };
}

function readSections(nodes: readonly MdNode[], lineCount: number): Section[] {
  const out: Section[] = [];
  const open: { readonly at: number; readonly level: number }[] = [];
  const close = (level: number, endLine: number): void => {
    while (open.length > 0 && open[open.length - 1]!.level >= level) {
      const { at } = open.pop()!;
      out[at] = { ...out[at]!, endLine: Math.max(out[at]!.line, endLine) };
    }
  };
  for (const node of nodes) {
    if (node.type !== 'heading') continue;
    close(node.headingLevel, node.line - 1);
    open.push({ at: out.length, level: node.headingLevel });
    out.push({ title: headingTitle(node).title, level: node.headingLevel, line: node.line, endLine: node.line });
  }
  close(0, lineCount);
  return out;
}
