import { LineIndex } from '../text/lineIndex.ts';
import type { Range } from '../text/range.ts';
import type { MdNode } from '../markdown/mdNode.ts';

export type DisableVerb = 'next-line' | 'line' | 'file';

/** `<!-- breakwater-disable-line code, code -- reason -->` in the text of a document. */
export interface DisableComment {
  readonly verb: DisableVerb;
  /** The whole comment. */
  readonly range: Range;
  readonly codes: readonly { readonly code: string; readonly range: Range }[];
  /** Where its first code would stand: behind the verb. */
  readonly verbEnd: number;
  /** Lines of the comment, from 1 and inclusive. */
  readonly line: number;
  readonly endLine: number;
}

const OPEN = '<!--';
const CLOSE = '-->';
const verbForm = /^\s*breakwater-disable-(next-line|line|file)(?=\s|$)/;

/** The comments of a document that disable checks. What is in code, escaped or not closed is none. */
export function disableComments(text: string, nodes: readonly MdNode[]): DisableComment[] {
  if (!text.includes('breakwater-disable-')) return [];
  const index = new LineIndex(text);
  const lineCount = text.split(/\r\n?|\n/).length;
  const found: DisableComment[] = [];
  /** Cells of a table share their line, which is read once. */
  let lastRead = 0;
  const visit = (node: MdNode): void => {
    const isHtml = node.type === 'html_block';
    if ((isHtml || node.type === 'inline') && node.line > lastRead) {
      lastRead = node.endLine;
      const start = index.lineStart(node.line);
      const end = node.endLine >= lineCount ? text.length : index.lineStart(node.endLine + 1);
      for (const range of commentRanges(text.slice(start, end), isHtml)) {
        const comment = readComment(text, { start: start + range.start, end: start + range.end }, index);
        if (comment) found.push(comment);
      }
    }
    node.children.forEach(visit);
  };
  nodes.forEach(visit);
  return found;
}

/** The HTML comments in a part of a text; outside of HTML blocks, spans of code and escapes are left out. */
function commentRanges(part: string, isHtml: boolean): Range[] {
  const ranges: Range[] = [];
  const spans = isHtml ? undefined : new CodeSpans(part);
  const next = /<!--|`+|\\/g;
  for (let match = next.exec(part); match; match = next.exec(part)) {
    const [mark] = match;
    if (mark === OPEN) {
      // `<!-->` is a comment, too.
      const close = part.indexOf(CLOSE, match.index + 2);
      if (close < 0) break;
      next.lastIndex = close + CLOSE.length;
      ranges.push({ start: match.index, end: next.lastIndex });
    } else if (spans) {
      next.lastIndex = mark === '\\' ? match.index + 2 : spans.endOf(match.index, mark.length);
    }
  }
  return ranges;
}

/** Where spans of code end: at the next run of as many backticks. */
class CodeSpans {
  readonly #runs = new Map<number, number[]>();

  constructor(text: string) {
    for (const match of text.matchAll(/`+/g)) {
      const same = this.#runs.get(match[0].length) ?? [];
      same.push(match.index);
      this.#runs.set(match[0].length, same);
    }
    for (const same of this.#runs.values()) same.reverse();
  }

  /** The end of a span that opens at an offset, or of its backticks where nothing closes it. Offsets only grow. */
  endOf(at: number, length: number): number {
    const same = this.#runs.get(length) ?? [];
    while (same.length > 0 && same.at(-1)! <= at) same.pop();
    return (same.at(-1) ?? at) + length;
  }
}

function readComment(text: string, range: Range, index: LineIndex): DisableComment | undefined {
  const body = text.slice(range.start + OPEN.length, range.end - CLOSE.length);
  const verb = verbForm.exec(body);
  if (!verb) return undefined;
  const rest = body.slice(verb[0].length);
  const dashes = rest.search(/(?<=^|\s)--+(?=\s|$)/);
  const verbEnd = range.start + OPEN.length + verb[0].length;
  const names = [...(dashes < 0 ? rest : rest.slice(0, dashes)).matchAll(/[^\s,]+/g)];
  return {
    verb: verb[1] as DisableVerb,
    range,
    codes: names.map(({ 0: code, index: at }) => ({
      code,
      range: { start: verbEnd + at, end: verbEnd + at + code.length },
    })),
    verbEnd,
    line: index.positionAt(range.start).line,
    endLine: index.positionAt(range.end).line,
  };
}
