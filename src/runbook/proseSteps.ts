import { plainText } from '../markdown/markdown.ts';
import { isCode, type MdNode } from '../markdown/mdNode.ts';
import { explains, isGerund, offersChoices } from './procedure.ts';
import { isImperative } from '../blocks/imperative.ts';
import { lineShape } from '../transcripts/lineShape.ts';
import type { Part } from './sections.ts';

/** What is known of a part of the document. */
export interface PartContent {
  /** Its own lists, commands or heading make steps. */
  readonly yields: boolean;
  /** Code that somebody runs or writes into a file. */
  readonly code: boolean;
  /** Its nodes, without containers. */
  readonly flat: readonly MdNode[];
}

interface PartActions extends PartContent {
  /** Parts below it make steps. */
  below: boolean;
}

/** The parts that say what to do in sentences alone. */
export interface ProseSteps {
  /** The section as a whole is a step: "Wait for the drain" between two sections with commands. */
  readonly sections: ReadonlySet<number>;
  /** Paragraphs below "Mitigation", "Resolution" and the like, each with what it asks for. */
  readonly paragraphs: ReadonlyMap<number, ReadonlyMap<MdNode, string>>;
}

/** Headings below which a paragraph is what to do. */
const remedy =
  /^\W*(?:\d+[.)]?\s*)?(?:(?:immediate|suggested|recommended|next|quick|temporary|long[- ]term|short[- ]term|manual|how to|alert)\s+)*(?:mitigations?|resolutions?|resolve|resolving|remediations?|remedy|fix|solutions?|workarounds?|recovery|recover|actions?(?: to take)?|what to do|procedure|steps|response|triage|diagnosis|diagnostics?|investigation|investigate|mitigate|debug(?:ging)?)\W*$/i;

