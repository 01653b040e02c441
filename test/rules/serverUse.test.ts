import { describe, expect, it } from 'vitest';
import { lintInMemory } from './harness.ts';

const said = async (rule: string, text: string): Promise<number> =>
  (await lintInMemory(text, { preset: 'recommended' })).messages.filter(({ ruleId }) => ruleId === rule).length;

describe('overlapping-interval reports what two runs at once do harm to', () => {
  const every = (body: string, ms = 5000): string =>
    `import axios from 'axios';\nsetInterval(async () => {\n  ${body}\n}, ${ms});`;
  it.each([
    ['a request that only reads', every(`show(await axios.get('https://a.example/x'));`)],
    ['fetch, which reads', every(`show(await fetch('https://a.example/x'));`)],
    ['a request with a timeout', every(`await axios.post('https://a.example/x', {}, { timeout: 4000 });`)],
    ['a long period', every(`await axios.post('https://a.example/x');`, 60_000)],
  ])('not %s', async (_, text) => {
    expect(await said('overlapping-interval', text)).toBe(0);
  });

  it.each([
    ['a request that writes', every(`await axios.post('https://a.example/x');`)],
    [
      'two requests',
      every(`const { data } = await axios.get('https://a.example/x'); await axios.put('https://a.example/y', data);`),
    ],
    ['one for each of a list', every(`for (const one of list) await axios.get('https://a.example/' + one);`)],
    [
      'one with a timeout for each of a list',
      every(`for (const one of list) await axios.get('https://a.example/' + one, { timeout: 1000 });`),
    ],
  ])('%s', async (_, text) => {
    expect(await said('overlapping-interval', text)).toBe(1);
  });
});

describe('retry-unsafe-method reports what is known to do something', () => {
  const post = (address: string, name = 'run'): string =>
    `import axios from 'axios';\nexport async function ${name}(url, body) {\n  for (let i = 0; i < 3; i++) {\n    try { return await axios.post(${address}, body, { timeout: 1000 }); } catch (e) { await sleep(1000); }\n  }\n}`;
  it.each([
    ['a wrapper for any address', post('url')],
    ['an address of the environment', post('process.env.URL')],
    ['a translation', post(`'https://a.example/translate'`)],
    ['a document that is read', post(`'https://a.example/v1/extract'`)],
  ])('not %s', async (_, text) => {
    expect(await said('retry-unsafe-method', text)).toBe(0);
  });

  it.each([
    ['a collection', post(`'https://a.example/orders'`)],
    ['a path behind a base', post('`${url}/payments`')],
    ['a function that says so', post('url', 'sendMessage')],
  ])('%s', async (_, text) => {
    expect(await said('retry-unsafe-method', text)).toBe(1);
  });
});

describe('swallowed-failure reports what passes for a result', () => {
  const get = (fallback: string): string =>
    `import axios from 'axios';\nexport async function load(id) {\n  try { return (await axios.get('https://a.example/' + id, { timeout: 1000 })).data; } catch { ${fallback} }\n}`;
  it('and not the word that it did not work', async () => {
    expect(await said('swallowed-failure', get('return false;'))).toBe(0);
  });

  it.each(['return null;', 'return [];', 'return {};', 'return 0;'])('%s', async (fallback) => {
    expect(await said('swallowed-failure', get(fallback))).toBe(1);
  });

  it('and what was to be kept', async () => {
    const text = get('return null;').replace('axios.get', 'axios.post').replace('id, {', 'id, {}, {');
    expect(await said('swallowed-failure', text)).toBe(1);
  });
});
