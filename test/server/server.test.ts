import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import {
  createMessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
  type CodeAction,
  type Diagnostic,
  type MessageConnection,
  type PublishDiagnosticsParams,
} from 'vscode-languageserver/node';
import { createConnection } from 'vscode-languageserver/node';
import { serve } from '../../src/server/server.ts';

const bad = `export async function load(url: string) {\n  return fetch(url);\n}\n`;
const good = bad.replace('fetch(url)', 'fetch(url, { signal: AbortSignal.timeout(5_000) })');

let folder: string;
let uri: string;
let client: MessageConnection;
let published: PublishDiagnosticsParams[];
let wake: () => void;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'breakwater-server-'));
  uri = pathToFileURL(join(folder, 'load.ts')).href;
  const up = new PassThrough();
  const down = new PassThrough();
  const connection = createConnection(new StreamMessageReader(up), new StreamMessageWriter(down));
  connection.onExit(() => connection.dispose());
  serve(connection);
  client = createMessageConnection(new StreamMessageReader(down), new StreamMessageWriter(up));
  published = [];
  wake = () => undefined;
  client.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => {
    published.push(params);
    wake();
  });
  client.listen();
  await client.sendRequest('initialize', { processId: null, rootUri: null, capabilities: {} });
  await client.sendNotification('initialized', {});
});

afterEach(async () => {
  await client.sendRequest('shutdown');
  client.dispose();
  await rm(folder, { recursive: true, force: true });
});

/** The next diagnostics for a document that fulfil a condition. */
async function diagnostics(of: string, fits: (params: PublishDiagnosticsParams) => boolean): Promise<Diagnostic[]> {
  for (;;) {
    const found = published.find((params) => params.uri === of && fits(params));
    if (found) return found.diagnostics;
    await new Promise<void>((resolve) => (wake = resolve));
  }
}

const open = (text: string, document = uri) =>
  client.sendNotification('textDocument/didOpen', {
    textDocument: { uri: document, languageId: 'typescript', version: 1, text },
  });
const change = (text: string, version: number) =>
  client.sendNotification('textDocument/didChange', { textDocument: { uri, version }, contentChanges: [{ text }] });
const at = (version: number) => (params: PublishDiagnosticsParams) => params.version === version;

const actions = (range: Diagnostic['range'], only?: string[]) =>
  client.sendRequest<CodeAction[]>('textDocument/codeAction', {
    textDocument: { uri },
    range,
    context: { diagnostics: [], ...(only ? { only } : {}) },
  });

it('reports on unsaved text, with a code that leads to the page, and clears when fixed', async () => {
  await open(bad);
  const [found, ...more] = await diagnostics(uri, at(1));
  expect(more).toEqual([]);
  expect(found).toMatchObject({
    source: 'breakwater',
    code: 'unwrapped-network-call',
    severity: 2,
    range: { start: { line: 1, character: 9 }, end: { line: 1, character: 14 } },
  });
  expect(found!.codeDescription?.href).toMatch(/\/unwrapped-network-call\.md$/);
  await change(good, 2);
  expect(await diagnostics(uri, at(2))).toEqual([]);
});

it('shows one parse error for text that does not parse, and nothing that is old', async () => {
  await open(bad);
  await diagnostics(uri, at(1));
  await change(`${bad}const = ;`, 2);
  const broken = await diagnostics(uri, at(2));
  expect(broken.map(({ code, severity }) => [code, severity])).toEqual([['parse-error', 1]]);
  await change(bad, 3);
  expect((await diagnostics(uri, at(3))).map(({ code }) => code)).toEqual(['unwrapped-network-call']);
});

it('lints only the last of several changes', async () => {
  await open(good);
  await diagnostics(uri, at(1));
  await change(`${bad}//`, 2);
  await change(`${bad}///`, 3);
  await change(bad, 4);
  await diagnostics(uri, at(4));
  expect(published.map(({ version }) => version)).toEqual([1, 4]);
});

