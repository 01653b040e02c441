import type { Ast, CallExpression, Node } from '../ast/types.ts';
import { isIdentifier, keyName, memberName, unwrap } from '../ast/nodes.ts';
import { calledName } from '../ast/calls.ts';
import type { FileContext } from '../values/index.ts';
import { isNamedAfterData } from './givenLists.ts';

const MAX_DEPTH = 4;

/** A list that stands in the body of a request, named after data: `req.body.ids`, also taken out of it by name. */
export function listOfBody(context: FileContext, expression: Node, depth = 0): boolean {
  const node = unwrap(expression);
  // The whole body, where it is used as a list: `req.body.map(...)`.
  if (isBody(context, node, depth)) return true;
  if (node.type === 'MemberExpression') {
    const name = memberName(node) ?? '';
    return isNamedAfterData(name) && isBody(context, unwrap(node.object), depth) && !isBounded(context, node, name);
  }
  if (node.type !== 'Identifier' || depth > MAX_DEPTH) return false;
  const definition = context.variable(node)?.defs[0];
  if (definition?.type === 'Parameter') {
    const name = bodyDecorator(definition.name as Node)?.name;
    return name !== undefined && isNamedAfterData(name);
  }
  const declarator = definition?.node;
  if (declarator?.type !== 'VariableDeclarator' || !declarator.init) return false;
  if (declarator.id.type === 'Identifier') return listOfBody(context, declarator.init, depth + 1);
  if (declarator.id.type !== 'ObjectPattern' || !isBody(context, unwrap(declarator.init), depth)) return false;
  return declarator.id.properties.some((property) => {
    if (property.type !== 'Property' || !isIdentifier(property.value, node.name)) return false;
    const name = keyName(property.key, property.computed) ?? '';
    return isNamedAfterData(name) && !isBounded(context, declarator.init!, name);
  });
}

/** `req.body`, `ctx.request.body`, `await request.json()`, NestJS's `@Body() dto`: as much as somebody sends. */
function isBody(context: FileContext, node: Node, depth: number): boolean {
  if (node.type === 'CallExpression') return isJsonOfRequest(context, node);
  if (node.type === 'Identifier' && depth <= MAX_DEPTH) {
    const definition = context.variable(node)?.defs[0];
    if (definition?.type === 'Parameter') {
      const decorator = bodyDecorator(definition.name as Node);
      return decorator !== undefined && decorator.name === undefined;
    }
    const declarator = definition?.node;
    return (
      declarator?.type === 'VariableDeclarator' &&
      declarator.id.type === 'Identifier' &&
      !!declarator.init &&
      isBody(context, unwrap(declarator.init), depth + 1)
    );
  }
  if (node.type !== 'MemberExpression' || memberName(node) !== 'body') return false;
  const holder = unwrap(node.object);
  if (holder.type === 'MemberExpression') return memberName(holder) === 'request';
  return isOwnRequest(context, holder);
}

/** `request.json()` in a handler of Next.js or a worker, `c.req.json()` in Hono. */
function isJsonOfRequest(context: FileContext, node: CallExpression): boolean {
  if (calledName(node) !== 'json' || node.arguments.length > 0) return false;
  if (node.callee.type !== 'MemberExpression') return false;
  const holder = unwrap(node.callee.object);
  if (holder.type === 'MemberExpression') return memberName(holder) === 'req' && isParameter(context, holder.object);
  return isOwnRequest(context, holder);
}

/** The handler's own parameter: the body of an answer to a request of ours is another matter. */
function isOwnRequest(context: FileContext, node: Node): boolean {
  return node.type === 'Identifier' && /^(?:req|request)$/.test(node.name) && isParameter(context, node);
}

function isParameter(context: FileContext, node: Node): boolean {
  return node.type === 'Identifier' && context.variable(node)?.defs[0]?.type === 'Parameter';
}

/** `@Body() dto`, `@Body('ids') ids`: undefined where a parameter is nothing of a body. */
function bodyDecorator(parameter: Node): { readonly name?: string } | undefined {
  const decorators = (parameter as { decorators?: readonly Ast.Decorator[] }).decorators ?? [];
  for (const { expression } of decorators) {
    if (expression.type !== 'CallExpression' || !isIdentifier(expression.callee, 'Body')) continue;
    const [first] = expression.arguments;
    return first?.type === 'Literal' && typeof first.value === 'string' ? { name: first.value } : {};
  }
  return undefined;
}

/** The class of the body says how many there may be: `@ArrayMaxSize(100) ids: string[]`. */
function isBounded(context: FileContext, use: Node, name: string): boolean {
  const holder = use.type === 'MemberExpression' ? unwrap(use.object) : unwrap(use);
  const value = context.value(holder);
  const of = value.kind === 'object' ? value.class : undefined;
  if (!of) return false;
  return of.node.body.body.some(
    (member) =>
      member.type === 'PropertyDefinition' &&
      keyName(member.key as Node, member.computed) === name &&
      member.decorators.some((one) => /ArrayMaxSize|maxItems/.test(of.file.text(one))),
  );
}
