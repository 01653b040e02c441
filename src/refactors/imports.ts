import type { Node, ParsedFile } from '../ast/types.ts';
import type { TextEdit } from '../text/edit.ts';
import { keyName } from '../ast/nodes.ts';
import { freshName } from '../changes/edits.ts';
import { atImports, requiredBy, requires } from '../changes/importPlace.ts';
import { styleOf } from '../changes/layout.ts';
import type { Manifest } from './model.ts';

export interface Imports {
  /** What each name is called here. */
  readonly locals: Readonly<Record<string, string>>;
  readonly edits: readonly TextEdit[];
}

/**
 * Names of a package for a file, as the file imports: those that it has already, the others by one statement more.
 * @param defaultName what the default export is called, where it is wanted.
 */
export function importNames(
  file: ParsedFile,
  manifest: Manifest,
  source: string,
  names: readonly string[],
  defaultName?: string,
): Imports {
  const present = new Map(file.ast.body.flatMap((statement) => namesFrom(statement, source)));
  const locals: Record<string, string> = {};
  const missing: string[] = [];
  for (const name of [...(defaultName === undefined ? [] : ['default']), ...names]) {
    const known = present.get(name);
    if (known === undefined) missing.push(name);
    locals[name] = known ?? freshName(file, name === 'default' ? defaultName! : name);
  }
  if (missing.length === 0) return { locals, edits: [] };
  const { end, quote } = styleOf(file);
  const esm = isEsModule(file, manifest);
  const named = missing
    .filter((name) => name !== 'default')
    .map((name) => (locals[name] === name ? name : `${name}${esm ? ' as ' : ': '}${locals[name]}`));
  const from = `${quote}${source}${quote}`;
  const braces = named.length > 0 ? `{ ${named.join(', ')} }` : undefined;
  const own = missing.includes('default') ? locals['default'] : undefined;
  const statements = esm
    ? [`import ${[own, braces].filter(Boolean).join(', ')} from ${from}${end}`]
    : [own, braces].filter(Boolean).map((pattern) => `const ${pattern} = require(${from})${end}`);
  return { locals, edits: [atImports(file, statements)] };
}

/** The names that a statement takes from a package, with what they are called here. */
function namesFrom(statement: Node, source: string): [string, string][] {
  if (statement.type === 'ImportDeclaration') {
    if (statement.source.value !== source || statement.importKind === 'type') return [];
    return statement.specifiers.flatMap((one): [string, string][] => {
      if (one.type === 'ImportDefaultSpecifier') return [['default', one.local.name]];
      if (one.type !== 'ImportSpecifier' || one.importKind === 'type') return [];
      const { imported } = one;
      return [[imported.type === 'Identifier' ? imported.name : String(imported.value), one.local.name]];
    });
  }
  if (statement.type !== 'VariableDeclaration') return [];
  return statement.declarations.flatMap(({ id, init }): [string, string][] => {
    if (requiredBy(init) !== source) return [];
    if (id.type === 'Identifier') return [['default', id.name]];
    if (id.type !== 'ObjectPattern') return [];
    return id.properties.flatMap((one): [string, string][] =>
      one.type === 'Property' && one.value.type === 'Identifier'
        ? [[keyName(one.key, one.computed) ?? '', one.value.name]]
        : [],
    );
  });
}

/** Whether the file imports with `import`, by its name, its statements, or its package. */
export function isEsModule({ path, ast }: ParsedFile, { module }: Manifest): boolean {
  if (/\.[cm]js$|\.mts$/.test(path)) return !path.endsWith('.cjs');
  if (ast.body.some(({ type }) => /^(?:Import|Export\w+)Declaration$/.test(type))) return true;
  return !ast.body.some(requires) && (module || /\.tsx?$/.test(path));
}

/** The major version that a range of a dependency begins with; undefined where it is not one of the project. */
export function majorOf({ dependencies }: Manifest, name: string): number | undefined {
  const range = dependencies[name];
  if (range === undefined) return undefined;
  // What is not a number, such as a workspace's or a catalog's version, is the newest.
  const found = /\d+/.exec(range.replace(/^[a-z]+:\S*@/, ''))?.[0];
  return found === undefined ? Infinity : Number(found);
}
