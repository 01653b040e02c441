import { describe, expect, it } from 'vitest';
import { findingsOf } from './harness.ts';

const again = (renew: string) =>
  `export async function load(token, n = 0) {\n  try { return await fetch('https://a.example', { headers: { token } }); }\n  catch (error) {\n    if (n < 5) { ${renew} return load(token, n + 1); }\n    throw error;\n  }\n}`;

describe('a retry that is no hammer', () => {
  const rule = 'retry-without-backoff';

  it.each([
    ['after a token was renewed', again('token = await refreshToken();')],
    ['after a client did that', again('await auth.refresh(); ')],
    ['after a session was renewed', again('await renewSession();')],
    [
      'in a workflow, which its platform repeats',
      "import { sleep } from '@temporalio/workflow';\nexport async function run() { for (;;) { try { return await fetch('https://a.example'); } catch (error) { note(error); } } }",
    ],
  ])('%s', async (_, text) => {
    expect(await findingsOf(rule, text)).toEqual([]);
  });

  it.each([
    ['nothing was renewed', again('log(error);')],
    [
      'the loop stands elsewhere',
      "export async function run() { for (;;) { try { return await fetch('https://a.example'); } catch (error) { note(error); } } }",
    ],
  ])('and still reported where %s', async (_, text) => {
    expect(await findingsOf(rule, text)).toHaveLength(1);
  });
});

describe('retries that few make at the same time', () => {
  const rule = 'retry-without-jitter';
  const options = { everyRetry: false };
  const text = (guard: string, tail = '') =>
    `export async function load(n = 0) {\n  try { return await fetch('https://a.example'); }\n  catch (error) {\n    if (n < 3 ${guard}) { await new Promise((done) => setTimeout(done, 1000 * 2 ** n)); return load(n + 1); }\n    throw error;\n  }\n}\n${tail}`;

  it('are silent on the limit of one user, and where the program starts', async () => {
    const few = '&& (error.code === 429 || error.rateLimit)';
    expect(await findingsOf(rule, text(few), { options }), 'one user').toEqual([]);
    const path = '/project/src/main.ts';
    expect(await findingsOf(rule, text('', "process.on('SIGTERM', stop);"), { options, path }), 'at the start').toEqual(
      [],
    );
  });

  it('are reported elsewhere, and in the preset strict', async () => {
    expect(await findingsOf(rule, text(''), { options })).toHaveLength(1);
    expect(await findingsOf(rule, text('&& (error.code === 429 || error.code === 503)'), { options })).toHaveLength(1);
    expect(await findingsOf(rule, text('&& error.code === 429'))).toHaveLength(1);
  });
});

describe('a POST that may be sent twice', () => {
  const rule = 'retry-unsafe-method';
  const send = (address: string, head = '', name = 'send') =>
    `${head}export async function ${name}(body) {\n  for (let i = 0; i < 3; i++) {\n    try { return await fetch('https://a.example${address}', { method: 'POST', body }); } catch (error) { await wait(1000 * 2 ** i); }\n  }\n}`;

  it.each([
    ['a quote', send('/v1/quote')],
    ['a simulation', send('/simulate')],
    [
      'a caller that says at least once',
      send('/orders', '/** Delivered at least once: receivers drop what they know. */\n'),
    ],
    ['a caller that says idempotent', send('/orders', '// The endpoint is idempotent.\n')],
    ['the delivery of a webhook', send('/orders', '', 'sendWebhook')],
  ])('by its nature: %s', async (_, text) => {
    expect(await findingsOf(rule, text)).toEqual([]);
  });

  it('is reported otherwise', async () => {
    expect(await findingsOf(rule, send('/orders'))).toHaveLength(1);
    expect(await findingsOf(rule, send('/orders', '/** Sends an order. */\n'))).toHaveLength(1);
  });
});

