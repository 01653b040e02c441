import type { Node } from '../ast/types.ts';
import type { FileContext } from './context.ts';
import { importedType } from './modules.ts';
import { unknownValue } from './abstractValue.ts';
import type { AbstractValue } from './abstractValue.ts';

const commentEnds = new WeakMap<object, Map<number, string>>();

/** The type that JSDoc gives to a declaration (`@type`) or to a parameter of a function (`@param`). */
export function jsdocType(context: FileContext, owner: Node, parameter?: string): AbstractValue {
  const comment = commentBefore(context, owner);
  if (!comment) return unknownValue;
  const pattern = parameter
    ? new RegExp(`@param\\s*\\{([^}]+)\\}\\s*\\[?${parameter.replace(/\$/g, '\\$')}\\b`)
    : /@type\s*\{([^}]+)\}/;
  const type = pattern.exec(comment)?.[1];
  return type ? valueOfWrittenType(context, type) : unknownValue;
}

function valueOfWrittenType(context: FileContext, written: string): AbstractValue {
  for (const part of written.split('|')) {
    const type = part
      .trim()
      .replace(/^[!?]/, '')
      .replace(/^Promise<(.*)>$/, '$1');
    const imported = /^import\(\s*['"]([^'"]+)['"]\s*\)\.(\w+)/.exec(type);
    if (imported) {
      const value = importedType(context, imported[1]!, imported[2]!);
      if (value.kind !== 'unknown') return value;
      continue;
    }
    const path = /^[\w$]+(?:\.[\w$]+)*$/.exec(type)?.[0].split('.');
    const variable = path && moduleVariable(context, path[0]!);
    if (!variable || !path) continue;
    const known = context.valueOfType(variable);
    if (known.kind !== 'unknown' && path.length === 1) return known;
  }
  return unknownValue;
}

/** The declaration of a name at the top of the file. */
function moduleVariable(context: FileContext, name: string): Node | undefined {
  for (const scope of context.file.scopes.scopes) {
    if (scope.type !== 'module' && scope.type !== 'global') continue;
    const identifier = scope.set.get(name)?.identifiers[0];
    if (identifier) return identifier;
  }
  return undefined;
}

function commentBefore(context: FileContext, owner: Node): string | undefined {
  if (context.file.comments.length === 0) return undefined;
  let ends = commentEnds.get(context.file);
  if (!ends) {
    ends = new Map(
      context.file.comments
        .filter((comment) => comment.type === 'Block' && comment.value.startsWith('*'))
        .map((comment) => [nextToken(context.file.text, comment.range[1]), comment.value]),
    );
    commentEnds.set(context.file, ends);
  }
  for (let at: Node | undefined = owner; at; at = at.parent) {
    const found = ends.get(at.range[0]);
    if (found !== undefined) return found;
    if (at.type.endsWith('Statement') || at.type === 'MethodDefinition' || at.type === 'Property') break;
    if (at !== owner && (at.type.endsWith('Declaration') || at.type === 'ClassBody')) break;
  }
  return undefined;
}

function nextToken(text: string, from: number): number {
  let at = from;
  while (at < text.length && /\s/.test(text[at]!)) at++;
  return at;
}
