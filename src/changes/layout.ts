import type { Ast, FunctionNode, Node, ParsedFile } from '../ast/types.ts';
import type { TextEdit } from '../text/edit.ts';
import { enclosingFunction, isFunction } from '../ast/nodes.ts';
import { walk } from '../ast/walk.ts';
import { indentAt, isOpen } from './edits.ts';

/** How a file is written, so that what is added looks like the rest. */
export interface Style {
  /** What ends a statement: nothing where the file leaves semicolons out. */
  readonly end: ';' | '';
  readonly quote: "'" | '"';
  /** One step of indentation. */
  readonly step: string;
}

const styles = new WeakMap<ParsedFile, Style>();

/** The style that most of a file has. */
export function styleOf(file: ParsedFile): Style {
  let style = styles.get(file);
  if (!style) styles.set(file, (style = readStyle(file)));
  return style;
}

const statements = /^(?:ExpressionStatement|VariableDeclaration|ReturnStatement|ThrowStatement|ImportDeclaration)$/;

function readStyle(file: ParsedFile): Style {
  let ended = 0;
  let open = 0;
  let single = 0;
  let double = 0;
  walk(file.ast, (node) => {
    const last = file.text[node.range[1] - 1];
    if (statements.test(node.type) && !/^For/.test(node.parent?.type ?? '')) {
      if (last === ';') ended++;
      else open++;
    } else if (node.type === 'Literal' && typeof node.value === 'string') {
      if (last === '"') double++;
      else single++;
    }
  });
  return { end: open > ended ? '' : ';', quote: double > single ? '"' : "'", step: stepOf(file.text) };
}

/** A tab where a line begins with one, else the smallest number of spaces that lines begin with. */
function stepOf(text: string): string {
  if (/^\t+\S/m.test(text)) return '\t';
  const widths = [...text.matchAll(/^( {2,})[^\s*]/gm)].map(([, spaces]) => spaces!.length);
  return widths.length === 0 ? '  ' : ' '.repeat(Math.min(...widths));
}

/** The statement around a node that stands in a list of statements; undefined where a function has only an expression. */
export function statementOf(node: Node): Node | undefined {
  for (let at: Node = node; at.parent; at = at.parent) {
    if (listOf(at)) return at;
    if (isFunction(at) && at !== node) return undefined;
  }
  return undefined;
}

/** The statements among which a statement stands. */
export function listOf({ parent, ...node }: Node): readonly Node[] | undefined {
  if (parent?.type !== 'Program' && parent?.type !== 'BlockStatement') return undefined;
  return parent.body.some(({ range }) => range[0] === node.range[0]) ? parent.body : undefined;
}

/** A comment that is about the line behind it, and excuses nothing that stands between. */
const aboutNextLine =
  /\n[ \t]*(?:\/\/|\/\*)[ \t]*(?:(?:eslint|oxlint|tslint|stylelint)[-:]disable-next-line|@ts-(?:ignore|expect-error)|(?:prettier|biome|deno-lint)-ignore|(?:istanbul|c8|v8) ignore next|breakwater-disable-next-line)[^\n]*\n[ \t]*$/;

/** Where a statement begins, with the comments for tools that have to stay beside its line. */
function startOf({ text }: ParsedFile, { range: [start] }: Node): number {
  let at = start;
  for (;;) {
    const found = aboutNextLine.exec(text.slice(0, at));
    if (!found) return at;
    at = found.index + 1 + /^[ \t]*/.exec(found[0].slice(1))![0].length;
  }
}

/** Lines in front of a statement, indented like it. */
export function linesBefore(file: ParsedFile, statement: Node, lines: readonly string[]): TextEdit {
  const at = startOf(file, statement);
  const indent = indentAt(file.text, at);
  return { range: { start: at, end: at }, newText: lines.map((line) => `${line}\n${indent}`).join('') };
}

/**
 * Lines behind a statement and the comment on its last line, indented like it; on that line where more of the block
 * follows on it, each ended, so that they stay statements of their own.
 */
export function linesAfter(file: ParsedFile, statement: Node, lines: readonly string[]): TextEdit {
  const at = endOfLine(file, statement.range[1]);
  if (/^[ \t]*[^\s]/.test(file.text.slice(at))) {
    const closed = lines.map((line) => ` ${line}${/[;{}]$/.test(line) ? '' : ';'}`).join('');
    return { range: { start: at, end: at }, newText: `${isOpen(file, statement) ? ';' : ''}${closed}` };
  }
  const indent = indentAt(file.text, statement.range[0]);
  return { range: { start: at, end: at }, newText: lines.map((line) => `\n${indent}${line}`).join('') };
}

/** Behind a comment that follows on the same line and ends it. */
function endOfLine({ text }: ParsedFile, offset: number): number {
  return (
    offset + (/^[ \t]*(?:\/\/[^\r\n]*|\/\*[^\r\n]*?\*\/[ \t]*(?=[\r\n]))/.exec(text.slice(offset))?.[0].length ?? 0)
  );
}

