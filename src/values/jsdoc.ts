import { jsdocTypeOf } from '../ast/comments.ts';
import type { Node } from '../ast/types.ts';
import type { FileContext } from './context.ts';
import { importedType } from './modules.ts';
import { unknownValue } from './abstractValue.ts';
import type { AbstractValue } from './abstractValue.ts';

/** The type that JSDoc gives to a declaration (`@type`) or to a parameter of a function (`@param`). */
export function jsdocType(context: FileContext, owner: Node, parameter?: string): AbstractValue {
  const type = jsdocTypeOf(context.file, owner, parameter);
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
