import type { TextEdit } from '../text/edit.ts';
import { LineIndex } from '../text/lineIndex.ts';
import { readFrontMatter } from '../runbook/frontMatter.ts';
import { parseRunbook } from '../runbook/parse.ts';
import type { Block } from '../blocks/model.ts';
import type { RunbookFinding } from './model.ts';

/** Where a comment's codes hold. */
export type DisabledScope = 'line' | 'file';

const form = /<!--\s*breakwater-disable-(next-line|line|file)\s+([a-z-]+(?:[\s,]+[a-z][a-z-]*)*)\s*(?:--\s.*?)?-->/g;

interface Place {
  readonly text: string;
  readonly blocks: readonly Block[];
}

interface Disabled {
  readonly codes: readonly string[];
  /** Lines, from 1 and inclusive. */
  readonly from: number;
  readonly to: number;
  /** The end of its last code, as an offset. */
  readonly codesEnd: number;
  readonly verb: string;
}

/**
 * The findings that no comment disables: `<!-- breakwater-disable-line code, code -- reason -->` on the line,
 * `-disable-next-line` above it or above the block that it is in, `-disable-file` anywhere. Comments in code blocks are code.
 */
export function withoutDisabled(findings: readonly RunbookFinding[], place: Place): readonly RunbookFinding[] {
  const disabled = disabledIn(place);
  if (disabled.length === 0) return findings;
  const index = new LineIndex(place.text);
  return findings.filter(({ code, range }) => {
    const { line } = index.positionAt(range.start);
    return !disabled.some(({ codes, from, to }) => from <= line && line <= to && codes.includes(code));
  });
}

/**
 * The edit that disables a finding's code by a comment, in one that is there if there is one. Undefined for a line of
 * front matter, where no comment can stand.
 */
export function disableCheckEdit(
  text: string,
  { code, range }: Pick<RunbookFinding, 'code' | 'range'>,
  scope: DisabledScope,
): TextEdit | undefined {
  const runbook = parseRunbook(text);
  const blocks = [...runbook.steps.flatMap((step) => step.blocks), ...runbook.blocks];
  const index = new LineIndex(text);
  const { line } = index.positionAt(range.start);
  const { endLine } = readFrontMatter(text);
  if (scope === 'line' && line <= endLine) return undefined;
  const block = blocks.find((one) => one.line <= line && line <= one.endLine);
  const verb = scope === 'file' ? 'file' : block ? 'next-line' : 'line';
  const joined = disabledIn({ text, blocks }).find((one) => one.verb === verb && one.from <= line && line <= one.to);
  if (joined) return { range: { start: joined.codesEnd, end: joined.codesEnd }, newText: `, ${code}` };
  const comment = `<!-- breakwater-disable-${verb} ${code} -- reason -->`;
  const lines = text.split(/\r\n?|\n/);
  if (verb === 'line') {
    const end = index.lineStart(line) + (lines[line - 1] ?? '').trimEnd().length;
    return { range: { start: end, end }, newText: ` ${comment}` };
  }
  const at = verb === 'file' ? endLine + 1 : block!.line;
  const start = at > lines.length ? text.length : index.lineStart(at);
  const indent = verb === 'file' ? '' : /^[ \t]*/.exec(lines[at - 1] ?? '')![0];
  return { range: { start, end: start }, newText: `${indent}${comment}${text.includes('\r\n') ? '\r\n' : '\n'}` };
}

function disabledIn({ text, blocks }: Place): Disabled[] {
  if (!text.includes('breakwater-disable-')) return [];
  const index = new LineIndex(text);
  const blockAt = (line: number): Block | undefined => blocks.find((one) => one.line <= line && line <= one.endLine);
  return [...text.matchAll(form)].flatMap((match) => {
    const { line } = index.positionAt(match.index);
    if (blockAt(line)) return [];
    const verb = match[1]!;
    const names = match[2]!;
    const codesEnd = match.index + match[0].indexOf(names, match[0].indexOf(verb) + verb.length) + names.length;
    const target = verb === 'next-line' ? line + 1 : line;
    const [from, to] = verb === 'file' ? [1, Infinity] : [target, blockAt(target)?.endLine ?? target];
    return [{ codes: names.split(/[\s,]+/), from, to, codesEnd, verb }];
  });
}
