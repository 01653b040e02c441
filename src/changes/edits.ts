import type { TextEdit } from '../text/edit.ts';
import type { Ast, CallExpression, NewExpression, Node, ParsedFile } from '../ast/types.ts';
import { textOf } from '../ast/locate.ts';
import { mayHold } from '../ast/annotations.ts';

type Call = CallExpression | NewExpression;
type ObjectNode = Ast.ObjectExpression;

/** The name of a plain property, quoted or not; undefined for computed names and spreads. */
export function propertyName(property: Ast.ObjectLiteralElement): string | undefined {
  if (property.type !== 'Property' || property.computed) return undefined;
  if (property.key.type === 'Identifier') return property.key.name;
  return property.key.type === 'Literal' ? String(property.key.value) : undefined;
}

export function findProperty(object: ObjectNode, name: string): Ast.ObjectExpressionProperty | undefined {
  return object.properties.find(
    (property): property is Ast.ObjectExpressionProperty => propertyName(property) === name,
  );
}

/**
 * Edits that set an option of a call whose options are argument `index`: the argument is added (with `undefined` for
 * those before it), the object literal gets a property or a new value for the one it has, any other expression is
 * spread into a new object. A dotted name goes into nested objects.
 * @returns undefined where a spread argument or something else hides the argument's place.
 */
export function setOption(
  file: ParsedFile,
  call: Call,
  index: number,
  name: string,
  value: string,
): TextEdit[] | undefined {
  const args = call.arguments;
  if (args.slice(0, index + 1).some((argument) => argument.type === 'SpreadElement')) return undefined;
  const argument = args[index];
  if (!argument) {
    const fillers = Array.from({ length: index - args.length }, () => 'undefined');
    return [insertArguments(file, call, [...fillers, nestedObject(name, value)])];
  }
  const options = unwrapped(argument);
  if (options.type === 'ObjectExpression') return setProperty(file, options, name, value);
  if (
    (options.type === 'Literal' && options.value === null) ||
    (options.type === 'Identifier' && options.name === 'undefined')
  ) {
    return [replace(options, nestedObject(name, value))];
  }
  if (name.includes('.') || options.type === 'Literal' || options.type === 'TemplateLiteral') return undefined;
  return [replace(options, `{ ...${spreadText(file, options)}, ${name}: ${value} }`)];
}

/** Edits that set a property, by a dotted name, of an object literal; none where its written type has no such property. */
export function setProperty(file: ParsedFile, object: ObjectNode, name: string, value: string): TextEdit[] | undefined {
  const [first, ...rest] = name.split('.') as [string, ...string[]];
  const present = findProperty(object, first);
  if (!present && !mayHold(file, object, first)) return undefined;
  if (!present) return [addProperty(file, object, first, rest.length ? nestedObject(rest.join('.'), value) : value)];
  if (rest.length === 0) {
    return present.shorthand ? [replace(present, `${first}: ${value}`)] : [replace(present.value as Node, value)];
  }
  const inner = unwrapped(present.value as Node);
  return inner.type === 'ObjectExpression' ? setProperty(file, inner, rest.join('.'), value) : undefined;
}

/** Adds a last property to an object literal, in the layout that the literal has. */
function addProperty(file: ParsedFile, object: ObjectNode, name: string, value: string): TextEdit {
  const last = object.properties[object.properties.length - 1];
  const close = object.range[1] - 1;
  if (!last) return { range: { start: object.range[0], end: object.range[1] }, newText: `{ ${name}: ${value} }` };
  const after = file.text.slice(last.range[1], close);
  const comma = commaIn(after);
  const multiline = /[\r\n]/.test(file.text.slice(object.range[0], last.range[0]));
  const lead = multiline ? `\n${indentAt(file.text, last.range[0])}` : ' ';
  const at = last.range[1] + (comma < 0 ? 0 : comma + 1);
  // A comment behind the last property on its line stays with it.
  const comment = multiline ? (restOfLine.exec(file.text.slice(at, close))?.[0] ?? '') : '';
  const newText = `${comma < 0 ? ',' : ''}${comment}${lead}${name}: ${value}${comma < 0 ? '' : multiline ? ',' : ''}`;
  return { range: { start: at, end: at + comment.length }, newText };
}

/** A comment that ends the line which it stands on. */
const restOfLine = /^[ \t]*(?:\/\/[^\r\n]*|\/\*[^\r\n]*?\*\/[ \t]*(?=[\r\n]))/;

/** Offset of the first comma that is not inside a comment, or -1. */
function commaIn(text: string): number {
  const blanked = text.replace(/\/\*[\s\S]*?\*\/|\/\/[^\r\n]*/g, (comment) => ' '.repeat(comment.length));
  return blanked.indexOf(',');
}

function insertArguments(file: ParsedFile, call: Call, texts: readonly string[]): TextEdit {
  const last = call.arguments[call.arguments.length - 1];
  const joined = texts.join(', ');
  const end = call.range[1];
  if (last) {
    const comma = commaIn(file.text.slice(last.range[1], end));
    const at = last.range[1] + (comma < 0 ? 0 : comma + 1);
    return { range: { start: at, end: at }, newText: comma < 0 ? `, ${joined}` : ` ${joined},` };
  }
  if (file.text[end - 1] === ')') return { range: { start: end - 1, end: end - 1 }, newText: joined };
  return { range: { start: end, end }, newText: `(${joined})` };
}

