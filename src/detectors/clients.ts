import type { Ast, CallExpression, ClassNode, NewExpression, Node } from '../ast/types.ts';
import type { CallInContext } from './calls.ts';
import { errorsOfPromise } from '../outcomes/promises.ts';
import { returnsOf } from '../ast/functions.ts';
import { enclosingFunction, isFunction, isIdentifier, isInside, memberName, rangeOf, unwrap } from '../ast/nodes.ts';
import { methodOn, outermostWrapper } from '../ast/calls.ts';
import { fieldFor, ownerOfThis, readsOf, variableFor } from '../values/index.ts';
import type { ClientValue, Creation, FileContext } from '../values/index.ts';
import type { ClientInstance, CreationPlace, Policy } from '../facts/model.ts';
import { besideOf, familyVersion } from './clientPackages.ts';
import { otherLimit } from './otherLimits.ts';
import { sendsNothing } from './sendsNothing.ts';
import { connectionTimeout, instanceTimeout } from './timeout.ts';
import type { TimeoutAnswer } from './timeout.ts';
import { endsOnTimeoutEvent } from './timeoutEvents.ts';

/** Instances that this file makes with options, and the policy objects among them. */
export function findInstances(
  context: FileContext,
  calls: readonly CallInContext[],
  test: boolean,
): { readonly clients: readonly ClientInstance[]; readonly policies: readonly Policy[] } {
  const clients: ClientInstance[] = [];
  const policies: Policy[] = [];
  for (const node of [...context.index.calls, ...context.index.news].sort((a, b) => a.range[0] - b.range[0])) {
    const value = context.value(node);
    if (value.kind !== 'client') continue;
    if (value.type.policy && isMadeByOwnFactory(context, node, value)) {
      policies.push({ ...policyFact(context, node, value, test), createdIn: placeOf(node) });
      continue;
    }
    if (value.creation?.node !== node || value.creation.file !== context || isStep(context, value.creation)) continue;
    if (value.type.policy) policies.push(policyFact(context, node, value, test));
    else clients.push(clientFact(context, node, value, calls, test));
  }
  return { clients, policies };
}

/** `guard(f)`, where `guard` is a function that makes a policy each time it is called. */
function isMadeByOwnFactory(context: FileContext, node: Node, { creation }: ClientValue): boolean {
  if (node.type !== 'CallExpression' || !creation || creation.node === node) return false;
  const callee = context.value(unwrap(node.callee));
  return (
    callee.kind === 'function' &&
    callee.file === creation.file &&
    isInside(creation.node, callee.node) &&
    returnsOf(callee.node).some((returned) => unwrap(returned) === creation.node)
  );
}

/** `wretch(url)` in `wretch(url).auth(token)`: a step on the way to the client that is kept or sent. */
function isStep(context: FileContext, creation: Creation): boolean {
  const step = methodOn(outermostWrapper(creation.node));
  const next = step && context.value(step.call);
  return next?.kind === 'client' && next.creation?.node === step!.call && next.creation.base?.node === creation.node;
}

/** The instance of this file, made by a statement of its own, that another is derived from. */
function baseOf(context: FileContext, creation: Creation): Creation | undefined {
  let base = creation.base;
  while (base && base.file === context && isStep(context, base)) base = base.base;
  return base?.file === context ? base : undefined;
}

function clientFact(
  context: FileContext,
  node: Node,
  value: ClientValue,
  calls: readonly CallInContext[],
  test: boolean,
): ClientInstance {
  const through = calls.flatMap(({ found }, i) => (found.client.creation?.node === node ? [i] : []));
  const timeout = timeoutOf(
    context,
    node,
    value,
    through.filter((i) => calls[i]!.call.method !== 'waitForConnect').length,
  );
  const first = through[0] === undefined ? undefined : calls[through[0]]!.call;
  const options = value.creation!.options.at(-1);
  const view = context.options(options);
  const base = baseOf(context, value.creation!);
  const { library } = value;
  const version = value.version ?? familyVersion(context, library);
  return {
    kind: 'client',
    range: rangeOf(node),
    api: value.type.api ?? library.api,
    library: { name: library.name, ...(version === undefined ? {} : { version }) },
    ...nameOfInstance(node),
    timeout: timeout.state,
    ...(timeout.reason === undefined ? {} : { timeoutReason: timeout.reason }),
    ...(timeout.watched ? { watched: true as const } : {}),
    timeoutDefects: timeout.defects,
    policy: first?.policy ?? 'unknown',
    options: {
      ...(options ? { range: rangeOf(options) } : {}),
      source: view.source,
      signalsInScope: [],
    },
    createdIn: placeOf(node),
    ...(base ? { base: base.range } : {}),
    ...besideOf(context, library),
    escapes: escapes(context, node),
    calls: through,
    test,
  };
}

