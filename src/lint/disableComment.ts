import type { Ast, ParsedFile } from '../ast/types.ts';
import { LineIndex } from '../text/lineIndex.ts';
import type { Suggestion } from '../rules/model.ts';
import { pathTo } from '../ast/locate.ts';
import type { LintMessage } from './model.ts';

/**
 * The edit that silences one finding by a comment: on a line of its own above it, or right in front of it where a new
 * line would be part of a template or of JSX text.
 */
export function disableSuggestion(
  file: ParsedFile,
  { ruleId, range }: Pick<LintMessage, 'ruleId' | 'range'>,
): Suggestion {
  const lines = new LineIndex(file.text);
  const lineStart = lines.lineStart(lines.positionAt(range.start).line);
  const title = `Disable ${ruleId} for this line`;
  if (isText(file, lineStart)) {
    const newText = `/* breakwater-disable-line ${ruleId} -- reason */ `;
    return { title, edits: [{ range: { start: range.start, end: range.start }, newText }] };
  }
  const indent = /^[ \t]*/.exec(file.text.slice(lineStart))![0];
  const end = file.text.includes('\r\n') ? '\r\n' : '\n';
  const newText = `${indent}// breakwater-disable-next-line ${ruleId} -- reason${end}`;
  return { title, edits: [{ range: { start: lineStart, end: lineStart }, newText }] };
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
