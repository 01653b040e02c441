import type { CallExpression, FunctionNode, Node, Variable } from '../ast/types.ts';
import { enclosingFunction, isFunction, isIdentifier, isInside, memberName, rangeOf, unwrap } from '../ast/nodes.ts';
import { calledName, methodOn, outermostWrapper } from '../ast/calls.ts';
import { someNode } from '../ast/walk.ts';
import { textHas } from '../ast/fileText.ts';
import { readsOf } from '../values/index.ts';
import type { FileContext } from '../values/index.ts';
import type { GrowthFact } from '../facts/holding.ts';
import { nameOf, requestHandlerAround } from './requestHandlers.ts';

const mark = /\b(?:req|request|ctx|socket|ws)\b/;

/** Collections of a module and listeners that grow with each request or connection, and never shrink. */
export function findGrowth(context: FileContext, test: boolean): readonly GrowthFact[] {
  if (test || !textHas(context.file, mark)) return [];
  return [...growingCollections(context), ...growingListeners(context)].map((one) => ({ ...one, test }));
}

type Found = Omit<GrowthFact, 'test'>;

function growingCollections(context: FileContext): readonly Found[] {
  const module = context.file.scopes.scopes.find(({ type }) => type === 'module') ?? context.file.scopes.scopes[0];
  const found: Found[] = [];
  for (const scope of new Set([context.file.scopes.scopes[0], module])) {
    for (const variable of scope?.variables ?? []) {
      const place = startsEmpty(variable) ? growthOf(context, variable) : undefined;
      if (place) found.push(place);
    }
  }
  return found;
}

/** `const seen = new Map()`, `{}`, `[]`, of this file alone. */
function startsEmpty(variable: Variable): boolean {
  const definition = variable.defs[0]?.node;
  if (definition?.type !== 'VariableDeclarator' || !definition.init || definition.id.type !== 'Identifier')
    return false;
  if (definition.parent.parent.type === 'ExportNamedDeclaration') return false;
  const init = unwrap(definition.init);
  if (init.type === 'NewExpression')
    return isIdentifier(init.callee) && /^(?:Map|Set|Array)$/.test(init.callee.name) && init.arguments.length === 0;
  if (init.type === 'ArrayExpression') return init.elements.length === 0;
  return init.type === 'ObjectExpression' && init.properties.length === 0;
}

const adding = /^(?:set|add|push|unshift)$/;
const asking = /^(?:get|has|forEach|map|filter|find|some|every|includes|indexOf|keys|values|entries|join|reduce|at)$/;

/** The place that adds to it for a request, where every use of it is in sight and none takes anything out. */
function growthOf(context: FileContext, variable: Variable): Found | undefined {
  if (variable.references.filter((one) => one.isWrite()).length > 1) return undefined;
  let first: Node | undefined;
  for (const read of readsOf(variable)) {
    const use = useOf(read);
    if (use === 'other') return undefined;
    if (use === 'asks') continue;
    const handler = requestHandlerAround(context, read);
    if (!handler) continue;
    if (isOfClient(context, use.key, handler, 0)) first ??= use.node;
  }
  if (!first) return undefined;
  return { kind: 'growth', range: rangeOf(first), what: 'collection', name: variable.name };
}

/** What a use does to the collection; `other` where it may shrink or bound it, or hands it to somebody. */
function useOf(read: Node): 'asks' | 'other' | { readonly node: Node; readonly key: Node } {
  const outer = outermostWrapper(read);
  const step = methodOn(outer);
  if (step) {
    const [key] = step.call.arguments as readonly Node[];
    if (adding.test(step.name) && key) return { node: step.call, key };
    return asking.test(step.name) ? 'asks' : 'other';
  }
  const member = outer.parent;
  if (member?.type !== 'MemberExpression' || member.object !== outer) return 'other';
  if (!member.computed) return 'other';
  const { parent } = outermostWrapper(member);
  if (parent?.type === 'AssignmentExpression' && parent.left === member) {
    const nothing = parent.right.type === 'Literal' || isIdentifier(parent.right, 'undefined');
    return nothing ? 'other' : { node: parent, key: member.property };
  }
  return parent?.type === 'UnaryExpression' && parent.operator === 'delete' ? 'other' : 'asks';
}

const sentByClient =
  /\b(?:req|request|ctx|context)\s*\.\s*(?:params|query|body|headers|ip|url|originalUrl|path|cookies|user|session|socket|connection|request\.(?:body|query))\b|\b(?:uuid\w*|nanoid|randomUUID|Date\.now)\s*\(/;
const limited = /\b(?:lang|language|locale|method|type|role|status|level|env)\b/i;

/** A key that each client or request brings a new one of: read from the request, made for it, or from a variable of it. */
function isOfClient(context: FileContext, key: Node, handler: FunctionNode, depth: number): boolean {
  const text = context.text(key);
  if (limited.test(text)) return false;
  if (sentByClient.test(text)) return true;
  const plain = unwrap(key);
  if (plain.type !== 'Identifier' || depth > 2) return false;
  const definition = context.variable(plain)?.defs[0];
  // The connection itself, in a collection of connections.
  if (definition?.type === 'Parameter')
    return enclosingFunction(plain) === handler && isConnection(handler, plain.name);
  const declarator = definition?.node;
  if (declarator?.type !== 'VariableDeclarator' || !declarator.init || !isInside(declarator, handler)) return false;
  return isOfClient(context, declarator.init, handler, depth + 1);
}

function isConnection(handler: FunctionNode, name: string): boolean {
  return nameOf(handler.params[0]) === name && /^(?:ws|socket|client|conn|connection)$/.test(name);
}

const removes =
  /^(?:off|removeListener|removeAllListeners|removeEventListener|unsubscribe|close|end|destroy|quit|disconnect)$/;

/** `bus.on('change', ...)` inside a handler, on something that outlives the request. */
function growingListeners(context: FileContext): readonly Found[] {
  return context.index.calls.flatMap((call): Found[] => {
    if (!/^(?:on|addListener)$/.test(calledName(call) ?? '') || call.arguments.length < 2) return [];
    const callee = unwrap(call.callee);
    const emitter = callee.type === 'MemberExpression' ? unwrap(callee.object) : undefined;
    if (!emitter || !isFunction(unwrap(call.arguments[1] as Node))) return [];
    const handler = requestHandlerAround(context, call);
    if (!handler || !outlives(context, emitter, handler)) return [];
    if (isRemoved(context, emitter, handler, call)) return [];
    return [{ kind: 'growth', range: rangeOf(call), what: 'listener', name: context.text(emitter) }];
  });
}

/** `process`, or a variable of the module that is no application, router or server. */
function outlives(context: FileContext, emitter: Node, handler: FunctionNode): boolean {
  if (emitter.type !== 'Identifier') return false;
  const variable = context.variable(emitter);
  if (!variable) return emitter.name === 'process';
  const definition = variable.defs[0];
  if (!definition || definition.type === 'Parameter') return false;
  if (isInside(definition.node as Node, handler)) return false;
  return definition.type === 'ImportBinding' || !enclosingFunction(definition.node as Node);
}

/** Somebody takes it off again, when the request ends. */
function isRemoved(context: FileContext, emitter: Node, handler: FunctionNode, call: CallExpression): boolean {
  if (
    /\bsetMaxListeners\b/.test(context.text(handler)) ||
    outermostWrapper(call).parent?.type !== 'ExpressionStatement'
  )
    return true;
  const name = context.text(emitter);
  return someNode(
    handler,
    (node) =>
      node.type === 'MemberExpression' && removes.test(memberName(node) ?? '') && context.text(node.object) === name,
  );
}
