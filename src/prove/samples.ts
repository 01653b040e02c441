import type { Ast, FunctionNode, Node, ParsedFile, Variable } from '../ast/types.ts';
import { isFunction, keyName, memberName } from '../ast/nodes.ts';
import { textOf } from '../ast/locate.ts';

const MAX_DEPTH = 3;
const address = /(?:url|uri|href|endpoint|origin|host|base)$/i;
const bag =
  /(?:options|opts|config|settings|init|body|payload|data|input|item|order|event|message|params|request|headers)$/i;
const listMethods = new Set(['map', 'forEach', 'filter', 'reduce', 'flatMap', 'some', 'every', 'join', 'entries']);
const textMethods = new Set(['trim', 'toLowerCase', 'toUpperCase', 'startsWith', 'endsWith', 'replace', 'split']);

/** Arguments to call a function with, as source text: by the types of its parameters, else by what it does with them. */
export function argumentsFor(file: ParsedFile, { params }: Pick<FunctionNode, 'params'>): string {
  const samples = (params as readonly Node[]).map((param) => sampleOfParameter(file, plainParameter(param)));
  while (samples.length > 0 && samples.at(-1) === undefined) samples.pop();
  return samples.map((sample) => sample ?? 'undefined').join(', ');
}

function plainParameter(param: Node): Node {
  return param.type === 'TSParameterProperty' ? param.parameter : param;
}

function sampleOfParameter(file: ParsedFile, param: Node): string | undefined {
  if (param.type === 'AssignmentPattern' || param.type === 'RestElement') return undefined;
  if (param.type !== 'Identifier' && param.type !== 'ObjectPattern') return '[]';
  if (param.optional) return undefined;
  const type = param.typeAnnotation?.typeAnnotation;
  const name = param.type === 'Identifier' ? param.name : '';
  const typed = type && sampleOfType(file, type, name, 0);
  if (typed !== undefined) return typed;
  const used = param.type === 'Identifier' ? sampleByUses(file, param) : sampleOfPattern(param);
  return type && !/^TS(?:Any|Unknown)Keyword$/.test(type.type) ? `${used} as never` : used;
}

function sampleOfPattern({ properties }: Ast.ObjectPattern): string {
  const fields = properties.flatMap((property) => {
    if (property.type !== 'Property' || property.value.type === 'AssignmentPattern') return [];
    const name = keyName(property.key, property.computed);
    return name === undefined ? [] : [`${quoted(name)}: ${sampleByName(name)}`];
  });
  return objectText(fields);
}

function sampleByName(name: string): string {
  if (address.test(name)) return 'server.url';
  return bag.test(name) ? '{}' : "'1'";
}

function sampleOfType(file: ParsedFile, type: Node, name: string, depth: number): string | undefined {
  switch (type.type) {
    case 'TSStringKeyword':
      return address.test(name) ? 'server.url' : "'1'";
    case 'TSNumberKeyword':
      return '1';
    case 'TSBooleanKeyword':
      return 'true';
    case 'TSLiteralType':
      return textOf(file, type);
    case 'TSFunctionType':
      return '() => undefined';
    case 'TSArrayType':
      return listOf(sampleOfType(file, type.elementType, name, depth));
    case 'TSTypeOperator':
      return type.typeAnnotation && sampleOfType(file, type.typeAnnotation, name, depth);
    case 'TSUnionType':
      return firstOf(type.types, (one) => sampleOfType(file, one, name, depth));
    case 'TSTypeLiteral':
      return depth < MAX_DEPTH ? sampleOfMembers(file, type.members, depth) : undefined;
    case 'TSTypeReference':
      return sampleOfReference(file, type, name, depth);
    default:
      return undefined;
  }
}

function listOf(element: string | undefined): string | undefined {
  return element === undefined ? undefined : `[${element}]`;
}

function firstOf<T>(all: readonly T[], sample: (one: T) => string | undefined): string | undefined {
  for (const one of all) {
    const found = sample(one);
    if (found !== undefined) return found;
  }
  return undefined;
}

function sampleOfReference(
  file: ParsedFile,
  type: Ast.TSTypeReference,
  name: string,
  depth: number,
): string | undefined {
  const called = textOf(file, type.typeName);
  const [argument] = type.typeArguments?.params ?? [];
  if (called === 'URL') return 'new URL(server.url)';
  if (called === 'AbortSignal') return 'new AbortController().signal';
  if (called === 'Date') return 'new Date()';
  if (called === 'Record' || called === 'Partial') return '{}';
  if (/^(?:Readonly)?Array$/.test(called) && argument) return listOf(sampleOfType(file, argument, name, depth));
  if (depth >= MAX_DEPTH) return undefined;
  for (const statement of file.ast.body) {
    const declared = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
    if (declared?.type === 'TSInterfaceDeclaration' && declared.id.name === called && declared.extends.length === 0)
      return sampleOfMembers(file, declared.body.body, depth);
    if (declared?.type === 'TSTypeAliasDeclaration' && declared.id.name === called && !declared.typeParameters)
      return sampleOfType(file, declared.typeAnnotation, name, depth + 1);
  }
  return undefined;
}

