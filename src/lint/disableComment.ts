import type { Ast, ParsedFile } from '../ast/types.ts';
import { LineIndex } from '../text/lineIndex.ts';
import type { Suggestion } from '../changes/suggestion.ts';
import type { TextEdit } from '../text/edit.ts';
import { pathTo } from '../ast/locate.ts';
import { readSuppressions, type Suppression } from './directives.ts';
import type { LintMessage } from './model.ts';

/**
 * The edit that silences one finding by a comment: in the comment that does so for another rule, else on a line of its
 * own above it, or right in front of it where a new line would be part of a template or of JSX text.
 */
export function disableSuggestion(
  file: ParsedFile,
  { ruleId, range }: Pick<LintMessage, 'ruleId' | 'range'>,
): Suggestion {
  const lines = new LineIndex(file.text);
  const lineStart = lines.lineStart(lines.positionAt(range.start).line);
  const title = `Disable ${ruleId} for this line`;
  const { line } = lines.positionAt(range.start);
  const joined = joinComment(file, lines, ruleId, ({ from, to }) => from === line && to === line);
  if (joined) return { title, edits: [joined] };
  if (isText(file, lineStart)) {
    const newText = `/* breakwater-disable-line ${ruleId} -- reason */ `;
    return { title, edits: [{ range: { start: range.start, end: range.start }, newText }] };
  }
  const indent = /^[ \t]*/.exec(file.text.slice(lineStart))![0];
  const end = file.text.includes('\r\n') ? '\r\n' : '\n';
  const newText = `${indent}// breakwater-disable-next-line ${ruleId} -- reason${end}`;
  return { title, edits: [{ range: { start: lineStart, end: lineStart }, newText }] };
}

/** The edit that silences a rule in a whole file: in the comment that does so for another rule, else on top. */
export function disableInFileSuggestion(file: ParsedFile, { ruleId }: Pick<LintMessage, 'ruleId'>): Suggestion {
  const title = `Disable ${ruleId} for this file`;
  const joined = joinComment(file, new LineIndex(file.text), ruleId, ({ from, to }) => from === 1 && to === Infinity);
  if (joined) return { title, edits: [joined] };
  const start = /^#!.*(?:\r?\n|$)/.exec(file.text)?.[0].length ?? 0;
  const end = file.text.includes('\r\n') ? '\r\n' : '\n';
  const newText = `// breakwater-disable-file ${ruleId} -- reason${end}`;
  return { title, edits: [{ range: { start, end: start }, newText }] };
}

/** Adds a rule to the last of our comments of some kind that names rules; undefined where there is none. */
function joinComment(
  file: ParsedFile,
  lines: LineIndex,
  ruleId: string,
  fits: (one: Suppression) => boolean,
): TextEdit | undefined {
  const named = readSuppressions(file.comments, lines)
    .filter((one) => one.tool === 'breakwater' && one.named && fits(one))
    .sort((a, b) => a.named!.end - b.named!.end)
    .at(-1)?.named;
  return named && { range: { start: named.end, end: named.end }, newText: `, ${ruleId}` };
}

/** What stands at an offset is read as text, so a comment there would be printed. */
function isText(file: ParsedFile, offset: number): boolean {
  const path = pathTo(file, { start: offset, end: offset });
  const innermost = path[path.length - 1]!;
  if (innermost.type === 'TemplateElement') return true;
  if (innermost.type === 'TemplateLiteral') return innermost.quasis.some((quasi) => holdsOffset(quasi, offset));
  if (innermost.type === 'JSXText') return true;
  const inElement = innermost.type === 'JSXElement' || innermost.type === 'JSXFragment';
  return inElement && innermost.children.some((child) => holdsOffset(child, offset));
}

function holdsOffset({ range }: Ast.Node, offset: number): boolean {
  return range[0] <= offset && offset <= range[1];
}
