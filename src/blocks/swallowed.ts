import type { MdNode } from '../markdown/mdNode.ts';
import { isProse, lineShape } from '../transcripts/lineShape.ts';
import type { Draft } from './draft.ts';

/** Whether an unclosed block holds what was surely meant to be text: headings, other fences, sentences, list items. */
function swallowedMarkdown(content: string): boolean {
  const lines = content.split('\n');
  if (lines.some((line) => /^\s{0,3}#{2,6}\s+\S/.test(line) || /^\s*(?:`{3,}|~{3,})/.test(line))) return true;
  const after = lines.slice(1);
  return after.some(
    (line) => isProse(line) && lineShape(line) !== 'command' && /^[A-Z]|[.:]$|^(?:[-*]|\d+\.)\s/.test(line.trim()),
  );
}

/** What was meant to be in a block, and whether a fence that was to close it did not. */
export interface Fenced {
  readonly content: string;
  readonly unclosed: boolean;
  /** It holds text that was meant to stand below it. */
  readonly swallows: boolean;
}

/**
 * A fence that stands behind a command, as in ``}'``` ``, closes nothing: what was meant ends there. One that is indented
 * less than its list item ends the item and opens a block of its own, as far as the next bare fence.
 */
export function fencedIn(node: MdNode, before: Draft | undefined): Fenced {
  const { content } = node;
  if (node.type !== 'fence') return { content, unclosed: false, swallows: false };
  const glued = gluedFence(content, node.markup);
  const unclosed = !node.closed || glued !== undefined;
  if (!unclosed) {
    const opened = before !== undefined && !before.site.node.closed && node.line === before.site.node.endLine + 1;
    return { content, unclosed, swallows: opened && node.info.trim() === '' && swallowedMarkdown(content) };
  }
  if (glued === undefined) return { content, unclosed, swallows: swallowedMarkdown(content) };
  return glued.below.trim() === ''
    ? { content: glued.above, unclosed, swallows: false }
    : { content, unclosed, swallows: swallowedMarkdown(glued.below) || !node.closed };
}

/** Where a line ends with the fence that was to close the block; in a closed block, only with another fence below. */
function gluedFence(content: string, markup: string): { readonly above: string; readonly below: string } | undefined {
  const mark = markup.slice(0, 3);
  const lines = content.split('\n');
  const at = lines.findIndex((line) => line.trimEnd().endsWith(mark) && !line.trimStart().startsWith(mark));
  if (at < 0 || lines.slice(0, at).some((line) => line.includes(mark))) return undefined;
  const above = [...lines.slice(0, at), lines[at]!.trimEnd().slice(0, -mark.length)].join('\n');
  const below = lines.slice(at + 1).join('\n');
  const opensAgain = new RegExp(String.raw`^\s*${mark}[\w{]`, 'm').test(below);
  return below.trim() === '' || opensAgain ? { above, below } : undefined;
}
