import type { CallExpression, FunctionNode, Node } from '../ast/types.ts';
import { enclosingFunction, isFunction, isIdentifier, keyName, memberName, unwrap } from '../ast/nodes.ts';
import { returnsOf } from '../ast/functions.ts';
import { calledName, handedTo, methodOn, outermostWrapper } from '../ast/calls.ts';
import { readsOf } from '../values/index.ts';
import type { FileContext } from '../values/index.ts';
import { OWN_BODY, someNode } from '../ast/walk.ts';
import { declaredBy } from '../backoff/delay.ts';
import { givesOutcome } from './givenOutcome.ts';

const parsers = /^(?:json|text|arrayBuffer|blob|bytes|buffer)$/;
/** Calls that refuse what is not of the expected shape. */
const validators =
  /^(?:parse|safeParse|parseAsync|safeParseAsync|validate\w*|decode\w*|assert\w*|ensure\w*|check\w*|verify\w*|is[A-Z]\w*|cast)$/;
const MAX_STEPS = 200;

/**
 * What the response holds, or part of it: by how it was read. Bytes say nothing by themselves. `type`: what kind of
 * content it says it is; `verdict`: what a function made of the parsed body.
 */
type Body = 'parsed' | 'bytes' | 'type' | 'verdict';

interface Step {
  readonly node: Node;
  /** Absent for the response itself, or a promise of it. */
  readonly body: Body | undefined;
}

/**
 * Whether the code looks at the body of an answer before it takes it for success: a field is asked for, a schema refuses
 * what does not fit, there is a value to use in its place, or the body's own word for it is handed on.
 */
export function looksAtBody(context: FileContext, call: Node): boolean {
  for (const { outer, body } of placesOf(context, call)) {
    if (body === 'parsed' && (isLookedAt(outer) || givesOutcome(context, outer))) return true;
    if (body === 'bytes' ? isSniffed(outer) : body === 'type' && refusesOthers(outer)) return true;
  }
  return false;
}

/** Where an answer goes, from its call on: each place once, outside of what only wraps it. */
function* placesOf(
  context: FileContext,
  call: Node,
): Generator<{ readonly outer: Node; readonly body: Body | undefined }> {
  const open: Step[] = [{ node: call, body: undefined }];
  const seen = new Set<Node>();
  for (let step = open.pop(), i = 0; step && i < MAX_STEPS; step = open.pop(), i++) {
    if (seen.has(step.node)) continue;
    seen.add(step.node);
    const outer = outermostWrapper(step.node);
    yield { outer, body: step.body };
    open.push(...nextSteps(context, outer, step.body));
  }
}

function nextSteps(context: FileContext, outer: Node, body: Body | undefined): readonly Step[] {
  const { parent } = outer;
  switch (parent?.type) {
    case 'AwaitExpression':
      return [{ node: parent, body }];
    case 'ConditionalExpression':
      return parent.test === outer ? [] : [{ node: parent, body }];
    case 'LogicalExpression':
      return body === 'type' ? [{ node: parent, body }] : [];
    case 'VariableDeclarator':
      return parent.init === outer ? readsIn(context, parent.id, body) : [];
    case 'AssignmentExpression':
      return parent.right === outer ? readsOfTarget(context, parent.left, body) : [];
    case 'MemberExpression':
      return afterMember(context, outer, parent, body);
    case 'CallExpression':
    case 'NewExpression':
      // `JSON.parse(text)`, `Buffer.from(bytes)`, `new Uint8Array(bytes)`
      if (!body || parent.callee === outer) return [];
      if (isJsonParse(parent.callee) || (body === 'bytes' && isCopy(parent))) return [{ node: parent, body }];
      return body === 'parsed' ? [{ node: parent, body: 'verdict' }] : [];
    case 'ReturnStatement':
    case 'ArrowFunctionExpression':
      return afterReturn(parent.type === 'ReturnStatement' ? enclosingFunction(parent) : parent, body);
    default:
      return [];
  }
}

