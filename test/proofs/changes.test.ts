import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { changed } from '../changes/changes.ts';
import { refactored } from '../refactors/apply.ts';
import { runInChild, type Outcome } from '../support/child.ts';
import { faultServer } from '../support/faultServer.ts';
import { installed } from './install.ts';

/** Changes to code that uses published packages, before and after, with those packages. */
let packages: string;
beforeAll(async () => {
  packages = join(await installed(), 'node_modules');
});

const run = (text: string, script: string, patienceMs?: number): Promise<Outcome> =>
  runInChild(text, script, { packages, ...(patienceMs ? { patienceMs } : {}) });
const ask = (url: string): string => `return await (await load()).read('${url}');`;

describe('retries', async () => {
  const down = await faultServer([503]);
  const gone = await faultServer([404]);
  const back = await faultServer([503, 503, 'ok']);
  afterAll(() => Promise.all([down.stop(), gone.stop(), back.stop()]));
  const checked = `async () => {
    const response = await fetch(url, { signal: AbortSignal.timeout(60_000) });
    if (!response.ok) throw new Error(String(response.status));
    return response.json();
  }`;
  const pRetry = (work: string, options = ', { retries: 3 }') =>
    `import pRetry from 'p-retry';\nexport function read(url: string) {\n  return pRetry(${work}${options});\n}`;

  it('retry-without-jitter: p-retry waits for random times', async () => {
    const before = pRetry(checked);
    const after = await changed('retry-without-jitter', before);
    const [was, is] = [await run(before, ask(down.url)), await run(after, ask(down.url))];
    expect(was.waits).toEqual([1000, 2000, 4000]);
    expect(is.waits).toHaveLength(3);
    expect(is.waits).not.toEqual(was.waits);
  });

  it('retry-everything: p-retry gives up at once for a client error, with the same error', async () => {
    const before = pRetry(checked, ', { retries: 3, randomize: true }');
    const after = await changed('retry-everything', before);
    expect((await run(before, ask(gone.url))).error).toBe('Error: 404');
    expect(gone.seen).toHaveLength(4);
    gone.restart();
    expect((await run(after, ask(gone.url))).error).toBe('Error: 404');
    expect(gone.seen).toHaveLength(1);
    expect((await run(after, ask(back.url))).value).toEqual({ ok: true });
  });

  it('dead-retry: a 503 is retried', async () => {
    const before = pRetry(
      '() => fetch(url, { signal: AbortSignal.timeout(60_000) })',
      ', { retries: 3, randomize: true }',
    );
    const after = await changed('dead-retry', before);
    const script = `return (await (await load()).read('${back.url}')).status;`;
    back.restart();
    expect((await run(before, script)).value).toBe(503);
    expect(back.seen).toHaveLength(1);
    back.restart();
    expect((await run(after, script)).value).toBe(200);
    expect(back.seen).toHaveLength(3);
  });

  it('nested-retry: the requests of one layer only', async () => {
    const before = `import got from 'got';\n${pRetry('() => got.get(url, { timeout: { request: 60_000 } }).json()', ', { retries: 2, randomize: true }')}`;
    const after = await changed('nested-retry', before);
    down.restart();
    await run(before, ask(down.url));
    expect(down.seen).toHaveLength(9);
    down.restart();
    await run(after, ask(down.url));
    expect(down.seen).toHaveLength(3);
  });

  it('nested-retry: p-retry goes on for what its function throws, and not for what the client has tried again', async () => {
    const ok = await faultServer(['ok']);
    const before = `import pRetry from 'p-retry';
import OpenAI from 'openai';
export const client = new OpenAI({ apiKey: 'k', timeout: 60_000 });
export async function read(url: string) {
  client.baseURL = url;
  return pRetry(
    async () => {
      const models = await client.models.list();
      if (models.data.length === 0) throw new Error('not ready');
      return models;
    },
    { retries: 2, randomize: true },
  );
}`;
    const after = await changed('nested-retry', before);
    down.restart();
    const { error } = await run(before, ask(down.url));
    expect(down.seen).toHaveLength(9);
    down.restart();
    expect((await run(after, ask(down.url))).error).toBe(error);
    expect(down.seen).toHaveLength(3);
    expect((await run(after, ask(ok.url))).error).toBe('Error: not ready');
    expect(ok.seen).toHaveLength(3);
    await ok.stop();
  });

  it('unbounded-retry: cockatiel ends, and waits in between', async () => {
    const before = `import { retry, handleAll } from 'cockatiel';\nconst policy = retry(handleAll, {});\nexport const read = (url: string) => policy.execute(${checked});`;
    const after = await changed('unbounded-retry', before);
    expect((await run(before, ask(down.url), 3000)).value).toBe('waiting');
    down.restart();
    const { error, waits } = await run(after, ask(down.url));
    expect(error).toBe('Error: 503');
    expect(down.seen).toHaveLength(5);
    expect(waits.filter((ms) => ms > 0)).toHaveLength(4);
  });
});

