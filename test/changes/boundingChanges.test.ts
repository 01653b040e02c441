import { afterAll, describe, expect, it, vi } from 'vitest';
import { runInChild } from '../support/child.ts';
import { faultServer } from '../support/faultServer.ts';
import { changed, offers } from './changes.ts';

vi.setConfig({ testTimeout: 180_000 });

describe('a limit for a request: unwrapped-network-call', async () => {
  const rule = 'unwrapped-network-call';
  const silent = await faultServer(['hang']);
  const good = await faultServer(['ok']);
  afterAll(() => Promise.all([silent.stop(), good.stop()]));
  const ask = (url: string): string => `return await (await load()).read('${url}');`;
  const read = (call: string, before = ''): string =>
    `${before}export async function read(url: string) {\n  const response = await ${call};\n  if (!response.ok) throw new Error('status');\n  return response.json();\n}`;

  it.each([
    ['no options', read('fetch(url)')],
    ['options', read(`fetch(url, { headers: { a: 'b' } /* why */ })`)],
    ['a name', read('fetch(url, options)', `const options = { headers: { a: 'b' } };\n`)],
    ['a spread', read(`fetch(url, { ...options, method: 'GET' })`, `const options = { headers: { a: 'b' } };\n`)],
    ['nothing in their place', read('fetch(url, undefined)')],
  ])('ends the wait and gives the same answer: %s', async (_, before) => {
    const after = await changed(rule, before);
    expect((await runInChild(before, ask(silent.url), { patienceMs: 2000 })).value).toBe('waiting');
    expect((await runInChild(after, ask(silent.url))).error).toContain('TimeoutError');
    expect((await runInChild(after, ask(good.url), { speed: 1 })).value).toEqual({ ok: true });
  });

  it.each([
    ['with a body', `superagent.post(url).set('a', 'b').send({ n: 1 })`],
    ['alone', `superagent.get(url)`],
    ['over lines', `superagent\n    .get(url)\n    .query({ a: 1 })`],
  ])('ends a request of superagent, whose limit is one call of its chain: %s', async (_, call) => {
    // The parts of its chain that are used, over fetch: `timeout(ms)` is the deadline of the whole.
    const superagent = `const make = (url) => {
  let ms;
  const chain = { then: (done, failed) => fetch(url, ms ? { signal: AbortSignal.timeout(ms) } : {}).then((r) => r.json()).then(done, failed) };
  for (const name of ['set', 'send', 'query']) chain[name] = () => chain;
  chain.timeout = (given) => ((ms = given), chain);
  return chain;
};
export default { get: make, post: make };`;
    const before = `import superagent from 'superagent';\nexport async function read(url: string) {\n  return await ${call};\n}\n`;
    const after = await changed(rule, before);
    const standIns = { superagent };
    expect((await runInChild(before, ask(silent.url), { standIns, patienceMs: 2000 })).value).toBe('waiting');
    expect((await runInChild(after.replace('10_000', '300'), ask(silent.url), { standIns })).error).toContain(
      'TimeoutError',
    );
    expect((await runInChild(after, ask(good.url), { standIns, speed: 1 })).value).toEqual({ ok: true });
  });

  const request = (call: string): string => `import http from 'node:http';
export const read = (url) => new Promise((resolve, reject) => {
  ${call}
});`;
  it.each([
    [
      'held in a variable',
      `const req = http.request(url, (res) => { res.resume(); res.on('end', () => resolve('done')); });\n  req.on('error', reject);\n  req.end();`,
    ],
    ['chained', `http.get(url, (res) => { res.resume(); res.on('end', () => resolve('done')); }).on('error', reject);`],
  ])("ends the silence of node's request whose first argument may be anything: %s", async (_, call) => {
    const before = request(call);
    const after = await changed(rule, before, 0, { path: '/project/src/file.js' });
    expect(after).toContain('.setTimeout(10_000, ');
    const sooner = after.replace('10_000', '300');
    expect((await runInChild(before, ask(silent.url), { patienceMs: 2000 })).value).toBe('waiting');
    expect((await runInChild(sooner, ask(silent.url))).error).toBe('Error: No answer within 10 s');
    expect((await runInChild(after, ask(good.url), { speed: 1 })).value).toBe('done');
  });

  it("ends node's request that has no name, in TypeScript, and tells the promise", async () => {
    const before = `import http from 'node:http';
export const read = (url: string) => new Promise((resolve, reject) => {
  http.get(url, (res: any) => { res.resume(); res.on('end', () => resolve('done')); });
});`;
    const after = await changed(rule, before);
    expect((await runInChild(before, ask(silent.url), { patienceMs: 2000 })).value).toBe('waiting');
    expect((await runInChild(after, ask(silent.url))).error).toContain('AbortError');
    expect((await runInChild(after, ask(good.url), { speed: 1 })).value).toBe('done');
  });

  it('offers none where nobody would hear of the end of a request', async () => {
    const text = `import http from 'node:http';\nexport const read = (url) => {\n  http.get(url, (res) => res.resume());\n};`;
    expect(await offers(rule, text, { path: '/project/src/file.js' })).toBe(0);
  });
});

