import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { show } from '../prove/project.ts';
import { installed } from './install.ts';

let packages: string;
beforeAll(async () => {
  packages = join(await installed(), 'node_modules');
});

const node = { name: 'x', type: 'module', scripts: { test: 'node --test' } };
const commonJs = { name: 'x', scripts: { test: 'node --test' } };
const hangs = /still waits after 1500 ms/;

/** The tests that `breakwater prove` writes for code that uses published packages. */
describe('a test for a call of', () => {
  it.each([
    [
      'an axios instance',
      'src/users.ts',
      `import axios from 'axios';

const users = axios.create({ baseURL: process.env.USERS_URL });

export async function getUser(id: string): Promise<unknown> {
  const { data } = await users.get(\`/users/\${id}\`);
  return data;
}
`,
      'users.get',
      'require-timeout',
      node,
    ],
    [
      'axios, CommonJS',
      'users.js',
      `const axios = require('axios');

async function getUser(id) {
  const { data } = await axios.post('https://users.example/users', { id });
  return data;
}

module.exports = { getUser };
`,
      'axios.post',
      'unwrapped-network-call',
      commonJs,
    ],
    [
      'got',
      'src/users.ts',
      `import got from 'got';

export const getUser = (id: string): Promise<unknown> => got(\`https://users.example/\${id}\`, { retry: { limit: 0 } }).json();
`,
      'got(',
      'unwrapped-network-call',
      node,
    ],
  ] as const)('%s fails, and passes with the change', async (_, path, text, at, ruleId, manifest) => {
    const { proof, before, after, changed } = await show({ path, text, at, ruleId, manifest, packages });
    expect(before.code, proof.text + before.output).not.toBe(0);
    expect(before.output).toMatch(hangs);
    expect(after.code, changed + proof.text + after.output).toBe(0);
  });
});
