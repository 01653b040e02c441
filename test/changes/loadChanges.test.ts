import { afterAll, describe, expect, it, vi } from 'vitest';
import { runInChild } from '../support/child.ts';
import { faultServer } from '../support/faultServer.ts';
import { changed, offers } from './changes.ts';
import { fixedText, lintInMemory } from '../rules/harness.ts';
import { typeErrors } from '../rules/typeErrors.ts';

vi.setConfig({ testTimeout: 180_000 });

describe('one key for all attempts: retry-unsafe-method', async () => {
  const rule = 'retry-unsafe-method';
  const server = await faultServer([503, 503, 'ok']);
  afterAll(() => server.stop());
  const loop = (options: string) => `export async function order(url: string, item: object) {
  for (let attempt = 0; attempt < 5; attempt++) {
    try {
      const response = await fetch(url, {
        method: 'POST',
        body: JSON.stringify(item),${options}
        signal: AbortSignal.timeout(30_000),
      });
      if (!response.ok) throw new Error(String(response.status));
      return await response.json();
    } catch (error) {
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 200 * 2 ** attempt));
    }
  }
  throw new Error('gave up');
}`;
  const keysOf = async (text: string): Promise<unknown[]> => {
    server.restart();
    const { value } = await runInChild(text, `return await (await load()).order('${server.url}', { a: 1 });`);
    expect(value).toEqual({ ok: true });
    expect(server.seen.every(({ method }) => method === 'POST')).toBe(true);
    return server.seen.map(({ headers }) => headers['idempotency-key']);
  };

  it.each([
    ['no headers', ''],
    ['headers', `\n        headers: { accept: 'application/json' },`],
    ['a key of each attempt', `\n        headers: { 'Idempotency-Key': crypto.randomUUID() },`],
  ])('lets the server tell that it is the same order: %s', async (_, options) => {
    const before = await keysOf(loop(options));
    expect(new Set(before).size).toBe(before[0] === undefined ? 1 : 3);
    const text = await changed(rule, loop(options));
    const after = await keysOf(text);
    expect(after).toHaveLength(3);
    expect(after[0]).toMatch(/^[\da-f-]{36}$/);
    expect(new Set(after).size).toBe(1);
    expect(typeErrors({ after: text })).toEqual([]);
  });

  it('makes the key in the function, never once for the module', async () => {
    const text = `import pRetry from 'p-retry';\nexport const order = (url: string) => pRetry(() => fetch(url, { method: 'POST' }));`;
    const after = await fixedText(rule, text);
    expect(after).toContain(
      "(url: string) => {\n  const idempotencyKey = crypto.randomUUID();\n  return pRetry(() => fetch(url, { method: 'POST', headers: { 'Idempotency-Key': idempotencyKey } }));\n};",
    );
  });

  it('is not offered for a loop that goes on to the next of many, which one key would have dropped', async () => {
    const text = `export async function all(url: string, list: object[]) {
  let i = 0;
  do {
    try {
      await fetch(url, { method: 'POST', body: JSON.stringify(list[i]), signal: AbortSignal.timeout(60_000) });
      i++;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 1_000 * 2 ** i * Math.random()));
    }
  } while (i < list.length);
}`;
    const { messages } = await lintInMemory(text, { preset: 'all' });
    expect(messages.flatMap(({ suggestions }) => suggestions.map(({ title }) => title)).join()).not.toContain(
      'Idempotency-Key',
    );
  });

  it('is not offered where the headers cannot be seen', async () => {
    const text = `import pRetry from 'p-retry';\nexport const order = (url: string, headers: Headers) => pRetry(() => fetch(url, { method: 'POST', headers }));`;
    expect(await offers(rule, text)).toBe(0);
  });
});