describe('limits', async () => {
  const server = await faultServer(['ok'], { holdMs: 300 });
  afterAll(() => server.stop());
  const urls = `Array.from({ length: 25 }, (_, n) => '${server.url}/' + n)`;
  const mostOf = async (text: string): Promise<number> => {
    server.restart();
    expect((await run(text, `return (await (await load()).all(${urls})).length;`)).value).toBe(25);
    return server.mostAtOnce();
  };

  it('unbounded-limiter: p-queue runs ten at a time', async () => {
    const before = `import PQueue from 'p-queue';\nconst queue = new PQueue();\nexport const all = (urls: string[]) => queue.addAll(urls.map((url) => async () => (await fetch(url)).status));`;
    const after = await changed('unbounded-limiter', before);
    expect(await mostOf(before)).toBeGreaterThan(10);
    expect(await mostOf(after)).toBeLessThanOrEqual(10);
  });

  it('unbounded-fan-out: p-limit where the file has it', async () => {
    const before = `import pLimit from 'p-limit';\nexport const one = pLimit(1);\nexport function all(urls: string[]) {\n  return Promise.all(urls.map(async (url) => (await fetch(url, { signal: AbortSignal.timeout(60_000) })).status));\n}`;
    const after = await changed('unbounded-fan-out', before);
    expect(after).toContain('urls.map((url) => limit(async () => ');
    expect(await mostOf(before)).toBeGreaterThan(10);
    expect(await mostOf(after)).toBeLessThanOrEqual(10);
  });

  it('unbounded-fan-out: p-map where the file has it', async () => {
    const before = `import pMap from 'p-map';\nexport const same = (all: string[]) => pMap(all, async (one) => one);\nexport function all(urls: string[]) {\n  return Promise.all(urls.map(async (url) => (await fetch(url, { signal: AbortSignal.timeout(60_000) })).status));\n}`;
    const after = await changed('unbounded-fan-out', before);
    expect(after).toContain('return pMap(urls, async (url) => ');
    expect(await mostOf(before)).toBeGreaterThan(10);
    expect(await mostOf(after)).toBeLessThanOrEqual(10);
  });
});

describe('breakers of opossum', async () => {
  const down = await faultServer([503]);
  const gone = await faultServer([404]);
  afterAll(() => Promise.all([down.stop(), gone.stop()]));
  const twenty = (url: string): string =>
    `const { read } = await load(); for (let n = 0; n < 20; n++) await read('${url}').catch(() => 0); return true;`;

  it('policy-per-call: made once, it opens', async () => {
    const before = `import CircuitBreaker from 'opossum';
async function get(url: string) {
  const response = await fetch(url, { signal: AbortSignal.timeout(60_000) });
  if (response.status >= 500) throw new Error('down');
  return response.status;
}

/** Asks. */
export async function read(url: string) {
  const breaker = new CircuitBreaker(get, { timeout: 90_000 });
  breaker.fallback(() => 0);
  return breaker.fire(url);
}`;
    const after = await changed('policy-per-call', before);
    expect(after).toContain('/** Asks. */\nexport async function read');
    await run(before, twenty(down.url));
    expect(down.seen).toHaveLength(20);
    down.restart();
    await run(after, twenty(down.url));
    expect(down.seen.length).toBeLessThan(20);
  });

  it('breaker-counts-client-errors: 404 does not open it, 503 does', async () => {
    const before = `import axios from 'axios';\nimport CircuitBreaker from 'opossum';\nconst breaker = new CircuitBreaker(async (url: string) => axios.get(url, { timeout: 60_000 }), { timeout: 90_000 });\nexport const read = (url: string) => breaker.fire(url);`;
    const after = await changed('breaker-counts-client-errors', before);
    await run(before, twenty(gone.url));
    expect(gone.seen.length).toBeLessThan(20);
    gone.restart();
    await run(after, twenty(gone.url));
    expect(gone.seen).toHaveLength(20);
    down.restart();
    await run(after, twenty(down.url));
    expect(down.seen.length).toBeLessThan(20);
  });
});

