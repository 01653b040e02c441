import { expect, it } from 'vitest';
import { lintInMemory } from './harness.ts';

const node = `import fetch from 'node-fetch';\nexport const ask = (url, options = {}) => fetch(url, { agent, ...options });\n`;
const global = `export async function ask(url, init) {\n  return fetch(url, { keepalive: true, ...init });\n}\n`;
const axios = `import axios from 'axios';\nexport function ask(url, config) {\n  return axios.get(url, { headers, ...config });\n}\n`;
const limited = `import { ask } from './file';\nexport const one = () => ask('https://a.example', { timeout: 5000 });\n`;
const signalled = `import { ask } from './file';\nexport const one = () => ask('https://a.example', { signal: AbortSignal.timeout(5000) });\n`;

const messages = async (text: string, ...callers: readonly string[]): Promise<readonly string[]> => {
  const files = Object.fromEntries(callers.map((caller, i) => [`/project/src/caller${i}.ts`, caller]));
  const result = await lintInMemory(text, { rule: 'unwrapped-network-call' }, { files });
  return result.messages.map(({ message, suggestions }) => `${message.slice(0, 18)} ${suggestions.length}`);
};

it.each([
  [
    'an object without one',
    node,
    limited,
    `import { ask } from './file';\nask('https://b.example', { method: 'POST' });`,
  ],
  ['no options', global, signalled, `import { log, ask } from './file';\nvoid ask(\`https://b.example/\${id}\`);`],
  ['headers only', axios, limited, `const { ask } = require('./file');\nask(urls(1, 2), { headers: { a: 'b)' } });`],
])(
  'reports a wrapper whose callers pass a limit but for one, without a change: %s',
  async (_, text, with_, without) => {
    expect(await messages(text, with_, without)).toEqual(['No default timeout 0']);
  },
);

it.each([
  ['all pass one', limited],
  ['options that are not in sight', `import { ask } from './file';\nask('https://b.example', options);`],
  ['options that others are added to', `import { ask } from './file';\nask('https://b.example', { ...base, a: 1 });`],
  ['a function of another file', `import { ask } from './other';\nask('https://b.example');`],
  ['one of its own', `import { tell } from './file';\nfunction ask(url) { return url; }\nask('https://b.example');`],
  ['one that is handed on', `import { ask } from './file';\neach(ask);`],
  ['arguments that are not in sight', `import { ask } from './file';\nask(...all);`],
])('is silent where the other caller is none that surely passes none: %s', async (_, caller) => {
  expect(await messages(node, limited, caller)).toEqual([]);
});

it.each([
  [
    'its own limit',
    `import fetch from 'node-fetch';\nexport const ask = (url, options = {}) => fetch(url, { timeout: 900, ...options });\n`,
  ],
  [
    'a client with one',
    `import axios from 'axios';\nconst api = axios.create({ timeout: 900 });\nexport const ask = (url, config) => api.get(url, { a, ...config });\n`,
  ],
])('is silent where the wrapper has %s', async (_, text) => {
  expect(await messages(text, limited, `import { ask } from './file';\nask('https://b.example');`)).toEqual([]);
});
