import { describe, expect, it } from 'vitest';
import { loadParser } from '../../src/parser/parse.ts';
import { findingsOf, lintInMemory, fixedText } from './harness.ts';
import { typeErrors } from './typeErrors.ts';

const rule = 'retry-without-backoff';
const signal = '{ signal: AbortSignal.timeout(5_000) }';
const wait = (counter: string) =>
  `await new Promise((resolve) => setTimeout(resolve, Math.random() * Math.min(10_000, 200 * 2 ** ${counter})));`;

const counted = (rest: string) => `export async function load(url: string) {
  for (let attempt = 0; attempt < 5; attempt++) {
    try {
      return await fetch(url, ${signal});
    } catch (error) {
      console.warn(error);${rest}
    }
  }
  throw new Error('failed');
}`;

const endless = (before: string, rest: string) => `export async function load(url: string) {
  ${before}while (true) {
    try {
      return await fetch(url, ${signal});
    } catch (error) {
      console.warn(error);${rest}
    }
  }
}`;

const left = (rest: string) => `export async function load(url: string) {
  let tries = 0;
  for (;;) {
    try {
      return await fetch(url, ${signal});
    } catch (error) {
      tries++;
      if (tries > 3) throw error;${rest}
    }
  }
}`;

const fixes = {
  'a counted loop': [counted(''), counted(`\n      if (attempt < 4) ${wait('attempt')}`)],
  'a loop without a counter': [endless('', ''), endless('let attempt = 0;\n  ', `\n      ${wait('attempt++')}`)],
  'a loop that counts by itself': [left(''), left(`\n      ${wait('tries')}`)],
} as const;

describe(rule, () => {
  it.each(Object.entries(fixes))('reports %s, and fixes it', async (_, [before, after]) => {
    expect(await findingsOf(rule, before)).toHaveLength(1);
    expect(await fixedText(rule, before)).toBe(after);
    expect(await findingsOf(rule, after)).toEqual([]);
    expect((await loadParser())(after, '/a.ts').errors).toEqual([]);
  });

  it('fixes so that types are right', () => {
    const after = Object.entries(fixes).map(([name, texts]) => [name.replace(/\W/g, '-'), texts[1]]);
    expect(typeErrors(Object.fromEntries(after))).toEqual([]);
  }, 180_000);

  it('uses the timers of node:timers/promises where the file has them', async () => {
    const text = `import { setTimeout } from 'node:timers/promises';\nsetTimeout(1);\n${counted('')}`;
    expect(await fixedText(rule, text)).toContain(
      'await setTimeout(Math.random() * Math.min(10_000, 200 * 2 ** attempt));',
    );
  });

  it('reports a recursion that counts, whatever else it hands on', async () => {
    const text = `export async function load(url: string, left: number, again = false): Promise<Response> {\n  try {\n    return await fetch(url, ${signal});\n  } catch (error) {\n    if (left === 0) throw error;\n    return load(url, left - 1, true);\n  }\n}`;
    expect(await findingsOf(rule, text)).toHaveLength(1);
  });

  it('points at the head of the loop', async () => {
    expect(await findingsOf(rule, counted(''))).toEqual(['2: for']);
  });

  it.each([
    [
      'pagination',
      `export async function all() {\n  let url: string | undefined = 'https://a.example';\n  while (url) {\n    const page: { next?: string } = await (await fetch(url, ${signal})).json();\n    url = page.next;\n  }\n}`,
    ],
    [
      'one request per element',
      `export async function each(urls: string[]) {\n  for (const url of urls) {\n    try {\n      await fetch(url, ${signal});\n    } catch (error) {\n      console.warn(error);\n    }\n  }\n}`,
    ],
    [
      'once more with something changed',
      `export async function load(url: string, cache?: RequestCache): Promise<Response> {\n  try {\n    return await fetch(url, { cache, signal: AbortSignal.timeout(1_000) });\n  } catch (error) {\n    if (cache !== 'reload') return load(url, 'reload');\n    throw error;\n  }\n}`,
    ],
    [
      'a wait whose length is out of sight',
      `import { wait } from './wait.js';\nexport async function load(url: string) {\n  for (let attempt = 0; attempt < 5; attempt++) {\n    try {\n      return await fetch(url, { signal: AbortSignal.timeout(1_000) });\n    } catch (error) {\n      if (attempt === 4) throw error;\n      await wait.until({ date: next(attempt) });\n    }\n  }\n}`,
    ],
    [
      'retries that stay here',
      `export function read(text: string) {\n  for (let attempt = 0; attempt < 3; attempt++) {\n    try {\n      return JSON.parse(text);\n    } catch {\n      text = text.slice(1);\n    }\n  }\n}`,
    ],
  ])('is silent about %s', async (_, text) => {
    expect(await findingsOf(rule, text)).toEqual([]);
  });

  it('offers no wait where none can be awaited', async () => {
    const text = `import axios from 'axios';\nexport function load() {\n  for (let attempt = 0; attempt < 5; attempt++) {\n    try {\n      axios.get('https://a.example', { timeout: 5 });\n      return;\n    } catch {\n      continue;\n    }\n  }\n}`;
    const { messages } = await lintInMemory(text, { rule });
    expect(messages.flatMap(({ suggestions }) => suggestions)).toEqual([]);
  });
});

