import type { FileFacts } from '../facts/model.ts';
import type { CallExpression, FunctionNode, Node, ParsedFile } from '../ast/types.ts';
import type { Range } from '../text/range.ts';
import { pathTo, textOf } from '../ast/locate.ts';
import { ancestors, enclosingFunction, isFunction, isIdentifier, memberName, unwrap } from '../ast/nodes.ts';
import { OWN_BODY, walk } from '../ast/walk.ts';
import type { Target } from './model.ts';

const simpleStatement = /^(?:ExpressionStatement|VariableDeclaration|ReturnStatement)$/;
/** What runs more than one thing, of which none is meant. */
const holder = /^(?:Program|BlockStatement|ClassBody|(?:If|For|ForIn|ForOf|While|DoWhile|Switch|Try)Statement)$/;

/**
 * The call that is selected, or holds the cursor, and whose promise is awaited, returned or dropped.
 * @returns undefined where there is none, several, or the function around it may not wait.
 */
export function targetAt(file: ParsedFile, facts: FileFacts, range: Range): Target | undefined {
  for (const node of pathTo(file, trimmed(file, range)).reverse()) {
    if (isFunction(node) || holder.test(node.type)) return undefined;
    const target = node.type === 'CallExpression' ? targetOf(file, facts, node) : onlyTargetIn(file, facts, node);
    if (target) return target;
  }
  return undefined;
}

/** A selection without the white space and the semicolon at its ends. */
export function trimmed({ text }: ParsedFile, { start, end }: Range): Range {
  const selected = text.slice(start, end);
  const from = start + /^\s*/.exec(selected)![0].length;
  return { start: Math.min(from, end), end: Math.max(Math.min(from, end), start + selected.trimEnd().length) };
}

/** The only such call of a statement, or of an `await`. */
function onlyTargetIn(file: ParsedFile, facts: FileFacts, node: Node): Target | undefined {
  if (node.type !== 'AwaitExpression' && !simpleStatement.test(node.type)) return undefined;
  const found: Target[] = [];
  walk(
    node.type === 'AwaitExpression' ? node.argument : node,
    (inner) => {
      const target = inner.type === 'CallExpression' ? targetOf(file, facts, inner) : undefined;
      if (target) found.push(target);
    },
    OWN_BODY,
  );
  return found.length === 1 ? found[0] : undefined;
}

function targetOf(file: ParsedFile, facts: FileFacts, call: CallExpression): Target | undefined {
  let node: Node = call;
  while (/^(?:ChainExpression|TS(?:As|NonNull|Satisfies)Expression)$/.test(node.parent!.type)) node = node.parent!;
  const owner = enclosingFunction(call);
  if (owner && mayNotWait(owner)) return undefined;
  const parent = node.parent!;
  if (parent.type !== 'AwaitExpression' && !(isKept(node, parent) && isPromise(file, facts, call, parent)))
    return undefined;
  const requests = facts.calls.filter(
    ({ range }) =>
      range.start >= call.range[0] &&
      range.end <= call.range[1] &&
      enclosingFunction(pathTo(file, range).at(-1)!) === owner,
  );
  return { node, call, requests };
}

/** Constructors, getters and setters give no promise to anybody who waits. */
function mayNotWait({ parent }: FunctionNode): boolean {
  return (
    (parent?.type === 'MethodDefinition' || parent?.type === 'Property') &&
    /^(?:constructor|get|set)$/.test(parent.kind)
  );
}

/** Its promise is returned, dropped, or waited for together with others. */
function isKept(node: Node, parent: Node): boolean {
  if (parent.type === 'ReturnStatement' || parent.type === 'ExpressionStatement') return true;
  if (parent.type === 'UnaryExpression') return parent.operator === 'void';
  if (parent.type === 'ArrowFunctionExpression') return parent.body.range[0] === node.range[0];
  return (
    parent.type === 'ArrayExpression' &&
    parent.parent.type === 'CallExpression' &&
    /^(?:all|allSettled|race|any)$/.test(promiseMethod(parent.parent) ?? '')
  );
}

/** `all` of `Promise.all(...)`. */
export function promiseMethod({ callee }: CallExpression): string | undefined {
  if (callee.type !== 'MemberExpression' || !isIdentifier(callee.object, 'Promise')) return undefined;
  return memberName(callee);
}

const callbackApis = /^(?:https?|http2|net|tls|dgram|node:)/;

function isPromise(file: ParsedFile, facts: FileFacts, call: CallExpression, parent: Node): boolean {
  const name = calleeName(call) ?? '';
  if (call.callee.type === 'MemberExpression' && /^(?:then|catch|finally)$/.test(name)) return true;
  if (promiseMethod(call) !== undefined) return true;
  const known = facts.calls.find(({ range }) => range.start === call.range[0] && range.end === call.range[1]);
  if (known) return !callbackApis.test(known.api) && !call.arguments.some((one) => isFunction(one)) && !known.streaming;
  if (isAsyncHere(file, call)) return true;
  const owner = parent.type === 'ReturnStatement' ? enclosingFunction(parent) : undefined;
  return !!owner?.returnType && !owner.async && /^:\s*Promise</.test(textOf(file, owner.returnType));
}

/** A call of an async function of this file, by its name. */
function isAsyncHere(file: ParsedFile, { callee }: CallExpression): boolean {
  if (callee.type !== 'Identifier') return false;
  const variable = file.scopes.scopes
    .flatMap(({ references }) => references)
    .find(({ identifier }) => identifier === callee)?.resolved;
  const node = variable?.defs[0]?.node;
  const made = node?.type === 'VariableDeclarator' ? node.init : node;
  return isFunction(made) && made.async && !made.generator;
}

/** `query` of `db.query(...)`, `load` of `load(...)`. */
export function calleeName({ callee }: CallExpression): string | undefined {
  const plain = unwrap(callee);
  if (plain.type === 'MemberExpression') return memberName(plain);
  return plain.type === 'Identifier' ? plain.name : undefined;
}

/** What calls of these names run, or make: `retry(() => load())`, `policy.execute(() => load())`. */
export function isInCallOf({ call }: Target, names: RegExp): boolean {
  const calls = [call, ...ancestors(call)].filter((node): node is CallExpression => node.type === 'CallExpression');
  return calls.some((one) => names.test(calleeName(one) ?? ''));
}
