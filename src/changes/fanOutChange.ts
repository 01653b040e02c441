import type { Ast, CallExpression, Node, ParsedFile } from '../ast/types.ts';
import type { TextEdit } from '../text/edit.ts';
import type { Range } from '../text/range.ts';
import { mayAwait, pathTo, textOf } from '../ast/locate.ts';
import { enclosingFunction, isFunction, isIdentifier, memberName, rangeOf } from '../ast/nodes.ts';
import type { Suggestion } from './suggestion.ts';
import { calledName } from '../ast/calls.ts';
import { OWN_BODY, someNode } from '../ast/walk.ts';
import { freshName, indentAt, replace, unwrapped } from './edits.ts';
import { bodyStart, deeper, linesOutside, losesComment, listOf, styleOf } from './layout.ts';

const AT_ONCE = 10;

interface FanOut {
  /** `Promise.all(...)`. */
  readonly all: CallExpression;
  readonly map: CallExpression;
  readonly list: Node;
  readonly callback: Ast.ArrowFunctionExpression;
}

/**
 * So many at once, through p-limit or p-map where the file has one, else one chunk of the list after the other.
 * @param limit what the file calls p-limit, or will.
 */
export function limitedFanOut(
  file: ParsedFile,
  call: Range,
  limit = importedAs(file, 'p-limit'),
): Suggestion | undefined {
  const found = fanOutAt(file, call);
  if (!found) return undefined;
  // It starts nothing more after a failure, which is right where the results are what is wanted.
  const pMap = limit === undefined && !isDropped(found.all) ? importedAs(file, 'p-map') : undefined;
  if (pMap !== undefined && textOf(file, found.all.callee) === 'Promise.all') return mappedBy(file, found, pMap);
  const edits = limit === undefined ? chunked(file, found) : limited(file, found, limit);
  return edits && { title: `Start ${AT_ONCE} at a time${limit === undefined ? '' : ` with ${limit}`}`, edits };
}

/** Done for what it does: nobody takes the results. */
export function isDropped({ parent }: CallExpression): boolean {
  return parent.type === 'AwaitExpression' && parent.parent.type === 'ExpressionStatement';
}

function fanOutAt(file: ParsedFile, call: Range): FanOut | undefined {
  for (const node of pathTo(file, call).reverse()) {
    if (node.type !== 'ArrowFunctionExpression') continue;
    const map = node.parent;
    if (map.type !== 'CallExpression' || map.arguments[0] !== node || map.arguments.length !== 1) continue;
    const { callee, parent: all } = map;
    if (callee.type !== 'MemberExpression' || callee.optional || memberName(callee) !== 'map') continue;
    if (all.type !== 'CallExpression' || all.arguments[0] !== map || all.arguments.length !== 1) return undefined;
    if (!/^Promise\.(?:all|allSettled)$/.test(textOf(file, all.callee))) return undefined;
    return { all, map, list: callee.object, callback: node };
  }
  return undefined;
}

/** What the file calls the default export of a package that it imports. */
function importedAs(file: ParsedFile, name: string): string | undefined {
  for (const statement of file.ast.body) {
    if (statement.type !== 'ImportDeclaration' || statement.source.value !== name) continue;
    return statement.specifiers.find(({ type }) => type === 'ImportDefaultSpecifier')?.local.name;
  }
  return undefined;
}

function limited(file: ParsedFile, { all, callback }: FanOut, pLimitName: string): TextEdit[] | undefined {
  const name = freshName(file, 'limit');
  const outside = linesOutside(file, all, [`const ${name} = ${pLimitName}(${AT_ONCE})${styleOf(file).end}`]);
  if (!outside) return undefined;
  const start = bodyStart(file, callback);
  const end = callback.range[1];
  const [from] = callback.range;
  return [
    ...outside,
    ...(callback.async
      ? [{ range: { start: from, end: from + /^async\s*/.exec(file.text.slice(from))![0].length }, newText: '' }]
      : []),
    { range: { start, end: start }, newText: `${name}(${callback.async ? 'async ' : ''}() => ` },
    { range: { start: end, end }, newText: ')' },
  ];
}

/**
 * p-map in place of `Promise.all(list.map(callback))`.
 * @param pMap what the file calls it, or will.
 */
