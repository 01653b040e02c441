import { enclosingFunction, isIdentifier, memberName, rangeOf, unwrap } from '../ast/nodes.ts';
import type { Ast, CallExpression, Node } from '../ast/types.ts';
import type { FileContext } from '../values/index.ts';
import { outermostWrapper } from '../ast/calls.ts';
import type { TypeQuestion } from './oracle.ts';

/** More than these in one file are a generated file, or one that is about something else. */
const MAX_QUESTIONS = 300;
/** What an asynchronous function gives back without waiting for it: lists and texts that were made over. */
const ofLists =
  /^(?:map|flatMap|filter|reduce|slice|concat|join|some|every|includes|flat|sort|reverse|split|trim|replace|toString|toJSON)$/;
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

/** Initializers of variables that are looked through. */
const MAX_STEPS = 5;

/**
 * What a chain starts from is no global, and not from a package that has nothing to do with clients; nor is what the
 * variable is given that it starts from.
 */
function mayLead(context: FileContext, root: Node, leads: (specifier: string) => boolean, steps = 0): boolean {
  if (root.type === 'ThisExpression' || steps > MAX_STEPS) return true;
  // What stands in a list, or is chosen, may come from anywhere.
  if (!isIdentifier(root)) return steps > 0 && root.type !== 'Literal' && root.type !== 'TemplateLiteral';
  const variable = context.variable(root);
  // `Promise.all` gives on what it is given.
  if (!variable) return steps > 0 && root.name === 'Promise';
  return variable.defs.every((definition) => {
    if (definition.type === 'ImportBinding') {
      const declaration = (definition.parent ?? definition.node.parent) as Ast.ImportDeclaration;
      return declaration.type !== 'ImportDeclaration' || leads(declaration.source.value);
    }
    if (definition.type !== 'Variable' || variable.references.filter((one) => one.isWrite()).length > 1) return true;
    const { init } = definition.node as Ast.VariableDeclarator;
    if (!init) return true;
    const required = requiredBy(context, init);
    return required === undefined ? mayLead(context, rootOf(init), leads, steps + 1) : leads(required);
  });
}

/** What the chain of an expression starts from. */
function rootOf(node: Node): Node {
  let at = unwrap(node);
  for (;;) {
    if (at.type === 'MemberExpression') at = unwrap(at.object);
    else if (at.type === 'CallExpression' || at.type === 'NewExpression') at = unwrap(at.callee);
    else return at;
  }
}

/** The module of `require('x')`. */
function requiredBy(context: FileContext, node: Node): string | undefined {
  const call = unwrap(node);
  if (call.type !== 'CallExpression' || !isIdentifier(call.callee, 'require') || !call.arguments[0]) return undefined;
  const specifier = context.constant(call.arguments[0]);
  return typeof specifier === 'string' ? specifier : undefined;
}

/** Somebody waits for what the call gives. */
function isPromiseUse(context: FileContext, call: CallExpression): boolean {
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
      return givesPromise(context, call, outer);
    case 'ArrowFunctionExpression':
      return parent.body === outer && givesPromise(context, call, outer);
    default:
      return false;
  }
}

function isPromiseCombinator({ callee }: CallExpression): boolean {
  return callee.type === 'MemberExpression' && isIdentifier(callee.object, 'Promise');
}

function givesPromise(context: FileContext, { callee }: CallExpression, node: Node): boolean {
  const method = unwrap(callee);
  if (method.type === 'MemberExpression' && ofLists.test(memberName(method) ?? '')) return false;
  const around = enclosingFunction(node);
  if (!around) return false;
  return around.async || (around.returnType ? /\bPromise\b/.test(context.text(around.returnType)) : false);
}
