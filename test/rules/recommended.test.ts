import { describe, expect, it } from 'vitest';
import { lintInMemory } from './harness.ts';
import type { Surroundings } from './harness.ts';

/** What a preset says of a text, as `line rule`. */
async function said(text: string, surroundings: Surroundings = {}, preset: 'recommended' | 'strict' = 'recommended') {
  const { messages } = await lintInMemory(text, { preset }, surroundings);
  return messages.map(({ ruleId, start }) => `${start.line} ${ruleId}`);
}

const sleep = `const sleep = (ms: number) => new Promise((r) => setTimeout(r, ms));\n`;
const axios = `import axios from 'axios';\n`;

describe('notes', () => {
  it.each([
    ['a call', `fetch('https://a.example');`, 'unwrapped-network-call'],
    ['a client', `import { Pool } from 'pg';\nexport const pool = new Pool();`, 'require-timeout'],
    [
      'a retry',
      `import pRetry from 'p-retry';\nexport const load = () => pRetry(() => fetch('https://a.example', { signal: AbortSignal.timeout(1) }), { minTimeout: 50, factor: 1, retries: 9 });`,
      'retry-without-backoff',
    ],
  ])('of commands are for larger presets: %s', async (_, text, rule) => {
    expect((await said(text, { environment: 'cli' })).join()).not.toContain(rule);
    expect((await said(text, { environment: 'cli' }, 'strict')).join()).toContain(rule);
    expect((await said(text)).join()).toContain(rule);
  });
});

describe('partial-timeout', () => {
  const ky = (rest: string) =>
    `import ky from 'ky';\nexport const load = () => ky.get('https://a.example', { timeout: 5000 })${rest};`;
  const versions = { ky: '1.14.3' };

  it.each([
    ['JSON', ky('.json()')],
    ['a text', ky('.text()')],
    ['a client', `import ky from 'ky';\nexport const api = ky.create({ timeout: 5000 });`],
  ])('leaves out a short body where the library has one timeout: %s', async (_, text) => {
    expect(await said(text, { versions })).toEqual([]);
    expect(await said(text, { versions }, 'strict')).toEqual(['2 partial-timeout']);
  });

  it.each([
    ['a file', ky('.arrayBuffer()')],
    [
      'an option that is named after a part',
      `import got from 'got';\nexport const load = () => got('https://a.example', { timeout: { response: 5000 } }).json();`,
    ],
  ])('reports %s', async (_, text) => {
    expect(await said(text, { versions })).toEqual(['2 partial-timeout']);
  });
});

describe('retry-without-backoff', () => {
  const loop = (tries: number, ms: number, failed = '') => `${sleep}export async function load(url: string) {
  for (let i = 0; i < ${tries}; i++) {
    const response = await fetch(url, { signal: AbortSignal.timeout(1000) });
    if (response.ok) return response;${failed}
    await sleep(${ms});
  }
  throw new Error('gone');
}`;

  it.each([
    ['5 s', loop(100, 5000)],
    ['ten attempts', loop(10, 1000)],
    ['five attempts', loop(5, 100)],
    ['one status', loop(50, 1000, `\n    if (response.status !== 503) throw new Error('failed');`)],
    [
      'the count in what is handed on',
      `${axios}export function connect(options: { tries: number }) {
  axios.get('https://a.example', { timeout: 1000 }).catch(() => {
    if (options.tries < 3) {
      options.tries = options.tries + 1;
      setTimeout(() => connect(options), 150);
    }
  });
}
connect({ tries: 0 });`,
    ],
  ])('leaves out what is no burden: %s', async (_, text) => {
    expect(await said(text)).not.toContain('3 retry-without-backoff');
    expect((await said(text)).join()).not.toContain('backoff');
  });

  it.each([
    ['many attempts', loop(50, 1000)],
    ['short waits', loop(20, 100)],
  ])('reports %s', async (_, text) => {
    expect(await said(text)).toEqual(['3 retry-without-backoff']);
  });

  it.each([
    ['the file of a socket', `socketPath: '/run/a.sock', path: '/info'`, []],
    ['another host', `host: 'a.example', path: '/info'`, ['5 retry-without-backoff']],
  ])('knows what is on this machine: %s', async (_, options, wanted) => {
    const text = `import http from 'node:http';
export function ask(n = 0): void {
  const req = http.request({ ${options} }, (res) => res.resume());
  req.setTimeout(1000, () => req.destroy());
  req.on('error', () => { if (n < 20) setTimeout(() => ask(n + 1), 50); });
  req.end();
}`;
    expect((await said(text)).filter((one) => one.includes('backoff'))).toEqual(wanted);
  });
});

