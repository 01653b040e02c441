import { someNode } from '../ast/walk.ts';
import type { Ast, Node } from '../ast/types.ts';
import { methodOn, outermostWrapper } from '../ast/calls.ts';
import { argumentsOf, readsOf } from '../values/index.ts';
import type { FileContext, FoundRequest } from '../values/index.ts';
import { isFunction, keyName, memberName, unwrap } from '../ast/nodes.ts';
import { resultsOf } from '../answers/errors.ts';

const wholeReaders = /^(?:json|text|arrayBuffer|blob|formData|bytes|dump)$/;
const streamReaders = /^(?:getReader|pipe|pipeTo|pipeThrough|tee|toReadableStream)$/;
/** Names of what clients keep the answer's body in. */
const bodies = /^(?:body|data)$/;

/** Whether the answer of a call is taken in as it comes: server-sent events, a download, a watch. */
export function isStreamed(context: FileContext, node: Node, found: FoundRequest): boolean {
  if (argumentsOf(found.node).some((argument) => asksForStream(context, argument))) return true;
  // These hand out a body that is still to be read; elsewhere (`got`, `needle`) `body` is what was read.
  const comesInParts = /^(?:fetch|undici|node-fetch)$/.test(found.client.type.api ?? found.client.library.api);
  if (isIterated(node) || (comesInParts && takesBody(context, node))) return true;
  return resultsOf(context, node).some((variable) =>
    readsOf(variable).some((read) => isIterated(read) || readsBody(read, comesInParts)),
  );
}

/** `stream: true`, `responseType: 'stream'`, `accept: text/event-stream`. */
function asksForStream(context: FileContext, argument: Node): boolean {
  const plain = unwrap(argument);
  if (isFunction(plain)) return false;
  const options = context.options(plain);
  const stream = options.get('stream');
  if (stream.state === 'present' && stream.constant === true) return true;
  const type = options.get('responseType');
  if (type.state === 'present' && type.constant === 'stream') return true;
  return (
    plain.type === 'ObjectExpression' &&
    someNode(plain, (part) => part.type === 'Literal' && part.value === 'text/event-stream')
  );
}

function isIterated(node: Node): boolean {
  let at = outermostWrapper(node);
  while (at.parent?.type === 'AwaitExpression') at = outermostWrapper(at.parent);
  return at.parent?.type === 'ForOfStatement' && at.parent.await && at.parent.right === at;
}

/** `res.body.getReader()`, `for await (const chunk of res.body)`, `pipeline(res.body, file)`, `res.data.on('data', f)`. */
function readsBody(read: Node, comesInParts: boolean): boolean {
  const member = outermostWrapper(read).parent;
  if (member?.type !== 'MemberExpression' || member.object !== read) return false;
  if (takesParts(member)) return true;
  const name = memberName(member);
  if (name === undefined || !bodies.test(name)) return false;
  const outer = outermostWrapper(member);
  const { parent } = outer;
  if (parent?.type === 'ForOfStatement') return parent.await && parent.right === outer;
  if (parent?.type === 'MemberExpression') return parent.object === outer && takesParts(parent);
  return comesInParts && name === 'body' && parent?.type === 'CallExpression' && parent.callee !== outer;
}

/** `getReader`, `pipe` and the like, or a listener for the parts of a body. */
function takesParts(member: Ast.MemberExpression): boolean {
  const name = memberName(member);
  if (name !== undefined && streamReaders.test(name)) return true;
  const { parent } = member;
  if (name !== 'on' || parent.type !== 'CallExpression' || parent.callee !== member) return false;
  const [event] = parent.arguments;
  return event?.type === 'Literal' && (event.value === 'data' || event.value === 'readable');
}

/** `const { body } = await fetch(u)`: handed on as it comes, unless it is read whole. */
function takesBody(context: FileContext, node: Node): boolean {
  let at = outermostWrapper(node);
  while (at.parent?.type === 'AwaitExpression') at = outermostWrapper(at.parent);
  const declarator = at.parent;
  if (declarator?.type !== 'VariableDeclarator' || declarator.id.type !== 'ObjectPattern') return false;
  return declarator.id.properties.some((property) => {
    if (property.type !== 'Property' || keyName(property.key, property.computed) !== 'body') return false;
    const variable = property.value.type === 'Identifier' ? context.variable(property.value) : undefined;
    return variable !== undefined && !readsOf(variable).some((read) => wholeReaders.test(methodOn(read)?.name ?? ''));
  });
}
