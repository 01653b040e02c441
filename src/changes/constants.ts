import type { Ast, Node, ParsedFile, Variable } from '../ast/types.ts';
import { enclosingFunction, isIdentifier } from '../ast/nodes.ts';
import { textOf } from '../ast/locate.ts';
import { unwrapped } from './edits.ts';

/** An object literal that a constant of the file holds. */
export interface HeldLiteral {
  readonly object: Ast.ObjectExpression;
  /** It is read in one place only: what is added to it reaches nobody else. */
  readonly alone: boolean;
}

/** The literal behind a name, where the name is a constant of this file. */
export function literalOf(file: ParsedFile, node: Node): HeldLiteral | undefined {
  const variable = variableAt(file, node);
  const init = variable && constantOf(variable);
  if (init?.type !== 'ObjectExpression') return undefined;
  const reads = variable!.references.filter((one) => one.isRead());
  // `options.agent = agent` adds to it, and hands it to nobody.
  const whole = reads.filter(({ identifier }) => !isTargetOfMember(identifier));
  return { object: init, alone: whole.length === 1 };
}

function isTargetOfMember({ parent, range }: Node): boolean {
  return parent?.type === 'MemberExpression' && parent.object.range[0] === range[0];
}

function variableAt(file: ParsedFile, node: Node): Variable | undefined {
  if (node.type !== 'Identifier') return undefined;
  const found = file.scopes.scopes
    .flatMap(({ references }) => references)
    .find(({ identifier }) => (identifier as Node) === node);
  return found?.resolved ?? undefined;
}

function constantOf({ defs }: Variable): Node | undefined {
  const [definition] = defs;
  if (definition?.type !== 'Variable' || definition.parent?.type !== 'VariableDeclaration') return undefined;
  const { init } = definition.node as { init?: Node | null };
  return definition.parent.kind === 'const' && init ? unwrapped(init) : undefined;
}

/** A text or `new URL(...)`, written here or kept in a constant. */
export function isAddress(file: ParsedFile, node: Node): boolean {
  return isOfKind(file, node, /^:\s*(?:string|URL|string\s*\|\s*URL)$/, isUrl);
}

/** A text, written here, kept in a constant, or by the type of the parameter. */
export function isText(file: ParsedFile, node: Node): boolean {
  return isOfKind(file, node, /^:\s*string$/, () => false);
}

function isUrl(node: Node): boolean {
  return node.type === 'NewExpression' && isIdentifier(node.callee, 'URL');
}

function isOfKind(file: ParsedFile, node: Node, type: RegExp, isOther: (node: Node) => boolean): boolean {
  if (node.type === 'TemplateLiteral') return true;
  if (node.type === 'Literal') return typeof node.value === 'string';
  if (node.type === 'BinaryExpression') return node.operator === '+';
  if (isOther(node)) return true;
  const variable = variableAt(file, node);
  const definition = variable?.defs[0];
  if (definition?.type === 'Parameter') {
    const { typeAnnotation } = definition.name as { typeAnnotation?: Node };
    if (typeAnnotation) return type.test(textOf(file, typeAnnotation));
    return type.test(`: ${documentedType(file, definition.name as Node, variable!.name) ?? ''}`);
  }
  const init = variable && constantOf(variable);
  return init !== undefined && init.type !== 'Identifier' && isOfKind(file, init, type, isOther);
}

/** The type that the comment in front of a function gives a parameter: `@param {string} name`. */
function documentedType({ text }: ParsedFile, parameter: Node, name: string): string | undefined {
  const owner = enclosingFunction(parameter);
  if (!owner) return undefined;
  const start = owner.parent?.type === 'MethodDefinition' ? owner.parent.range[0] : owner.range[0];
  const comment = /\/\*\*(?:[^*]|\*(?!\/))*\*\/\s*(?:export\s+)?(?:default\s+)?$/.exec(text.slice(0, start))?.[0];
  const found = comment === undefined ? [] : [...comment.matchAll(/@param\s+\{([^}]*)\}\s+([\w$]+)/g)];
  return found.find(([, , known]) => known === name)?.[1]?.trim();
}
