import { readFile } from 'node:fs/promises';

/** What CommonJS requires: the plugin itself. Node 20.19 and newer load ES modules that way. */
const commonJs = `'use strict';\nmodule.exports = require('./eslint.js').breakwater;\n`;

/** The files beside dist/eslint.js that esbuild doesn't make, by name: its types, and its form for CommonJS. */
export async function pluginFiles(): Promise<ReadonlyMap<string, string>> {
  const types = await readFile('src/eslint/plugin.ts', 'utf8');
  const esm = `${types}\nexport declare const breakwater: Plugin;\nexport default breakwater;\n`;
  const inNamespace = types.replace(/^export /gm, '');
  const cjs = `declare namespace breakwater {\n${inNamespace}}\ndeclare const breakwater: breakwater.Plugin;\nexport = breakwater;\n`;
  return new Map([
    ['eslint.d.ts', esm],
    ['eslint.d.cts', cjs],
    ['eslint.cjs', commonJs],
  ]);
}