it('offers fixes, none preferred that chooses a figure, and disabling last', async () => {
  await open(bad);
  const [found] = await diagnostics(uri, at(1));
  const offered = await actions(found!.range);
  expect(offered.map(({ title, kind, isPreferred }) => [title, kind, isPreferred ?? false])).toEqual([
    ['Abort after 10 s with AbortSignal.timeout', 'quickfix', false],
    ['Disable unwrapped-network-call for this line', 'quickfix', false],
    ['Disable unwrapped-network-call for this file', 'quickfix', false],
    ['Retry with exponential backoff and jitter, 10 s per attempt', 'refactor.rewrite', false],
  ]);
  expect(offered[0]!.edit!.changes![uri]).toEqual([
    {
      range: { start: { line: 1, character: 18 }, end: { line: 1, character: 18 } },
      newText: ', { signal: AbortSignal.timeout(10_000) }',
    },
  ]);
  expect(offered[1]!.edit!.changes![uri]![0]!.newText).toBe(
    '  // breakwater-disable-next-line unwrapped-network-call -- reason\n',
  );
});

it('applies nothing that needs judgement when asked to fix all', async () => {
  const text = `${bad}// breakwater-disable-next-line require-timeout\nexport const x = 1;\n`;
  await open(text);
  await diagnostics(uri, at(1));
  const whole = { start: { line: 0, character: 0 }, end: { line: 9, character: 0 } };
  const [fixAll, ...others] = await actions(whole, ['source.fixAll']);
  expect(others).toEqual([]);
  expect(fixAll!.kind).toBe('source.fixAll.breakwater');
  expect(fixAll!.edit!.changes![uri]).toEqual([
    { range: { start: { line: 3, character: 0 }, end: { line: 4, character: 0 } }, newText: '' },
  ]);
  await change(bad, 2);
  await diagnostics(uri, at(2));
  expect(await actions(whole, ['source.fixAll.breakwater'])).toEqual([]);
});

it('follows a change in another file', async () => {
  const defaults = join(folder, 'defaults.ts');
  await writeFile(join(folder, 'package.json'), '{ "name": "fixture" }');
  await writeFile(defaults, `import axios from 'axios';\nexport { axios };\n`);
  await open(`import axios from 'axios';\nexport const load = () => axios.get('https://a.example/');\n`);
  expect(await diagnostics(uri, at(1))).toHaveLength(1);
  await writeFile(defaults, `import axios from 'axios';\naxios.defaults.timeout = 5_000;\n`);
  published.length = 0;
  await client.sendNotification('workspace/didChangeWatchedFiles', {
    changes: [{ uri: pathToFileURL(defaults).href, type: 2 }],
  });
  expect(await diagnostics(uri, at(1))).toEqual([]);
});

it('goes on with the recommended preset where the configuration is wrong, and says so', async () => {
  await writeFile(join(folder, 'breakwater.config.json'), '{ "rules": { "require-timeot": "off" } }');
  const told = new Promise<{ message: string }>((resolve) =>
    client.onNotification('breakwater/status', (status: { state: string; message: string }) => {
      if (status.state === 'misconfigured') resolve(status);
    }),
  );
  await open(bad);
  expect((await told).message).toContain('Did you mean "require-timeout"?');
  expect(await diagnostics(uri, at(1))).toHaveLength(1);
  await writeFile(join(folder, 'breakwater.config.json'), '{ "rules": { "unwrapped-network-call": "off" } }');
  published.length = 0;
  await client.sendNotification('workspace/didChangeWatchedFiles', {
    changes: [{ uri: pathToFileURL(join(folder, 'breakwater.config.json')).href, type: 2 }],
  });
  expect(await diagnostics(uri, at(1))).toEqual([]);
});

it('clears what it said about a document that is closed', async () => {
  await open(bad);
  await diagnostics(uri, at(1));
  published.length = 0;
  await client.sendNotification('textDocument/didClose', { textDocument: { uri } });
  expect(await diagnostics(uri, () => true)).toEqual([]);
});
