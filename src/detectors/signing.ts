import type { Ast, Node } from '../ast/types.ts';
import { memberName } from '../ast/nodes.ts';
import { calledName, outermostWrapper } from '../ast/calls.ts';
import { fieldFor, ownerOfThis, readsOf, variableFor } from '../values/index.ts';
import type { FileContext } from '../values/index.ts';

const signers = /^(?:getSignedUrl|createPresignedPost)$/;

/** `getSignedUrl(new S3Client(...), command)`: all that is done with the client is to sign with it, which sends nothing. */
export function onlySigns(context: FileContext, node: Node): boolean {
  const outer = outermostWrapper(node);
  if (isGivenToSigner(outer)) return true;
  const variable = variableFor(context, outer);
  if (variable) {
    if (outer.parent?.parent?.parent?.type === 'ExportNamedDeclaration') return false;
    const reads = readsOf(variable);
    return reads.length > 0 && reads.every((read) => isGivenToSigner(outermostWrapper(read)));
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
  return reads.length > 0 && reads.every((read) => isGivenToSigner(outermostWrapper(read)));
}

function nameOf(member: Ast.MemberExpression): string | undefined {
  return member.property.type === 'PrivateIdentifier' ? member.property.name : memberName(member);
}

function isGivenToSigner(node: Node): boolean {
  const call = node.parent;
  return call?.type === 'CallExpression' && call.callee !== node && signers.test(calledName(call) ?? '');
}