describe('a process that survives: missing-error-listener', async () => {
  const rule = 'missing-error-listener';
  const broken = await faultServer(['reset']);
  afterAll(() => broken.stop());
  const start = `(await load()).start('${broken.url}'); await pause(500); return 'alive';`;
  it.each([
    [
      'a variable',
      `import http from 'node:http';\nexport function start(url: string) {\n  const req = http.get(url, (res) => res.resume()); // asks\n}`,
    ],
    [
      'a call that nobody holds',
      `import http from 'node:http'\nexport function start(url: string) {\n  http.get(url, (res) => res.resume())\n}`,
    ],
  ])('a reset connection: %s', async (_, before) => {
    const after = await changed(rule, before);
    expect((await runInChild(before, start)).crashed).toBe(1);
    const { value, output } = await runInChild(after, start);
    expect(value).toBe('alive');
    expect(output).toMatch(/socket hang up|ECONNRESET/);
  });

  it('tells the promise that waits', async () => {
    const before = `import http from 'node:http';\nexport const start = (url: string) => new Promise((resolve, reject) => {\n  http.get(url, resolve);\n});`;
    const after = await changed(rule, before);
    const wait = `return await (await load()).start('${broken.url}');`;
    expect((await runInChild(before, wait)).crashed).toBe(1);
    expect((await runInChild(after, wait)).error).toMatch(/socket hang up|ECONNRESET/);
  });
});

describe('limits of clients: require-timeout', () => {
  const rule = 'require-timeout';
  const mysql = `import mysql from 'mysql2/promise';\n`;
  it.each([
    [
      'queries of mysql2',
      `${mysql}export async function read(n: string) {\n  const c = await mysql.createConnection({ host: 'db' });\n  await c.query('select ' + n);\n  await c.execute(\`select 2\`, [n]);\n  await c.end();\n}`,
      [`c.query({ sql: 'select ' + n, timeout: 60_000 })`, 'c.execute({ sql: `select 2`, timeout: 60_000 }, [n])'],
    ],
    [
      'a call of gRPC',
      `import grpc from '@grpc/grpc-js';\nexport function read(url: string, how: any, data: any, cb: any) {\n  const Client = grpc.makeGenericClientConstructor({});\n  const client = new Client(url, how);\n  client.makeUnaryRequest('/a', (x) => x, (x) => x, data, (error, value) => cb(error, value));\n}`,
      ['data, { deadline: Date.now() + 10_000 }, (error, value) => cb(error, value))'],
    ],
    [
      'options that a constant holds for it alone',
      `import { S3Client } from '@aws-sdk/client-s3';\nconst config = { region: 'a' };\nexport const client = new S3Client(config);`,
      [`{ region: 'a', requestHandler: { socketTimeout: 60_000 } }`],
    ],
  ])('stand where the library takes them: %s', async (_, text, parts) => {
    const after = await changed(rule, text, 0, { versions: { '@aws-sdk/client-s3': '3.600.0' } });
    for (const part of parts) expect(after).toContain(part);
  });

  it.each([
    [
      'a statement of unknown kind',
      `${mysql}export async function read(sql) {\n  const c = await mysql.createConnection({ host: 'db' });\n  await c.query(sql);\n  await c.end();\n}`,
    ],
    [
      'a connection that others use',
      `${mysql}export async function open() {\n  const c = await mysql.createConnection({ host: 'db' });\n  await c.query('select 1');\n  return c;\n}`,
    ],
    [
      'options that another reads as well',
      `import { S3Client } from '@aws-sdk/client-s3';\nconst config = { region: 'a' };\nlog(config);\nexport const client = new S3Client(config);`,
    ],
  ])('are left to the reader: %s', async (_, text) => {
    expect(await offers(rule, text)).toBe(0);
  });
});
