import type { Ast, Node, ParsedFile } from './types.ts';
import { enclosingFunction, keyName } from './nodes.ts';
import { someNode } from './walk.ts';

/** Whether a type has a property: `unknown` where it stands in another file of the project. */
type Has = 'yes' | 'no' | 'unknown';

/**
 * Whether an object literal may get a property by that name. A type that is written where it is made, or kept, allows
 * only what it lists; one that is declared in another file of the project is not seen here, and may not list it. What a
 * package declares is taken at its word.
 */
export function mayHold(file: ParsedFile, object: Node, name: string): boolean {
  const type = typeFor(file, object, name);
  return type === undefined || type === 'yes';
}

function typeFor(file: ParsedFile, object: Node, name: string): Has | undefined {
  const written = annotationOf(object);
  if (written) return hasProperty(file, written, [name], 0);
  // A part of a literal that is annotated as a whole.
  const path: string[] = [name];
  let at = object;
  while (at.parent?.type === 'Property' && at.parent.value === at && at.parent.parent.type === 'ObjectExpression') {
    const key = keyName(at.parent.key, at.parent.computed);
    if (key === undefined) return undefined;
    path.unshift(key);
    at = at.parent.parent;
    const outer = annotationOf(at);
    if (outer) return hasProperty(file, outer, path, 0);
  }
  return undefined;
}

/** The type that is written for what an expression gives: of a variable, a field, a parameter, a result, or `satisfies`. */
function annotationOf(node: Node): Node | undefined {
  const { parent } = node;
  switch (parent?.type) {
    case 'TSSatisfiesExpression':
      return parent.typeAnnotation;
    case 'VariableDeclarator':
      return parent.init === node ? annotated(parent.id) : undefined;
    case 'AssignmentPattern':
      return parent.right === node ? annotated(parent.left) : undefined;
    case 'PropertyDefinition':
      return parent.value === node ? parent.typeAnnotation?.typeAnnotation : undefined;
    case 'ReturnStatement':
      return resultType(enclosingFunction(parent));
    case 'ArrowFunctionExpression':
      return parent.body === node ? resultType(parent) : undefined;
    default:
      return undefined;
  }
}

function annotated(pattern: Node): Node | undefined {
  return (pattern as { typeAnnotation?: Ast.TSTypeAnnotation }).typeAnnotation?.typeAnnotation;
}

function resultType(owner: ReturnType<typeof enclosingFunction>): Node | undefined {
  const type = owner?.returnType?.typeAnnotation;
  const inner = type?.type === 'TSTypeReference' && nameOf(type) === 'Promise' ? type.typeArguments?.params[0] : type;
  return inner ?? undefined;
}

function nameOf({ typeName }: Ast.TSTypeReference): string | undefined {
  return typeName.type === 'Identifier' ? typeName.name : undefined;
}

const MAX_DEPTH = 8;

function hasProperty(file: ParsedFile, type: Node, path: readonly string[], depth: number): Has {
  if (depth > MAX_DEPTH) return 'unknown';
  const again = (inner: Node): Has => hasProperty(file, inner, path, depth + 1);
  switch (type.type) {
    case 'TSTypeLiteral':
      return amongMembers(file, type.members, path, depth);
    case 'TSUnionType':
    case 'TSIntersectionType':
      return best(type.types.map(again));
    case 'TSTypeReference':
      return ofReference(file, type, path, depth);
    case 'TSAnyKeyword':
    case 'TSUnknownKeyword':
    case 'TSObjectKeyword':
      return 'yes';
    case 'TSImportType':
    case 'TSTypeQuery':
    case 'TSIndexedAccessType':
    case 'TSConditionalType':
    case 'TSMappedType':
      return 'unknown';
    default:
      return 'no';
  }
}

function best(all: readonly Has[]): Has {
  return all.includes('yes') ? 'yes' : all.includes('unknown') ? 'unknown' : 'no';
}

function amongMembers(file: ParsedFile, members: readonly Node[], path: readonly string[], depth: number): Has {
  const [name, ...rest] = path;
  for (const member of members) {
    if (member.type === 'TSIndexSignature') return 'yes';
    if (member.type !== 'TSPropertySignature' || keyName(member.key, member.computed) !== name) continue;
    const type = member.typeAnnotation?.typeAnnotation;
    return rest.length === 0 || !type ? 'yes' : hasProperty(file, type, rest, depth + 1);
  }
  return 'no';
}

/** Types that are about as much as what they are given. */
const alike = /^(?:Partial|Required|Readonly|NonNullable|Promise)$/;

function ofReference(file: ParsedFile, type: Ast.TSTypeReference, path: readonly string[], depth: number): Has {
  const name = nameOf(type);
  const [first, keys] = type.typeArguments?.params ?? [];
  // `axios.AxiosRequestConfig`: of what the file imports under that name.
  if (name === undefined) return isFromProject(file, rootOf(type.typeName)) ? 'unknown' : 'yes';
  if (first && alike.test(name)) return hasProperty(file, first, path, depth + 1);
  if (name === 'Record') return 'yes';
  if (first && keys && /^(?:Omit|Pick)$/.test(name)) {
    const listed = someNode(keys, (node) => node.type === 'Literal' && node.value === path[0]);
    if (listed !== (name === 'Pick')) return 'no';
    return hasProperty(file, first, path, depth + 1);
  }
  const declaration = declarationOf(file, name);
  if (!declaration) return isFromProject(file, name) ? 'unknown' : 'yes';
  if (declaration.type === 'TSTypeAliasDeclaration')
    return hasProperty(file, declaration.typeAnnotation, path, depth + 1);
  if (declaration.type !== 'TSInterfaceDeclaration') return 'unknown';
  const own = amongMembers(file, declaration.body.body, path, depth);
  if (own === 'yes') return own;
  return best([own, ...declaration.extends.map(({ expression }) => ofParent(file, expression, path, depth))]);
}

function ofParent(file: ParsedFile, expression: Node, path: readonly string[], depth: number): Has {
  const name = expression.type === 'Identifier' ? expression.name : undefined;
  const declaration = name === undefined ? undefined : declarationOf(file, name);
  if (declaration?.type === 'TSInterfaceDeclaration' && depth < MAX_DEPTH) {
    const own = amongMembers(file, declaration.body.body, path, depth);
    if (own === 'yes') return own;
    return best([own, ...declaration.extends.map((one) => ofParent(file, one.expression, path, depth + 1))]);
  }
  return name !== undefined && !declaration && !isFromProject(file, name) ? 'yes' : 'unknown';
}

function declarationOf(file: ParsedFile, name: string): Node | undefined {
  for (const statement of file.ast.body) {
    const inner = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
    if (inner && /^(?:TSTypeAlias|TSInterface|Class|TSEnum)Declaration$/.test(inner.type)) {
      const { id } = inner as { id?: Node | null };
      if (id?.type === 'Identifier' && id.name === name) return inner;
    }
  }
  return undefined;
}

function rootOf(name: Node): string {
  let at = name;
  while (at.type === 'TSQualifiedName') at = at.left;
  return at.type === 'Identifier' ? at.name : '';
}

/** Imported from a file, by a relative path or one of the project's own short forms; or a type parameter. */
function isFromProject(file: ParsedFile, name: string): boolean {
  for (const statement of file.ast.body) {
    if (statement.type !== 'ImportDeclaration') continue;
    if (statement.specifiers.some(({ local }) => local.name === name))
      return /^(?:\.|\/|[@~#]\/|#)/.test(statement.source.value);
  }
  return /^[A-Z]\d?$/.test(name);
}