describe('retry-without-jitter', () => {
  const load = (name = 'load') => `export async function ${name}(url: string, attempt = 0): Promise<unknown> {
  try {
    return (await axios.get(url, { timeout: 1000 })).data;
  } catch (error) {
    if (attempt > 5 || error.response?.status < 500) throw error;
    await sleep(100 * 2 ** attempt);
    return ${name}(url, attempt + 1);
  }
}`;
  const text = axios + sleep + load();

  it('reports requests of many callers to one server, and what all connect to again', async () => {
    expect(await said(text)).toEqual(['8 retry-without-jitter']);
    const link = `export class Link {
  private tries = 0;
  open() {
    const socket = new WebSocket('wss://a.example');
    socket.onerror = (e) => console.error(e);
    socket.onclose = () => { this.tries += 1; setTimeout(() => this.open(), Math.min(100 * 2 ** this.tries, 15_000)); };
  }
}`;
    expect((await said(link)).join()).toContain('retry-without-jitter');
  });

  it.each([
    ['a job by its place', text, '/project/src/jobs/rates.ts'],
    ['a job by its name', axios + sleep + load('syncRates'), undefined],
    [
      'a schedule',
      `${text}\nimport cron from 'node-cron';\ncron.schedule('0 * * * *', () => void load('u').catch(log));`,
      undefined,
    ],
    [
      'what a client does of itself',
      `import ky from 'ky';\nexport const send = (url: string) => ky.post(url, { retry: { limit: 5 } });`,
      undefined,
    ],
    [
      'a helper whose server is not in sight',
      `${sleep}export async function again<T>(work: () => Promise<T>, n = 0): Promise<T> {
  try { return await work(); } catch (error) { if (n > 5) throw error; await sleep(100 * 2 ** n); return again(work, n + 1); }
}`,
      undefined,
    ],
  ])('is for larger presets in %s', async (_, one, path) => {
    expect((await said(one, path ? { path } : {})).join()).not.toContain('jitter');
  });
});

describe('retry-unsafe-method', () => {
  const send = (call: string) => `${axios}${sleep}export async function send(id: string, etag: string, body: object) {
  for (let i = 0; i < 4; i++) {
    try {
      return await axios.${call};
    } catch (error) {
      if (error.response?.status < 500) throw error;
      await sleep(100 * 2 ** i * Math.random());
    }
  }
}`;

  it.each([
    ['PATCH', `patch('https://a.example/orders', body, { timeout: 1000 })`],
    ['a version', `post('https://a.example/orders', body, { headers: { 'If-Match': etag }, timeout: 1000 })`],
    ['an identifier', `post('https://a.example/orders', { externalId: id, ...body }, { timeout: 1000 })`],
  ])('leaves out what is the same twice: %s', async (_, call) => {
    expect(await said(send(call))).toEqual([]);
    expect((await said(send(call), {}, 'strict')).join()).toContain('retry-unsafe-method');
  });

  it.each([
    ['/orders', true],
    ['/builds', true],
    ['/swap', true],
    ['/chat/messages', true],
    ['/orders/7/complete', true],
    ['/chat/completions', false],
    ['/agents/heartbeat', false],
    ['/transactions/build', false],
  ])('goes by the words of the address: %s', async (path, reported) => {
    const found = await said(send(`post('https://a.example${path}', body, { timeout: 1000 })`));
    expect(found).toEqual(reported ? ['6 retry-unsafe-method'] : []);
  });
});

