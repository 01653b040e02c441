import type { Node, Variable } from '../syntax/ast.ts';
import { isFunction, isIdentifier, rangeOf } from './nodes.ts';
import type { FileContext } from './context.ts';
import type { Emitter } from './model.ts';
import { chainedListener, fieldFor, listensForError, readsOf, variableFor, wrapped } from './valueFlow.ts';

/** Objects that this file makes and that end the process when they emit `'error'` and nobody listens. */
export function findEmitters(context: FileContext, test: boolean): readonly Emitter[] {
  const found: Emitter[] = [];
  for (const node of [...context.index.news, ...context.index.calls]) {
    const shape = context.shape(node);
    if (shape.kind !== 'client' || shape.type.emitter !== true || shape.made?.node !== node) continue;
    if (shape.made.file !== context) continue;
    const { listens, handedOn, name } = fate(context, node);
    found.push({
      kind: 'emitter',
      range: rangeOf(node),
      api: shape.type.api ?? shape.library.api,
      ...(name === undefined ? {} : { name }),
      listensForError: listens ? true : handedOn ? 'unknown' : false,
      handedOn,
      test,
    });
  }
  return found.sort((a, b) => a.range.start - b.range.start);
}

/** Whether somebody listens here, and whether others get hold of the object and may listen there. */
function fate(context: FileContext, node: Node): { listens: boolean; handedOn: boolean; name?: string } {
  const outer = wrapped(node);
  if (chainedListener(context, outer)) return { listens: true, handedOn: false };
  const variable = variableFor(context, outer);
  if (variable) {
    return { listens: listensForError(context, variable), handedOn: isHandedOn(variable), name: variable.name };
  }
  const field = fieldFor(context, outer);
  if (field !== undefined) {
    return { listens: listensForError(context, field), handedOn: fieldIsHandedOn(context, field), name: field };
  }
  const { parent } = outer;
  const stays = parent?.type === 'ExpressionStatement' || parent?.type === 'AwaitExpression';
  return { listens: false, handedOn: !stays };
}

/** Exported, returned, given to a call, or kept in another object. */
function isHandedOn(variable: Variable): boolean {
  const exported = variable.defs.some((definition) => definition.parent?.parent?.type === 'ExportNamedDeclaration');
  return exported || readsOf(variable).some((read) => leavesHands(read));
}

function leavesHands(read: Node): boolean {
  const outer = wrapped(read);
  const { parent } = outer;
  switch (parent?.type) {
    case 'ReturnStatement':
    case 'ExportSpecifier':
    case 'ExportDefaultDeclaration':
    case 'ArrayExpression':
    case 'SpreadElement':
    case 'YieldExpression':
      return true;
    case 'CallExpression':
    case 'NewExpression':
      return parent.callee !== outer;
    case 'Property':
      return parent.value === outer;
    case 'AssignmentExpression':
    case 'AssignmentPattern':
      return parent.right === outer;
    case 'VariableDeclarator':
      return parent.init === outer && !isIdentifier(parent.id);
    default:
      return isFunction(parent) && parent.body === outer;
  }
}

function fieldIsHandedOn(context: FileContext, field: string): boolean {
  return context.index.members.some((member) => context.text(member) === field && leavesHands(member));
}
