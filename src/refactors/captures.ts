import type { Node, ParsedFile, Variable } from '../ast/types.ts';
import { textOf } from '../ast/locate.ts';
import { enclosingFunction, isInside } from '../ast/nodes.ts';
import { someNode, walk } from '../ast/walk.ts';

/**
 * A call may stand in a function of its own, run at once, and mean the same: also to the type checker, which forgets in
 * there what was found out about variables that change, and about fields.
 */
export function mayBeInFunction(file: ParsedFile, node: Node): boolean {
  if (file.text[node.range[0]] === '{' || someNode(node, ({ type }) => type === 'YieldExpression')) return false;
  if (!/\.[cm]?tsx?$/.test(file.path)) return true;
  return !variablesIn(file, node).some(isNarrowed) && !readsNarrowedField(file, node);
}

/** `async () => `, where what is wrapped waits for something itself. */
export function functionHead(node: Node): string {
  const waits = someNode(node, ({ type }) => type === 'AwaitExpression', { intoFunctions: false });
  return waits ? 'async () => ' : '() => ';
}

/** The variables that a node reads and does not make. */
export function variablesIn(file: ParsedFile, node: Node): Variable[] {
  const found = new Set<Variable>();
  for (const { references } of file.scopes.scopes)
    for (const { identifier, resolved } of references)
      if (resolved && isInside(identifier, node) && !resolved.defs.some((one) => isInside(one.name, node)))
        found.add(resolved);
  return [...found];
}

/** It is set again, so that the checker only knows its declared type inside a function, and that may be a wider one. */
function isNarrowed({ defs, references }: Variable): boolean {
  const [definition] = defs;
  if (definition?.type !== 'Variable' && definition?.type !== 'Parameter') return false;
  const declared = definition.name.type === 'Identifier' ? definition.name : undefined;
  const { init } = definition.node as { init?: Node | null };
  const isPlain =
    declared?.typeAnnotation !== undefined
      ? !declared.optional && /^TS(?:String|Number|Boolean)Keyword$/.test(declared.typeAnnotation.typeAnnotation.type)
      : init?.type === 'TemplateLiteral' || (init?.type === 'Literal' && init.value !== null);
  const writes = references.filter((one) => one.isWrite() && one.identifier !== definition.name);
  const isSetLater = definition.type === 'Variable' && !init && definition.node.type === 'VariableDeclarator';
  const inLoop = /^For(?:Of|In)Statement$/.test(definition.parent?.parent?.type ?? '');
  return !isPlain && (writes.length > 0 || (isSetLater && !inLoop));
}

const testing = /^(?:If|While|DoWhile|For|Switch)Statement$|^(?:Conditional|Logical)Expression$/;

/** `if (!user.email) return; await send(user.email)`: in a function, `user.email` may be missing again. */
function readsNarrowedField(file: ParsedFile, node: Node): boolean {
  const fields = new Set<string>();
  walk(node, (inner) => {
    if (inner.type === 'MemberExpression') fields.add(textOf(file, inner).replaceAll('?.', '.'));
  });
  if (fields.size === 0) return false;
  const around = enclosingFunction(node) ?? file.ast;
  return someNode(around, (inner) => {
    if (inner.range[0] >= node.range[0] || inner.type !== 'MemberExpression') return false;
    return fields.has(textOf(file, inner).replaceAll('?.', '.')) && narrows(inner);
  });
}

/** It stands in a condition, or is assigned to. */
function narrows(field: Node): boolean {
  for (let at = field; at.parent; at = at.parent) {
    const { parent } = at;
    if (parent.type === 'AssignmentExpression' && parent.left === at) return true;
    if (parent.type === 'CallExpression' && parent.parent.type === 'ExpressionStatement' && at !== parent.callee)
      return /assert|invariant|check|ensure/i.test(nameOf(parent.callee));
    if (testing.test(parent.type)) {
      const { test, discriminant } = parent as { test?: Node | null; discriminant?: Node };
      return test === at || discriminant === at || parent.type === 'LogicalExpression';
    }
    if (/Statement$|^VariableDeclaration$/.test(parent.type)) return false;
  }
  return false;
}

function nameOf(callee: Node): string {
  if (callee.type === 'Identifier') return callee.name;
  if (callee.type !== 'MemberExpression') return '';
  return `${nameOf(callee.object)}.${nameOf(callee.property)}`;
}
