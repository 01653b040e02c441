import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { documentStore } from '../../src/server/documents.ts';
import { serveEachTest } from './connect.ts';

const bad = `export async function load(url: string) {\n  return fetch(url);\n}\n`;
const rule = 'unwrapped-network-call';
const title = `Disable ${rule} in breakwater.config.json`;
const versions = { workspaceEdit: { documentChanges: true } };
const lazily = { codeAction: { resolveSupport: { properties: ['edit'] } } };

const served = serveEachTest();
const { uriOf } = served;

const config = () => uriOf('breakwater.config.json');
const write = (text: string, name = 'breakwater.config.json') => served.write({ [name]: text });
const changed = (...changes: readonly { uri: string; type: number }[]) =>
  served.client.notify('workspace/didChangeWatchedFiles', { changes });

interface Edit {
  readonly range: { readonly start: { line: number; character: number }; readonly end: object };
  readonly newText: string;
}
interface Offered {
  readonly title: string;
  readonly edit?: {
    readonly changes?: Readonly<Record<string, readonly Edit[]>>;
    readonly documentChanges?: readonly {
      readonly textDocument: { readonly uri: string; readonly version: number | null };
      readonly edits: readonly Edit[];
    }[];
  };
}

async function offered(): Promise<Offered | undefined> {
  served.client.open(uriOf('a.ts'), bad);
  const all = await served.client.request<Offered[]>('textDocument/codeAction', {
    textDocument: { uri: uriOf('a.ts') },
    range: { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } },
    context: { diagnostics: [] },
  });
  return all.find((action) => action.title === title);
}

/** A text with edits applied by a client that counts in some encoding; it shows no byte order mark. */
function applied(text: string, edits: readonly Edit[], encoding: string): string {
  const document = documentStore(() => encoding).create('file:///c.json', 'json', 0, text);
  const [{ range, newText }] = edits as [Edit];
  const at = (position: object) => document.offsetAt(position as { line: number; character: number });
  return text.slice(0, at(range.start)) + newText + text.slice(at(range.end));
}

describe('disabling a rule in the configuration', () => {
  it.each([
    ['utf-8', '{ "ignores": ["größe/**", "🚒/**"], "preset": "strict" }'],
    ['utf-32', '{ "ignores": ["🚒/**"], "rules": { "unwrapped-network-call": "warning" } }'],
    ['utf-16', '{ "ignores": ["🚒/**"], "rules": { "unwrapped-network-call": ["warning", {}] } }'],
    ['utf-16', '\uFEFF{ "preset": "strict" }'],
    ['utf-8', '\uFEFF{ "rules": {} }'],
    ['utf-16', '{\r\n  "preset": "strict"\r\n}\r\n'],
    ['utf-16', '{\r\n  "rules": {\r\n    "lossy-queue": "off"\r\n  }\r\n}\r\n'],
    ['utf-16', '{}\r\n'],
  ])('leaves a file that is valid and says so, in %s: %j', async (encoding, text) => {
    await write(text);
    await served.client.initialize({ general: { positionEncodings: [encoding] }, workspace: versions });
    const action = await offered();
    const [{ textDocument, edits }] = action!.edit!.documentChanges as [
      NonNullable<NonNullable<Offered['edit']>['documentChanges']>[number],
    ];
    // The client hasn't opened it here, so the text on disk counts.
    expect(textDocument).toEqual({ uri: config(), version: null });
    const after = applied(text.replace('\uFEFF', ''), edits, encoding);
    const level = (JSON.parse(after) as { rules: Record<string, unknown> }).rules[rule];
    expect([level].flat()[0]).toBe('off');
    if (text.includes('\r\n')) expect(after.replaceAll('\r\n', '')).not.toContain('\n');
  });

  it('is computed against the unsaved text where the client has opened it, for its version', async () => {
    await write('{ "preset": "strict" }');
    await served.client.initialize({ workspace: versions });
    const unsaved = '{\n  "ignores": [],\n  "preset": "strict"\n}\n';
    served.client.open(config(), unsaved, 'json');
    const document = { uri: config(), version: 7 };
    served.client.notify('textDocument/didChange', {
      textDocument: document,
      contentChanges: [{ text: `\n${unsaved}` }],
    });
    const [change] = (await offered())!.edit!.documentChanges!;
    expect(change!.textDocument).toEqual(document);
    expect(JSON.parse(applied(`\n${unsaved}`, change!.edits, 'utf-16'))).toMatchObject({ rules: { [rule]: 'off' } });
  });

  it('is not offered where that text has errors, and the open file is checked as no source', async () => {
    await write('{ "preset": "strict" }');
    await served.client.initialize({ workspace: versions });
    served.client.open(config(), '{ "preset": ', 'jsonc');
    expect(await offered()).toBeUndefined();
    const whole = { start: { line: 0, character: 0 }, end: { line: 9, character: 0 } };
    const of = { textDocument: { uri: config() } };
    expect(
      await served.client.request('textDocument/codeAction', { ...of, range: whole, context: { diagnostics: [] } }),
    ).toEqual([]);
    expect(await served.client.request('textDocument/hover', { ...of, position: whole.start })).toBeNull();
    await served.client.codes(uriOf('a.ts'));
    await new Promise((resolve) => setTimeout(resolve, 300));
    const sent = served.client.messages.filter(
      ({ params }) => (params as { uri?: string } | undefined)?.uri === config(),
    );
    expect(sent.map(({ params }) => (params as { diagnostics: unknown[] }).diagnostics)).toEqual([[]]);
  });

  it('gets its edit when it is chosen, from the text as it is then', async () => {
    await write('{ "preset": "strict" }');
    await served.client.initialize({ workspace: versions, textDocument: lazily });
    const action = (await offered())!;
    expect(action.edit).toBeUndefined();
    const later = '{\n"preset": "strict" }';
    await write(later);
    const [change] = (await served.client.request<Offered>('codeAction/resolve', action)).edit!.documentChanges!;
    expect(JSON.parse(applied(later, change!.edits, 'utf-16'))).toMatchObject({ rules: { [rule]: 'off' } });
    await write('{ "preset": ');
    expect((await served.client.request<Offered>('codeAction/resolve', action)).edit).toBeUndefined();
  });
});

