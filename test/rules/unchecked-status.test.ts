import { describe, expect, it } from 'vitest';
import { findingsOf } from './harness.ts';

const rule = 'unchecked-status';
const load = (rest: string) =>
  `export async function load() {\n  const res = await fetch('https://a.example');\n  ${rest}\n}`;

describe(rule, () => {
  it.each([
    ['a body that is read at once', load('return (await res.json()).a;')],
    [
      'a request whose answer is dropped',
      `export const save = async () => {\n  await fetch('https://a.example', { method: 'POST' });\n};`,
    ],
  ])('reports %s', async (_, text) => {
    expect(await findingsOf(rule, text)).toHaveLength(1);
  });

  it.each([
    ['a check', load('if (!res.ok) throw new Error();\n  return res.json();')],
    ['a look at the number', load('if (res.status !== 200) return;\n  return res.json();')],
    ['a response that is handed back', load('return res;')],
    [
      'a check elsewhere',
      `${load('check(res);\n  return res.json();')}\nfunction check(r) {\n  if (!r.ok) throw r;\n}`,
    ],
    [
      'a client that rejects',
      `import axios from 'axios';\nexport const a = async () => (await axios.get('https://a.example')).data;`,
    ],
    [
      'a request nobody waits for',
      `export const note = () => {\n  void fetch('https://a.example', { method: 'POST' });\n};`,
    ],
    ['an example of a package', load('return (await res.json()).a;'), '/project/packages/api/v1/examples/a.ts'],
    ['a failure that is ignored', `fetch('https://a.example').catch(() => {});`],
  ])('is silent about %s', async (_, text, path?: string) => {
    expect(await findingsOf(rule, text, path === undefined ? undefined : { path })).toEqual([]);
  });
});
