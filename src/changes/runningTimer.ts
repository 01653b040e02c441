import type { Ast, CallExpression, FunctionNode, Node, ParsedFile, Variable } from '../ast/types.ts';
import type { TextEdit } from '../text/edit.ts';
import { textOf } from '../ast/locate.ts';
import { enclosingFunction, isFunction, isIdentifier, memberName, unwrap } from '../ast/nodes.ts';
import { isDeclaredForExport } from '../ast/functions.ts';
import { methodCalledOn, readsOfName, runsOnceIn, variableOf } from '../ast/objectUses.ts';
import { replace } from './edits.ts';

/**
 * Where the clearing of a timer has no place behind the body, because a helper hands the response on or the body is read
 * on some ways only, the timer runs on and keeps no process alive: once the body is read, aborting does nothing.
 */
export function runningOn(file: ParsedFile, cleared: Node): TextEdit[] | undefined {
  if (cleared.type !== 'CallExpression' || cleared.parent?.type !== 'ExpressionStatement') return undefined;
  const timer = constantIn(file, cleared.arguments[0]);
  const controller = timer && constantIn(file, abortedBy(timer.value));
  if (!controller || controller.value.type !== 'NewExpression') return undefined;
  // Cleared once for each timer that is set, and used for nothing else.
  if (!timer.block || !runsOnceIn(cleared, timer.block)) return undefined;
  if (
    !timer.reads.every(({ parent }) => parent?.type === 'CallExpression' && isIdentifier(parent.callee, 'clearTimeout'))
  )
    return undefined;
  const signals = controller.reads.filter((read) => methodCalledOn(read) !== 'abort' && !isInside(read, timer.value));
  const [signal] = signals;
  if (signals.length !== 1 || !signal || memberName(signal.parent!) !== 'signal') return undefined;
  const request = requestWith(signal.parent!);
  if (!request || !isReadShort(file, request, true)) return undefined;
  return [replace(cleared, `${textOf(file, cleared.arguments[0]!)}.unref?.()`)];
}

interface Constant {
  readonly value: Node;
  readonly reads: readonly Node[];
  readonly block: Node | undefined;
}

/** What a name stands for that is given its value where it is declared. */
function constantIn(file: ParsedFile, name: Node | undefined): Constant | undefined {
  const variable: Variable | undefined = name?.type === 'Identifier' ? variableOf(file, name) : undefined;
  const declarator = variable?.defs[0]?.node as Node | undefined;
  if (!variable || declarator?.type !== 'VariableDeclarator' || !declarator.init) return undefined;
  if (variable.references.filter((one) => one.isWrite()).length !== 1) return undefined;
  return { value: unwrap(declarator.init), reads: readsOfName(file, name!), block: declarator.parent.parent as Node };
}

/** The controller of `setTimeout(() => controller.abort(), ms)`, where nothing else is done then. */
function abortedBy(timer: Node): Node | undefined {
  if (timer.type !== 'CallExpression' || !isIdentifier(timer.callee, 'setTimeout')) return undefined;
  const run = timer.arguments[0];
  if (run?.type !== 'ArrowFunctionExpression' && run?.type !== 'FunctionExpression') return undefined;
  let body: Node | undefined = run.body;
  if (body.type === 'BlockStatement') {
    const [only, more] = body.body;
    body = !more && only?.type === 'ExpressionStatement' ? only.expression : undefined;
  }
  const call = body && unwrap(body);
  if (call?.type !== 'CallExpression' || call.callee.type !== 'MemberExpression') return undefined;
  return memberName(call.callee) === 'abort' ? call.callee.object : undefined;
}

function isInside({ range: [start] }: Node, { range }: Node): boolean {
  return range[0] <= start && start < range[1];
}

/** `fetch(url, { signal: controller.signal })`. */
function requestWith(signal: Node): CallExpression | undefined {
  const property = signal.parent;
  const call = property?.type === 'Property' ? property.parent.parent : undefined;
  return call?.type === 'CallExpression' && isIdentifier(call.callee, 'fetch') ? call : undefined;
}

const looks = /^(?:ok|status|statusText|headers|url|redirected|type)$/;
/** Files and streams may last longer than the limit for their headers; what is a text in memory follows at once. */
const shortReaders = /^(?:json|text)$/;

/** Whatever becomes of a response is known, and nothing in it is a file or a stream. */
function isReadShort(file: ParsedFile, call: Node, mayReturn: boolean): boolean {
  let at = call;
  while (at.parent && /^(?:Await|Chain|TSAs|TSNonNull)Expression$/.test(at.parent.type)) at = at.parent;
  const { parent } = at;
  if (parent?.type === 'MemberExpression') return at.type === 'AwaitExpression' && isShortUse(at);
  if (isGivenBack(at)) return mayReturn && isHelperReadShort(file, enclosingFunction(at));
  if (at.type !== 'AwaitExpression') return false;
  const kept =
    parent?.type === 'VariableDeclarator' ? parent.id : parent?.type === 'AssignmentExpression' && parent.left;
  if (!kept || kept.type !== 'Identifier') return false;
  const reads = readsOfName(file, kept);
  return (
    reads.length > 0 &&
    reads.every(
      (read) =>
        isShortUse(read) || (mayReturn && isGivenBack(read) && isHelperReadShort(file, enclosingFunction(read))),
    )
  );
}

function isGivenBack(node: Node): boolean {
  const { parent } = node;
  return parent?.type === 'ReturnStatement' || (isFunction(parent) && parent.body === node);
}

function isShortUse(response: Node): boolean {
  const member = response.parent;
  if (member?.type !== 'MemberExpression' || member.object !== response) return false;
  const name = memberName(member) ?? '';
  return looks.test(name) || (shortReaders.test(name) && methodCalledOn(response) === name);
}

/** A function of this file only, each of whose callers is here and reads what it gives. */
function isHelperReadShort(file: ParsedFile, helper: FunctionNode | undefined): boolean {
  const named: Node | null | undefined = helper?.type === 'FunctionDeclaration' ? helper : helper?.parent;
  const name = named && 'id' in named ? (named.id as Ast.BindingName | null) : undefined;
  if (!named || name?.type !== 'Identifier') return false;
  if (isDeclaredForExport(named) || isDeclaredForExport(named.parent as Node)) return false;
  const reads = readsOfName(file, name);
  return (
    reads.length > 0 &&
    reads.every(
      (read) =>
        read.parent?.type === 'CallExpression' && read.parent.callee === read && isReadShort(file, read.parent, false),
    )
  );
}