describe('a limit for a fan-out: unbounded-fan-out', async () => {
  const rule = 'unbounded-fan-out';
  const server = await faultServer(['ok'], { holdMs: 30 });
  afterAll(() => server.stop());
  const list = `Array.from({ length: 25 }, (_, n) => '${server.url}/' + n)`;
  const most = async (text: string): Promise<number> => {
    server.restart();
    const { value } = await runInChild(text, `return await (await load()).all(${list});`);
    expect(value).toEqual(Array.from({ length: 25 }, (_, n) => `/${n}`));
    expect(server.seen).toHaveLength(25);
    return server.mostAtOnce();
  };
  const one = `async (url: string) => {
    const response = await fetch(url, { signal: AbortSignal.timeout(60_000) });
    if (!response.ok) throw new Error(String(response.status));
    await response.text(); // to its end
    return new URL(url).pathname;
  }`;

  it.each([
    [
      'a constant',
      `export async function all(urls: string[]) {\n  const paths = await Promise.all(urls.map(${one}));\n  return paths;\n}`,
    ],
    ['a return', `export async function all(urls: string[]) {\n  return Promise.all(urls.map(${one}));\n}`],
    [
      'work without results',
      `export async function all(urls: string[]) {\n  const paths: Record<string, string> = {};\n  await Promise.all(urls.map(async (url) => {\n    const response = await fetch(url, { signal: AbortSignal.timeout(60_000) });\n    if (!response.ok) throw new Error('no');\n    paths[url] = new URL(url).pathname;\n  }));\n  return urls.map((url) => paths[url]);\n}`,
    ],
  ])('starts ten at a time and gives the same results: %s', async (_, before) => {
    const after = await changed(rule, before);
    expect(await most(before)).toBeGreaterThan(10);
    expect(await most(after)).toBeLessThanOrEqual(10);
    expect(typeErrors({ after })).toEqual([]);
  });

  const failing = `async (url: string) => {
    const response = await fetch(url, { signal: AbortSignal.timeout(60_000) });
    await response.text();
    if (/\\/(?:3|7)$/.test(url)) throw new Error('no ' + new URL(url).pathname);
  }`;
  it.each([
    ['an arrow', `export async function all(urls: string[]) {\n  await Promise.all(urls.map(${failing}));\n}`],
    [
      'a chain',
      `const one = ${failing};\nexport async function all(urls: string[]) {\n  if (urls.length > 0) {\n    await Promise.all(urls.map((url) => fetch(url, { signal: AbortSignal.timeout(60_000) }).then(() => one(url))));\n  }\n}`,
    ],
  ])('starts the rest after a failure, and fails as before: %s', async (_, before) => {
    const after = await changed(rule, before);
    const failure = async (text: string): Promise<unknown> => {
      server.restart();
      const { value } = await runInChild(
        text,
        `const { all } = await load(); const told = await all(${list}).catch((error) => error.message); await new Promise((done) => setTimeout(done, 300)); return told;`,
      );
      expect(new Set(server.seen.map(({ path }) => path)).size).toBe(25);
      return value;
    };
    expect(await failure(before)).toMatch(/^no \/[37]$/);
    expect(await failure(after)).toBe('no /3');
    expect(typeErrors({ after })).toEqual([]);
  });

  it('is a plain loop where nothing fails', async () => {
    const text =
      'export const all = async (urls: string[]) => {\n  await Promise.all(urls.map((url) => fetch(url).catch((error) => console.error(error))));\n};';
    expect(await changed(rule, text)).not.toContain('allSettled');
  });

  it.each([
    [
      'an index',
      'export const all = async (urls: string[]) => { await Promise.all(urls.map((url, n) => fetch(url + n))); };',
    ],
    [
      'a list that is asked for',
      'export const all = async () => { await Promise.all(list().map((url) => fetch(url))); };\ndeclare function list(): string[];',
    ],
    ['no await', 'export const all = (urls: string[]) => Promise.all(urls.map((url) => fetch(url)));'],
  ])('is left to the reader: %s', async (_, text) => {
    expect(await offers(rule, text)).toBe(0);
  });
});

describe('runs that wait for one another: overlapping-interval', async () => {
  const rule = 'overlapping-interval';
  const slow = await faultServer(['ok'], { holdMs: 300 });
  afterAll(() => slow.stop());
  const atOnce = async (text: string): Promise<number> => {
    slow.restart();
    await runInChild(text, `const { start } = await load(); start('${slow.url}'); await afterAnswers(3);`);
    expect(slow.seen.length).toBeGreaterThan(1);
    return slow.mostAtOnce();
  };
  const poll = `const poll = async (url: string) => {
  const response = await fetch(url, { signal: AbortSignal.timeout(600_000) });
  if (!response.ok) console.error(response.status);
  await response.text();
};
`;
  const block = `async () => {
    // one after the other
    const response = await fetch(url, { signal: AbortSignal.timeout(600_000) });
    if (!response.ok) console.error(response.status);
    await response.text();
  }`;

  it.each([
    ['a block', `export function start(url: string) {\n  setInterval(${block}, 1000);\n}`],
    [
      'a kept timer',
      `export function start(url: string) {\n  const timer = setInterval(${block}, 1000);\n  return () => clearInterval(timer);\n}`,
    ],
    ['an expression', `${poll}export function start(url: string) {\n  setInterval(() => poll(url), 1000);\n}`],
    [
      'a kept timer of an expression',
      `${poll}export function start(url: string) {\n  return setInterval(() => void poll(url), 1000);\n}`,
    ],
    [
      'a function by name',
      `export function start(url: string) {\n  const tick = ${block};\n  setInterval(tick, 1000);\n}`,
    ],
    [
      'a promise that the block drops',
      `${poll}export function start(url: string) {\n  setInterval(() => {\n    poll(url).catch(console.error);\n  }, 1000);\n}`,
    ],
    [
      'one that it gives up by void',
      `${poll}export function start(url: string) {\n  const timer = setInterval(async () => {\n    void poll(url);\n  }, 1000);\n  return () => clearInterval(timer);\n}`,
    ],
    [
      'a chain among other statements of a try',
      `${poll}export function start(url: string) {\n  setInterval(async () => {\n    try {\n      console.log('tick');\n      poll(url).then(() => console.log('done'));\n    } catch (error) {\n      console.error(error);\n    }\n  }, 1000);\n}`,
    ],
  ])('never has two open: %s', async (_, before) => {
    const after = await changed(rule, before);
    expect(await atOnce(before)).toBeGreaterThan(1);
    expect(await atOnce(after)).toBe(1);
    expect(typeErrors({ after: after.replaceAll('return setInterval', 'setInterval') })).toEqual([]);
  });

  it('is offered where somebody can tell what a run waits for', async () => {
    const several = `${poll}export function start(url: string) {\n  setInterval(async () => {\n    poll(url);\n    console.log('tick');\n  }, 1000);\n}`;
    expect(await offers(rule, several)).toBe(0);
  });

  it('still ends when the timer is cleared', async () => {
    const before = `export function start(url: string) {\n  const timer = setInterval(${block}, 1000);\n  return () => clearInterval(timer);\n}`;
    const after = await changed(rule, before);
    slow.restart();
    await runInChild(after, `const stop = (await load()).start('${slow.url}'); stop(); await pause(200);`);
    expect(slow.seen).toHaveLength(0);
  });
});