describe('sockets and migrations', () => {
  const made = `import net from 'node:net';\nconst make = () => new net.Socket();\nexport function talk(port: number) {\n  const s = make();\n  s.on('error', log);\n`;

  it.each([
    [
      'a limit set by who gets it',
      `${made}  s.setTimeout(3000, () => s.destroy());\n  return s.connect(port, 'db.example');\n}`,
      0,
    ],
    ['a heartbeat', `${made}  setInterval(() => heartbeat(s), 1000);\n  return s.connect(port, 'db.example');\n}`, 0],
    ['kept alive', `${made}  s.setKeepAlive(true);\n  return s.connect(port, 'db.example');\n}`, 0],
    ['nothing', `${made}  return s.connect(port, 'db.example');\n}`, 1],
  ])('a socket that is handed out, with %s', async (_, text, findings) => {
    expect((await said(text)).filter((one) => one.includes('require-timeout'))).toHaveLength(findings);
  });

  it('a migration may take its time', async () => {
    const text = `${axios}export async function up() { await axios.put('https://a.example/index', {}); }\n`;
    expect(await said(text, { path: '/project/src/migrations/1-index.ts' })).toEqual([]);
    expect(await said(`${text}export async function down() {}`)).toEqual([]);
    expect(await said(text)).toEqual(['2 unwrapped-network-call']);
  });
});

describe('unbounded-fan-out', () => {
  it.each([
    ['ids', 1],
    ['userIds', 1],
    ['repos', 0],
    ['hosts', 0],
    ['models', 0],
  ])('takes a parameter for long by its name: %s', async (name, findings) => {
    const text = `${axios}export const all = (${name}: string[]) => Promise.all(${name}.map((one) => axios.get(one, { timeout: 1000 })));`;
    expect(await said(text)).toHaveLength(findings);
    expect((await said(text, {}, 'strict')).join()).toContain('unbounded-fan-out');
  });
});

describe('what a response is', () => {
  it.each([
    ['const { body } = await got.post(url);\n  return parse(body);', 'Add a timeout'],
    ['const response = await got.post(url);\n  return parse(response.body);', 'Add a timeout'],
    ['const response = await fetch(url);\n  if (response.ok) return pipeline(response.body, file);', 'It streams'],
  ])('a body in parts or whole: %s', async (body, advice) => {
    const text = `import got from 'got';\nexport async function load(url: string) {\n  ${body}\n}`;
    const { messages } = await lintInMemory(text, { rule: 'unwrapped-network-call' });
    expect(messages.map(({ message }) => message)).toEqual([expect.stringContaining(advice)]);
  });

  it.each([
    ['const socket = response.webSocket;\n  socket.accept();', 0],
    ['const { webSocket } = response;\n  webSocket.accept();', 0],
    ['const { socket } = await response.json();\n  return socket;', 1],
  ])('an upgrade tells its status: %s', async (body, findings) => {
    const text = `export async function open() {\n  const response = await fetch('https://a.example', { signal: AbortSignal.timeout(1) });\n  ${body}\n}`;
    expect((await said(text)).filter((one) => one.includes('unchecked-status'))).toHaveLength(findings);
  });

  it.each([
    [`process.env.DEV ? 'http://localhost:1/a' : 'http://127.0.0.1:2/b'`, 0],
    [`process.env.DEV ? 'http://localhost:1/a' : 'https://a.example/b'`, 1],
    [`process.env.URL ? process.env.URL : 'http://localhost:1/a'`, 1],
  ])('an address is one of two: %s', async (address, findings) => {
    expect(await said(`${axios}const url = ${address};\nexport const load = () => axios.get(url);`)).toHaveLength(
      findings,
    );
  });

  it.each([
    ['.nodeify(cb)', 0],
    ['.then((r) => r.data).asCallback(cb)', 0],
    ['.then((r) => cb(null, r.data))', 1],
  ])('a callback hears of the failure: %s', async (rest, findings) => {
    const text = `${axios}export function load(cb) {\n  axios.get('https://a.example', { timeout: 1000 })${rest};\n}`;
    expect((await said(text)).filter((one) => one.includes('unhandled-failure'))).toHaveLength(findings);
  });
});