function sampleOfMembers(file: ParsedFile, members: readonly Node[], depth: number): string | undefined {
  const fields: string[] = [];
  for (const member of members) {
    if (member.type === 'TSMethodSignature') {
      const name = keyName(member.key, member.computed);
      if (name === undefined) return undefined;
      if (!member.optional) fields.push(`${quoted(name)}: () => undefined as never`);
      continue;
    }
    if (member.type !== 'TSPropertySignature') return undefined;
    const name = keyName(member.key, member.computed);
    if (name === undefined) return undefined;
    if (member.optional) continue;
    const type = member.typeAnnotation?.typeAnnotation;
    fields.push(`${quoted(name)}: ${(type && sampleOfType(file, type, name, depth + 1)) ?? '{} as never'}`);
  }
  return objectText(fields);
}

/** What a function without types expects, by the members that it reads, or that a function of the file reads for it. */
function sampleByUses(file: ParsedFile, param: Ast.Identifier, depth = 0): string {
  if (/^(?:cb|callback|done|next)$/.test(param.name)) return '() => undefined';
  if (/signal$/i.test(param.name)) return 'undefined';
  const uses = variableOf(file, param)?.references.map(({ identifier }) => identifier) ?? [];
  const fields = new Map<string, string>();
  for (const use of uses) {
    const { parent } = use;
    if (parent?.type === 'ForOfStatement' && parent.right === use) return "['1']";
    if (parent?.type !== 'MemberExpression' || parent.object !== use) continue;
    const name = memberName(parent);
    if (name === undefined) continue;
    const isCalled = parent.parent.type === 'CallExpression' && parent.parent.callee === parent;
    if (isCalled && listMethods.has(name)) return "['1']";
    if ((isCalled && textMethods.has(name)) || name === 'length') continue;
    fields.set(name, isCalled ? '() => undefined' : deepSample(parent, name));
  }
  if (fields.size > 0) return objectText([...fields].map(([name, sample]) => `${quoted(name)}: ${sample}`));
  const taker = depth < MAX_DEPTH ? firstOf(uses, (use) => sampleByTaker(file, use, depth)) : undefined;
  return taker ?? sampleByName(param.name);
}

/** What the function of the file expects that is given a parameter as it is. */
function sampleByTaker(file: ParsedFile, use: Node, depth: number): string | undefined {
  const { parent } = use;
  if (parent?.type !== 'CallExpression' || parent.callee.type !== 'Identifier') return undefined;
  const index = parent.arguments.indexOf(use as Ast.CallExpressionArgument);
  const callee = variableOf(file, parent.callee)?.defs[0]?.node;
  const fn = callee?.type === 'VariableDeclarator' ? callee.init : callee;
  const param = index >= 0 && isFunction(fn) ? fn.params[index] : undefined;
  if (param?.type === 'ObjectPattern') return sampleOfPattern(param);
  if (param?.type !== 'Identifier') return undefined;
  return sampleByUses(file, param, depth + 1);
}

function variableOf(file: ParsedFile, name: Ast.Identifier): Variable | undefined {
  for (const { variables, references } of file.scopes.scopes) {
    const own = variables.find(({ identifiers }) => identifiers.some(({ range }) => range[0] === name.range[0]));
    const read = references.find(({ identifier }) => identifier.range[0] === name.range[0])?.resolved;
    if (own ?? read) return own ?? read ?? undefined;
  }
  return undefined;
}

/** `order.customer.id` needs an object between. */
function deepSample(member: Node, name: string): string {
  const { parent } = member;
  if (parent?.type !== 'MemberExpression' || parent.object !== member) return sampleByName(name);
  const inner = memberName(parent);
  const isCalled = parent.parent.type === 'CallExpression' && parent.parent.callee === parent;
  if (isCalled && inner !== undefined && listMethods.has(inner)) return "['1']";
  return inner === undefined || isCalled ? sampleByName(name) : `{ ${quoted(inner)}: ${deepSample(parent, inner)} }`;
}

function objectText(fields: readonly string[]): string {
  return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`;
}

function quoted(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name).replaceAll('"', "'");
}
