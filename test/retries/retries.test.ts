import { beforeAll, describe, expect, it } from 'vitest';
import { analyze } from '../detectors/analyze.ts';
import type { Retry } from '../../src/facts/model.ts';
import { noModules, summarize } from '../../src/values/index.ts';
import type { ModulePort } from '../../src/values/index.ts';
import { knowledge } from '../../src/libraries/index.ts';
import { loadParser } from '../../src/parser/parse.ts';
import type { Parse } from '../../src/parser/parse.ts';

let parse: Parse;
beforeAll(async () => {
  parse = await loadParser();
});

function retries(text: string, port: ModulePort = noModules): readonly Retry[] {
  return analyze(parse(text, 'src/a.ts'), port).retries;
}

function one(text: string, port?: ModulePort): Retry {
  const found = retries(text, port);
  expect(found).toHaveLength(1);
  return found[0]!;
}

const sleep = 'const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));';

/** A loop of three attempts that waits `delay` after a failure. */
function loopWaiting(delay: string, before = ''): string {
  return `${sleep}
    ${before}
    export async function load(url: string, options: { wait: number }) {
      for (let attempt = 0; attempt < 3; attempt++) {
        try {
          return await fetch(url);
        } catch (error) {
          await sleep(${delay});
        }
      }
    }`;
}

describe('retries in loops', () => {
  it('is a loop that success leaves and failure repeats', () => {
    expect(one(loopWaiting('100'))).toMatchObject({
      form: 'loop',
      delay: 'constant',
      jitter: false,
      bounded: true,
      errors: 'all',
      network: true,
      attempts: 3,
      calls: [0],
    });
  });

  it.each([
    ['options.wait', 'constant', false],
    ['attempt * 25', 'linear', false],
    ['2 ** attempt * 100', 'exponential', false],
    ['100 << attempt', 'exponential', false],
    ['Math.min(10_000, Math.pow(2, attempt) * 100)', 'exponential', false],
    ['Math.random() * 2 ** attempt * 100', 'exponential', true],
    ['500 + Math.random() * 100', 'constant', true],
    ['[100, 200, 400][attempt]', 'exponential', false],
    ['error.response.headers["retry-after"] * 1000', 'server', false],
    ['backoff(attempt)', 'exponential', true],
  ])('evaluates a wait of %s', (delay, growth, jitter) => {
    const helper = 'function backoff(n: number) { const ms = 100 * 2 ** n; return ms / 2 + (Math.random() * ms) / 2; }';
    expect(one(loopWaiting(delay, helper))).toMatchObject({ delay: growth, jitter });
  });

  it('follows a variable that is doubled', () => {
    const text = `import { setTimeout as pause } from 'node:timers/promises';
      export async function load(url: string) {
        let delay = 100;
        while (true) {
          try { return await fetch(url); } catch { await pause(delay); delay = Math.min(delay * 2, 5000); }
        }
      }`;
    expect(one(text)).toMatchObject({ delay: 'exponential', bounded: false });
  });

  it('sees the limit inside the loop', () => {
    const text = `export async function load(url: string, max: number) {
      let tries = 0;
      for (;;) {
        try { return await fetch(url); } catch (error) { if (++tries >= max) throw error; }
      }
    }`;
    expect(one(text)).toMatchObject({ delay: 'none', bounded: true, errors: 'all' });
  });

  it('sees a condition on the error', () => {
    const text = `import axios from 'axios';
    export async function load(url: string) {
      for (let i = 0; i < 5; i++) {
        try { return await axios.get(url); } catch (error) { if (error.response?.status !== 503) throw error; }
      }
    }`;
    expect(one(text)).toMatchObject({ errors: 'selective', network: true });
  });

  it('sees failure that is told by a result', () => {
    const text = `${sleep}
    export async function load(url: string) {
      for (let i = 0; i < 5; i++) {
        const response = await fetch(url);
        if (response.ok) return response.json();
        await sleep(100);
      }
    }`;
    expect(one(text)).toMatchObject({ form: 'loop', errors: 'all', bounded: true });
  });

  it('sees failure that is told by a pair', () => {
    const text = `async function query(): Promise<[string | null, Error | null]> {
      try { return [await (await fetch('https://a.example')).text(), null]; } catch (error) { return [null, error as Error]; }
    }
    export async function load() {
      let value, error;
      while (!value) {
        [value, error] = await query();
        if (error) { if (!isTransient(error)) throw error; }
      }
      return value;
    }`;
    expect(one(text)).toMatchObject({ errors: 'selective', network: true });
  });
});

