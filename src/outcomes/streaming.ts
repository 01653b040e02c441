import { someNode } from '../ast/walk.ts';
import type { Node } from '../ast/types.ts';
import { argumentsOf, methodOn, outermostWrapper, readsOf } from '../values/index.ts';
import type { FileContext, FoundRequest } from '../values/index.ts';
import { isFunction, keyName, memberName, unwrap } from '../ast/nodes.ts';
import { resultsOf } from '../retries/errors.ts';

const wholeReaders = /^(?:json|text|arrayBuffer|blob|formData|bytes|dump)$/;
const streamReaders = /^(?:getReader|pipe|pipeTo|pipeThrough|tee|toReadableStream)$/;

/** Whether the answer of a call is taken in as it comes: server-sent events, a download, a watch. */
export function isStreamed(context: FileContext, node: Node, found: FoundRequest): boolean {
  if (argumentsOf(found.node).some((argument) => asksForStream(context, argument))) return true;
  if (isIterated(node) || takesBody(context, node)) return true;
  return resultsOf(context, node).some((variable) =>
    readsOf(variable).some((read) => isIterated(read) || readsBody(read)),
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

/** `res.body.getReader()`, `for await (const chunk of res.body)`, `pipeline(res.body, file)`. */
function readsBody(read: Node): boolean {
  const member = outermostWrapper(read).parent;
  if (member?.type !== 'MemberExpression') return false;
  const name = memberName(member);
  if (name !== undefined && streamReaders.test(name)) return true;
  if (name !== 'body') return false;
  const outer = outermostWrapper(member);
  const { parent } = outer;
  if (parent?.type === 'ForOfStatement') return parent.await;
  if (parent?.type === 'MemberExpression') return streamReaders.test(memberName(parent) ?? '');
  return parent?.type === 'CallExpression' && parent.callee !== outer;
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
