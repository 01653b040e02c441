/** Makes a library's data file and its test: `npm run new-library -- <npm package> [inventory word]`. */
import { existsSync, writeFileSync } from 'node:fs';
import { libraries } from '../libraries/index.ts';
import { libraryList } from './libraryList.ts';

function fail(message: string): never {
  console.error(`new-library: ${message}`);
  process.exit(1);
}

/** `@scope/some-client` as `someClient`. */
function variableName(packageName: string): string {
  return packageName
    .replace(/^@[^/]+\//, '')
    .replace(/[^A-Za-z0-9]+(\w)/g, (_, letter: string) => letter.toUpperCase())
    .replace(/^(\d)/, '_$1');
}

function source(packageName: string, variable: string, api: string): string {
  return `import type { Library } from '../knowledge/schema.ts';

/**
 * https://www.npmjs.com/package/${packageName}: what its client does by default. Read src/knowledge/schema.ts first, and
 * give every figure its source.
 */
export const ${variable}: Library = {
  name: '${packageName}',
  api: '${api}',
  modules: ['${packageName}'],
  exports: { default: { new: { returns: 'client', createsClient: true, options: 0 } } },
  types: { client: { members: { request: { request: { options: 1 } } } } },
  timeouts: [{ option: 'timeout', bounds: 'call', off: [0], source: 'TODO' }],
  defaults: [
    {
      timeout: { operation: 'unknown', why: '${packageName}: TODO' },
      source: 'TODO',
    },
  ],
};
`;
}

function test(packageName: string, api: string): string {
  return `import { expect, test } from 'vitest';
import { inventoryOf } from './inventoryOf.ts';

test('${packageName}: a call through its client', async () => {
  const code = \`
    import Client from '${packageName}';
    const client = new Client({ timeout: 5000 });
    await client.request('x');
  \`;
  expect(await inventoryOf(code)).toEqual([{ api: '${api}', timeout: 'TODO' }]);
});
`;
}

const [packageName, word] = process.argv.slice(2);
if (!packageName) fail('usage: npm run new-library -- <npm package> [inventory word]');
if (!/^(?:@[\w.-]+\/)?[\w.-]+$/.test(packageName)) fail(`"${packageName}" is not an npm package name`);
const variable = variableName(packageName);
const api = word ?? `sdk:${packageName.replace(/^@/, '')}`;
const file = `src/libraries/${variable}.ts`;
const known = libraries.find(({ modules }) => modules.includes(packageName));
if (known) fail(`"${packageName}" is known already: find it with grep -rn "'${packageName}'" src/libraries`);
if (existsSync(file)) fail(`${file} exists already`);
writeFileSync(file, source(packageName, variable, api));
writeFileSync(`test/libraries/${variable}.test.ts`, test(packageName, api));
writeFileSync('src/libraries/index.ts', libraryList());
console.log(`wrote ${file} and test/libraries/${variable}.test.ts, listed in src/libraries/index.ts`);
