import { enclosingFunction, isIdentifier, memberName, rangeOf, unwrap } from '../ast/nodes.ts';
import type { Ast, CallExpression, Node } from '../ast/types.ts';
import type { FileContext } from '../values/index.ts';
import { outermostWrapper } from '../values/index.ts';
import type { TypeQuestion } from './oracle.ts';

/** More than these in one file are a generated file, or one that is about something else. */
const MAX_QUESTIONS = 300;
const promiseMethods = new Set(['then', 'catch', 'finally']);

/**
 * The receivers of awaited calls of which syntax does not tell what they are: what a compiler may be asked.
 * `leads` says whether a package that the file imports may lead to a known client at all.
 */
export function openQuestions(context: FileContext, leads: (specifier: string) => boolean): readonly TypeQuestion[] {
  const asked = new Map<Node, string>();
  const later: Node[][] = [];
  for (const call of context.index.calls) {
    const receivers = openReceivers(context, call, leads);
    if (receivers.length === 0) continue;
    if (isPromiseUse(context, call)) for (const node of receivers) asked.set(node, context.text(node));
    else if (outermostWrapper(call).parent?.type === 'ExpressionStatement') later.push(receivers);
  }
  // What is asked about anyway is asked about where nobody waits for the call as well.
  const texts = new Set(asked.values());
  for (const receivers of later) {
    if (receivers.some((node) => texts.has(context.text(node))))
      for (const node of receivers) asked.set(node, context.text(node));
  }
  return [...asked.keys()]
    .map(rangeOf)
    .sort((a, b) => a.start - b.start || a.end - b.end)
    .slice(0, MAX_QUESTIONS);
}

/** What a call goes through, outermost first, as far as it is unknown; for a variable that is called, the variable. */
function openReceivers(context: FileContext, call: CallExpression, leads: (specifier: string) => boolean): Node[] {
  const found: Node[] = [];
  const callee = unwrap(call.callee);
  if (isIdentifier(callee)) return isOpenVariable(context, callee) ? [callee] : [];
  let at: Node = callee;
  for (;;) {
    if (at.type === 'MemberExpression') {
      if (at === callee && promiseMethods.has(memberName(at) ?? '')) return [];
      at = unwrap(at.object);
    } else if (at.type === 'CallExpression' || at.type === 'NewExpression') at = unwrap(at.callee);
    else break;
    if (isAskable(at) && context.value(at).kind === 'unknown') found.push(at);
  }
  return mayLead(context, at, leads) ? found : [];
}

/** `const send = useClient(); await send(url)`: no function that stands here, no import, which is known by its name. */
function isOpenVariable(context: FileContext, callee: Ast.Identifier): boolean {
  const kinds = context.variable(callee)?.defs.map(({ type }) => type as string) ?? [];
  return (
    kinds.length > 0 &&
    kinds.every((kind) => kind === 'Variable' || kind === 'Parameter') &&
    context.value(callee).kind === 'unknown'
  );
}

function isAskable(node: Node): boolean {
  return (
    node.type === 'Identifier' ||
    node.type === 'CallExpression' ||
    node.type === 'NewExpression' ||
    // A method by itself is no receiver.
    (node.type === 'MemberExpression' && !isCallee(node))
  );
}

function isCallee(node: Node): boolean {
  const outer = outermostWrapper(node);
  const { parent } = outer;
  return (parent?.type === 'CallExpression' || parent?.type === 'NewExpression') && parent.callee === outer;
}

/** What a chain starts from is no global, and not from a package that has nothing to do with clients. */
function mayLead(context: FileContext, root: Node, leads: (specifier: string) => boolean): boolean {
  if (root.type === 'ThisExpression') return true;
  if (!isIdentifier(root)) return false;
  const variable = context.variable(root);
  if (!variable) return false;
  return variable.defs.every((definition) => {
    if (definition.type !== 'ImportBinding') return true;
    const declaration = (definition.parent ?? definition.node.parent) as Ast.ImportDeclaration;
    return declaration.type !== 'ImportDeclaration' || leads(declaration.source.value);
  });
}

/** Somebody waits for what the call gives. */
function isPromiseUse(context: FileContext, call: Node): boolean {
  const outer = outermostWrapper(call);
  const { parent } = outer;
  switch (parent?.type) {
    case 'AwaitExpression':
    case 'YieldExpression':
      return true;
    case 'ArrayExpression':
      return parent.parent.type === 'CallExpression' && isPromiseCombinator(parent.parent);
    case 'UnaryExpression':
      return parent.operator === 'void';
    case 'MemberExpression':
      return parent.object === outer && promiseMethods.has(memberName(parent) ?? '');
    case 'ReturnStatement':
      return givesPromise(context, outer);
    case 'ArrowFunctionExpression':
      return parent.body === outer && givesPromise(context, outer);
    default:
      return false;
  }
}

function isPromiseCombinator({ callee }: CallExpression): boolean {
  return callee.type === 'MemberExpression' && isIdentifier(callee.object, 'Promise');
}

function givesPromise(context: FileContext, node: Node): boolean {
  const around = enclosingFunction(node);
  if (!around) return false;
  return around.async || (around.returnType ? /\bPromise\b/.test(context.text(around.returnType)) : false);
}
