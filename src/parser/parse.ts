import type { Parse } from './parsing.ts';
import { typescriptParser } from './typescriptParser.ts';

export type { Parse } from './parsing.ts';

let loading: Promise<Parse> | undefined;

/** Loads the parser of record, typescript-estree with several megabytes of TypeScript, on first use. */
export function loadParser(): Promise<Parse> {
  loading ??= import('@typescript-eslint/typescript-estree').then((estree) => typescriptParser(exportsOf(estree)));
  return loading;
}

/** A bundled CommonJS package comes as the default export alone, an unbundled one with its names. */
function exportsOf<T extends object>(module: T): T {
  return 'default' in module ? (module.default as T) : module;
}
