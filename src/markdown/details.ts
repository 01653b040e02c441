import type { MdNode } from './mdNode.ts';

/** Index of a node that opens `<details>` -> index of the sibling that closes it. */
export type Folds = ReadonlyMap<number, number>;

/** Folds in folds are drawn down to this depth; what is deeper shows without its own fold. */
const MAX_DEPTH = 20;

interface OpenFold {
  readonly at: number;
  /** How many `<details>` of its HTML block are open around what follows. */
  depth: number;
}

/** The folds among siblings, each node looked at once. A fold that nothing closes goes on to the last sibling. */
export function detailsAmong(nodes: readonly MdNode[]): Folds {
  const folds = new Map<number, number>();
  const open: OpenFold[] = [];
  nodes.forEach((node, i) => {
    if (node.type !== 'html_block') return;
    const opened = count(node.content, /<details\b/gi);
    let closed = count(node.content, /<\/details>/gi);
    if (opened > closed && /^\s*<details\b/i.test(node.content)) {
      open.push({ at: i, depth: opened - closed });
      return;
    }
    if (opened > 0 && opened === closed && /^\s*<details\b/i.test(node.content)) folds.set(i, i);
    closed -= opened;
    while (closed > 0 && open.length > 0) {
      const top = open[open.length - 1]!;
      const taken = Math.min(closed, top.depth);
      top.depth -= taken;
      closed -= taken;
      if (top.depth > 0) break;
      open.pop();
      if (open.length < MAX_DEPTH) folds.set(top.at, i);
    }
  });
  open.forEach((left, depth) => {
    if (depth < MAX_DEPTH) folds.set(left.at, nodes.length - 1);
  });
  return folds;
}

function count(text: string, what: RegExp): number {
  return text.match(what)?.length ?? 0;
}

/** The text of the first `<summary>`; empty where there is none. */
export function summaryOf(html: string): string {
  return cutSummary(html).title;
}

/** What a fold shows while it is closed, and the text beside it in the same block of HTML. */
export function openingOf(html: string): { readonly title: string; readonly text: string } {
  const { title, rest } = cutSummary(html.replace(/^\s*<details[^<>]*>/i, ''));
  return { title: title || 'Details', text: rest.replace(/<\/details>\s*$/i, '').trim() };
}

/** Looks for each tag once: a document may hold very many that nothing closes. */
function cutSummary(html: string): { readonly title: string; readonly rest: string } {
  const open = /<summary\b[^<>]*>/i.exec(html);
  const end = open ? html.toLowerCase().indexOf('</summary>', open.index) : -1;
  if (!open || end < 0) return { title: '', rest: html };
  const title = html
    .slice(open.index + open[0].length, end)
    .replace(/<[^<>]*>/g, '')
    .replace(/\s+/g, ' ')
    .trim();
  return { title, rest: html.slice(0, open.index) + html.slice(end + '</summary>'.length) };
}
