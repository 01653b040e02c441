import { methodOn, outermostWrapper } from '../ast/calls.ts';
import { ancestors, enclosingFunction, isFunction, isInside } from '../ast/nodes.ts';
import type { Ast, CallExpression, FunctionNode, Node, Variable } from '../ast/types.ts';
import { readsOf, variableFor } from '../values/index.ts';
import type { FileContext, FoundRequest } from '../values/index.ts';

/** A call on a request that is not sent yet, made where it is kept. */
export interface HeldLink {
  readonly call: CallExpression;
  /** It is made on every way from the request on. */
  readonly always: boolean;
}

/** Names and functions through which a request that is built up is followed. */
const MAX_STEPS = 4;

interface Search {
  readonly context: FileContext;
  /** The call that makes the request, or gets it from a function. */
  readonly request: Node;
  readonly counts: (call: CallExpression) => boolean;
}

/**
 * What is called on a request that a variable holds, or that a function of this file gives back, before it is sent:
 * `const q = superagent.get(url); q.timeout(ms); await q.set(name, value)`. A builder is changed by its own methods, so it is
 * the same request by every name.
 * @param counts tells the calls that are looked for
 */
export function heldLinks(
  context: FileContext,
  { chain, request }: FoundRequest,
  counts: (call: CallExpression) => boolean,
): readonly HeldLink[] {
  return request.chain && request.chain !== true
    ? linksFrom({ context, request: chain, counts }, chain, MAX_STEPS)
    : [];
}

function linksFrom(search: Search, held: Node, steps: number): readonly HeldLink[] {
  if (steps === 0) return [];
  const outer = wholeValue(held);
  const variable = variableFor(search.context, outer);
  if (variable) return linksOn(search, variable, outer, steps);
  const owner = giverOf(outer);
  if (owner) return linksOfCallers(search, owner, steps);
  const parameter = parameterFor(search.context, outer);
  return parameter ? linksOn(search, parameter, undefined, steps) : [];
}

/** The expression that has the request as its value: past casts, and the branches of `secure ? get(url).agent(a) : get(url)`. */
function wholeValue(node: Node): Node {
  let at = outermostWrapper(node);
  for (let { parent } = at; parent; { parent } = at) {
    const isValue =
      (parent.type === 'ConditionalExpression' && parent.test !== at) ||
      parent.type === 'LogicalExpression' ||
      (parent.type === 'SequenceExpression' && parent.expressions.at(-1) === at);
    if (!isValue) break;
    at = outermostWrapper(parent);
  }
  return at;
}

/** The function that gives a request to its callers, who may still change it: one that is `async` gives its answer. */
function giverOf(node: Node): FunctionNode | undefined {
  const { parent } = node;
  const gives = parent?.type === 'ReturnStatement' || (isFunction(parent) && parent.body === node);
  const owner = gives ? enclosingFunction(node) : undefined;
  return owner?.async || owner?.generator ? undefined : owner;
}

/** What a request is called with: `limited(superagent.get(url))`. */
function parameterFor(context: FileContext, node: Node): Variable | undefined {
  const call = node.parent;
  if (call?.type !== 'CallExpression') return undefined;
  const index = call.arguments.indexOf(node as never);
  const value = index < 0 ? undefined : context.value(call.callee);
  if (value?.kind !== 'function' || value.file !== context) return undefined;
  const parameter = value.node.params[index];
  return parameter?.type === 'Identifier' ? context.variable(parameter) : undefined;
}

/** Calls on a variable as long as it holds what it was given. */
function linksOn(search: Search, variable: Variable, given: Node | undefined, steps: number): readonly HeldLink[] {
  const from = given ?? variable.identifiers[0]!;
  return readsOf(variable).flatMap((read) => {
    if (isReplaced(variable, from, read)) return [];
    const calls = chainOn(read);
    const way = wayTo(read, given && search.request);
    if (way === 'never') return [];
    const always = way === 'always';
    const here = calls.filter(search.counts).map((call) => ({ call, always }));
    const further = isRenamed(read, variable) ? [] : linksFrom(search, calls.at(-1) ?? read, steps - 1);
    return [...here, ...further.map((link) => ({ ...link, always: link.always && always }))];
  });
}

/** `q = q.timeout(ms)` */
function isRenamed(read: Node, variable: Variable): boolean {
  return variable.references.some(({ identifier }) => {
    const { parent } = identifier;
    return parent?.type === 'AssignmentExpression' && parent.left === identifier && isInside(read, parent.right);
  });
}

/** The calls chained onto an expression, as far as what they give is the request. */
function chainOn(node: Node): readonly CallExpression[] {
  const calls: CallExpression[] = [];
  for (let step = methodOn(node); step; step = methodOn(step.call)) {
    if (/^(?:then|catch|finally)$/.test(step.name)) break;
    calls.push(step.call);
  }
  return calls;
}

/** The variable is given something else in between, on every way from the one place to the other. */
function isReplaced(variable: Variable, from: Node, read: Node): boolean {
  if (read.range[0] < from.range[0]) return enclosingFunction(read) === enclosingFunction(from);
  return variable.references.some(({ identifier }) => {
    const { parent } = identifier;
    if (parent?.type !== 'AssignmentExpression' || parent.left !== identifier) return false;
    if (parent.range[0] < from.range[1] || parent.range[1] > read.range[0]) return false;
    const isOwn = readsOf(variable).some((own) => isInside(own, parent.right));
    return !isOwn && wayTo(parent, from) === 'always';
  });
}

type Way = 'always' | 'sometimes' | 'never';

/** Whether whoever comes by one place, or has come into the function, comes to another. */
function wayTo(node: Node, other: Node | undefined): Way {
  let below = node;
  for (const at of ancestors(node)) {
    const isBranch = /^(?:IfStatement|ConditionalExpression)$/.test(at.type) && (at as Ast.IfStatement).test !== below;
    if (other ? isInside(other, at) : isFunction(at)) {
      if (isBranch) return isInside(other!, (at as Ast.IfStatement).test) ? 'sometimes' : 'never';
      return at.type === 'SwitchStatement' ? 'sometimes' : 'always';
    }
    if (isBranch || (at.type === 'LogicalExpression' && at.right === below)) return 'sometimes';
    if (/^(?:SwitchCase|CatchClause|(?:For|ForOf|ForIn|While)Statement)$/.test(at.type)) return 'sometimes';
    below = at;
  }
  return 'always';
}

/** What the callers in this file do with what a function gives; one of them that leaves it alone is for the whole. */
function linksOfCallers(search: Search, owner: FunctionNode, steps: number): readonly HeldLink[] {
  const { context, counts } = search;
  const calls = context.index.calls.filter((call) => {
    const value = context.value(call.callee);
    return value.kind === 'function' && value.node === owner;
  });
  const links = calls.map((call) => {
    const chained = chainOn(call);
    const here = chained.filter(counts).map((link) => ({ call: link, always: true }));
    return [...here, ...linksFrom({ ...search, request: call }, chained.at(-1) ?? call, steps - 1)];
  });
  return links.every((one) => one.length > 0) ? links.flat() : [];
}