/** Begins like an order, but names no action of a procedure. */
const noTask =
  /^(?:use cases?|test (?:plan|cases?)|release (?:notes|process)|log files?|access(?: control)?|contact|support|get (?:help|started|support|involved|in touch)|learn|join|see|read(?! (?:the|an?) (?:["“'`]|[\w ]*\b(?:e-?mail|alert|ticket|request|message)\b))|follow us|report (?:a|an|bugs?|issues?)|list of|start here|do not|work in progress|point of contact|look[- ]?up|note|open (?:issues|questions)|build status|share|if|when|once|on the|in the|from the|under)\b/i;

/** Finds what a responder does without a list and without a command. */
export function readProseSteps(parts: readonly Part[], contents: readonly PartContent[]): ProseSteps {
  const actions = contents.map((content): PartActions => ({ ...content, below: false }));
  for (let i = parts.length - 1; i > 0; i--) {
    const above = actions[parts[i]!.parent];
    if (above) above.below ||= actions[i]!.yields || actions[i]!.below;
  }
  const sections = new Set<number>();
  const paragraphs = new Map<number, ReadonlyMap<MdNode, string>>();
  const active = activeBelow(parts, actions);
  const alone = !actions.some(({ yields }) => yields);
  parts.forEach((part, i) => {
    if (part.level === 0 || actions[i]!.yields) return;
    const { flat } = actions[i]!;
    // "Alert to Runbook Mapping" and a table: to look up.
    if (flat.length > 0 && flat.every(isTable)) return;
    const clicked = clickedOn(parts, actions, i);
    if (clicked.size > 1) paragraphs.set(i, clicked);
    else if (isNeededFirst(parts, actions, i)) sections.add(i);
    else if (
      isTask(parts, actions, active, i) ||
      isSearch(part.heading, actions[i]!) ||
      (alone && isOrder(parts, actions, i) && !ADVICE.test(part.heading))
    )
      sections.add(i);
    else if (isAmongSteps(parts, actions, active, i)) sections.add(i);
    else if (remedy.test(part.heading) && !actions[i]!.below) {
      const asking = askingParagraphs(flat);
      if (asking.size > 0) paragraphs.set(i, asking);
    }
  });
  return { sections, paragraphs };
}

/** "Prerequisites": you need access and a client, said in sentences above all that is done. Whoever begins sees to it. */
function isNeededFirst(parts: readonly Part[], actions: readonly PartActions[], at: number): boolean {
  const { flat, below } = actions[at]!;
  const { heading } = parts[at]!;
  if (!NEEDED_FIRST.test(heading) || below) return false;
  if (actions.slice(0, at).some(({ yields }) => yields) || !actions.slice(at).some(({ yields }) => yields))
    return false;
  if (flat.length === 0) return HAS.test(heading.replace(/^[^:]*:\s*/, ''));
  return (
    flat.every(({ type }) => type === 'paragraph') &&
    flat.some((node) => sentencesOf(node).some((text) => HAS.test(text)))
  );
}

const NEEDED_FIRST =
  /^\W*(?:[\d.]+\s+)?(?:prerequisites?|requirements|before you (?:begin|start)|what you(?:['’]ll| will)? need)\b[^.]{0,80}$/i;
const HAS =
  /^(?:to \w[^,]{0,80}, )?(?:you|we|the (?:operator|on-?call(?: engineer)?|responder))(?:['’]ll| will)? (?:also )?(?:need|must have|should have|require|have to (?:have|be))\b(?! (?:not|no|nothing)\b)|^(?:make sure|ensure|check|verify|confirm) (?:that )?you(?:['’]re| (?:have|are|can))\b/i;

/** "Find them with the following search in Stackdriver:" above a query: what is looked for, by hand. */
function isSearch(heading: string, { flat, below }: PartActions): boolean {
  if (below || explains(heading)) return false;
  return flat.some((node, i) => {
    const above = flat[i - 1];
    return isCode(node) && above?.type === 'paragraph' && sentencesOf(above).some((text) => SEARCHES.test(text));
  });
}

const SEARCHES =
  /\b(?:use|using|run|add|paste|enter|try|execute)\b[^.:]{0,80}\b(?:(?:search(?: query)?|log query|filter)|query in (?:stackdriver|kibana|grafana|splunk|loki|prometheus|datadog|bigquery|logs? \w+))\b[^.:]{0,120}:$/i;

/** Paragraphs that say where to go and what to click, in a section named for what is done there. */
function clickedOn(parts: readonly Part[], actions: readonly PartActions[], at: number): ReadonlyMap<MdNode, string> {
  const { heading } = parts[at]!;
  const { flat, below } = actions[at]!;
  const out = new Map<MdNode, string>();
  const name = heading.replace(/^(?:step|phase)?\s*[\d.]+\W*/i, '').replace(/^how to\s+/i, '');
  if (below || flat.some(isList) || explains(heading) || noTask.test(name) || !(isImperative(name) || isGerund(name)))
    return out;
  for (const node of flat) {
    if (node.type !== 'paragraph' || isLinks(node)) continue;
    const asked = sentencesOf(node).find((text) => orders(text));
    if (asked !== undefined && ON_SCREEN.test(plainText((node.children[0]?.content ?? '').slice(0, 2000))))
      out.set(node, asked);
  }
  return out;
}

const ON_SCREEN =
  /\b(?:click|press|tick|go to|navigate to|select|choose|log ?in to|sign in to|open|drag)\b[^.]{0,80}(?:\b(?:buttons?|tabs?|menus?|pages?|console|dashboard|drop-?down|checkbox|settings|icon|dialog|portal|links?)\b|["“'*`][A-Z])|\bclick\b/i;

function isList({ type }: MdNode): boolean {
  return /_list$/.test(type);
}

/** Whether a section among sections with commands is one of the things that are done, although it holds none. */
function isTask(
  parts: readonly Part[],
  actions: readonly PartActions[],
  counts: ReadonlyMap<number, number>,
  at: number,
): boolean {
  const { heading, parent } = parts[at]!;
  const name = heading.replace(/^(?:step|phase)?\s*[\d.]+\W*/i, '').replace(/^how to\s+(\w[^?]*)\??$/i, '$1');
  // A list of contents that was left out: the sections below are the steps.
  if (/\b(?:steps|procedures?)$/i.test(name) && actions[at]!.flat.some(({ type }) => type === 'ordered_list'))
    return false;
  if (!explains(heading) && actions[at]!.flat.some(isWork)) return activeAround(parts, actions, counts, at) > 0;
  if (FILE.test(heading) && actions[at]!.flat.some(isCode)) return activeAround(parts, actions, counts, at) > 0;
  const names = isImperative(name) || isGerund(name) || /^(?:via|using|with|through)\s/i.test(name);
  if (actions[at]!.code && !explains(heading) && writesBelow(actions[at]!.flat))
    return activeAround(parts, actions, counts, at) > 0;
  if (names && !explains(heading) && !noTask.test(name) && !actions[at]!.below) {
    if (actions[at]!.flat.some(asksForInline)) return true;
  }
  if (!explains(heading) && !noTask.test(name) && !actions[at]!.below && asksForAlone(actions[at]!.flat)) return true;
  if (explains(heading) || noTask.test(name) || name.split(/\s+/).length < 2 || name.endsWith('?')) return false;
  if (offersChoices(parts[parent]?.heading ?? '')) return false;
  const { flat, below } = actions[at]!;
  if (below) return false;
  const active = activeAround(parts, actions, counts, at);
  if (isImperative(name)) return active >= 2 || (active >= 1 && asksIn(flat));
  return active >= 2 && (isGerund(name) || flat.some(isCode)) && asksIn(flat);
}

function isTable(node: MdNode): boolean {
  return /^\|[^\n]*\n\|?[\s:|-]+(?:\n|$)/.test((node.children[0]?.content ?? '').slice(0, 2000));
}

/** "If you are not using docker, set `bind_addresses` as shown.", "So create this file:" right above what is written. */
function writesBelow(flat: readonly MdNode[]): boolean {
  return flat.some((node, i) => {
    const above = flat[i - 1];
    if (!isCode(node) || above?.type !== 'paragraph') return false;
    return sentencesOf(above).some((text) => {
      const order = text.replace(/^so,?\s+/i, '');
      return orders(order) && WRITTEN.test(order.replace(/^(?:if|when|in|for|to)\b[^,.]*,\s*/i, ''));
    });
  });
}

const WRITTEN =
  /^\W*(?:(?:then|now|next|first|finally|also|please),?\s+)?(?:add|append|put|insert|paste|include|write|uncomment|place|set|create|edit|change|modify|replace|update|configure)\b/i;

/** Statements that change or tidy something, as `sql`. */
function isWork({ type, info, content }: MdNode): boolean {
  return type === 'fence' && /^(?:sql|mysql|psql|postgres\w*)\b/i.test(info) && WORK.test(content);
}

const WORK =
  /^\s*(?:--.*\s+)*(?:optimize|vacuum|analyze|reindex|delete|update|insert|alter|truncate|drop|grant|revoke)[\s;]/i;

/** A heading that is a file's name: what it holds is written there. */
const FILE = /^[~.]{0,2}\/?(?:[\w.-]+\/)*[\w.-]*\w\.[a-z]{1,6}:?$/i;

/** Most sections beside it are steps, and its sentences ask for something outright. */
function isAmongSteps(
  parts: readonly Part[],
  actions: readonly PartActions[],
  counts: ReadonlyMap<number, number>,
  at: number,
): boolean {
  const { heading, parent, level } = parts[at]!;
  const beside = parts.filter((one) => one.parent === parent && one.level === level).length;
  if (actions[at]!.below || explains(heading) || noTask.test(heading) || offersChoices(heading)) return false;
  if (/^(?:problem|context|motivation|prerequisites?|before you (?:begin|start))\b/i.test(heading)) return false;
  if (beside < 3 || (counts.get(parent) ?? 0) < beside * 0.6) return false;
  return actions[at]!.flat.some(
    (node) => node.type === 'paragraph' && sentencesOf(node).some((text) => orders(text) || FIRST.test(text)),
  );
}

const FIRST = /^the (?:first|next|second|third|last|final) (?:step|thing to do) is to\b/i;

/** Rules of style begin like orders: "Keep it short". */
const ADVICE =
  /^\W*(?:[\d.]+\s+)?(?:use|using|keep|avoid|do|make|be|let|choose|consider|think|write|know|understand|prefer|give|go|work|name)\b/i;

/** A section whose name and text both ask for something. */
function isOrder(parts: readonly Part[], actions: readonly PartActions[], at: number): boolean {
  const { heading, parent, level } = parts[at]!;
  const { yields, below, flat } = actions[at]!;
  const name = heading.replace(/^(?:step|phase)?\s*[\d.]+\W*/i, '');
  if (level === 0 || yields || below || !isImperative(name) || noTask.test(name) || explains(heading)) return false;
  if (!/\s/.test(name) || name.endsWith('?') || offersChoices(parts[parent]?.heading ?? '')) return false;
  return flat.some((node) => node.type === 'paragraph' && sentencesOf(node).some(orders));
}

/** How many of the sections right below each hold steps, at any depth, or ask for something as a whole. */
function activeBelow(parts: readonly Part[], actions: readonly PartActions[]): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  const asked = new Map<number, number>();
  parts.forEach(({ parent, level }, i) => {
    const add = (to: Map<number, number>): unknown => to.set(parent, (to.get(parent) ?? 0) + 1);
    if (level > 0 && (actions[i]!.yields || actions[i]!.below)) add(counts);
    else if (isOrder(parts, actions, i)) add(asked);
  });
  for (const [parent, more] of asked) if (counts.has(parent)) counts.set(parent, counts.get(parent)! + more);
  return counts;
}

/** How many sections beside a part hold steps; beside the one around it, where it stands alone. */
function activeAround(
  parts: readonly Part[],
  actions: readonly PartActions[],
  counts: ReadonlyMap<number, number>,
  at: number,
): number {
  const { parent, level } = parts[at]!;
  const own = (counts.get(parent) ?? 0) + (level > 2 && actions[parent]?.yields ? 1 : 0);
  const around = parts[parent]?.parent ?? -1;
  return own === 0 && level > 2 && parent >= 0 && !actions[parent]!.yields ? (counts.get(around) ?? 0) : own;
}

/** The paragraphs that ask for something, each with the sentence that does; outright, or else as advice. */
function askingParagraphs(flat: readonly MdNode[]): ReadonlyMap<MdNode, string> {
  const find = (asks: (sentence: string) => boolean): Map<MdNode, string> => {
    const out = new Map<MdNode, string>();
    for (const node of flat) {
      const sentence = node.type === 'paragraph' && !isLinks(node) ? sentencesOf(node).find(asks) : undefined;
      if (sentence !== undefined) out.set(node, sentence);
    }
    return out;
  };
  const outright = find(orders);
  return outright.size > 0 ? outright : find(advises);
}

/** `[Next](next.md){.md-button}`: links alone. */
function isLinks(node: MdNode): boolean {
  return /^(?:\s*\[[^\]]*\]\([^)\s]*\)(?:\{[^}]*\})?)+\s*$/.test((node.children[0]?.content ?? '').slice(0, 2000));
}

/** Whether sentences ask for something to be done. */
export function asksIn(flat: readonly MdNode[]): boolean {
  return flat.some(
    (node) => node.type === 'paragraph' && sentencesOf(node).some((text) => orders(text) || advises(text)),
  );
}

/** "Run `make upgrade` on the host.": a command in the middle of the sentence. */
function asksForInline(node: MdNode): boolean {
  if (node.type !== 'paragraph') return false;
  const text = (node.children[0]?.content ?? '').slice(0, 2000);
  const asked =
    /(?:^|[.,:;]\s+|\b(?:then|and|to|can|may|must|should)\s+(?:(?:\w+ly|just|also)\s+)?)(?:(?:run|execute|issue|type|use|invoke)\b[^`.]{0,60}|(?<=\b(?:you|we|then) (?:can|may|must|should)\s))`([^`\n]+)`/gi;
  return [...text.matchAll(asked)].some(([, code]) => /\s/.test(code!.trim()) && lineShape(code!) === 'command');
}

/** "To unlock it, run:" with a command in back-ticks as the next paragraph, or on the next line. */
function asksForAlone(flat: readonly MdNode[]): boolean {
  let said = '';
  for (const node of flat) {
    const text = node.type === 'paragraph' ? (node.children[0]?.content ?? '').slice(0, 2000) : '';
    const asked = /\b(?:run|execute|issue|type|enter)\b[^.`]{0,60}:\s*`[^`\n]+\s[^`\n]+`\s*$/im;
    if (text !== '' && asked.test(`${said.slice(-200)}\n${text}`)) return true;
    const alone = /:\s*\n`([^`\n]+)`\s*$/.exec(`${said.slice(-200)}\n${text}`)?.[1];
    if (alone !== undefined && (/\s--?[a-z]/.test(alone) || (/\s/.test(alone) && lineShape(alone) === 'command')))
      return true;
    said = text;
  }
  return false;
}

function sentencesOf(node: MdNode): string[] {
  return plainText((node.children[0]?.content ?? '').slice(0, 2000))
    .split(/(?<=[.!:])\s+(?=[A-Z`"'(])/)
    .filter((sentence) => sentence !== '');
}

/** "Restart the pod.", "If it stays down, restart it."; "See the dashboard" is a reference. */
function orders(sentence: string): boolean {
  const main = sentence.replace(
    /^(?:if|when|once|in case|otherwise|unless|after|before|for|on|in|from|to)\b[^,.]*,\s*(?:then\s+)?/i,
    '',
  );
  return (
    isImperative(main) && !noTask.test(main) && !/^(?:see|refer|read|note|remember|visit|contact us)\b/i.test(main)
  );
}

function advises(sentence: string): boolean {
  return /\b(?:you (?:can|should|must|may|need to|have to|will need to|could)(?! (?:not|never|no longer)\b|not\b|n['’]t\b)|(?:should|must|needs? to|has to|have to) (?:first )?be \w+(?:ed|n|t)\b|all (?:that )?(?:you )?needs? to be done|we (?:can|should|must|need to|have to)(?! (?:not|never|no longer)\b|not\b|n['’]t\b))\b/i.test(
    sentence,
  );
}
