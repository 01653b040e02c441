import { someNode } from '../ast/walk.ts';
import type { Ast, CallExpression, FunctionNode, Node, Variable } from '../ast/types.ts';
import { isFunction, isInside, keyName, memberName, unwrap } from '../ast/nodes.ts';
import type { ClientValue, FileContext } from '../values/index.ts';
import { limitIn } from '../backoff/bounds.ts';
import { declaredBy } from '../backoff/delay.ts';
import type { RetryRounds } from '../backoff/delay.ts';
import { failureVariables, mentions } from '../answers/errors.ts';
import { conditionsAt } from './recursion.ts';
import type { RetrySite } from './site.ts';
import { sleepsIn } from '../backoff/sleeps.ts';

/** A handler of failed answers: `api.interceptors.response.use(ok, failed)`. */
interface Interceptor {
  readonly client: ClientValue;
  readonly handler: FunctionNode;
}

const known = new WeakMap<FileContext, readonly Interceptor[]>();

function interceptorsIn(context: FileContext): readonly Interceptor[] {
  let found = known.get(context);
  if (found) return found;
  known.set(context, []);
  found = context.file.text.includes('interceptors')
    ? context.index.calls.flatMap((call) => interceptorAt(context, call))
    : [];
  known.set(context, found);
  return found;
}

function interceptorAt(context: FileContext, call: CallExpression): readonly Interceptor[] {
  const use = unwrap(call.callee);
  const response = use.type === 'MemberExpression' && memberName(use) === 'use' ? unwrap(use.object) : undefined;
  if (response?.type !== 'MemberExpression' || memberName(response) !== 'response') return [];
  const holder = unwrap(response.object);
  if (holder.type !== 'MemberExpression' || memberName(holder) !== 'interceptors') return [];
  const client = context.value(unwrap(holder.object));
  const failed = call.arguments[1];
  if (client.kind !== 'client' || client.library.api !== 'axios' || !failed) return [];
  const plain = unwrap(failed);
  const value = isFunction(plain) ? undefined : context.value(plain);
  const handler = isFunction(plain)
    ? plain
    : value?.kind === 'function' && value.file === context
      ? value.node
      : undefined;
  return handler ? [{ client, handler }] : [];
}

/** The client whose request a call sends again from an interceptor: it carries that client's options. */
export function repeatedClient(context: FileContext, call: Node): ClientValue | undefined {
  return interceptorsIn(context).find(({ handler }) => repetitionIn(context, handler, call))?.client;
}

/** Requests that an interceptor sends again because they failed: `api(error.config)`. */
export function interceptorRetries(context: FileContext, requests: readonly Node[]): readonly RetrySite[] {
  return interceptorsIn(context).flatMap(({ client, handler }) =>
    requests.flatMap((request) => {
      const error = repetitionIn(context, handler, request);
      return error && !goesElsewhere(request as CallExpression)
        ? [siteOf(context, client, handler, request as CallExpression, error)]
        : [];
    }),
  );
}

/** The variables of the failure, where the call repeats what failed. */
function repetitionIn(context: FileContext, handler: FunctionNode, call: Node): ReadonlySet<Variable> | undefined {
  if (call.type !== 'CallExpression' || !isInside(call, handler) || !handler.body) return undefined;
  const failures = failureVariables(context, declaredBy(context, handler.params[0]), handler.body);
  const repeats = call.arguments.some((argument) => isConfig(context, argument as Node, failures, 0));
  return repeats ? failures : undefined;
}

/** `{ ...error.config, url: response.headers.location }`: a redirect, or another server. */
function goesElsewhere(call: CallExpression): boolean {
  const own = (value: Node): boolean =>
    value.type === 'MemberExpression' && /^(?:url|baseURL)$/.test(memberName(value) ?? '');
  return call.arguments.some(
    (argument) =>
      argument.type === 'ObjectExpression' &&
      argument.properties.some(
        (property) =>
          property.type === 'Property' &&
          /^(?:url|baseURL)$/.test(keyName(property.key, property.computed) ?? '') &&
          !own(unwrap(property.value as Node)),
      ),
  );
}

/** `error.config`, a variable that was given it, or a copy with more: `{ ...error.config, headers }`. */
function isConfig(context: FileContext, node: Node, failures: ReadonlySet<Variable>, depth: number): boolean {
  const plain = unwrap(node);
  if (depth > 3) return false;
  if (plain.type === 'MemberExpression')
    return memberName(plain) === 'config' && mentions(context, plain.object, failures);
  if (plain.type === 'ObjectExpression')
    return plain.properties.some(
      (property) => property.type === 'SpreadElement' && isConfig(context, property.argument, failures, depth + 1),
    );
  if (plain.type !== 'Identifier') return false;
  const variable = context.variable(plain);
  const definition = variable?.defs[0]?.node;
  if (definition?.type !== 'VariableDeclarator' || !definition.init) return false;
  if (definition.id.type === 'ObjectPattern')
    return mentions(context, definition.init, failures) && isNamedConfig(definition.id, plain.name);
  return isConfig(context, definition.init, failures, depth + 1);
}

/** `const { config: request } = error`. */
function isNamedConfig(pattern: Ast.ObjectPattern, name: string): boolean {
  return pattern.properties.some(
    (property) =>
      property.type === 'Property' &&
      property.key.type === 'Identifier' &&
      property.key.name === 'config' &&
      property.value.type === 'Identifier' &&
      property.value.name === name,
  );
}

function siteOf(
  context: FileContext,
  client: ClientValue,
  handler: FunctionNode,
  call: CallExpression,
  failures: ReadonlySet<Variable>,
): RetrySite {
  const target = context.value(unwrap(call.callee));
  // Through another client it does not come back here.
  const leaves = target.kind === 'client' && target.creation?.node !== client.creation?.node;
  const conditions = conditionsAt(call, handler);
  const rounds: RetryRounds = { region: handler, failures };
  const marked = conditions.some((test) => asksForMark(context, test, failures));
  const limited = conditions.some((test) => limitIn(context, test, rounds) !== undefined);
  return {
    node: call,
    head: call.callee,
    form: 'recursion',
    rounds,
    failed: [handler],
    sleeps: handler.body ? sleepsIn(context, handler.body) : [],
    operations: [call],
    conditions,
    selective: conditions.some((test) => asksForReason(context, test, failures)),
    once: (leaves || marked) && !limited,
    guarded: leaves || marked || limited,
  };
}

/** `!request._retry`, `config.retries < 3`, `!request.headers['x-again']`: something that the handler leaves on the request. */
function asksForMark(context: FileContext, test: Node, failures: ReadonlySet<Variable>): boolean {
  return someNode(
    test,
    (node) =>
      node.type === 'MemberExpression' &&
      mentions(context, node.object, failures) &&
      /^_|retr|again|attempt|sent|count|skip/i.test(memberName(node) ?? ''),
  );
}

/** `error.response?.status === 401`, `error.code`. */
function asksForReason(context: FileContext, test: Node, failures: ReadonlySet<Variable>): boolean {
  return someNode(
    test,
    (node) =>
      (node.type === 'MemberExpression' &&
        mentions(context, node.object, failures) &&
        /^(?:status|code|response|message)$/.test(memberName(node) ?? '')) ||
      (node.type === 'CallExpression' &&
        node.arguments.some((argument) => mentions(context, argument as Node, failures))),
  );
}
