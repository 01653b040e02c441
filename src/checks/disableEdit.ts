import { applyEdits, type TextEdit } from '../text/edit.ts';
import { LineIndex } from '../text/lineIndex.ts';
import { readFrontMatter } from '../runbook/frontMatter.ts';
import { parseRunbook } from '../runbook/parse.ts';
import { isCode, type MdNode } from '../markdown/mdNode.ts';
import { readMarkdown } from '../markdown/markdown.ts';
import type { Block } from '../blocks/model.ts';
import { disableComments, type DisableComment, type DisableVerb } from './disableComments.ts';
import { linesOf } from './disabled.ts';
import type { RunbookFinding } from './model.ts';

/** Where a comment's codes hold. */
export type DisabledScope = 'line' | 'file';

interface Reading {
  readonly text: string;
  readonly blocks: readonly Block[];
  readonly comments: readonly DisableComment[];
  /** Everything that a comment must not change: commands, code, steps and headings. */
  readonly content: string;
  readonly frontMatterEnd: number;
}

/**
 * The edit that disables a finding's code by a comment: in one that is there, else at the end of its line or above it.
 * Only one that adds nothing but the comment: undefined where each place is in code, a command or front matter.
 */
export function disableCheckEdit(
  text: string,
  { code, range }: Pick<RunbookFinding, 'code' | 'range'>,
  scope: DisabledScope,
): TextEdit | undefined {
  const reading = readingOf(text);
  const { line } = new LineIndex(text).positionAt(range.start);
  if (scope === 'line' && line <= reading.frontMatterEnd) return undefined;
  return candidates(reading, code, line, scope).find((edit) => {
    const after = readingOf(applyEdits(text, [edit]));
    // A comment on a line of its own moves what is below it.
    const moved = edit.range.start <= range.start && edit.newText.includes('\n') ? 1 : 0;
    return (
      after.content === reading.content &&
      after.comments.some((comment) => {
        const [from, to] = linesOf(comment, after.blocks);
        return comment.codes.some((one) => one.code === code) && from <= line + moved && line + moved <= to;
      })
    );
  });
}

let last: Reading | undefined;

/** Several findings of one text are asked about in a row, so the last reading is kept. */
function readingOf(text: string): Reading {
  if (last?.text === text) return last;
  const runbook = parseRunbook(text);
  const blocks = [...runbook.steps.flatMap((step) => step.blocks), ...runbook.blocks];
  const { body, endLine } = readFrontMatter(text);
  const { nodes } = readMarkdown(body, { inlines: true });
  const content = JSON.stringify([
    runbook.steps.map(({ title, number }) => [title, number]),
    runbook.sections.map(({ title }) => title),
    blocks.map(({ kind, language, commands, content: inside, expectedOutput }) => [
      kind,
      language,
      commands,
      inside,
      expectedOutput,
    ]),
    nodes.flatMap(codeIn),
  ]);
  return (last = { text, blocks, comments: disableComments(text, nodes), content, frontMatterEnd: endLine });
}

function codeIn(node: MdNode): string[] {
  const inline = node.inlines.filter(({ type }) => type === 'code_inline').map(({ content }) => content);
  return [...(isCode(node) ? [node.content] : []), ...inline, ...node.children.flatMap(codeIn)];
}

/** What may be tried, the best first. */
function candidates(
  { text, blocks, comments, frontMatterEnd }: Reading,
  code: string,
  line: number,
  scope: DisabledScope,
): TextEdit[] {
  const index = new LineIndex(text);
  const lines = text.split(/\r\n?|\n/);
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const comment = (verb: DisableVerb): string => `<!-- breakwater-disable-${verb} ${code} -- reason -->`;
  const insert = (start: number, newText: string): TextEdit => ({ range: { start, end: start }, newText });
  const above = (at: number, verb: DisableVerb, indent: string): TextEdit => {
    const start = at > lines.length ? text.length : index.lineStart(at);
    // Text before the byte order mark would make a character of it.
    return insert(start === 0 && text.startsWith('\uFEFF') ? 1 : start, `${indent}${comment(verb)}${eol}`);
  };
  const joined = comments
    .filter(({ verb }) => (verb === 'file') === (scope === 'file'))
    .filter((one) => linesOf(one, blocks)[0] <= line && line <= linesOf(one, blocks)[1])
    .map(({ codes, verbEnd }) =>
      insert(codes.at(-1)?.range.end ?? verbEnd, codes.length > 0 ? `, ${code}` : ` ${code}`),
    );
  if (scope === 'file') return [...joined.slice(0, 1), above(frontMatterEnd + 1, 'file', '')];
  const block = blocks.find((one) => one.line <= line && line <= one.endLine);
  const at = block?.line ?? line;
  const indent = /^[\s>]*/.exec(lines[at - 1] ?? '')![0];
  const end = index.lineStart(line) + (lines[line - 1] ?? '').trimEnd().length;
  return [
    ...joined.slice(0, 1),
    ...(block ? [] : [insert(end, ` ${comment('line')}`)]),
    above(at, 'next-line', indent),
    above(at, 'next-line', ''),
  ];
}
