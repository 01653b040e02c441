import type { MdNode } from '../markdown/mdNode.ts';
import type { Section } from './model.ts';
import { explains, isRemark, offersChoices } from './procedure.ts';
import { isImperative } from '../blocks/imperative.ts';
import { headingTitle } from './stepTitle.ts';

/** The text between two headings. */
export interface Part {
  readonly heading: string;
  readonly explicitId: string | undefined;
  /** 1 to 6; 0 for what stands before the first heading. */
  readonly level: number;
  readonly line: number;
  endLine: number;
  readonly nodes: MdNode[];
  /** Index of the part whose heading is above this one; -1 for none. */
  readonly parent: number;
}

/**
 * A container that is called "steps" with headings in it, as Hugo's `{{% steps %}}`, gives way to what stands in it: each
 * of its outermost headings is a step.
 */
export function openSteps(nodes: readonly MdNode[]): {
  readonly nodes: readonly MdNode[];
  /** Lines of those headings. */
  readonly steps: ReadonlySet<number>;
} {
  const steps = new Set<number>();
  const opened = nodes.flatMap((node) => {
    const headings = node.children.filter(({ type }) => type === 'heading');
    if (node.type !== 'container' || !/^steps$/i.test(node.info) || headings.length === 0) return [node];
    const outermost = Math.min(...headings.map(({ headingLevel }) => headingLevel));
    for (const { line, headingLevel } of headings) if (headingLevel === outermost) steps.add(line);
    return node.children;
  });
  return { nodes: opened, steps };
}

/** The document cut at its headings. */
export function partsOf(nodes: readonly MdNode[], lineCount: number): Part[] {
  const parts: Part[] = [
    { heading: '', explicitId: undefined, level: 0, line: 1, endLine: lineCount, nodes: [], parent: -1 },
  ];
  const open: number[] = [];
  for (const node of nodes) {
    const last = parts[parts.length - 1]!;
    if (node.type !== 'heading') {
      last.nodes.push(node);
      continue;
    }
    last.endLine = Math.max(node.line - 1, last.line);
    while (open.length > 0 && parts[open[open.length - 1]!]!.level >= node.headingLevel) open.pop();
    const { title, id } = headingTitle(node);
    const parent = open[open.length - 1] ?? -1;
    open.push(parts.length);
    parts.push({
      heading: title,
      explicitId: id,
      level: node.headingLevel,
      line: node.line,
      endLine: lineCount,
      nodes: [],
      parent,
    });
  }
  return parts;
}

/** Headings above a part, the nearest first; that of the document only where it has no other. */
export function headingsAbove(parts: readonly Part[], at: number): string[] {
  const out: string[] = [];
  for (let i = at; i >= 0; i = parts[i]!.parent) {
    if (parts[i]!.heading !== '' && (out.length === 0 || parts[i]!.parent >= 0)) out.push(parts[i]!.heading);
  }
  return out;
}

/** Every heading with the lines that it covers. */
export function sectionsOf(parts: readonly Part[], lineCount: number): Section[] {
  const out: Section[] = [];
  const ends: number[] = parts.map(() => lineCount);
  const open: number[] = [];
  parts.forEach((part, i) => {
    if (part.level === 0) return;
    while (open.length > 0 && parts[open[open.length - 1]!]!.level >= part.level) ends[open.pop()!] = part.line - 1;
    open.push(i);
  });
  parts.forEach((part, i) => {
    if (part.level > 0)
      out.push({ title: part.heading, level: part.level, line: part.line, endLine: Math.max(part.line, ends[i]!) });
  });
  return out;
}

/** What is known of a part's content. */
export interface PartContent {
  /** Lists or commands make steps of it. */
  readonly yields: boolean;
  /** It holds code that somebody runs or writes into a file. */
  readonly code: boolean;
  /** Nothing but its heading is there. */
  readonly bare: boolean;
  /** Its sentences ask for something. */
  readonly asks: boolean;
}

interface Numbered {
  readonly at: number;
  readonly number: number;
  readonly word: boolean;
}

/**
 * The parts that are steps by their headings although they hold neither list nor command: numbered headings in a row
 * ("1. Scale down", "Step 2"), and the headings below "Steps" or "Procedure". A row counts as a whole or not at all.
 */
export function headingSteps(parts: readonly Part[], contents: readonly PartContent[]): ReadonlySet<number> {
  const chosen = new Set<number>();
  const below = deepContents(parts, contents);
  // A parent comes before its children.
  for (const [parent, children] of childrenOf(parts)) {
    for (const row of rowsOf(parts, children, parent)) {
      const choices = offersChoices(parts[parent]?.heading ?? '') && !row.every(({ word }) => word);
      const within = chosen.has(parent) && !contents[parent]!.yields;
      if (
        row.length < 2 ||
        choices ||
        tellsOfProgram(row, parts, below) ||
        !(isSequence(row, parts, below) || isBareSequence(row, parts, below, within))
      )
        continue;
      // What is told in parts is done part by part.
      if (within) chosen.delete(parent);
      for (const { at, word } of row) {
        const quiet = !below[at]!.code && !below[at]!.yields;
        const remark = isRemark(parts[at]!.heading) && !below[at]!.yields;
        if (word || (!quiet && !remark) || !explains(parts[at]!.heading)) chosen.add(at);
      }
    }
  }
  for (const at of chosen) if (below[at]!.yields && !contents[at]!.yields) chosen.delete(at);
  return chosen;
}