describe('timeouts', async () => {
  const dripping = await faultServer(['drip']);
  const silent = await faultServer(['hang']);
  afterAll(() => Promise.all([dripping.stop(), silent.stop()]));

  it('partial-timeout: got ends a body that drips', async () => {
    const before = `import got from 'got';\nexport const read = (url: string) => got.get(url, { timeout: { response: 1000 }, retry: { limit: 0 } }).text();`;
    const after = await changed('partial-timeout', before);
    expect((await runInChild(before, ask(dripping.url), { packages, speed: 1, patienceMs: 4000 })).value).toBe(
      'waiting',
    );
    expect((await runInChild(after, ask(dripping.url), { packages, speed: 1 })).error).toContain('TimeoutError');
  });

  it('ineffective-timeout: options of axios.post move behind the body', async () => {
    const before = `import axios from 'axios';\nexport const read = (url: string) => axios.post(url, { timeout: 1000 });`;
    const after = await changed('ineffective-timeout', before);
    expect((await run(before, ask(silent.url), 4000)).value).toBe('waiting');
    expect((await run(after, ask(silent.url))).error).toContain('timeout of 1000ms exceeded');
  });

  it('require-timeout: an axios instance ends a silent request', async () => {
    const before = `import axios from 'axios';\nconst api = axios.create({ headers: { a: 'b' } });\nexport const read = async (url: string) => (await api.get(url)).data;`;
    const after = await changed('require-timeout', before);
    expect((await run(before, ask(silent.url), 4000)).value).toBe('waiting');
    const sooner = after.replace('10_000', '500');
    expect((await run(sooner, ask(silent.url))).error).toContain('timeout of 500ms exceeded');
  });

  it('require-timeout: each request of a graphql-request client ends, and one with a signal of its own by that', async () => {
    const before = `import { GraphQLClient } from 'graphql-request';
export const read = (url: string, signal?: AbortSignal) => new GraphQLClient(url).request({ document: '{ a }', signal });`;
    const after = await changed('require-timeout', before, 0, { versions: { 'graphql-request': '7.4.0' } });
    expect((await run(before, ask(silent.url), 4000)).value).toBe('waiting');
    const twice = `const { read } = await load(); const all = []; for (const n of [1, 2]) await read('${silent.url}').catch((error) => all.push(error.name)); return all;`;
    expect((await run(after, twice)).value).toEqual(['TimeoutError', 'TimeoutError']);
    const own = `return await (await load()).read('${silent.url}', AbortSignal.abort());`;
    expect((await run(after, own)).error).toContain('AbortError');
  });

  it('require-timeout: each query of a mysql2 connection ends', async () => {
    const before = `import mysql from 'mysql2/promise';
export async function read(host: string, port: number) {
  const connection = await mysql.createConnection({ host, port });
  const [rows] = await connection.query('select 1');
  await connection.end();
  return rows;
}`;
    const after = await changed('require-timeout', before);
    // A server that greets, and answers no query.
    const ask = `const { default: mysql } = await import('mysql2');
const server = mysql.createServer((one) => {
  one.on('error', () => {}).on('query', () => {});
  one.serverHandshake({ protocolVersion: 10, serverVersion: '8.0', connectionId: 1, statusFlags: 2, characterSet: 8, capabilityFlags: 0xffffff });
});
await new Promise((done) => server.listen(0, '127.0.0.1', done));
return await (await load()).read('127.0.0.1', server._server.address().port);`;
    const real = { packages, speed: 1, patienceMs: 8000 };
    expect((await runInChild(before, ask, real)).value).toBe('waiting');
    expect((await runInChild(after.replace('60_000', '500'), ask, real)).error).toContain('Query inactivity timeout');
  });

  it.each(['axios.get(url)', 'axios({ url })', 'axios.post(url, { a: 1 })', "axios.get(url, { params: { a: 'b' } })"])(
    'unwrapped-network-call: %s ends',
    async (call) => {
      const before = `import axios from 'axios';\nexport const read = async (url: string) => (await ${call}).data;`;
      const after = await changed('unwrapped-network-call', before);
      expect((await run(before, ask(silent.url), 4000)).value).toBe('waiting');
      const sooner = after.replace('10_000', '500');
      expect((await run(sooner, ask(silent.url))).error).toContain('timeout of 500ms exceeded');
    },
  );
});

