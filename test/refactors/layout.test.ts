import { expect, it } from 'vitest';
import { refactored, titles } from './apply.ts';

const retry = 'Retry with exponential backoff and jitter';

it.each([
  [
    'a directive',
    `'use client';\n\nexport const f = async (url: string) => await lo‸ad(url);\n`,
    `'use client';\nimport`,
  ],
  [
    'a shebang',
    `#!/usr/bin/env node\nexport const f = async (url: string) => await lo‸ad(url);\n`,
    `#!/usr/bin/env node\nimport`,
  ],
  ['nothing', `export const f = async (url: string) => await lo‸ad(url);\n`, `import`],
  [
    'a name of its own',
    `import { backOff as again } from 'exponential-backoff';\nexport const f = async () => await lo‸ad();\n`,
    `import { backOff as again } from 'exponential-backoff';\nexport const f = async () => await again(async () => load(),`,
  ],
  [
    'a type',
    `import type { BackoffOptions } from 'exponential-backoff';\nexport const f = async (backOff: BackoffOptions) => await lo‸ad(backOff);\n`,
    `import type { BackoffOptions } from 'exponential-backoff';\nimport { backOff as backOff2 } from 'exponential-backoff';\n`,
  ],
])('imports behind what stands first: %s', async (_, text, start) => {
  const after = await refactored(text, retry, { dependencies: { 'exponential-backoff': '^3.1.0' } });
  expect(after.slice(0, start.length)).toBe(start);
});

it.each([
  [
    'the promise',
    `import { Promise } from './own.js';\nexport const f = async () => await lo‸ad();\ndeclare function load(): any;`,
  ],
  ['errors', `class Error {}\nexport const f = async () => await lo‸ad();\ndeclare function load(): any;`],
])('offers nothing that needs what a file hides: %s', async (_, text) => {
  expect(await titles(text)).toEqual([]);
});

it('keeps the line ends of a file', async () => {
  const after = await refactored(
    `import { load } from './own.js';\r\nexport async function f() {\r\n  return await lo‸ad();\r\n}\r\n`,
    retry,
  );
  expect(after).not.toMatch(/[^\r]\n/);
});