function afterMember(context: FileContext, outer: Node, member: Node, body: Body | undefined): readonly Step[] {
  const method = methodOn(outer);
  if (method?.name === 'then') {
    const callback = method.call.arguments[0];
    return isFunction(callback) && callback.params[0] ? readsIn(context, callback.params[0], body) : [];
  }
  if (method && /^(?:catch|finally)$/.test(method.name)) return [{ node: method.call, body }];
  if (body === 'verdict') return verdicts.test(nameOfMember(member) ?? '') ? [{ node: member, body: 'parsed' }] : [];
  if (body) return [{ node: method ? method.call : member, body }];
  if (nameOfMember(member) === 'headers') return contentType(member);
  if (!method || !parsers.test(method.name)) return [];
  return [{ node: method.call, body: /^(?:json|text)$/.test(method.name) ? 'parsed' : 'bytes' }];
}

/** What a callback of `then` returns, the promise of that call has. */
function afterReturn(owner: FunctionNode | undefined, body: Body | undefined): readonly Step[] {
  const handed = owner && handedTo(owner);
  return handed && calledName(handed.call) === 'then' ? [{ node: handed.call, body }] : [];
}

function readsIn(context: FileContext, target: Node, body: Body | undefined): readonly Step[] {
  return declaredBy(context, target).flatMap((variable) => readsOf(variable).map((node) => ({ node, body })));
}

/** `rates = await response.json()`: what is read of a variable that was declared before. */
function readsOfTarget(context: FileContext, target: Node, body: Body | undefined): readonly Step[] {
  const variable = target.type === 'Identifier' ? context.variable(target) : undefined;
  return variable ? readsOf(variable).map((node) => ({ node, body })) : readsIn(context, target, body);
}

/** What the answer holds is read and kept or given on: an error's body passes for it. */
export function usesBody(context: FileContext, call: Node): boolean {
  for (const { outer, body } of placesOf(context, call)) {
    const read = outer.parent?.type === 'AwaitExpression' ? outermostWrapper(outer.parent) : outer;
    if (body === 'parsed' && /^(?:Assignment|Return|VariableDeclarator)/.test(read.parent?.type ?? '')) return true;
  }
  return false;
}

function isLookedAt(outer: Node): boolean {
  const method = methodOn(outer);
  if (method?.name === 'catch')
    return !givesError(method.call.arguments[0]) || outer.type !== 'CallExpression' || calledName(outer) !== 'then';
  for (let at = outer; at.parent; at = at.parent) {
    const parent: Node = at.parent;
    switch (parent.type) {
      case 'IfStatement':
      case 'ConditionalExpression':
      case 'WhileStatement':
        return parent.test === at;
      case 'SwitchStatement':
        return parent.discriminant === at;
      case 'LogicalExpression':
        if (parent.left === at) return true;
        break;
      case 'CallExpression':
        if (parent.callee !== at ? isValidator(parent.callee) || isPattern(parent.callee) : isTextTest(parent))
          return true;
        break;
      case 'BinaryExpression':
        if (/^[!=]==?$/.test(parent.operator) && (parent.left === at ? parent.right : parent.left).type === 'Literal')
          return true;
        break;
      case 'MemberExpression':
      case 'UnaryExpression':
      case 'ChainExpression':
      case 'AwaitExpression':
      case 'TSAsExpression':
      case 'TSNonNullExpression':
        break;
      default:
        return false;
    }
  }
  return false;
}

/** `body.indexOf('status=OK')`, `body.includes('granted')`: whether it says what it has to. */
function isTextTest({ callee, arguments: [wanted] }: CallExpression): boolean {
  const plain = unwrap(callee);
  return (
    plain.type === 'MemberExpression' &&
    /^(?:indexOf|includes|startsWith|endsWith|match|search)$/.test(memberName(plain) ?? '') &&
    wanted?.type === 'Literal'
  );
}