/** "Step 1 — the script checks the disk": headings below which a program's own doing is told, with nothing to be run. */
function tellsOfProgram(row: readonly Numbered[], parts: readonly Part[], below: readonly PartContent[]): boolean {
  const told = row.filter(({ at }) => DOES_ITSELF.test(parts[at]!.heading));
  return told.length >= row.length / 2 && row.every(({ at }) => !below[at]!.yields && !below[at]!.code);
}

const DOES_ITSELF =
  /^\W*(?:step|phase|stage|task)?\s*#?[\d.]+\W+(?:(?:the|our|this|an?)\s+(?:[\w-]+\s+)?(?:scripts?|jobs?|playbooks?|pipelines?|operators?|controllers?|tools?|installers?|workflows?|programs?|schedulers?|agents?|commands?|systems?|services?|servers?|clients?|processe?s?|functions?|containers?|init)|it)\s+(?:(?:then|also|now|automatically)\s+)?(?:will\s+\w+|[a-z]+(?<!s)s|is\s+\w+ed)\b/i;

/** Whether a part or one below it yields steps or holds code. */
function deepContents(parts: readonly Part[], contents: readonly PartContent[]): readonly PartContent[] {
  const out = contents.map((content) => ({ ...content }));
  for (let i = parts.length - 1; i > 0; i--) {
    const above = out[parts[i]!.parent];
    if (!above) continue;
    above.yields ||= out[i]!.yields;
    above.code ||= out[i]!.code;
    above.bare = false;
  }
  return out;
}

function childrenOf(parts: readonly Part[]): Map<number, number[]> {
  const out = new Map<number, number[]>();
  parts.forEach((part, i) => {
    if (part.level === 0) return;
    const siblings = out.get(part.parent);
    if (siblings) siblings.push(i);
    else out.set(part.parent, [i]);
  });
  return out;
}

function rowsOf(parts: readonly Part[], children: readonly number[], parent: number): Numbered[][] {
  const rows: Numbered[][] = [];
  for (const at of children) {
    const found = numberOf(parts[at]!.heading);
    if (!found) continue;
    const row = rows[rows.length - 1];
    const last = row?.[row.length - 1];
    if (
      last &&
      found.number > last.number &&
      found.number <= last.number + (found.word ? 9 : 1) &&
      parts[last.at]!.level === parts[at]!.level
    )
      row!.push({ at, ...found });
    else rows.push([{ at, ...found }]);
  }
  const named = parent >= 0 && /^\W*(?:\w+ ){0,2}(?:steps|procedures?|instructions)\W*$/i.test(parts[parent]!.heading);
  if (rows.length === 0 && named) rows.push(children.map((at, i) => ({ at, number: i, word: false })));
  return rows;
}

/** The last number of `1.`, `2)`, `Step 3:`, `4.1`, `5️⃣`. */
function numberOf(heading: string): { readonly number: number; readonly word: boolean } | undefined {
  const found =
    /^\W{0,3}(step|phase|stage|task)?\s*#?((?:\d{1,3}\.){0,4}\d{1,3})(?:\uFE0F?\u20E3|(?=[.):\s–—-]|$))/i.exec(heading);
  if (!found) return undefined;
  const word = found[1] !== undefined;
  // "3 replicas are down" is no third step.
  const rest = heading.slice(found[0].length);
  const pointed =
    word ||
    /^[.):–—-]|^\s+[-–—:]\s/.test(rest) ||
    /[.\u20E3]/.test(found[0]) ||
    (/^\s+[A-Z]/.test(rest) && isImperative(rest));
  return pointed ? { number: Number(found[2]!.split('.').pop()), word } : undefined;
}

function isSequence(row: readonly Numbered[], parts: readonly Part[], below: readonly PartContent[]): boolean {
  if (row.every(({ word }) => word)) return true;
  // "1. Identify the snapshot", "2. Restore it", each with sentences that ask for it.
  const orders = row.filter(({ at }) => isImperative(parts[at]!.heading) && !explains(parts[at]!.heading));
  const done = row.filter(({ at }) => below[at]!.asks || below[at]!.code || below[at]!.yields);
  if (row.length >= 3 && orders.length >= row.length * 0.7 && done.length >= row.length * 0.7) return true;
  const told = row.filter(({ at }) => below[at]!.yields || below[at]!.code || !explains(parts[at]!.heading));
  const active = told.filter(({ at }) => {
    const { yields, code, bare } = below[at]!;
    return yields || code || bare || isImperative(parts[at]!.heading);
  });
  return row.some(({ at }) => below[at]!.yields) && active.length >= told.length / 2;
}

/**
 * Whether headings with nothing below them say what to do: "1. Announce it", "2. Drain the node".
 * @param within the section that they stand in is one of a sequence.
 */
function isBareSequence(
  row: readonly Numbered[],
  parts: readonly Part[],
  below: readonly PartContent[],
  within: boolean,
): boolean {
  const bare = row.filter(({ at }) => below[at]!.bare).length;
  const asking = row.filter(({ at }) => isImperative(parts[at]!.heading)).length;
  const talk = row.some(({ at }) => explains(parts[at]!.heading));
  return !talk && bare >= row.length / 2 && asking >= row.length / (within ? 3 : 2);
}