describe('clients made in one function', () => {
  const rule = 'require-timeout';
  const head = "import Redis from 'ioredis';\n";

  it('are one finding, on branches or beside each other', async () => {
    const branches = `${head}export function make(o) { let c; if (o.nodes) { c = new Redis.Cluster(o.nodes); } else { c = new Redis(o.port); } return c; }`;
    expect((await findingsOf(rule, branches)).length).toBeLessThanOrEqual(1);
    const returned = `${head}export function make(o) { if (o.a) return new Redis(o.a); return new Redis(o.b); }`;
    expect((await findingsOf(rule, returned)).length).toBeLessThanOrEqual(1);
  });

  it('are two where two functions make them', async () => {
    const one = await findingsOf(rule, `${head}export function a(o) { return new Redis(o.a); }`);
    const text = `${head}export function a(o) { return new Redis(o.a); }\nexport function b(o) { return new Redis(o.b); }`;
    expect(await findingsOf(rule, text)).toHaveLength(2 * one.length);
  });
});

describe('what only the preset strict reports', () => {
  const pause = 'await new Promise((done) => setTimeout(done, 250));';
  const until = `export async function pull(url) { const until = Date.now() + 9000; while (Date.now() < until) { const r = await fetch(url); if (r.ok) return; note(await r.text()); ${pause} } throw new Error('late'); }`;

  it('are waits of one length until a time is over', async () => {
    expect(await findingsOf('retry-without-backoff', until, { options: { everyInterval: false } })).toEqual([]);
    expect(await findingsOf('retry-without-backoff', until, { options: { everyInterval: true } })).toHaveLength(1);
    const counted = until.replace('while (Date.now() < until)', 'for (let n = 0; n < 40; n++)');
    expect(await findingsOf('retry-without-backoff', counted, { options: { everyInterval: false } })).toHaveLength(1);
  });

  it('is a fan-out to servers of their own', async () => {
    const each = (address: string): string =>
      `import axios from 'axios';\nexport const notifyAll = (subscriptions) => Promise.all(subscriptions.map((one) => axios.get(${address})));`;
    const rule = 'unbounded-fan-out';
    const options = { everyList: false };
    expect(await findingsOf(rule, each('one.webhookUrl'), { options })).toEqual([]);
    expect(await findingsOf(rule, each('one.webhookUrl'), { options: { everyList: true } })).toHaveLength(1);
    expect(await findingsOf(rule, each('`https://a.example/${one.id}`'), { options })).toHaveLength(1);
    expect(await findingsOf(rule, each("'https://a.example/' + one"), { options })).toHaveLength(1);
  });
});

describe('a POST that a retry leads to', () => {
  const rule = 'retry-unsafe-method';
  const again = (name: string, address: string): string =>
    `import axios from 'axios';\nasync function ${name}(body) { return (await axios.post('https://a.example${address}', body)).data; }
export async function run(body) { for (let n = 0; n < 3; n++) { try { return await ${name}(body); } catch (error) { note(error); } } throw new Error('gave up'); }`;

  it.each([
    ['claims work', again('takeWork', '/jobs/claim')],
    ['asks for a token', again('fetchToken', '/connect')],
    ['only looks something up', again('lookupPrices', '/v1/prices')],
    [
      'is that of a worker, which takes something else each time',
      "import axios from 'axios';\nexport async function run(queue, stopped) { while (!stopped) { try { const job = await queue.claim(); await axios.post('https://a.example/results', job); } catch { await wait(1000); } } }",
    ],
  ])('is silent where it %s', async (_, text) => {
    expect(await findingsOf(rule, text)).toEqual([]);
  });

  it.each([
    ['creates', again('createOrder', '/orders')],
    ['pays with authorization', again('authorizePayment', '/charges')],
  ])('reports one that %s', async (_, text) => {
    expect(await findingsOf(rule, text)).toHaveLength(1);
  });
});

describe('async.retry without an interval', () => {
  const task = "async () => (await axios.get('https://a.example', { timeout: 3000 })).data";
  const text = (first: string): string =>
    `import async from 'async';\nimport axios from 'axios';\nexport const load = () => async.retry(${first}${task});`;

  it.each([
    ['with options', '{ times: 5 }, '],
    ['with a number', '5, '],
    ['without both', ''],
  ])('%s', async (_, first) => {
    expect(await findingsOf('retry-without-backoff', text(first))).toHaveLength(1);
  });

  it('but not with a wait that grows', async () => {
    const waits = '{ times: 5, interval: (n) => 50 * 2 ** n }, ';
    expect(await findingsOf('retry-without-backoff', text(waits))).toEqual([]);
  });
});
