import { someNode } from '../ast/walk.ts';
import type { CallExpression, Node, Variable } from '../ast/types.ts';
import { enclosingFunction, isFunction, isIdentifier, memberName, unwrap } from '../ast/nodes.ts';
import { calledName } from '../ast/calls.ts';
import type { FileContext } from '../values/index.ts';
import { filledFrom } from './givenLists.ts';
import { takesPage } from './listOrigins.ts';

/** `take: 10`, `.limit(20)`, `?per_page=5`, `LIMIT $1`: what was asked for says how much may come. */
const limits =
  /\b(?:limit|take|first|last|top|size|(?:per|page|batch|max|num)_?(?:page|size|results?|keys|items|count|rows|records)|count_?per_?page)\b['"]?(?:\s*[:=(,}]|\s+(?:\$|\?|:|\d))/i;
/** One row at most: the query asks one table for a key. */
const oneRow =
  /\bfrom\s+["`\w.]+(?:\s+(?:as\s+)?(?!where\b)\w+)?\s+where\s+(?:["`\w]+\.)?["`]?id["`]?\s*=\s*(?:[$:@?]|\d)|\bwhere\s*:\s*\{\s*id\s*(?::\s*[\w.]+\s*)?,?\s*\}/i;
const moreRows = /\b(?:join|union|or|in)\b(?!\w)/i;
/** Helpers that cut a list into parts, or give one part of it. */
const parts = /chunk|batch|page(?!s?hot)|sample|takeFirst|topN|^top\d*$|^take$|^first\d*$/i;
const partNames = /^(?:\w*(?:batch|chunk|slice|window)|page|top\d*)$/i;
const MAX_DEPTH = 8;

/** Whether a list is short by the way it was asked for, checked or declared, whatever its length may be. */
export function isLimitedList(context: FileContext, expression: Node): boolean {
  return isLimited(context, expression, 0) || isMeasured(context, unwrap(expression));
}

function isLimited(context: FileContext, expression: Node, depth: number): boolean {
  if (depth > MAX_DEPTH) return false;
  const node = unwrap(expression);
  const follow = (next: Node): boolean => isLimited(context, next, depth + 1);
  switch (node.type) {
    case 'AwaitExpression':
      return follow(node.argument);
    case 'MemberExpression':
      return (memberName(node) === 'files' && isUploaded(context, node)) || follow(node.object);
    case 'LogicalExpression':
      return follow(node.left);
    case 'ConditionalExpression':
      return follow(node.consequent) && follow(node.alternate);
    case 'ArrayExpression':
      return node.elements.every(
        (element) =>
          element?.type !== 'SpreadElement' || isShort(context, element.argument) || follow(element.argument),
      );
    case 'NewExpression':
      return isIdentifier(node.callee, 'Set') && !!node.arguments[0] && isShort(context, node.arguments[0]);
    case 'CallExpression':
      return isLimitedCall(context, node, depth);
    case 'Identifier': {
      const variable = context.variable(node);
      return variable !== undefined && isLimitedVariable(context, variable, depth);
    }
    default:
      return false;
  }
}

function isLimitedVariable(context: FileContext, variable: Variable, depth: number): boolean {
  if (partNames.test(variable.name)) return true;
  const definition = variable.defs[0];
  if (definition?.type === 'Parameter') return isTuple(context, variable) || isUploaded(context, definition.name);
  // Empty where it is declared, and as long as the pages that it is filled with.
  if (variable.references.some(({ identifier }) => takesPage(identifier))) return false;
  const source = filledFrom(variable);
  if (source) return isLimited(context, source, depth + 1);
  const declarator = definition?.node;
  return (
    declarator?.type === 'VariableDeclarator' && !!declarator.init && isLimited(context, declarator.init, depth + 1)
  );
}

/** `@UseInterceptors(FilesInterceptor('files', 3))`, `app.post(path, upload.array('files', 3), ...)`: multer refuses more. */
const uploads = /(?:\bFilesInterceptor|\.array)\(\s*[^,()]+,\s*(?:\d+|[A-Z][A-Z\d_]*)\s*[,)]/;

function isUploaded(context: FileContext, files: Node): boolean {
  const handler = enclosingFunction(files)?.parent;
  if (handler?.type === 'CallExpression')
    return handler.arguments.some((one) => !isFunction(one) && uploads.test(context.text(one)));
  const text = (one: Node | undefined): string => (one ? context.text(one) : '');
  const own = (files as { decorators?: readonly Node[] }).decorators?.some((one) => /UploadedFiles/.test(text(one)));
  const decorators = (handler as { decorators?: readonly Node[] } | undefined)?.decorators ?? [];
  return own === true && decorators.some((one) => uploads.test(text(one)));
}

function isTuple(context: FileContext, variable: Variable): boolean {
  const annotation = (variable.identifiers[0] as { typeAnnotation?: Node | null } | undefined)?.typeAnnotation;
  return !!annotation && /^:\s*(?:readonly\s+)?\[[^\]]*\]$/.test(context.text(annotation));
}

function isLimitedCall(context: FileContext, call: CallExpression, depth: number): boolean {
  const name = calledName(call) ?? '';
  if (parts.test(name)) return true;
  const callee = unwrap(call.callee);
  if (/^(?:parse|parseAsync|safeParse)$/.test(name) && callee.type === 'MemberExpression')
    return /\.max\(|\.length\(/.test(schemaText(context, callee.object));
  const text = context.text(call);
  if (limits.test(text) || (oneRow.test(text) && !moreRows.test(text)) || asksForPart(context, call)) return true;
  if (callee.type === 'MemberExpression') return isLimited(context, callee.object, depth + 1);
  // `Object.values(await load({ limit }))` was looked at as text; `unique(rows)` has no more than its argument.
  return /^(?:unique|uniq\w*|compact|sort\w*|reverse|shuffle)$/.test(name) && !!call.arguments[0]
    ? isLimited(context, call.arguments[0], depth + 1)
    : false;
}

/** The limit stands in a query that is kept in a constant, or in the function of this project that asks. */
function asksForPart(context: FileContext, call: CallExpression): boolean {
  const named = call.arguments.some((argument) => {
    const definition = argument.type === 'Identifier' ? context.variable(argument)?.defs[0]?.node : undefined;
    return definition?.type === 'VariableDeclarator' && !!definition.init && limits.test(context.text(definition.init));
  });
  if (named) return true;
  const value = context.value(unwrap(call.callee));
  return value.kind === 'function' && !!value.node.body && limits.test(value.file.text(value.node.body));
}

function schemaText(context: FileContext, schema: Node): string {
  const node = unwrap(schema);
  const definition = node.type === 'Identifier' ? context.variable(node)?.defs[0]?.node : undefined;
  return context.text(definition ?? node);
}

/** A list that is written out here. */
function isShort(context: FileContext, expression: Node): boolean {
  const node = unwrap(expression);
  if (node.type === 'ArrayExpression') return node.elements.every((element) => element?.type !== 'SpreadElement');
  if (node.type !== 'Identifier') return isLimited(context, node, 1);
  const definition = context.variable(node)?.defs[0]?.node;
  return definition?.type === 'VariableDeclarator' && definition.init ? isShort(context, definition.init) : false;
}

/** `if (xs.length > 20) throw ...`: the function asks how long the list is before it goes on. */
function isMeasured(context: FileContext, list: Node): boolean {
  const owner = enclosingFunction(list);
  if (!owner || (list.type !== 'Identifier' && list.type !== 'MemberExpression')) return false;
  const text = context.text(list);
  return someNode(owner, (node) => {
    if (node.type !== 'BinaryExpression' || !/^[<>]=?$/.test(node.operator)) return false;
    const [left, right] = [unwrap(node.left as Node), unwrap(node.right)];
    return (
      (isLengthOf(context, left, text) && isMost(context, right)) ||
      (isLengthOf(context, right, text) && isMost(context, left))
    );
  });
}

function isLengthOf(context: FileContext, node: Node, list: string): boolean {
  return node.type === 'MemberExpression' && memberName(node) === 'length' && context.text(node.object) === list;
}

function isMost(context: FileContext, node: Node): boolean {
  const value = context.constant(node);
  return typeof value === 'number' ? value > 1 : /max|limit/i.test(context.text(node));
}