describe('an error of a configuration', () => {
  const wrong = '{ "presett": "all" }';
  const statuses = (from: number) =>
    served.client.messages
      .slice(from)
      .flatMap(({ method, params }) => (method === 'breakwater/status' ? [params] : []));
  const errorsOf = async (name: string, from = 0) => {
    const uri = uriOf(name);
    const { params } = await served.client.next(
      ({ method, params: of }) => method === 'textDocument/publishDiagnostics' && (of as { uri: string }).uri === uri,
      from,
    );
    return (params as { diagnostics: { message: string; range: { start: object } }[] }).diagnostics;
  };

  it.each([
    ['is pushed', {}, 'watched'],
    ['is pushed and a save tells of it', {}, 'save'],
    ['is pulled', { textDocument: { diagnostic: {} } }, 'watched'],
  ])('goes with its file where it %s', async (_, capabilities, how) => {
    await write(wrong);
    await served.client.initialize(capabilities);
    served.client.open(uriOf('a.ts'), bad);
    if (how === 'watched' && 'textDocument' in capabilities)
      await served.client.request('textDocument/diagnostic', { textDocument: { uri: uriOf('a.ts') } });
    expect(await errorsOf('breakwater.config.json')).toHaveLength(1);
    await rm(join(served.folder, 'breakwater.config.json'));
    const from = served.client.messages.length;
    if (how === 'watched') changed({ uri: config(), type: 3 });
    else served.client.notify('textDocument/didSave', { textDocument: { uri: uriOf('a.ts') } });
    expect(await errorsOf('breakwater.config.json', from)).toEqual([]);
    await served.client.next(
      ({ method, params }) => method === 'breakwater/status' && (params as { state: string }).state === 'ready',
      from,
    );
    expect(JSON.stringify(statuses(from))).not.toMatch(/misconfigured|"config"/);
  });

  it('goes when it is fixed while a nearer configuration holds, and stays while it is wrong', async () => {
    await write(wrong);
    await served.client.initialize();
    served.client.open(uriOf('in/a.ts'), bad);
    expect(await errorsOf('breakwater.config.json')).toHaveLength(1);
    await write('{}', 'in/breakwater.config.json');
    let from = served.client.messages.length;
    changed({ uri: uriOf('in/breakwater.config.json'), type: 1 });
    expect(await errorsOf('in/breakwater.config.json', from)).toEqual([]);
    await served.client.next(
      ({ method, params }) => method === 'breakwater/status' && (params as { state: string }).state !== 'linting',
      from,
    );
    // One that is right and read later doesn't hide one that is wrong.
    expect(JSON.stringify(statuses(from))).toContain('misconfigured');
    await write('{}');
    from = served.client.messages.length;
    changed({ uri: config(), type: 2 });
    expect(await errorsOf('breakwater.config.json', from)).toEqual([]);
  });

  it('stands at its place where the file begins with a byte order mark', async () => {
    await write(`\uFEFF${wrong}`);
    await served.client.initialize();
    served.client.open(uriOf('a.ts'), bad);
    const [error] = await errorsOf('breakwater.config.json');
    expect(error!.range).toEqual({ start: { line: 0, character: 2 }, end: { line: 0, character: 11 } });
  });
});

it('shows what is wrong with a configuration where it is wrong, until it is right', async () => {
  const text = '{\n  "rules": { "require-timeot": "off" }\n}\n';
  await write(text);
  await served.client.initialize();
  served.client.open(uriOf('a.ts'), bad);
  const at = uriOf('breakwater.config.json');
  const { params } = await served.client.next(
    ({ method, params: of }) => method === 'textDocument/publishDiagnostics' && (of as { uri: string }).uri === at,
  );
  expect(params).toMatchObject({
    diagnostics: [
      {
        severity: 1,
        range: { start: { line: 1, character: 13 }, end: { line: 1, character: 29 } },
        message: expect.stringContaining('Did you mean "require-timeout"?'),
      },
    ],
  });
  await write('{}');
  const from = served.client.messages.length;
  served.client.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: at, type: 2 }] });
  expect(await served.client.codes(at, from)).toEqual([]);
});