export function mappedBy(
  file: ParsedFile,
  { all, list, callback }: { readonly all: CallExpression; readonly list: Node; readonly callback: Node },
  pMap: string,
): Suggestion | undefined {
  const { text } = file;
  const between: [number, number][] = [
    [all.range[0], list.range[0]],
    [list.range[1], callback.range[0]],
    [callback.range[1], all.range[1]],
  ];
  // Comments would be lost, and a method is called on what it stands behind.
  if (between.some(([from, to]) => /\/[/*]/.test(text.slice(from, to))) || text.slice(...between[0]!).includes('(('))
    return undefined;
  // Its callback is given an element and its place, not the whole list.
  if (isFunction(callback) && callback.params.length > 2) return undefined;
  const texts = [`${pMap}(`, ', ', `, { concurrency: ${AT_ONCE} })`];
  return {
    title: `Start ${AT_ONCE} at a time with ${pMap}`,
    edits: between.map(([start, end], n) => ({ range: { start, end }, newText: texts[n]! })),
  };
}

/** A loop over parts of the list, in place of the statement that waits for all. */
function chunked(file: ParsedFile, { all, map, list, callback }: FanOut): TextEdit[] | undefined {
  // The place in the whole list, which a part does not know, comes second.
  if (callback.params.length > 1 || !isPlainPath(list)) return undefined;
  const target = targetOf(file, all);
  if (!target || !mayAwait(file, rangeOf(all))) return undefined;
  const { statement, results, type, returned } = target;
  if (losesComment(file, statement, map)) return undefined;
  const { end, step } = styleOf(file);
  const indent = indentAt(file.text, statement.range[0]);
  const at = freshName(file, 'start');
  const source = textOf(file, list);
  const part = `${source}.slice(${at}, ${at} + ${AT_ONCE})`;
  const mapped = `${textOf(file, all.callee)}(${part}${file.text.slice(list.range[1], map.range[1])})`;
  const head = `for (let ${at} = 0; ${at} < ${source}.length; ${at} += ${AT_ONCE}) {`;
  const loopOver = (body: string): string =>
    `${head}\n${indent}${step}${indentedText(file, all, body, map, step)}\n${indent}}`;
  if (results === undefined && !isSettled(file, all) && mayFail(callback)) {
    // The rest is started all the same, as it was, and the first failure is that of the whole.
    const outcomes = freshName(file, 'outcomes');
    const failed = freshName(file, 'failed');
    const kept = isTyped(file) ? `${outcomes}: PromiseSettledResult<unknown>[]` : outcomes;
    const lines = [
      `const ${kept} = []${end}`,
      loopOver(`${outcomes}.push(...(await ${mapped.replace(/^Promise\.all/, 'Promise.allSettled')}))${end}`),
      `const ${failed} = ${outcomes}.find((one) => one.status === 'rejected')${end}`,
      isTyped(file)
        ? `if (${failed}?.status === 'rejected') throw ${failed}.reason${end}`
        : `if (${failed}) throw ${failed}.reason${end}`,
    ];
    return [replace(statement, lines.join(`\n${indent}`))];
  }
  const collect = results === undefined ? `await ${mapped}${end}` : `${results}.push(...(await ${mapped}))${end}`;
  const text = [
    ...(results === undefined ? [] : [`const ${results}${type} = []${end}\n${indent}`]),
    loopOver(collect),
    ...(returned ? [`\n${indent}return ${results}${end}`] : []),
  ].join('');
  return [replace(statement, text)];
}

function isSettled(file: ParsedFile, { callee }: CallExpression): boolean {
  return textOf(file, callee) === 'Promise.allSettled';
}

function isTyped({ path }: ParsedFile): boolean {
  return /\.[cm]?tsx?$/.test(path);
}

/** Unless all that it does is in a `try` whose `catch` goes on, or behind a `.catch()`. */
function mayFail({ body }: Ast.ArrowFunctionExpression): boolean {
  const whole = body.type === 'AwaitExpression' ? body.argument : body;
  if (whole.type === 'CallExpression') return calledName(whole) !== 'catch';
  const [only, ...more] = whole.type === 'BlockStatement' ? whole.body : [];
  if (only?.type !== 'TryStatement' || !only.handler || more.length > 0) return true;
  return someNode(only.handler.body, ({ type }) => type === 'ThrowStatement', OWN_BODY);
}

/** The text one step further in: all lines but the first, unless a text of several lines stands in it. */
function indentedText(file: ParsedFile, all: Node, text: string, map: Node, step: string): string {
  const lines = file.text.slice(map.range[0], map.range[1]).split('\n').length - 1;
  const moved = deeper(file, all.range[0], all.range[1]).length;
  return lines === moved ? text.replace(/\n(?=[^\r\n])/g, `\n${step}`) : text;
}

interface Target {
  readonly statement: Node;
  readonly results: string | undefined;
  readonly type: string;
  readonly returned: boolean;
}

/** What becomes of the results: kept in a constant, returned, or nothing. */
function targetOf(file: ParsedFile, all: CallExpression): Target | undefined {
  const waits = all.parent.type === 'AwaitExpression' ? all.parent : undefined;
  const { parent } = waits ?? all;
  if (parent.type === 'ExpressionStatement' && waits && listOf(parent))
    return { statement: parent, results: undefined, type: '', returned: false };
  if (parent.type === 'ReturnStatement' && listOf(parent) && enclosingFunction(parent)?.async)
    return { statement: parent, results: freshName(file, 'results'), type: '', returned: true };
  if (parent.type !== 'VariableDeclarator' || !waits || parent.id.type !== 'Identifier') return undefined;
  const declaration = parent.parent;
  if (declaration.kind !== 'const' || declaration.declarations.length > 1 || !listOf(declaration)) return undefined;
  const { id } = parent;
  const type = id.typeAnnotation ? textOf(file, id.typeAnnotation) : '';
  // Types of an array that is filled here are known to the same function only.
  if (type === '' && isReadInside(file, id)) return undefined;
  return { statement: declaration, results: id.name, type, returned: false };
}

function isReadInside(file: ParsedFile, id: Node): boolean {
  const variable = file.scopes.scopes
    .flatMap(({ variables }) => variables)
    .find(({ identifiers }) => identifiers.includes(id));
  return (
    !variable || variable.references.some(({ identifier }) => enclosingFunction(identifier) !== enclosingFunction(id))
  );
}

/** A name or a field of one: it may be asked for twice. */
function isPlainPath(node: Node): boolean {
  const plain = unwrapped(node);
  if (isIdentifier(plain) || plain.type === 'ThisExpression') return true;
  return (
    plain.type === 'MemberExpression' &&
    !plain.computed &&
    !plain.optional &&
    !isFunction(plain) &&
    isPlainPath(plain.object)
  );
}