describe('how long it waits', () => {
  const sleep = 'const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));';
  const tries = (attempts: number, wait: string) => `${sleep} const WAIT = 60_000;
export async function load(url: string) {
  for (let n = 0; n < ${attempts}; n++) { try { return await fetch(url, ${signal}); } catch { await sleep(${wait}); } }
  throw new Error('failed');
}`;
  it.each([
    [5, '1_000'],
    [4, '2 * 1000'],
    [50, 'WAIT'],
    [3, '10'],
  ])('is enough for %i attempts: %s', async (attempts, ms) => {
    expect(await findingsOf(rule, tries(attempts, ms))).toEqual([]);
  });
  it.each([
    [5, '100'],
    [6, '1_000'],
    [50, 'Number(process.env.WAIT)'],
  ])('is too short for %i attempts: %s', async (attempts, ms) => {
    expect(await findingsOf(rule, tries(attempts, ms))).toHaveLength(1);
  });

  it('grows by what counts the attempts, not by what counts the work', async () => {
    const loop = (before: string, inTry: string) => endless(before, '').replace('try {', `try {${inTry}`);
    const text = await fixedText(rule, loop('let sent = 0;\n  ', '\n      if (url) sent++;'));
    expect(text).toContain(wait('attempt++'));
    expect(await fixedText(rule, endless('let tries = 0;\n  ', '\n      tries++;'))).toContain(wait('tries'));
  });
});

describe('what repairs before it goes round again', () => {
  const last = (repair: string): string => `import { Pool } from 'pg';
const pool = new Pool();
let tries = 5;
export const last = async (): Promise<unknown> => {
  try {
    const answer = await fetch('https://a.example/last');
    return await answer.json();
  } catch (error) {
    if (tries <= 0) throw error;
    ${repair}
    tries--;
    return last();
  }
};`;
  it.each([
    ['the bad row is deleted', last('const row = await newest();\n    await store.deleteBlocks([row]);')],
    ['a file is removed', last('const path = await newest();\n    await remove(path);')],
    ['the first of them', last('const rows = await all();\n    await store.discard(rows[0]);')],
  ])('%s', async (_, text) => {
    expect(await findingsOf(rule, text)).toEqual([]);
  });

  it.each([
    ['nothing is repaired', last('log(error);')],
    ['a session is given up', last('await sessions.delete(current);')],
  ])('not: %s', async (_, text) => {
    expect(await findingsOf(rule, text)).toHaveLength(1);
  });
});

describe('few and slow enough for callers that say nothing of it', () => {
  const helper = (parameters: string, limit = 'retries') => `export async function send(url: string, ${parameters}) {
  for (let attempt = 0; attempt < ${limit}; attempt++) {
    try {
      return await fetch(url);
    } catch (error) {
      await new Promise((resolve) => setTimeout(resolve, delay));
    }
  }
}`;
  const reported = async (text: string) =>
    (await lintInMemory(text, { preset: 'recommended' })).messages.filter(({ ruleId }) => ruleId === rule);

  it.each([
    ['both by default', helper('retries = 10, delay = 1000')],
    [
      'at least one',
      helper('retries = 5, delay = 1000', 'Math.max(1, retries)')
        .replace('  for', '  const max = Math.max(1, retries);\n  for')
        .replace('< Math.max(1, retries)', '< max'),
    ],
    ['with a wait of seconds', helper('retries: number, delay = 5000')],
  ])('is silent: %s', async (_, text) => {
    expect(await reported(text)).toEqual([]);
  });

  it('reports a fast one', async () => {
    expect(await reported(helper('retries = 10, delay = 50'))).toHaveLength(1);
  });

  const publish = (attempts: number) => `import { connect } from 'amqplib';
export async function publish(data: Buffer) {
  const channel = await (await connect(process.env.URL!)).createChannel();
  for (let n = 0; n < ${attempts}; n++) {
    try {
      await channel.assertExchange('x', 'topic');
      return;
    } catch (error) {
      console.error(error);
    }
  }
}`;

  it('leaves three messages to its own broker alone, and not ten', async () => {
    expect(await reported(publish(3))).toEqual([]);
    expect(await reported(publish(10))).toHaveLength(1);
  });
});