const endedByTimer: TimeoutAnswer = { state: 'bounded', reason: 'a timer or listener ends it', defects: [] };

/** A socket that is made first and connected later: `socket.setTimeout(ms)` with a listener that destroys it. */
function isEndedByTimer(context: FileContext, node: Node, value: ClientValue): boolean {
  const evented = value.library.timeouts?.find(({ event }) => event !== undefined);
  return evented !== undefined && value.type.emitter === true && endsOnTimeoutEvent(context, node, false);
}

/** What the options say, unless a timer ends it, or the client that it is given does the sending: `new Upload({ client })`. */
function timeoutOf(context: FileContext, node: Node, value: ClientValue, calls: number): TimeoutAnswer {
  if (isEndedByTimer(context, node, value)) return endedByTimer;
  if (calls === 0 && sendsNothing(context, node)) return { state: 'bounded', reason: 'nothing is sent', defects: [] };
  const own = instanceTimeout(value);
  const answer = own.state === 'none' && value.library.api === 'queue' ? connectionTimeout(value, own) : own;
  const sends = value.creation!.options.some((options) => {
    const client = context.options(options).get('client');
    // `knex({ client: 'pg' })` is given a name, and makes its own.
    return client.state === 'present' && typeof client.constant !== 'string';
  });
  if (answer.state !== 'none') return answer;
  return sends ? { ...answer, state: 'unknown' } : (otherLimit(context, node, value, calls) ?? answer);
}

function policyFact(context: FileContext, node: Node, value: ClientValue, test: boolean): Policy {
  return {
    kind: 'policy',
    range: rangeOf(node),
    library: value.library.name,
    role: value.type.policy!,
    createdIn: placeOf(node),
    ...nameOfInstance(node),
    ...limits(context, node, value),
    test,
  };
}

/** What the options of a limiter limit, and what those of a breaker let it count and fall back to. */
function limits(
  context: FileContext,
  node: Node,
  value: ClientValue,
): Pick<Policy, 'unlimited' | 'hasFallback' | 'hasErrorFilter' | 'runs' | 'failures'> {
  if (node.type !== 'CallExpression' && node.type !== 'NewExpression') return {};
  const maker = context.value(unwrap(node.callee));
  if (maker.kind !== 'client') return {};
  const wraps = (node.type === 'NewExpression' ? maker.type.new : maker.type.call)?.wraps;
  if (!wraps) return {};
  const views = value.creation!.options.map((option) => context.options(option));
  const anyOf = (names: readonly string[]): boolean | 'unknown' => {
    const states = names.flatMap((name) => views.map((view) => view.get(name).state));
    return states.includes('present') ? true : states.some((state) => state !== 'absent') ? 'unknown' : false;
  };
  const filter = wraps.errorFilter && anyOf(wraps.errorFilter);
  const fallback = wraps.fallback && (anyOf(wraps.fallback) || fallsBack(context, node));
  return {
    ...(wraps.limits && wraps.unlimitedByDefault ? { unlimited: anyOf(wraps.limits) === false } : {}),
    ...(filter === undefined ? {} : { hasErrorFilter: filter }),
    ...(fallback === undefined ? {} : { hasFallback: fallback }),
    ...(wraps.role === 'breaker' ? breaks(context, node, wraps.arguments[0]!) : {}),
  };
}

/** What a breaker runs, and what becomes of its failures: those of what it runs, and its own while it is open. */
function breaks(
  context: FileContext,
  node: CallExpression | NewExpression,
  argument: number,
): Pick<Policy, 'runs' | 'failures'> {
  const run = context.value(node.arguments[argument] as Node | undefined);
  const runs = run.kind === 'function' && run.file === context ? { runs: rangeOf(run.node) } : {};
  const variable = variableFor(context, outermostWrapper(node));
  if (!variable || escapes(context, node)) return { ...runs, failures: 'unknown' };
  const states = readsOf(variable).flatMap((read) => {
    const step = methodOn(outermostWrapper(read));
    return step?.name === 'fire' || step?.name === 'call' ? [errorsOfPromise(context, step.call)] : [];
  });
  const same = states.length > 0 && states.every((state) => state === states[0]);
  const [state] = states;
  return { ...runs, failures: same && state !== undefined && state !== 'voided' ? state : 'unknown' };
}

/** `breaker.fallback(f)`; whoever else gets hold of a breaker may set one. */
function fallsBack(context: FileContext, node: Node): boolean | 'unknown' {
  const outer = outermostWrapper(node);
  if (methodOn(outer)?.name === 'fallback') return true;
  const variable = variableFor(context, outer);
  if (!variable || escapes(context, node)) return 'unknown';
  return readsOf(variable).some((read) => methodOn(outermostWrapper(read))?.name === 'fallback');
}

