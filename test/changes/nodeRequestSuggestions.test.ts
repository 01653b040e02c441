import { execFile } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { applyEdits } from '../../src/text/edit.ts';
import { lintInMemory } from '../rules/harness.ts';

const rule = 'unwrapped-network-call';
const head = `import http from 'node:http';\n`;

/** Programs that ask a server at `port` and settle with what became of it. */
const programs = {
  'a callback second': 'http.get(`http://127.0.0.1:${port}/`, (res) => { res.resume(); resolve(res.statusCode); })',
  'an address in a constant':
    'const url = `http://127.0.0.1:${port}/`; http.get(url, (res) => { res.resume(); resolve(res.statusCode); })',
  'a URL object': "http.get(new URL('http://127.0.0.1:' + port), (res) => { res.resume(); resolve(res.statusCode); })",
  'options first':
    "const hostname = String('127.0.0.1'); http.get({ hostname, port }, (res) => { res.resume(); resolve(res.statusCode); })",
  'options between':
    'http.get(`http://127.0.0.1:${port}/`, { headers: { a: "b" } }, (res) => { res.resume(); resolve(res.statusCode); })',
} as const;

const program = (body: string): string =>
  `${head}export const ask = (port) => new Promise((resolve, reject) => { ${body}.on('error', reject); });\n`;

async function suggestionsFor(text: string): Promise<string[]> {
  const { messages } = await lintInMemory(text, { rule }, { options: { timeoutMs: 2000 } });
  expect(messages).toHaveLength(1);
  return messages[0]!.suggestions.map(({ edits }) => applyEdits(text, edits));
}

async function outcome(text: string, port: number): Promise<string> {
  const script = `${text}\nconst late = setTimeout(() => { console.log('waits'); process.exit(); }, 8000);
    ask(${port}).then((status) => console.log(status), (error) => console.log(error.name)).finally(() => process.exit());`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script]);
  return stdout.trim();
}

describe('suggestions for requests of node:http', () => {
  const answering = createServer((_, response) => response.end('ok'));
  const silent = createServer(() => undefined);
  const portOf = (server: typeof silent): number => (server.address() as AddressInfo).port;
  beforeAll(async () => {
    for (const server of [answering, silent]) {
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    }
  });
  afterAll(() => {
    answering.close();
    silent.close();
    silent.closeAllConnections();
  });

  it.each(Object.entries(programs))(
    'keeps the answer and ends the wait: %s',
    async (_, body) => {
      const before = program(body);
      const [after] = await suggestionsFor(before);
      expect(after).toBeDefined();
      const [whole, answered, ended] = await Promise.all([
        outcome(before, portOf(answering)),
        outcome(after!, portOf(answering)),
        outcome(after!, portOf(silent)),
      ]);
      expect([whole, answered, ended]).toEqual(['200', '200', 'AbortError']);
    },
    20_000,
  );

  it.each([
    [
      'an address of unknown kind',
      "const kinds = { a: 'http://a.example/' }; http.get(kinds.a, (res) => res.resume()).on('error', g);",
    ],
    ['nobody who listens for the error', "http.get('http://a.example/', (res) => res.resume());"],
    ['a download', "http.get('http://a.example/', (res) => res.pipe(createWriteStream('a'))).on('error', g);"],
  ])('offers none for %s', async (_, text) => {
    expect(await suggestionsFor(head + text)).toEqual([]);
  });

  it('offers none for sockets, which take no signal', async () => {
    const text = `import net from 'node:net';\nexport const open = (port) => net.connect({ port, host: 'a.example' }).on('error', f);`;
    expect(await suggestionsFor(text)).toEqual([]);
  });
});

describe('suggestions elsewhere', () => {
  it.each([['an upload', "await fetch('https://a.example/upload', { method: 'PUT', body: data });"]])(
    'offers no timeout for %s',
    async (_, text) => {
      expect(await suggestionsFor(`const url = 'https://a.example';\n${text}`)).toEqual([]);
    },
  );

  it('offers none for a form, whose files may be of any size', async () => {
    const text = `await fetch('https://a.example', { method: 'POST', body: new FormData() });`;
    expect(await suggestionsFor(text)).toEqual([]);
  });

  it('offers one for a plain request', async () => {
    expect(await suggestionsFor("await fetch('https://a.example/items');")).toEqual([
      "await fetch('https://a.example/items', { signal: AbortSignal.timeout(2_000) });",
    ]);
  });

  it('passes on no signal that may be missing', async () => {
    const text = `export const load = (signal?: AbortSignal) => fetch('https://a.example/items');`;
    expect(await suggestionsFor(text)).toHaveLength(1);
    expect(await suggestionsFor(text.replace('?:', ':'))).toHaveLength(2);
  });

  it('offers no idle limit for a redis client', async () => {
    const text = `import { createClient } from 'redis';\nconst client = createClient({ url });\nclient.on('error', log);\nawait client.get('a');`;
    const { messages } = await lintInMemory(text, { rule: 'require-timeout' });
    expect(messages.map(({ suggestions }) => suggestions)).toEqual([[]]);
    expect(messages[0]!.message).not.toContain('socketTimeout');
  });
});
