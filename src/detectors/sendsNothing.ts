import type { Ast, Node } from '../ast/types.ts';
import { memberName } from '../ast/nodes.ts';
import { calledName, methodOn, outermostWrapper } from '../ast/calls.ts';
import { fieldFor, findRequest, ownerOfThis, readsOf, variableFor } from '../values/index.ts';
import type { FileContext } from '../values/index.ts';

const signers = /^(?:getSignedUrl|createPresignedPost)$/;
/** Methods that work out their answer from the client's settings alone. */
const local = /^(?:getPublicUrl|constructEvent(?:Async)?|generateTestHeaderString)$/;

/**
 * Nothing that is done with a client sends anything: it signs (`getSignedUrl(new S3Client(...), command)`), puts addresses
 * together, is only looked at (`!!client.models`), or is never used.
 */
export function sendsNothing(context: FileContext, node: Node): boolean {
  const outer = outermostWrapper(node);
  if (isGivenToSigner(outer)) return true;
  const variable = variableFor(context, outer);
  if (variable) {
    if (outer.parent?.parent?.parent?.type === 'ExportNamedDeclaration') return false;
    const reads = readsOf(variable);
    // A connection that opens as it is made is one, whoever reads its variable.
    if (reads.length === 0) return !isCall(node) || !findRequest(context, node);
    return reads.every((read) => sendsNothingWith(outermostWrapper(read)));
  }
  const name = fieldFor(context, outer)?.replace(/^this\.#?/, '');
  const owner = ownerOfThis(context, outer)?.node;
  if (name === undefined || !owner) return false;
  const reads = context.index.members.filter(
    (member) =>
      nameOf(member) === name &&
      member.object.type === 'ThisExpression' &&
      ownerOfThis(context, member.object)?.node === owner &&
      !(member.parent.type === 'AssignmentExpression' && member.parent.left === member),
  );
  return reads.length > 0 && reads.every((read) => sendsNothingWith(outermostWrapper(read)));
}

function isCall(node: Node): node is Ast.CallExpression | Ast.NewExpression {
  return node.type === 'CallExpression' || node.type === 'NewExpression';
}

function nameOf(member: Ast.MemberExpression): string | undefined {
  return member.property.type === 'PrivateIdentifier' ? member.property.name : memberName(member);
}

function sendsNothingWith(read: Node): boolean {
  return isGivenToSigner(read) || isLookedAt(read) || endsLocally(read);
}

function isGivenToSigner(node: Node): boolean {
  const call = node.parent;
  return call?.type === 'CallExpression' && call.callee !== node && signers.test(calledName(call) ?? '');
}

/** `!!client`, `!client.models`, `if (client)`: asked whether it is there. */
function isLookedAt(read: Node): boolean {
  let at = read;
  while (at.parent?.type === 'MemberExpression' && at.parent.object === at) at = outermostWrapper(at.parent);
  const { parent } = at;
  if (parent?.type === 'UnaryExpression') return parent.operator === '!' || parent.operator === 'typeof';
  return (parent?.type === 'IfStatement' || parent?.type === 'ConditionalExpression') && parent.test === at;
}

/** `client.storage.from('media').getPublicUrl(path)` */
function endsLocally(read: Node): boolean {
  let at = read;
  for (;;) {
    const step = methodOn(at);
    if (step && local.test(step.name)) return true;
    const next = step
      ? step.call
      : at.parent?.type === 'MemberExpression' && at.parent.object === at
        ? at.parent
        : undefined;
    if (!next) return false;
    at = outermostWrapper(next);
  }
}
