import { createRequire } from 'node:module';

/** Where typescript-estree is: in a build a bundle of its own, in the source tree the package. */
declare const ESTREE_MODULE: string | undefined;

/** Loads typescript-estree, several megabytes with TypeScript, synchronously. */
export function requireEstree(): unknown {
  const name = typeof ESTREE_MODULE === 'string' ? ESTREE_MODULE : '@typescript-eslint/typescript-estree';
  return createRequire(import.meta.url)(name);
}
