import type { CallExpression, FunctionNode, NewExpression, Node } from '../ast/types.ts';
import { enclosingFunction, memberName, rangeOf, unwrap } from '../ast/nodes.ts';
import { outermostWrapper } from '../ast/calls.ts';
import { readsOf, variableFor } from '../values/index.ts';
import type { FileContext } from '../values/index.ts';
import type { Checkout } from '../facts/model.ts';
import { importSource } from '../backoff/sleeps.ts';
import { answersRequest } from '../outcomes/requestPath.ts';
import { isOnceByName } from './repeatedly.ts';

const agents = /^(?:https?|\w*Agent|agentkeepalive)(?:\.(?:Https?)?Agent)?$/i;
const dispatchers = /^(?:Agent|ProxyAgent|EnvHttpProxyAgent|Pool|Client)$/;
/** With these, undici lets go of a connection earlier. */
const letsGo = ['pipelining', 'keepAliveTimeout', 'maxRequestsPerClient'];

/** `new https.Agent({ keepAlive: true })` for one request: no other request uses its connections, and they stay open. */
export function findOwnAgents(context: FileContext): readonly Checkout[] {
  return context.index.news.flatMap((node): readonly Checkout[] => {
    const library = keepsAlive(context, node);
    if (library === undefined) return [];
    const use = useOf(context, node);
    if (!use || !(answersRequest(context, node) || (use.sends && sendsForOthers(node)))) return [];
    return [
      {
        kind: 'checkout',
        range: rangeOf(node),
        library,
        what: 'agent',
        ...(use.name === undefined ? {} : { name: use.name }),
        released: 'never',
        method: 'destroy',
        why: '',
        own: true,
        test: false,
      },
    ];
  });
}

/** The library whose agent it is, where that keeps connections for a next request. */
function keepsAlive(context: FileContext, node: NewExpression): string | undefined {
  const callee = unwrap(node.callee);
  const root = callee.type === 'MemberExpression' ? unwrap(callee.object) : callee;
  const source = root.type === 'Identifier' ? importSource(context, root) : undefined;
  const options = (node.arguments as readonly Node[]).map((one) => context.options(one));
  if (source?.module === 'undici') {
    const name = callee.type === 'MemberExpression' ? memberName(callee) : source.name;
    // An address comes first: `new ProxyAgent(uri, options)`.
    const addressed = name !== 'Agent' && node.arguments[0]?.type !== 'ObjectExpression';
    const lets = options
      .slice(addressed ? 1 : 0)
      .some((view) => letsGo.some((key) => view.get(key).state !== 'absent'));
    return dispatchers.test(name ?? '') && !lets ? 'undici' : undefined;
  }
  if (!options[0] || !agents.test(context.text(node.callee))) return undefined;
  const kept = options[0].get('keepAlive');
  return kept.state === 'present' && kept.constant === true ? 'node:https' : undefined;
}

/** In a function that is handed what to send: others call it again and again. */
function sendsForOthers(node: Node): boolean {
  const owner = enclosingFunction(node);
  if (!owner || owner.params.length === 0) return false;
  return owner.parent?.type !== 'MethodDefinition' || owner.parent.kind === 'method' ? !isOnceByName(owner) : false;
}

interface Use {
  /** The variable of the function that holds it. */
  readonly name?: string;
  /** What it is given to is a request. */
  readonly sends: boolean;
}

/** What becomes of an agent that nobody else gets: it is written into the options of a call. */
function useOf(context: FileContext, node: NewExpression): Use | undefined {
  const owner = enclosingFunction(node);
  if (!owner) return undefined;
  const outer = outermostWrapper(node);
  const direct = callWith(context, outer, owner);
  if (direct) return { sends: isRequest(context, direct) };
  const variable = variableFor(context, outer);
  if (!variable || enclosingFunction(variable.identifiers[0]!) !== owner) return undefined;
  const calls = readsOf(variable).map((read) => callWith(context, read, owner));
  if (!calls.every((call) => call !== undefined)) return undefined;
  return { name: variable.name, sends: calls.length > 0 && calls.every((call) => isRequest(context, call)) };
}

/** `get(url, { httpsAgent: agent })`, `options.dispatcher = agent; request(url, options)`. */
function callWith(context: FileContext, value: Node, owner: FunctionNode): CallExpression | undefined {
  const { parent } = value;
  if (parent?.type === 'Property') {
    let at = parent.parent as Node | undefined;
    while (at?.type === 'ObjectExpression' || at?.type === 'Property' || /^TSAs/.test(at?.type ?? '')) at = at?.parent;
    return at?.type === 'CallExpression' ? at : undefined;
  }
  if (parent?.type !== 'AssignmentExpression' || parent.left.type !== 'MemberExpression') return undefined;
  const { object } = parent.left;
  const options = object.type === 'Identifier' ? context.variable(object) : undefined;
  if (!options || enclosingFunction(options.identifiers[0]!) !== owner || options.defs[0]?.type === 'Parameter')
    return undefined;
  const given = readsOf(options).flatMap((read) => (read.parent?.type === 'MemberExpression' ? [] : [read.parent]));
  return given.length === 1 && given[0]?.type === 'CallExpression' ? given[0] : undefined;
}

function isRequest(context: FileContext, call: CallExpression): boolean {
  const callee = context.value(unwrap(call.callee));
  return callee.kind === 'client' && callee.type.call?.request !== undefined;
}
