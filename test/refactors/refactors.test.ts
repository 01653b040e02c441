import { afterAll, describe, expect, it, vi } from 'vitest';
import { runInChild } from '../support/child.ts';
import { faultServer } from '../support/faultServer.ts';
import { typeErrors } from '../rules/typeErrors.ts';
import { refactored, titles } from './apply.ts';

vi.setConfig({ testTimeout: 180_000 });

const packages = new URL('../../node_modules', import.meta.url).pathname;
const cockatiel = { dependencies: { cockatiel: '^3.2.1' } };
const retry = 'Retry with exponential backoff and jitter';
/** A second stands for ten: the limit of an attempt is far away, also on a slow machine. */
const speed = 0.1;
const ask = (url: string): string => `return await (await load()).read('${url}');`;
const isFull = (ms: number, most: number): void => {
  expect(ms).toBeGreaterThanOrEqual(0);
  expect(ms).toBeLessThan(most);
};

describe('retry', async () => {
  const down = await faultServer([503]);
  const back = await faultServer([503, 'reset', 'ok']);
  const gone = await faultServer([404]);
  const silent = await faultServer(['hang']);
  const busy = await faultServer([429, 'ok']);
  afterAll(() => Promise.all([down, back, gone, silent, busy].map((server) => server.stop())));
  const fetched = `export async function read(url: string) {
  const response = await fe‸tch(url); // asks
  if (!response.ok) throw new Error(String(response.status));
  return response.json();
}
`;
  /** Throws for each status, with the status, as most clients do. */
  const thrown = `class Failure extends Error {
  constructor(readonly status: number) {
    super(String(status));
  }
}

async function ask(url: string): Promise<unknown> {
  const response = await fetch(url, { signal: AbortSignal.timeout(60_000) });
  if (!response.ok) throw new Failure(response.status);
  return response.json();
}

export async function read(url: string) {
  return await as‸k(url);
}
`;

  it.each([
    ['fetch', fetched, {}],
    ['a function that throws', thrown, {}],
    ['fetch with cockatiel', fetched, cockatiel],
    ['a function that throws, with cockatiel', thrown, cockatiel],
  ])(
    'outlasts failures that pass, gives up on those that last, and asks once where it is no use: %s',
    async (_, marked, place) => {
      const before = marked.replace('‸', '');
      const after = await refactored(marked, retry, place);
      const run = async (text: string, server: typeof down) => {
        server.restart();
        const outcome = await runInChild(text, ask(server.url), { packages, speed });
        return { ...outcome, sent: server.seen.length };
      };
      expect(await run(before, back)).toMatchObject({ error: 'Error: 503', sent: 1 });
      expect(await run(after, back)).toMatchObject({ value: { ok: true }, sent: 3 });
      const lasting = await run(after, down);
      expect(lasting).toMatchObject({ error: 'Error: 503', sent: 4 });
      const waits = lasting.waits.filter((ms) => ms !== 60_000);
      expect(waits).toHaveLength(3);
      waits.forEach((ms, n) => isFull(ms, 200 * 2 ** n));
      expect(new Set(waits).size).toBe(3);
      expect(await run(after, gone)).toMatchObject({ error: 'Error: 404', sent: 1 });
      if (place === cockatiel) return;
      expect(typeErrors({ after })).toEqual([]);
    },
  );

  it('ends an attempt that hangs, so that there is another one', async () => {
    const after = await refactored(fetched, `${retry}, 10 s per attempt`);
    silent.restart();
    expect((await runInChild(fetched.replace('‸', ''), ask(silent.url), { patienceMs: 1500 })).value).toBe('waiting');
    silent.restart();
    expect((await runInChild(after, ask(silent.url), { speed })).error).toContain('TimeoutError');
    expect(silent.seen).toHaveLength(4);
  });

  it('waits as long as Retry-After says', async () => {
    const { waits, value } = await runInChild(await refactored(fetched, retry), ask(busy.url), { speed });
    expect(value).toEqual({ ok: true });
    expect(waits).toEqual([1000]);
  });

  it('takes one function for all calls of a file, and its style', async () => {
    const one = await refactored(
      `const users = require("./users")\n\nexports.read = async (url) => {\n\tconst a = await users.load‸A(url)\n\treturn [a, await users.loadB(url)]\n}\n`,
      retry,
      { path: '/project/src/file.cjs' },
    );
    expect(one).toContain('\tconst a = await retry(() => users.loadA(url))\n');
    expect(one).toContain('\nasync function retry(attempt, attempts = 4) {\n\tfor');
    expect(one).not.toMatch(/;$|: unknown|'/m);
    const both = await refactored(one.replace('users.loadB', 'users.load‸B'), retry, { path: '/project/src/file.cjs' });
    expect(both).toBe(one.replace('users.loadB(url)', 'retry(() => users.loadB(url))'));
  });

  it('never takes a name that is there', async () => {
    const after = await refactored(
      `import { setTimeout } from 'node:timers/promises';\nimport { retry, load } from './own.js';\nexport async function read(isTransient: boolean) {\n  await setTimeout(1);\n  if (isTransient) retry();\n  return await lo‸ad();\n}\n`,
      retry,
    );
    expect(after).toContain('return await retry2(() => load());');
    expect(after).toContain('async function retry2<T>(');
    expect(after).toContain('!isTransient2(error)');
    expect(after).toContain('globalThis.setTimeout(resolve, wait)');
  });

  it.each([
    ['p-retry', '^7.0.0', `import pRetry from 'p-retry';`, 'shouldRetry: ({ error }) => isTransient(error)'],
    ['p-retry', '^5.1.2', `import pRetry from 'p-retry';`, 'if (!isTransient(error)) throw error;'],
    [
      'exponential-backoff',
      '3',
      `import { backOff } from 'exponential-backoff';`,
      `jitter: 'full', retry: isTransient`,
    ],
  ])('goes through what the project has: %s %s', async (name, range, statement, options) => {
    const after = await refactored(
      `#!/usr/bin/env node\nimport { load } from './own.js'; // first\nexport const read = async (id: string) => await load(‹id›);\n`,
      retry,
      { dependencies: { [name]: range } },
    );
    expect(after).toContain(`from './own.js'; // first\n${statement}\n`);
    expect(after).toContain(options);
    expect(after).not.toContain('function retry');
  });

  it('stays dependency-free where a CommonJS file cannot load the library', async () => {
    const text = `const own = require('./own');\nexports.read = async (id) => await own.lo‸ad(id);\n`;
    const after = await refactored(text, retry, {
      path: '/project/src/file.js',
      dependencies: { 'p-retry': '^6.0.0' },
    });
    expect(after).toContain('async function retry(');
    const old = await refactored(text, retry, { path: '/project/src/file.js', dependencies: { 'p-retry': '^4.6.0' } });
    expect(old).toContain(`const pRetry = require('p-retry');`);
  });

  it.each([
    ['a POST', `export const f = async (url: string) => await fe‸tch(url, { method: 'POST' });`],
    [
      'what writes, by its name',
      `import { db } from './db.js';\nexport const f = async () => await db.users.cre‸ate({});`,
    ],
    ['a body', `export const f = async (response: Response) => await response.js‸on();`],
    ['a pause', `import { sleep } from './own.js';\nexport const f = async () => await sle‸ep(10);`],
    ['a file', `import fs from 'node:fs/promises';\nexport const f = async () => await fs.read‸File('a');`],
    ['many at once', `import { a, b } from './own.js';\nexport const f = async () => await Promise.a‸ll([a(), b()]);`],
    [
      'a retry that is there',
      `import pRetry from 'p-retry';\nimport { load } from './own.js';\nexport const f = async () => await pRetry(async () => await lo‸ad());`,
    ],
    [
      'a loop that retries',
      `export async function f(url: string) {\n  for (let n = 0; n < 3; n++) {\n    try {\n      return await fe‸tch(url);\n    } catch {}\n  }\n}`,
    ],
    ['a statement of a transaction', `export const f = async (tx: any) => await tx.sel‸ect();`],
    [
      'a name that may be undefined again',
      `import { load } from './own.js';\nexport async function f(id?: string) {\n  if (!id) id = process.env.ID;\n  if (!id) return;\n  await lo‸ad(id);\n}`,
    ],
    [
      'a field that may be undefined again',
      `import { load } from './own.js';\nexport async function f(user: { id?: string }) {\n  if (!user.id) return;\n  await lo‸ad(user.id);\n}`,
    ],
    ['an answer that nobody looks at', `export function f(url: string) {\n  void fe‸tch(url);\n}`],
    ['a constructor', `export class A {\n  constructor(url: string) {\n    fe‸tch(url);\n  }\n}`],
    ['a getter', `export const a = {\n  get users() {\n    return fe‸tch('https://a.example');\n  },\n};`],
    ['a call without a promise', `import { load } from './own.js';\nexport const f = () => lo‸ad();`],
    ['several calls', `import { a, b } from './own.js';\nexport async function f() {\n‹  await a();\n  await b();›\n}`],
    [
      'a test',
      `import { it } from 'vitest';\nimport { load } from './own.js';\nit('a', async () => {\n  await lo‸ad();\n});`,
    ],
  ])('is not offered for %s', async (_, text) => {
    const path = text.includes('vitest') ? '/project/src/a.test.ts' : '/project/src/file.ts';
    expect((await titles(text, { path })).filter((title) => title.startsWith('Retry'))).toEqual([]);
  });

  it.each([
    [
      'a selected statement',
      `import { load } from './own.js';\nexport async function f() {\n‹  const a = await load();\n›  return a;\n}`,
    ],
    [
      'a selected await',
      `import { load } from './own.js';\nexport async function f() {\n  const a = ‹await load()›;\n  return a;\n}`,
    ],
    ['a chain', `export const f = async (url: string) => await fe‸tch(url).then((response) => response.text());`],
    ['a returned promise', `export function f(url: string): Promise<Response> {\n  return fe‸tch(url);\n}`],
    ['a dropped promise', `const load = async () => 1;\nexport function f() {\n  void lo‸ad();\n}`],
    ['one of several', `export const f = async (url: string) => await Promise.all([fe‸tch(url), 1]);`],
    ['a wait inside', `import { a, b } from './own.js';\nexport const f = async () => await a‸(await b());`],
    ['a field of this', `export class A {\n  url = 'https://a.example';\n  f = async () => await fe‸tch(this.url);\n}`],
    [
      'a constant counter',
      `import { load } from './own.js';\nexport async function f(n: number) {\n  for (let i = 0; i < n; i++) await lo‸ad(i);\n}`,
    ],
  ])('is offered for %s', async (_, text) => {
    const own = `${await refactored(text, retry)}\n`;
    expect(own).toMatch(/retry(?:Fetch)?\((?:async )?\(\) => /);
    expect(typeErrors({ own: 'declare module "x";', after: own }).filter((one) => !one.includes("'./own.js'"))).toEqual(
      [],
    );
  });
});

describe('timeout', async () => {
  const silent = await faultServer(['hang']);
  const good = await faultServer(['ok']);
  afterAll(() => Promise.all([silent.stop(), good.stop()]));
  const own = `async function ask(url: string): Promise<unknown> {
  const response = await fetch(url);
  return response.json();
}

export async function read(url: string) {
  return await as‸k(url);
}
`;
  const fetched = `export async function read(url: string) {\n  const response = await fe‸tch(url);\n  return response.json();\n}\n`;

  it.each([
    ['a function', own, 'Stop waiting after 10 s'],
    ['fetch', fetched, 'Abort after 10 s with AbortSignal.timeout'],
  ])('ends the wait, and gives the same answer: %s', async (_, marked, title) => {
    const after = await refactored(marked, title);
    expect((await runInChild(marked.replace('‸', ''), ask(silent.url), { patienceMs: 1500 })).value).toBe('waiting');
    expect((await runInChild(after, ask(silent.url))).error).toContain('TimeoutError');
    expect((await runInChild(after, `${ask(good.url)}`, { speed: 1 })).value).toEqual({ ok: true });
    expect(typeErrors({ after })).toEqual([]);
  });

  it('means the global timer where the file has another one', async () => {
    const marked = `import { setTimeout } from 'node:timers/promises';\nconst once = async () => 1;\nexport const f = async () => (await setTimeout(1), await on‸ce());\n`;
    const after = await refactored(marked, 'Stop waiting');
    expect(after).toContain('ReturnType<typeof globalThis.setTimeout>');
    expect(typeErrors({ after })).toEqual([]);
  });

  it('leaves no timer behind', async () => {
    const script = `await (await load()).read('${good.url}'); return due.size;`;
    const count = async (text: string) => (await runInChild(text, script, { speed: 1 })).value;
    expect([await count(own.replace('‸', '')), await count(await refactored(own, 'Stop waiting'))]).toEqual([0, 0]);
  });

  it.each([
    [
      'a limit that is there',
      `export const f = async (url: string) => await fe‸tch(url, { signal: AbortSignal.timeout(5) });`,
    ],
    ['a pause', `import { sleep } from './own.js';\nexport const f = async () => await sle‸ep(10);`],
    [
      'a wrapper that is there',
      `import { withTimeout, load } from './own.js';\nexport const f = async () => await withTimeout(lo‸ad(), 10);`,
    ],
    ['a constructor', `export class A {\n  constructor(url: string) {\n    fe‸tch(url);\n  }\n}`],
  ])('is not offered for %s', async (_, text) => {
    expect((await titles(text)).filter((title) => /10 s/.test(title))).toEqual([]);
  });
});

describe('how many at once', async () => {
  const server = await faultServer(['ok'], { holdMs: 30 });
  afterAll(() => server.stop());
  const text = `const ask = async (url: string) => {
  const response = await fetch(url, { signal: AbortSignal.timeout(60_000) });
  await response.text();
  return new URL(url).pathname;
};

export async function all(urls: string[]) {
  const paths = await Promise.a‸ll(urls.map((url) => ask(url)));
  return paths;
}
`;
  const most = async (code: string): Promise<number> => {
    server.restart();
    const list = `Array.from({ length: 25 }, (_, n) => '${server.url}/' + n)`;
    const { value } = await runInChild(code, `return await (await load()).all(${list});`, { packages, speed: 1 });
    expect(value).toEqual(Array.from({ length: 25 }, (_, n) => `/${n}`));
    return server.mostAtOnce();
  };

  it.each([
    ['parts of the list', {}, 'Start 10 at a time'],
    ['p-limit', { 'p-limit': '^6.0.0' }, 'Start 10 at a time with pLimit'],
    ['p-map', { 'p-map': '^7.0.0' }, 'Start 10 at a time with pMap'],
  ])('is ten, with the same results: %s', async (_, dependencies, title) => {
    const after = await refactored(text, title, { dependencies });
    expect(await most(text.replace('‸', ''))).toBeGreaterThan(10);
    expect(await most(after)).toBeLessThanOrEqual(10);
  });

  it.each([
    ['a short list', `export const f = async () => await Promise.a‸ll(['a', 'b'].map((x) => fetch(x)));`],
    [
      'a limit that is there',
      `import { limit } from './own.js';\nexport const f = async (xs: string[]) => await Promise.a‸ll(xs.map((x) => limit(() => fetch(x))));`,
    ],
    [
      'a function that may not wait',
      `export class A {\n  constructor(xs: string[]) {\n    Promise.a‸ll(xs.map((x) => fetch(x)));\n  }\n}`,
    ],
  ])('is not offered for %s', async (_, code) => {
    expect((await titles(code)).filter((title) => title.startsWith('Start'))).toEqual([]);
  });
});

describe('circuit breaker', async () => {
  const server = await faultServer(['ok', 503]);
  const broken = await faultServer([503]);
  const gone = await faultServer(['ok', 404]);
  afterAll(() => Promise.all([server, broken, gone].map((one) => one.stop())));
  const load = `class Failure extends Error {
  constructor(readonly status: number) {
    super(String(status));
  }
}

async function load(url: string): Promise<unknown> {
  const response = await fetch(url, { signal: AbortSignal.timeout(600_000) });
  if (!response.ok) throw new Failure(response.status);
  return response.json();
}

`;
  const rates = (url: string) => `${load}const origin = '${url}';

export async function read() {
  const rates = await lo‸ad(origin);
  return rates;
}
`;
  const caught = `${load}export async function read(url: string) {
  try {
    return await lo‸ad(url);
  } catch (error) {
    console.warn(error);
    return 'nothing';
  }
}
`;
  const times = (n: number, argument = '') =>
    `const { read } = await load(); const all = []; for (let n = 0; n < ${n}; n++) all.push(await read(${argument}).catch((error) => error.message)); return all;`;

  it('serves the last good value, and sends nothing more while it is open', async () => {
    const marked = rates(server.url);
    const after = await refactored(marked, 'Circuit breaker that serves', cockatiel);
    server.restart();
    const was = await runInChild(marked.replace('‸', ''), times(12), { packages });
    expect(was.value).toEqual([{ ok: true }, ...Array.from({ length: 11 }, () => '503')]);
    expect(server.seen).toHaveLength(12);
    server.restart();
    const is = await runInChild(after, times(12), { packages });
    expect(is.value).toEqual(Array.from({ length: 12 }, () => ({ ok: true })));
    expect(server.seen).toHaveLength(6);
    expect(after).toContain('const rates = await loadOrLast();');
  });

  it('passes on what no repetition changes, and fails while there was no good value', async () => {
    const after = await refactored(rates(gone.url), 'Circuit breaker that serves', cockatiel);
    const { value } = await runInChild(after, times(8), { packages });
    expect(value).toEqual([{ ok: true }, ...Array.from({ length: 7 }, () => '404')]);
    expect(gone.seen).toHaveLength(8);
    const never = await refactored(rates(broken.url), 'Circuit breaker that serves', cockatiel);
    broken.restart();
    const { value: failures } = await runInChild(never, times(7), { packages });
    expect((failures as string[]).slice(0, 5)).toEqual(Array.from({ length: 5 }, () => '503'));
    expect(broken.seen).toHaveLength(5);
  });

  it.each([
    ['[]', 'Promise<unknown[]>', []],
    ['null', 'Promise<string | null>', null],
  ])('answers %s while it is open, where the type of the answer knows it: %s', async (text, type, value) => {
    const marked = `${load}export async function read(url: string): ${type} {\n  return await lo‸ad(url) as ${type.slice(8, -1)};\n}\n`;
    const after = await refactored(marked, `Circuit breaker that answers ${text} while it is open`, cockatiel);
    broken.restart();
    const { value: answers } = await runInChild(after, times(8, `'${broken.url}'`), { packages });
    expect(answers).toEqual([...Array.from({ length: 5 }, () => '503'), value, value, value]);
    expect(broken.seen).toHaveLength(5);
  });

  it('answers with a default through opossum as well, which is given the function itself', async () => {
    const place = { dependencies: { opossum: '^9.0.0' } };
    const text = (call: string, before = "import { load } from './own.ts';") =>
      `${before}\nexport async function read(id: string): Promise<string[]> {\n  return await ${call};\n}\n`;
    const after = await refactored(text('lo‸ad(id)'), 'Circuit breaker that answers [] while it is open', place);
    expect(after).toContain('const loadBreaker = new CircuitBreaker(load, {');
    expect(after).toContain('loadBreaker.fallback(async (...all) => {');
    expect(after).toContain('return await loadBreaker.fire(id);');
    for (const other of [
      text('sto‸re.load(id)', "import { store } from './own.ts';"),
      text('lo‸ad(id)', 'const load = async (id: string) => [id];'),
    ])
      expect((await titles(other, place)).filter((title) => title.includes('answers'))).toEqual([]);
  });

  it('has no default answer that nobody knows of', async () => {
    const typed = (type: string) =>
      `${load}export async function read(url: string)${type} {\n  return await lo‸ad(url);\n}\n`;
    for (const type of ['', ': Promise<unknown>', ': Promise<string>', ': Promise<void>'])
      expect((await titles(typed(type), cockatiel)).filter((title) => title.includes('answers'))).toEqual([]);
  });

  it('leaves the answer to the catch that is there', async () => {
    const after = await refactored(caught, 'Circuit breaker: while it is open', cockatiel);
    const argument = `'${broken.url}'`;
    broken.restart();
    await runInChild(caught.replace('‸', ''), times(9, argument), { packages });
    expect(broken.seen).toHaveLength(9);
    broken.restart();
    const { value } = await runInChild(after, times(9, argument), { packages });
    expect(value).toEqual(Array.from({ length: 9 }, () => 'nothing'));
    expect(broken.seen).toHaveLength(5);
  });

  it('is hoisted behind the imports, by free names, in the style of the file', async () => {
    const after = await refactored(
      `const { load } = require("./rates")\n\nexports.read = async (loadBreaker) => {\n\tconst all = await lo‸ad("eur")\n\treturn all\n}\n`,
      'Circuit breaker',
      { path: '/project/src/file.js', dependencies: { opossum: '^8.1.0' } },
    );
    expect(after).toContain(
      `const { load } = require("./rates")\nconst CircuitBreaker = require("opossum")\n\nconst loadBreaker2 = new CircuitBreaker(() => load("eur"), {\n\ttimeout: 10_000,\n`,
    );
    expect(after).toContain('const loadOrLast = withLastGood(() => loadBreaker2.fire())\n');
    expect(after).toContain('\tconst all = await loadOrLast()\n');
  });

  it.each([
    ['a project without a library', rates('http://a.example'), {}],
    ['what depends on the caller', caught.replace(/try \{|\} catch[^}]*\}/g, ''), cockatiel],
    [
      'what depends on who asks',
      `import { loadCurrentUser } from './own.js';\nexport async function f() {\n  const a = await loadCur‸rentUser();\n  return a;\n}`,
      cockatiel,
    ],
    [
      'what writes',
      `import { db } from './own.js';\nexport async function f() {\n  const a = await db.cre‸ate({});\n  return a;\n}`,
      cockatiel,
    ],
    [
      'a catch that passes it on',
      `import { load } from './own.js';\nexport async function f(id: string) {\n  try {\n    return await lo‸ad(id);\n  } catch (error) {\n    throw new Error('no', { cause: error });\n  }\n}`,
      cockatiel,
    ],
  ])('is not offered for %s', async (_, text, place) => {
    expect((await titles(text, place)).filter((title) => title.startsWith('Circuit'))).toEqual([]);
  });
});