describe('a wait that can be cancelled', () => {
  const waits = (executor: string): string => `export class Link {
  #cancel?: () => void;
  async start() {
    for (let n = 1; n <= 9; n++) {
      const done = await this.wait(1000 * 2 ** n * Math.random());
      if (!done) return;
      try {
        await fetch('https://a.example', ${signal});
        return;
      } catch (error) {
        console.error(error);
      }
    }
  }
  private wait(ms: number): Promise<boolean> {
    return new Promise((resolve) => {
      ${executor}
    });
  }
}`;
  const cancel = 'const cancel = (): void => { clearTimeout(timer); finish(false); };\n      this.#cancel = cancel;';

  it.each([
    [
      'by a function of its own',
      `let settled = false;
      const finish = (ok: boolean): void => { if (settled) return; settled = true; resolve(ok); };
      const timer = setTimeout(() => finish(true), ms);
      ${cancel}`,
    ],
    [
      'by one that the timer gets',
      `function finish(ok = true) { resolve(ok); }
      const timer = setTimeout(finish, ms);
      ${cancel}`,
    ],
    [
      'by one that it keeps',
      `this.#cancel = () => { clearTimeout(timer); resolve(false); };
      const timer = setTimeout(() => this.#cancel?.(), ms);`,
    ],
  ])('is a wait: %s', async (_, executor) => expect(await findingsOf(rule, waits(executor))).toEqual([]));

  it('is none where its timer settles nothing', async () => {
    const text = waits(
      `const note = () => console.log('still there');
      setTimeout(() => note(), ms);
      resolve(true);`,
    );
    expect(await findingsOf(rule, text)).toHaveLength(1);
  });
});

describe('a helper that tries again what it is given', () => {
  const fetchOnce = `async () => {\n  const answer = await fetch('https://a.example', ${signal});\n  if (!answer.ok) throw new Error(String(answer.status));\n  return answer.json();\n}`;
  const again = (pause = '') =>
    `async function again(work, left = 3) {\n  try {\n    return await work();\n  } catch (error) {\n    if (left <= 0) throw error;\n${pause}    return again(work, left - 1);\n  }\n}\n`;
  const loop = `async function persist(work) {\n  for (let n = 0; ; n++) {\n    try {\n      return await work();\n    } catch (error) {\n      if (n >= 4) throw error;\n    }\n  }\n}\n`;
  const method = `class Client {\n  async again(work, left) {\n    try {\n      return await work();\n    } catch (error) {\n      if (left === 0) throw error;\n      return this.again(work, left - 1);\n    }\n  }\n  load() {\n    return this.again(${fetchOnce}, 5);\n  }\n}\n`;

  it.each([
    ['by calling itself', `${again()}export const load = () => again(${fetchOnce});`],
    ['in a loop', `${loop}export const load = () => persist(${fetchOnce});`],
    ['in a method', `${method}export default new Client();`],
  ])('hammers where it does not wait: %s', async (_, text) => {
    const { messages } = await lintInMemory(text, { rule });
    expect(messages.map(({ message }) => message)).toEqual([expect.stringContaining('Retries immediately')]);
  });

  it.each([
    [
      'files',
      `import { readFile } from 'node:fs/promises';\n${again()}export const load = () => again(() => readFile('a'));`,
    ],
    [
      'a transaction',
      `import { Pool } from 'pg';\nconst pool = new Pool();\n${again()}export const load = () => again(() => pool.query('begin'));`,
    ],
    ['what only others give', `export ${again()}`],
    [
      'a growing wait',
      `${again('    await new Promise((resolve) => setTimeout(resolve, Math.random() * 100 * 2 ** (3 - left)));\n')}export const load = () => again(${fetchOnce});`,
    ],
    [
      'another function that is given one',
      `${again()}function once(work) {\n  return work();\n}\nexport const load = () => once(${fetchOnce});`,
    ],
  ])('is left alone with %s', async (_, text) => {
    expect(await findingsOf(rule, text)).toEqual([]);
  });
});
