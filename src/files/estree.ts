import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { folderOf, slashed } from './paths.ts';

/** Where typescript-estree is: in a build a bundle of its own, in the source tree the package. */
declare const ESTREE_MODULE: string | undefined;

/** Loads typescript-estree, several megabytes with TypeScript, synchronously. */
export function requireEstree(): unknown {
  const name = typeof ESTREE_MODULE === 'string' ? ESTREE_MODULE : '@typescript-eslint/typescript-estree';
  return createRequire(import.meta.url)(name);
}

/** Where the compiler's own declarations are, with a slash at the end: in a build a folder beside it. */
declare const TYPESCRIPT_LIB: string | undefined;

/** Loads TypeScript, and says where its `lib.*.d.ts` lie. Always our own: a project's copy is code of that project. */
export function requireTypeScript(): { readonly typescript: unknown; readonly libFolder: string } {
  const require = createRequire(import.meta.url);
  if (typeof TYPESCRIPT_LIB === 'string') {
    const { typescript } = requireEstree() as { readonly typescript: unknown };
    return { typescript, libFolder: slashed(fileURLToPath(new URL(TYPESCRIPT_LIB, import.meta.url))).slice(0, -1) };
  }
  const path = require.resolve('typescript');
  return { typescript: require(path), libFolder: folderOf(slashed(path)) };
}