describe('what is no retry', () => {
  it.each([
    [
      'pagination',
      'let next = u; while (next) { const r = await fetch(next); if (!r.ok) throw new Error(); next = (await r.json()).next; }',
    ],
    [
      'a worker',
      'while (running) { try { const job = await take(); await fetch(job.url); } catch (e) { console.error(e); } }',
    ],
    ['one attempt for each item', 'for (const x of items) { try { await fetch(x); } catch (e) { console.error(e); } }'],
    ['failover', 'for (const host of hosts) { try { return await fetch(host); } catch (e) { console.error(e); } }'],
    [
      'failover by index',
      'for (let i = 0; i < hosts.length; i++) { try { return await fetch(hosts[i]); } catch (e) { console.error(e); } }',
    ],
    [
      'polling',
      'for (;;) { const job = await (await fetch(u)).json(); if (job.status === "done") return job; await sleep(1000); }',
    ],
    [
      'waiting until something answers',
      'while (true) { try { const r = await fetch(u); if (r.ok) return; } catch {} await sleep(500); }',
    ],
    ['a parser', 'while (true) { try { return JSON.parse(text); } catch { text = text.slice(0, -1); } }'],
    [
      'climbing',
      'let d = dir; for (;;) { try { return await read(d); } catch {} const up = dirname(d); if (up === d) return; d = up; }',
    ],
    [
      'groups of a path',
      'let hit; for (let i = hosts.length; i > 0 && !hit; i--) { const name = hosts.slice(0, i).join("/"); try { if (await read({ name })) hit = name; } catch (e) { console.error(e); } }',
    ],
    [
      'batches with a pause',
      'while (true) { try { const n = await batch(); if (n < 10) break; await sleep(100); } catch (e) { errors++; await skip(); } }',
    ],
    [
      'asking for a state a few times',
      'for (let i = 0; i < 5; i++) { const { body } = await read(u); if (wanted.includes(body.job.status)) break; await sleep(100 * i); }',
    ],
  ])('leaves %s alone', (_, body) => {
    expect(retries(`${sleep} export async function f(u, items, hosts, text, dir) { ${body} }`)).toEqual([]);
  });

  it('leaves redirects and the next page alone', () => {
    const redirect = `import https from 'node:https';
      export function get(url) { https.get(url, (res) => { if (res.statusCode === 302) get(res.headers.location); }); }`;
    expect(retries(redirect)).toEqual([]);
    const page = `export async function all(u) {
      const res = await fetch(u); const body = await res.json();
      return body.next ? [...body.items, ...(await all(body.next))] : body.items;
    }`;
    expect(retries(page)).toEqual([]);
  });

  it('leaves walks through a tree and other names alone', () => {
    const walk = `export async function walk(node) {
      for (const key of Object.keys(node)) {
        if (key === 'x') { if (await fetch(node.u)) { use(node); } else { throw new Error(key); } }
        else { await walk(node[key]); }
      }
    }`;
    expect(retries(walk)).toEqual([]);
    const prefixed = `export async function tags(name) {
      try { return await fetch(name); } catch (e) { if (!name.includes('/')) return tags(\`library/\${name}\`); throw e; }
    }`;
    expect(retries(prefixed)).toEqual([]);
  });

  it('leaves a periodic timer alone', () => {
    expect(
      retries('async function tick() { await fetch("https://a.example"); setTimeout(tick, 1000); } tick();'),
    ).toEqual([]);
  });
});

describe('retries by recursion and timers', () => {
  it('is a call of itself after a failure, with the count changed', () => {
    const text = `${sleep}
    export async function load(url: string, left = 3): Promise<Response> {
      try { return await fetch(url); } catch (error) {
        if (left === 0) throw error;
        await sleep(1000 / left);
        return load(url, left - 1);
      }
    }`;
    expect(one(text)).toMatchObject({ form: 'recursion', bounded: true, network: true });
  });

  it('is the same in a promise chain', () => {
    const text = `export function load(url: string, attempt = 0) {
      return fetch(url).catch((error) => { if (attempt > 3) throw error; return load(url, attempt + 1); });
    }`;
    expect(one(text)).toMatchObject({ form: 'recursion', delay: 'none', bounded: true });
  });

  it('finds the count among options, and a flag', () => {
    const counted = `import { copy } from 'fs-extra';
      const run = (arg) => { const { url, retry = 0 } = arg;
        fetch(url).catch((error) => { if (retry >= 5) throw error; setTimeout(() => run({ ...arg, retry: retry + 1 }), 500 * Math.pow(2, retry)); });
      };`;
    expect(one(counted)).toMatchObject({ form: 'timer', delay: 'exponential', bounded: true });
    const flagged = `export async function load(url, cache) {
      try { return await fetch(url, { cache }); } catch (error) { if (cache !== 'reload') return load(url, 'reload'); throw error; }
    }`;
    expect(one(flagged)).toMatchObject({ form: 'recursion', delay: 'none', bounded: true });
  });

  it('goes through methods that call each other', () => {
    const text = `export class Feed {
      private attempts = 0;
      connect() {
        const socket = new WebSocket('wss://a.example');
        socket.onclose = () => this.later();
      }
      later() { this.attempts++; setTimeout(() => this.connect(), 2 ** this.attempts * 100); }
    }`;
    expect(one(text)).toMatchObject({ form: 'timer', delay: 'exponential', bounded: false });
  });
});

describe('retries by libraries', () => {
  it('takes figures from defaults and options', () => {
    const text = `import pRetry from 'p-retry';
      export const a = () => pRetry(() => fetch('https://a.example'), { retries: 2, randomize: true });`;
    expect(one(text)).toMatchObject({
      form: 'library:p-retry',
      attempts: 3,
      jitter: true,
      delay: 'exponential',
      network: true,
    });
  });

  it('goes by the import, not the name', () => {
    expect(
      retries("import pRetry from './mine'; export const a = () => pRetry(() => fetch('https://a.example'));"),
    ).toEqual([]);
  });

  it('reaches requests in other files', () => {
    const files: Record<string, string> = { api: "export const load = () => fetch('https://a.example');" };
    const port: ModulePort = {
      ...noModules,
      summary: (specifier) => {
        const text = files[specifier.replace('./', '')];
        return text === undefined
          ? undefined
          : { file: specifier, summary: summarize(parse(text, `${specifier}.ts`), noModules, knowledge) };
      },
    };
    const text =
      "import pRetry from 'p-retry'; import { load } from './api'; export const a = () => pRetry(() => load());";
    expect(one(text, port).network).toBe(true);
  });
});