/** `/^OK/.test(body)`. */
function isPattern(callee: Node): boolean {
  const plain = unwrap(callee);
  return (
    plain.type === 'MemberExpression' &&
    memberName(plain) === 'test' &&
    plain.object.type === 'Literal' &&
    'regex' in plain.object
  );
}

/**
 * `fetch(url).then((answer) => answer.json()).catch(() => ({ error: 'failed' }))`: what an error status brings passes by,
 * and whoever asks for `error` finds none.
 */
function givesError(handler: Node | undefined): boolean {
  if (!isFunction(handler) || !handler.body) return false;
  const values = handler.body.type === 'BlockStatement' ? returnsOf(handler) : [handler.body];
  return values.some((value) => {
    const given = unwrap(value);
    return (
      given.type === 'ObjectExpression' &&
      given.properties.some(
        (one) => one.type === 'Property' && /^(?:error|err|errors)$/.test(keyName(one.key, one.computed) ?? ''),
      )
    );
  });
}

/** Told by their content what they are, or decoded as that: the page of an error is refused. */
const sniffers = /^(?:fileType\w*|from(?:Buffer|Blob)|sniff\w*|detect\w*|imageSize|sizeOf|probe\w*|sharp|loadImage)$/i;

function isSniffed(outer: Node): boolean {
  const { parent } = outer;
  if (parent?.type !== 'CallExpression' || parent.callee === outer) return false;
  const callee = unwrap(parent.callee);
  const name = callee.type === 'Identifier' ? callee.name : nameOfMember(callee);
  return name !== undefined && sniffers.test(name);
}

function nameOfMember(node: Node): string | undefined {
  return node.type === 'MemberExpression' ? memberName(node) : undefined;
}

/** What tells whether a body has the shape that is wanted. */
const verdicts = /^(?:valid|isValid|success)$/;

/** `response.headers.get('content-type')`. */
function contentType(headers: Node): readonly Step[] {
  const method = methodOn(headers);
  const [wanted] = method?.call.arguments ?? [];
  const isType = method?.name === 'get' && wanted?.type === 'Literal' && /^content-type$/i.test(String(wanted.value));
  return isType ? [{ node: method.call, body: 'type' }] : [];
}

/** Kinds of content that no server explains an error in. */
const media = /^(?:image|audio|video|font)\/|^application\/(?:pdf|zip|octet-stream|wasm)/;

/** Only media of some kind is taken, and the rest is refused. */
function refusesOthers(outer: Node): boolean {
  for (let at = outer; at.parent && !isFunction(at); at = at.parent) {
    const { parent } = at;
    const asked =
      (parent.type === 'IfStatement' && parent.test === at) ||
      (parent.type === 'SwitchStatement' && parent.discriminant === at);
    if (!asked) continue;
    const isMedia = (one: Node): boolean => one.type === 'Literal' && media.test(String(one.value));
    return someNode(parent, isMedia) && someNode(parent, ({ type }) => type === 'ThrowStatement', OWN_BODY);
  }
  return false;
}

/** The same bytes in another form. */
function isCopy(node: Node): boolean {
  if (node.type === 'NewExpression')
    return isIdentifier(node.callee) && /^(?:Uint8Array|DataView|Blob|File)$/.test(node.callee.name);
  const callee = node.type === 'CallExpression' ? unwrap(node.callee) : undefined;
  return callee?.type === 'MemberExpression' && isIdentifier(callee.object, 'Buffer') && memberName(callee) === 'from';
}

function isValidator(callee: Node): boolean {
  const plain = unwrap(callee);
  if (plain.type === 'Identifier') return validators.test(plain.name) && plain.name !== 'parse';
  return plain.type === 'MemberExpression' && !isJsonParse(plain) && validators.test(memberName(plain) ?? '');
}

function isJsonParse(callee: Node): boolean {
  const plain = unwrap(callee);
  return plain.type === 'MemberExpression' && isIdentifier(plain.object, 'JSON') && memberName(plain) === 'parse';
}