function nestedObject(name: string, value: string): string {
  return `{ ${nestedProperty(name, value)} }`;
}

/** `a: { b: value }` of `a.b`. */
export function nestedProperty(name: string, value: string): string {
  const [first, ...rest] = name.split('.') as [string, ...string[]];
  return `${first}: ${rest.length > 0 ? nestedObject(rest.join('.'), value) : value}`;
}

/** The expression below `as`, `satisfies` and `!`. */
export function unwrapped(node: Node): Node {
  return node.type === 'TSAsExpression' || node.type === 'TSSatisfiesExpression' || node.type === 'TSNonNullExpression'
    ? unwrapped(node.expression)
    : node;
}

const simple = ['Identifier', 'MemberExpression', 'CallExpression', 'ThisExpression', 'NewExpression'];

function spreadText(file: ParsedFile, node: Node): string {
  const text = textOf(file, node);
  return simple.includes(node.type) ? text : `(${text})`;
}

export function replace(node: Node, newText: string): TextEdit {
  return { range: { start: node.range[0], end: node.range[1] }, newText };
}

/** The white space that the line of an offset starts with. */
export function indentAt(text: string, offset: number): string {
  const lineStart = Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1;
  return /^[ \t]*/.exec(text.slice(lineStart, offset))![0];
}

/** A statement that only the end of its line, or of its block, ends. */
export function isOpen({ text }: ParsedFile, { range }: Node): boolean {
  return !/[;}]/.test(text[range[1] - 1] ?? ';');
}

/** A statement as the last one of a block, indented like its neighbours. */
export function statementAtEnd(file: ParsedFile, block: Ast.BlockStatement, statement: string): TextEdit {
  const last = block.body[block.body.length - 1];
  const outer = indentAt(file.text, block.range[0]);
  if (!last) {
    const comments = file.text.slice(block.range[0] + 1, block.range[1] - 1).trimEnd();
    const inner = `${outer}  `;
    const start = block.range[0] + 1 + comments.length;
    const end = block.range[1] - 1;
    return { range: { start, end }, newText: `\n${inner}${statement}\n${outer}` };
  }
  // A comment behind the last statement on its line stays with it.
  const rest = restOfLine.exec(file.text.slice(last.range[1]));
  const at = last.range[1] + (rest ? rest[0].length : 0);
  const sameLine = !/[\r\n]/.test(file.text.slice(block.range[0], last.range[0]));
  const lead = sameLine ? `${isOpen(file, last) ? ';' : ''} ` : `\n${indentAt(file.text, last.range[0])}`;
  return { range: { start: at, end: at }, newText: `${lead}${statement}` };
}

/** `base`, or with the smallest number behind it that no name of the file has, nor one of `others`. */
export function freshName(file: ParsedFile, base: string, others: Iterable<string> = []): string {
  const taken = new Set<string>(others);
  for (const scope of file.scopes.scopes) {
    for (const variable of scope.variables) taken.add(variable.name);
    for (const { identifier } of scope.references) if (identifier.type === 'Identifier') taken.add(identifier.name);
  }
  let name = base;
  for (let n = 2; taken.has(name); n++) name = `${base}${n}`;
  return name;
}

/**
 * A name for what only a new piece of code at `at` sees, such as the parameter of a callback: `base`, or with a number
 * where something around that place has it. The same name elsewhere in the file is no matter.
 */
export function freshParameter(file: ParsedFile, at: Node, base: string): string {
  const around = file.scopes.scopes.filter(
    ({ type, block }) =>
      type === 'global' || type === 'module' || (block.range[0] <= at.range[0] && at.range[1] <= block.range[1]),
  );
  const taken = new Set(around.flatMap(({ variables }) => variables.map(({ name }) => name)));
  let name = base;
  for (let n = 2; taken.has(name); n++) name = `${base}${n}`;
  return name;
}

/** An import of the file gets one more name, by whatever name it has here. */
export function importedName(
  file: ParsedFile,
  source: string,
  name: string,
): { readonly local: string; readonly edits: readonly TextEdit[] } | undefined {
  for (const statement of file.ast.body) {
    if (statement.type !== 'ImportDeclaration' || statement.source.value !== source) continue;
    if (statement.importKind === 'type') continue;
    const { specifiers } = statement;
    if (specifiers.some(({ type }) => type === 'ImportNamespaceSpecifier')) return undefined;
    const named = specifiers.filter((one): one is Ast.ImportSpecifier => one.type === 'ImportSpecifier');
    const known = named.find(({ imported }) => imported.type === 'Identifier' && imported.name === name);
    if (known) return { local: known.local.name, edits: [] };
    if (freshName(file, name) !== name) return undefined;
    const last = named.at(-1) ?? specifiers.at(-1);
    if (!last) return undefined;
    const at = last.range[1];
    return {
      local: name,
      edits: [{ range: { start: at, end: at }, newText: named.length > 0 ? `, ${name}` : `, { ${name} }` }],
    };
  }
  return undefined;
}
