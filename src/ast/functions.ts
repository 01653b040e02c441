import type { FunctionNode, Node } from './types.ts';
import { isIdentifier, keyName, memberName } from './nodes.ts';
import { OWN_BODY, walk } from './walk.ts';

const returned = new WeakMap<FunctionNode, readonly Node[]>();

/** The expressions that a function returns, those of functions inside left out. */
export function returnsOf(node: FunctionNode): readonly Node[] {
  const known = returned.get(node);
  if (known) return known;
  const found: Node[] = [];
  if (node.body && node.body.type !== 'BlockStatement') found.push(node.body);
  else if (node.body) {
    walk(
      node.body,
      (inner) => {
        if (inner.type === 'ReturnStatement' && inner.argument) found.push(inner.argument);
      },
      OWN_BODY,
    );
  }
  returned.set(node, found);
  return found;
}

/** Whether it is what `new Promise` calls: its parameters are functions. */
export function isExecutor(owner: FunctionNode | undefined): boolean {
  const made = owner?.parent;
  return made?.type === 'NewExpression' && made.arguments[0] === owner && isIdentifier(made.callee, 'Promise');
}

/** `export function f`, `export const f`: not what a list of exports names. */
export function isDeclaredForExport(node: Node): boolean {
  return /^Export(?:Named|Default)Declaration$/.test(node.parent?.type ?? '');
}

/** The name that a function is declared or kept by. */
export function functionName(owner: FunctionNode): string | undefined {
  if (owner.type === 'FunctionDeclaration' && owner.id) return owner.id.name;
  const { parent } = owner;
  if (parent?.type === 'MethodDefinition' || parent?.type === 'Property')
    return keyName(parent.key as Node, parent.computed);
  if (parent?.type === 'VariableDeclarator') return parent.id.type === 'Identifier' ? parent.id.name : undefined;
  return parent?.type === 'AssignmentExpression' && parent.left.type === 'MemberExpression'
    ? memberName(parent.left)
    : undefined;
}
