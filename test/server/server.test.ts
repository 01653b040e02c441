import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeEach, expect, it } from 'vitest';
import type { CodeAction, Diagnostic } from 'vscode-languageserver';
import { serveEachTest } from './connect.ts';

const bad = `export async function load(url: string) {\n  return fetch(url);\n}\n`;
const good = bad.replace('fetch(url)', 'fetch(url, { signal: AbortSignal.timeout(5_000) })');

const served = serveEachTest();
beforeEach(() => served.client.initialize());

const uri = (): string => served.uriOf('load.ts');
const open = (text: string): void => served.client.open(uri(), text);
const change = (text: string, version: number): void =>
  served.client.notify('textDocument/didChange', {
    textDocument: { uri: uri(), version },
    contentChanges: [{ text }],
  });
/** The next diagnostics of the document: of a version, and those from a message on. */
const diagnostics = (version?: number, from?: number) => served.client.diagnostics(uri(), version, from);

const actions = (range: Diagnostic['range'], only?: string[]) =>
  served.client.request<CodeAction[]>('textDocument/codeAction', {
    textDocument: { uri: uri() },
    range,
    context: { diagnostics: [], ...(only ? { only } : {}) },
  });

it('reports on unsaved text, with a code that leads to the page, and clears when fixed', async () => {
  open(bad);
  const [found, ...more] = await diagnostics(1);
  expect(more).toEqual([]);
  expect(found).toMatchObject({
    source: 'breakwater',
    code: 'unwrapped-network-call',
    severity: 2,
    range: { start: { line: 1, character: 9 }, end: { line: 1, character: 14 } },
  });
  expect(found!.codeDescription?.href).toMatch(/\/unwrapped-network-call\.md$/);
  change(good, 2);
  expect(await diagnostics(2)).toEqual([]);
});

it('shows one parse error for text that does not parse, and nothing that is old', async () => {
  open(bad);
  await diagnostics(1);
  change(`${bad}const = ;`, 2);
  const broken = await diagnostics(2);
  expect(broken.map(({ code, severity }) => [code, severity])).toEqual([['parse-error', 1]]);
  change(bad, 3);
  expect((await diagnostics(3)).map(({ code }) => code)).toEqual(['unwrapped-network-call']);
});

it('lints only the last of several changes', async () => {
  open(good);
  await diagnostics(1);
  change(`${bad}//`, 2);
  change(`${bad}///`, 3);
  change(bad, 4);
  await diagnostics(4);
  const told = served.client.messages.filter(({ method }) => method === 'textDocument/publishDiagnostics');
  expect(told.map(({ params }) => (params as { version: number }).version)).toEqual([1, 4]);
});

it('offers fixes, none preferred that chooses a figure, and disabling last', async () => {
  open(bad);
  const [found] = await diagnostics(1);
  const offered = await actions(found!.range);
  expect(offered.map(({ title, kind, isPreferred }) => [title, kind, isPreferred ?? false])).toEqual([
    ['Abort after 10 s with AbortSignal.timeout', 'quickfix', false],
    ['Disable unwrapped-network-call for this line', 'quickfix', false],
    ['Disable unwrapped-network-call for this file', 'quickfix', false],
    ['Retry with exponential backoff and jitter, 10 s per attempt', 'refactor.rewrite', false],
  ]);
  expect(offered[0]!.edit!.changes![uri()]).toEqual([
    {
      range: { start: { line: 1, character: 18 }, end: { line: 1, character: 18 } },
      newText: ', { signal: AbortSignal.timeout(10_000) }',
    },
  ]);
  expect(offered[1]!.edit!.changes![uri()]![0]!.newText).toBe(
    '  // breakwater-disable-next-line unwrapped-network-call -- reason\n',
  );
});

it('applies nothing that needs judgement when asked to fix all', async () => {
  const text = `${bad}// breakwater-disable-next-line require-timeout\nexport const x = 1;\n`;
  open(text);
  await diagnostics(1);
  const whole = { start: { line: 0, character: 0 }, end: { line: 9, character: 0 } };
  const [fixAll, ...others] = await actions(whole, ['source.fixAll']);
  expect(others).toEqual([]);
  expect(fixAll!.kind).toBe('source.fixAll.breakwater');
  expect(fixAll!.edit!.changes![uri()]).toEqual([
    { range: { start: { line: 3, character: 0 }, end: { line: 4, character: 0 } }, newText: '' },
  ]);
  change(bad, 2);
  await diagnostics(2);
  expect(await actions(whole, ['source.fixAll.breakwater'])).toEqual([]);
});

it('follows a change in another file', async () => {
  const defaults = join(served.folder, 'defaults.ts');
  await writeFile(join(served.folder, 'package.json'), '{ "name": "fixture" }');
  await writeFile(defaults, `import axios from 'axios';\nexport { axios };\n`);
  open(`import axios from 'axios';\nexport const load = () => axios.get('https://a.example/');\n`);
  expect(await diagnostics(1)).toHaveLength(1);
  await writeFile(defaults, `import axios from 'axios';\naxios.defaults.timeout = 5_000;\n`);
  const from = served.client.messages.length;
  served.client.notify('workspace/didChangeWatchedFiles', {
    changes: [{ uri: pathToFileURL(defaults).href, type: 2 }],
  });
  expect(await diagnostics(1, from)).toEqual([]);
});

it('goes on with the recommended preset where the configuration is wrong, and says so', async () => {
  await writeFile(join(served.folder, 'breakwater.config.json'), '{ "rules": { "require-timeot": "off" } }');
  const told = served.client.next(
    ({ method, params }) => method === 'breakwater/status' && (params as { state: string }).state === 'misconfigured',
  );
  open(bad);
  expect(((await told).params as { message: string }).message).toContain('Did you mean "require-timeout"?');
  expect(await diagnostics(1)).toHaveLength(1);
  await writeFile(join(served.folder, 'breakwater.config.json'), '{ "rules": { "unwrapped-network-call": "off" } }');
  const from = served.client.messages.length;
  served.client.notify('workspace/didChangeWatchedFiles', {
    changes: [{ uri: pathToFileURL(join(served.folder, 'breakwater.config.json')).href, type: 2 }],
  });
  expect(await diagnostics(1, from)).toEqual([]);
});

it('clears what it said about a document that is closed', async () => {
  open(bad);
  await diagnostics(1);
  const from = served.client.messages.length;
  served.client.notify('textDocument/didClose', { textDocument: { uri: uri() } });
  expect(await diagnostics(undefined, from)).toEqual([]);
});