/**
 * Lines that run once, before what a node is part of and outside that node: before its statement, or in a new block of
 * the function that has only an expression.
 * @returns undefined where no place is sure, such as a default value of a parameter.
 */
export function linesOutside(file: ParsedFile, node: Node, lines: readonly string[]): TextEdit[] | undefined {
  const statement = statementOf(node);
  if (statement) return [linesBefore(file, statement, lines)];
  const owner = enclosingFunction(node);
  if (owner?.type !== 'ArrowFunctionExpression' || owner.body.type === 'BlockStatement') return undefined;
  if (node.range[0] < owner.body.range[0] || owner.params.some((param) => param.range[0] > owner.body.range[0]))
    return undefined;
  const outer = indentAt(file.text, owner.range[0]);
  const { end, step } = styleOf(file);
  const start = bodyStart(file, owner);
  const lead = lines.map((line) => `${outer}${step}${line}\n`).join('');
  return [
    { range: { start, end: start }, newText: `{\n${lead}${outer}${step}return ` },
    { range: { start: owner.range[1], end: owner.range[1] }, newText: `${end}\n${outer}}` },
  ];
}

/** Where the expression of an arrow function begins, its parentheses included. */
export function bodyStart({ text }: ParsedFile, owner: FunctionNode): number {
  const from = Math.max(owner.range[0], ...owner.params.map(({ range }) => range[1]), owner.returnType?.range[1] ?? 0);
  const arrow = text.indexOf('=>', from) + 2;
  return arrow + /^\s*/.exec(text.slice(arrow))![0].length;
}

/** A statement with its line taken out; comments on other lines stay. */
export function withoutStatement({ text }: ParsedFile, { range: [from, to] }: Node): TextEdit {
  const before = /[ \t]*$/.exec(text.slice(0, from))![0].length;
  const after = /^[ \t]*(?:\r?\n|$)/.exec(text.slice(to))?.[0];
  const alone = after !== undefined && (from - before === 0 || /[\r\n]/.test(text[from - before - 1]!));
  if (!alone) return { range: { start: from, end: to }, newText: '' };
  const end = to + after.length;
  // Between two blank lines it takes one of them along, and so at the end of a block the one in front of it.
  const start = from - before;
  const blank = /(?:^|\n)([ \t]*\r?\n)$/.exec(text.slice(0, start))?.[1]!.length ?? 0;
  const closes = /^(?:[ \t]*\r?\n|\s*\})/.test(text.slice(end));
  return { range: { start: blank > 0 && closes ? start - blank : start, end }, newText: '' };
}

/** One more step of indentation for all lines that begin between two offsets, those inside texts left as they are. */
export function deeper(file: ParsedFile, start: number, end: number): TextEdit[] {
  const { step } = styleOf(file);
  const texts: (readonly [number, number])[] = [];
  walk(file.ast, (node) => {
    if (node.range[1] < start || node.range[0] > end) return false;
    if (node.type === 'TemplateElement' || node.type === 'JSXText' || node.type === 'Literal') texts.push(node.range);
    return true;
  });
  const edits: TextEdit[] = [];
  for (const { index } of file.text.slice(start, end).matchAll(/\n(?=[^\r\n])/g)) {
    const at = start + index + 1;
    if (!texts.some(([from, to]) => from < at && at < to)) edits.push({ range: { start: at, end: at }, newText: step });
  }
  return edits;
}

/**
 * Neighbouring statements put into a block: `head` opens it in front of the first, `tail` closes it behind the last.
 * Both are lines at the level of the statements.
 */
export function inBlock(file: ParsedFile, first: Node, last: Node, head: string, tail: readonly string[]): TextEdit[] {
  const { step } = styleOf(file);
  const start = startOf(file, first);
  const indent = indentAt(file.text, start);
  const end = endOfLine(file, last.range[1]);
  return [
    { range: { start, end: start }, newText: `${head}\n${indent}${step}` },
    ...deeper(file, start, end),
    { range: { start: end, end }, newText: tail.map((line) => `\n${indent}${line}`).join('') },
  ];
}

/** The same for all statements of a block: the body of a function. */
export function wholeBlock(
  file: ParsedFile,
  block: Ast.BlockStatement,
  head: string,
  tail: readonly string[],
): TextEdit[] | undefined {
  const [first] = block.body;
  const last = block.body.at(-1);
  // What stands on one line with the braces is laid out by hand.
  if (!first || !last || !/[\r\n]/.test(file.text.slice(block.range[0], first.range[0]))) return undefined;
  return inBlock(file, first, last, head, tail);
}

/** A comment stands in a node and outside a part of it that is kept: what replaces the node would lose it. */
export function losesComment({ text }: ParsedFile, { range }: Node, kept: Node): boolean {
  return /\/[/*]/.test(text.slice(range[0], kept.range[0])) || /\/[/*]/.test(text.slice(kept.range[1], range[1]));
}