describe('refactors', async () => {
  const down = await faultServer([503]);
  const gone = await faultServer([404]);
  const back = await faultServer([503, 503, 'ok']);
  const lost = await faultServer(['ok', 503]);
  afterAll(() => Promise.all([down, gone, back, lost].map((server) => server.stop())));
  const load = (last: string) => `class Failure extends Error {
  constructor(readonly status: number) {
    super(String(status));
  }
}

const load = async (url: string): Promise<unknown> => {
  const response = await fetch(url, { signal: AbortSignal.timeout(600_000) });
  if (!response.ok) throw new Failure(response.status);
  return response.json();
};

${last}
`;

  it.each([
    ['p-retry', '^7.0.0'],
    ['exponential-backoff', '^3.1.0'],
  ])('a retry through %s outlasts what passes, and asks once where it is no use', async (name, range) => {
    const marked = load('export const read = async (url: string) => await lo‸ad(url);');
    const after = await refactored(marked, `Retry with exponential backoff and jitter (${name})`, {
      dependencies: { [name]: range },
    });
    const sent = async (server: typeof down) => {
      server.restart();
      const { value, error, waits } = await run(after, ask(server.url));
      return { value, error, sent: server.seen.length, waits: waits.filter((ms) => ms < 20_000) };
    };
    expect(await sent(back)).toMatchObject({ value: { ok: true }, sent: 3 });
    expect(await sent(gone)).toMatchObject({ error: 'Error: 404', sent: 1 });
    const lasting = await sent(down);
    expect(lasting).toMatchObject({ error: 'Error: 503', sent: 4 });
    expect(new Set(lasting.waits).size).toBeGreaterThan(2);
  });

  it('a retry through an older p-retry, from CommonJS, gives up as soon', async () => {
    const text = `exports.read = async (url) => await lo‸ad(url);
async function load(url) {
  const response = await fetch(url, { signal: AbortSignal.timeout(600_000) });
  if (!response.ok) throw Object.assign(new Error(String(response.status)), { status: response.status });
  return response.json();
}
`;
    const place = { path: '/project/src/file.cjs', dependencies: { 'p-retry': '^4.6.0' } };
    const after = (await refactored(text, 'Retry', place)).replace("require('p-retry')", "require('p-retry-4')");
    const old = (url: string) => runInChild(after, ask(url), { packages, module: 'cjs' });
    back.restart();
    expect((await old(back.url)).value).toEqual({ ok: true });
    gone.restart();
    expect((await old(gone.url)).error).toBe('Error: 404');
    expect(gone.seen).toHaveLength(1);
  });

  it('a breaker of opossum serves the last good value and sends nothing while it is open', async () => {
    const marked = load(`const origin = '${lost.url}';

export async function read() {
  const rates = await lo‸ad(origin);
  return rates;
}`);
    const after = await refactored(marked, 'Circuit breaker that serves', { dependencies: { opossum: '^9.0.0' } });
    lost.restart();
    const { value, error, output } = await runInChild(
      after,
      `const { read } = await load(); const all = []; for (let n = 0; n < 8; n++) all.push(await read()); return all;`,
      { packages, speed: 0.1 },
    );
    expect(error, output).toBeUndefined();
    expect(value).toEqual(Array.from({ length: 8 }, () => ({ ok: true })));
    expect(lost.seen.length).toBeLessThan(4);
  });

  it('a breaker of opossum answers with the default while it is open, and its failures reach the caller before', async () => {
    const marked = `async function load(url: string): Promise<string[]> {
  const response = await fetch(url, { signal: AbortSignal.timeout(600_000) });
  if (!response.ok) throw Object.assign(new Error(String(response.status)), { status: response.status });
  return response.json();
}
export async function read(url: string): Promise<string[]> {
  return await lo‸ad(url);
}
`;
    const after = await refactored(marked, 'Circuit breaker that answers []', { dependencies: { opossum: '^9.0.0' } });
    down.restart();
    const script = `const { read } = await load(); const all = []; for (let n = 0; n < 4; n++) all.push(await read('${down.url}').catch((error) => error.message)); return all;`;
    const { value, output } = await runInChild(after, script, { packages, speed: 0.1 });
    expect(value, output).toEqual(['503', [], [], []]);
    expect(down.seen).toHaveLength(1);
  });
});
