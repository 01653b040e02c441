import type { Node, Variable } from '../ast/types.ts';
import { isFunction, isIdentifier, keyName, memberName } from '../ast/nodes.ts';
import { readsOf } from '../values/index.ts';
import type { FileContext } from '../values/index.ts';

/** What there is one more of with each customer or day; of repositories, hosts or models somebody wrote down a few. */
const data =
  /^(?:xs|(?:[a-z]\w*)?(?:ids|keys|rows|records|users|members|customers|accounts|contacts|recipients|subscribers|subscriptions|messages|events|orders|emails|addresses|items|documents|docs|files|images|urls|links|tokens|entries|products|posts|jobs|names|payloads|notifications|transactions|invoices|tickets|devices))$/i;

/** A name for what there is one more of with each customer or day. */
export function isNamedAfterData(name: string): boolean {
  return data.test(name);
}

/**
 * A parameter of an exported function, or of a method that an exported class has for others, that is named after data
 * and is the only one, or an array by its type: besides others, `items` may be anything.
 */
export function isForLists(context: FileContext, parameter: Node): boolean {
  const owner = parameter.parent;
  if (!owner || !isFunction(owner) || parameter.type !== 'Identifier' || !data.test(parameter.name)) return false;
  const type = parameter.typeAnnotation;
  const isArray = !!type && /^:\s*(?:readonly\s+)?(?:[\w.]+\[\]|(?:Readonly)?Array<[^;]*>)$/.test(context.text(type));
  if (owner.params.length !== 1 && !isArray) return false;
  if (owner.parent?.type === 'MethodDefinition') {
    const { kind, accessibility, key, parent } = owner.parent;
    if (kind !== 'method' || (accessibility ?? 'public') !== 'public' || key.type === 'PrivateIdentifier') return false;
    return /^Export/.test(parent.parent.parent.type);
  }
  if (isCommonJsExport(owner.parent)) return true;
  const holder = owner.parent?.type === 'VariableDeclarator' ? owner.parent.parent : owner;
  return /^Export/.test(holder?.parent?.type ?? '');
}

/** `exports.loadAll = (ids) => ...`, `module.exports.loadAll = ...`. */
function isCommonJsExport(holder: Node | undefined): boolean {
  if (holder?.type !== 'AssignmentExpression' || holder.left.type !== 'MemberExpression') return false;
  const { object } = holder.left;
  return isIdentifier(object, 'exports') || (isIdentifierOf(object, 'module') && memberName(object) === 'exports');
}

function isIdentifierOf(node: Node, name: string): node is Node & { readonly object: Node } {
  return node.type === 'MemberExpression' && isIdentifier(node.object, name);
}

/** What the callers of this file give for a parameter of a function with a name, or of a method of `this`. */
export function argumentsFor(context: FileContext, parameter: Node): readonly Node[] {
  const owner = parameter.parent;
  if (!owner || !isFunction(owner)) return [];
  const index = owner.params.indexOf(parameter as never);
  const holder = owner.parent;
  const name =
    owner.type === 'FunctionDeclaration' ? owner.id : holder?.type === 'VariableDeclarator' ? holder.id : null;
  const variable = name?.type === 'Identifier' ? context.variable(name) : undefined;
  return (variable ? readsOf(variable) : methodUses(context, owner)).flatMap((read) => {
    const { parent } = read;
    const argument = parent?.type === 'CallExpression' && parent.callee === read ? parent.arguments[index] : undefined;
    return argument && argument.type !== 'SpreadElement' ? [argument] : [];
  });
}

/** `this.notify` in the class that has the method. */
function methodUses(context: FileContext, owner: Node): readonly Node[] {
  const method = owner.parent;
  if (method?.type !== 'MethodDefinition' || method.kind !== 'method') return [];
  const name = keyName(method.key, method.computed);
  return context.index.members.filter((member) => {
    if (member.object.type !== 'ThisExpression' || name === undefined || memberName(member) !== name) return false;
    const value = context.value(member);
    return value.kind === 'function' && value.node === owner;
  });
}

/**
 * The list that another is filled from: `for (const row of rows) ids.push(row.id)`. One that is measured, emptied or
 * cut meanwhile is a part of it.
 */
export function filledFrom(variable: Variable): Node | undefined {
  const reads = readsOf(variable);
  const isPart = reads.some(
    ({ parent }) =>
      parent?.type === 'MemberExpression' && /^(?:length|splice|shift|pop)$/.test(memberName(parent) ?? ''),
  );
  if (isPart || variable.references.filter((one) => one.isWrite()).length > 1) return undefined;
  for (const { parent } of reads) {
    const push = parent?.type === 'MemberExpression' && memberName(parent) === 'push' ? parent.parent : undefined;
    let at: Node | undefined = push?.type === 'CallExpression' ? push.parent : undefined;
    while (at && /^(?:ExpressionStatement|BlockStatement|IfStatement)$/.test(at.type)) at = at.parent;
    if (at?.type === 'ForOfStatement') return at.right;
  }
  return undefined;
}