function nameOfInstance(node: Node): { name?: string } {
  for (let at = node.parent; at; at = at.parent) {
    if (at.type === 'VariableDeclarator') return isIdentifier(at.id) ? { name: at.id.name } : {};
    if (at.type === 'PropertyDefinition')
      return isIdentifier(at.key as Node) ? { name: (at.key as { name: string }).name } : {};
    if (!['AwaitExpression', 'TSAsExpression', 'LogicalExpression', 'ConditionalExpression'].includes(at.type)) break;
  }
  return {};
}

/** Where an object is made, and so how often. */
export function placeOf(node: Node): CreationPlace {
  const owner = enclosingFunction(node);
  if (!owner) return inField(node) ? 'constructor' : 'module';
  if (owner.parent?.type === 'MethodDefinition' && owner.parent.kind === 'constructor') return 'constructor';
  if (returnedFrom(node)) return 'factory';
  for (let at: Node | undefined = node; at && at !== owner; at = at.parent) {
    // `this.pool ??= new Pool()` and `cached = new Pool()`: kept, not made for each call.
    if (at.type === 'AssignmentExpression') return 'factory';
  }
  return 'per-call';
}

function inField(node: Node): boolean {
  for (let at = node.parent; at; at = at.parent) if (at.type === 'PropertyDefinition') return !at.static;
  return false;
}

function returnedFrom(node: Node): boolean {
  for (let at = node.parent, child: Node = node; at; child = at, at = at.parent) {
    if (at.type === 'ReturnStatement') return true;
    if (isFunction(at)) return at.body === child;
    if (at.type === 'CallExpression' || at.type === 'MemberExpression' || at.type.endsWith('Statement')) return false;
  }
  return false;
}

/** A field that the class keeps to itself: all it does with it is call its methods. */
function staysInClass(context: FileContext, node: Node): boolean {
  const outer = outermostWrapper(node);
  const field = fieldFor(context, outer);
  const owner = ownerOfThis(context, outer)?.node;
  if (field === undefined || (owner?.type !== 'ClassDeclaration' && owner?.type !== 'ClassExpression')) return false;
  const name = /^this\.(#?[\w$]+)$/.exec(field)?.[1];
  if (name === undefined || isOpen(owner, name)) return false;
  return context.index.members.every((member) => {
    if (!isField(member, name)) return true;
    if (member.object.type !== 'ThisExpression') return false;
    if (ownerOfThis(context, member.object)?.node !== owner) return true;
    const isTarget = outer.parent?.type === 'AssignmentExpression' && outer.parent.left === member;
    return isTarget || isCalledOn(member);
  });
}

/** `this.client.send(x)`, `this.client.models.generate(x)`. */
function isCalledOn(member: Node): boolean {
  let at = outermostWrapper(member);
  while (at.parent?.type === 'MemberExpression' && at.parent.object === at) {
    if (methodOn(at)) return true;
    at = outermostWrapper(at.parent);
  }
  return false;
}

function isField(member: Ast.MemberExpression, name: string): boolean {
  const { property } = member;
  return property.type === 'PrivateIdentifier' ? `#${property.name}` === name : memberName(member) === name;
}

/** Declared for others to use. */
function isOpen({ body }: ClassNode, name: string): boolean {
  return body.body.some(
    (member) =>
      member.type === 'PropertyDefinition' &&
      isIdentifier(member.key as Node, name) &&
      (member.accessibility === 'public' || member.accessibility === 'protected'),
  );
}

function escapes(context: FileContext, node: Node): boolean {
  if (returnedFrom(node)) return true;
  // `await createConnection()` gives the client all the same.
  const given = node.parent?.type === 'AwaitExpression' ? node.parent : node;
  const declarator = given.parent?.type === 'VariableDeclarator' ? given.parent : undefined;
  if (!declarator || !isIdentifier(declarator.id))
    return given.parent?.type !== 'ExpressionStatement' && !staysInClass(context, node);
  if (declarator.parent.parent.type === 'ExportNamedDeclaration') return true;
  const variable = context.variable(declarator.id);
  return (
    variable?.references.some(({ identifier }) => {
      const parent = identifier.parent;
      if (!parent || identifier === declarator.id) return false;
      if (parent.type === 'CallExpression' || parent.type === 'NewExpression') return parent.callee !== identifier;
      return [
        'ReturnStatement',
        'Property',
        'ExportSpecifier',
        'ExportDefaultDeclaration',
        'ArrayExpression',
        'AssignmentExpression',
      ].includes(parent.type);
    }) ?? false
  );
}
