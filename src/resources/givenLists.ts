import type { Node, Variable } from '../ast/types.ts';
import { isFunction, isIdentifier, keyName, memberName, unwrap } from '../ast/nodes.ts';
import { readsOf } from '../values/index.ts';
import type { FileContext } from '../values/index.ts';

/** What there is one more of with each customer or day; of repositories, hosts or models somebody wrote down a few. */
const data =
  /^(?:xs|(?:[a-z]\w*)?(?:ids|keys|rows|records|users|members|customers|accounts|contacts|recipients|subscribers|subscriptions|messages|events|orders|emails|addresses|items|documents|docs|files|images|urls|links|tokens|entries|products|posts|jobs|names|payloads|notifications|transactions|invoices|tickets|devices))$/i;

/** The only parameter of an exported function, or of a method that an exported class has for others, named after data. */
export function isForLists(parameter: Node): boolean {
  const owner = parameter.parent;
  if (!owner || !isFunction(owner) || owner.params.length !== 1) return false;
  if (parameter.type !== 'Identifier' || !data.test(parameter.name)) return false;
  if (owner.parent?.type === 'MethodDefinition') {
    const { kind, accessibility, key, parent } = owner.parent;
    if (kind !== 'method' || (accessibility ?? 'public') !== 'public' || key.type === 'PrivateIdentifier') return false;
    return /^Export/.test(parent.parent.parent.type);
  }
  const holder = owner.parent?.type === 'VariableDeclarator' ? owner.parent.parent : owner;
  return /^Export/.test(holder?.parent?.type ?? '');
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

/** `req.body`, `ctx.request.body`, what `await request.json()` gives: as much as somebody sends. */
function isBody(context: FileContext, node: Node): boolean {
  if (node.type !== 'MemberExpression' || memberName(node) !== 'body') return false;
  const holder = unwrap(node.object);
  if (holder.type === 'MemberExpression') return memberName(holder) === 'request';
  // The handler's own parameter: the body of an answer to a request of ours is another matter.
  return (
    holder.type === 'Identifier' &&
    /^(?:req|request)$/.test(holder.name) &&
    context.variable(holder)?.defs[0]?.type === 'Parameter'
  );
}

/** A list that stands in the body of a request, named after data: `req.body.ids`, also taken out of it by name. */
export function listOfBody(context: FileContext, expression: Node): boolean {
  const node = unwrap(expression);
  // The whole body, where it is used as a list: `req.body.map(...)`.
  if (isBody(context, node)) return true;
  if (node.type === 'MemberExpression')
    return isBody(context, unwrap(node.object)) && data.test(memberName(node) ?? '');
  const definition = node.type === 'Identifier' ? context.variable(node)?.defs[0]?.node : undefined;
  if (definition?.type !== 'VariableDeclarator' || !definition.init || definition.id.type !== 'ObjectPattern')
    return false;
  if (!isBody(context, unwrap(definition.init))) return false;
  return definition.id.properties.some(
    (property) =>
      property.type === 'Property' &&
      data.test(keyName(property.key, property.computed) ?? '') &&
      isIdentifier(property.value, isIdentifier(node) ? node.name : ''),
  );
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
