import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { serveEachTest } from './connect.ts';

const bad = `export async function load(url: string) {\n  return fetch(url);\n}\n`;
const found = ['unwrapped-network-call'];

const served = serveEachTest();
const { uriOf, write } = served;

const asks = { workspace: { configuration: true } };
const whole = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };

describe('a client that does not watch files', () => {
  const local = `export const api = { get: (path: string) => [path] };\n`;
  const remote = `import axios from 'axios';\nexport const api = axios.create({ timeout: 5_000 });\n`;
  // A swallowed failure, where the call goes over the network.
  const importer = `import { api } from './client.js';
export async function load() {
  try {
    return await api.get('/a');
  } catch {
    return [];
  }
}
`;

  it('sees findings of files that import a saved one change', async () => {
    await write({ 'package.json': '{}', 'client.ts': local, 'load.ts': importer });
    await served.client.initialize();
    served.client.open(uriOf('client.ts'), local);
    served.client.open(uriOf('load.ts'), importer);
    expect(await served.client.codes(uriOf('load.ts'))).toEqual([]);
    await write({ 'client.ts': remote });
    served.client.notify('textDocument/didChange', {
      textDocument: { uri: uriOf('client.ts'), version: 2 },
      contentChanges: [{ text: remote }],
    });
    const from = served.client.messages.length;
    served.client.notify('textDocument/didSave', { textDocument: { uri: uriOf('client.ts') } });
    expect(await served.client.codes(uriOf('load.ts'), from)).toEqual(['swallowed-failure']);
  });

  it('sees what has changed in the project when it saves', async () => {
    await write({
      'package.json': '{}',
      'tsconfig.json': '{ "extends": "./tsconfig.base.json" }',
      'tsconfig.base.json': '{ "compilerOptions": { "paths": { "@/*": ["./a/*"] } } }',
      'a/client.ts': local,
      'b/client.ts': remote,
    });
    const text = importer.replace('./client.js', '@/client');
    await served.client.initialize();
    served.client.open(uriOf('load.ts'), text);
    expect(await served.client.codes(uriOf('load.ts'))).toEqual([]);
    await write({ 'tsconfig.base.json': '{ "compilerOptions": { "paths": { "@/*": ["./b/*"] } } }' });
    const from = served.client.messages.length;
    served.client.notify('textDocument/didSave', { textDocument: { uri: uriOf('load.ts') } });
    expect(await served.client.codes(uriOf('load.ts'), from)).toEqual(['swallowed-failure']);
  });
});

it('asks a client that watches to watch everything that it reads', async () => {
  const registered: unknown[] = [];
  served.client.answers.set('client/registerCapability', (params) => void registered.push(params));
  await served.client.initialize({ workspace: { didChangeWatchedFiles: { dynamicRegistration: true } } });
  await served.client.next(({ method }) => method === 'client/registerCapability');
  const text = JSON.stringify(registered);
  for (const name of [
    'pnpm-lock.yaml',
    'yarn.lock',
    'bun.lock',
    'npm-shrinkwrap.json',
    '*tsconfig*.json',
    '*jsconfig*.json',
  ])
    expect(text).toContain(name);
});

describe('settings', () => {
  const off = { lint: { enable: false } };

  it.each([
    ['initializationOptions', off],
    ['initializationOptions under our name', { breakwater: off }],
    ['flat keys', { 'breakwater.lint.enable': false }],
    ['flat keys below our name', { breakwater: { 'lint.enable': false } }],
    ['a flat section', { 'breakwater.lint': { enable: false } }],
  ])('from %s hold where the client has no answer', async (_, initializationOptions) => {
    await served.client.initialize(asks, { initializationOptions });
    served.client.open(uriOf('a.ts'), bad);
    expect(await served.client.codes(uriOf('a.ts'))).toEqual([]);
  });

  it('that are pushed hold too, and an answer goes over them', async () => {
    await served.client.initialize(asks);
    served.client.open(uriOf('a.ts'), bad);
    expect(await served.client.codes(uriOf('a.ts'))).toEqual(found);
    let from = served.client.messages.length;
    served.client.notify('workspace/didChangeConfiguration', { settings: { breakwater: off } });
    expect(await served.client.codes(uriOf('a.ts'), from)).toEqual([]);
    served.client.answers.set('workspace/configuration', () => [{ enable: true, preset: null }]);
    from = served.client.messages.length;
    served.client.notify('workspace/didChangeConfiguration', { settings: null });
    expect(await served.client.codes(uriOf('a.ts'), from)).toEqual(found);
  });

  it('that are pushed with flat keys hold, and others that begin like them do not', async () => {
    await served.client.initialize();
    served.client.open(uriOf('a.ts'), bad);
    expect(await served.client.codes(uriOf('a.ts'))).toEqual(found);
    let from = served.client.messages.length;
    served.client.notify('workspace/didChangeConfiguration', { settings: { 'breakwater.lint.enable': false } });
    expect(await served.client.codes(uriOf('a.ts'), from)).toEqual([]);
    from = served.client.messages.length;
    const settings = { 'breakwater.lint.enable': true, 'breakwater.linter.enable': false, 'lint.enabled': false };
    served.client.notify('workspace/didChangeConfiguration', { settings });
    expect(await served.client.codes(uriOf('a.ts'), from)).toEqual(found);
  });

  it('that make no sense count as not made', async () => {
    await served.client.initialize(asks, { initializationOptions: { lint: { enable: 'no', preset: 7 } } });
    served.client.open(uriOf('a.ts'), bad);
    expect(await served.client.codes(uriOf('a.ts'))).toEqual(found);
  });
});

describe('diagnostics on request', () => {
  const pulls = { textDocument: { diagnostic: {} }, workspace: { diagnostics: { refreshSupport: true } } };
  interface Report {
    readonly kind: string;
    readonly resultId: string;
    readonly uri: string;
    readonly items?: readonly { readonly code: string }[];
  }
  const pull = (previousResultId?: string) =>
    served.client.request<Report>('textDocument/diagnostic', {
      textDocument: { uri: uriOf('a.ts') },
      previousResultId,
    });

  it('are those of a document, once, and nothing is sent beside them', async () => {
    expect((await served.client.initialize(pulls)).capabilities['diagnosticProvider']).toMatchObject({
      interFileDependencies: true,
      workspaceDiagnostics: true,
    });
    served.client.open(uriOf('a.ts'), bad);
    const first = await pull();
    expect(first.items?.map(({ code }) => code)).toEqual(found);
    expect(await pull(first.resultId)).toEqual({ kind: 'unchanged', resultId: first.resultId });
    expect(served.client.messages.filter(({ method }) => method === 'textDocument/publishDiagnostics')).toEqual([]);
  });

  it('are offered to nobody who can not ask', async () => {
    expect((await served.client.initialize()).capabilities).not.toHaveProperty('diagnosticProvider');
  });

  it('are those of the workspace, and then wait for news', async () => {
    await write({ 'a.ts': bad, 'src/b.ts': bad, 'clean.ts': 'export {};\n', 'node_modules/x/c.ts': bad });
    await served.client.initialize(pulls, {
      workspaceFolders: [{ uri: pathToFileURL(served.folder).href, name: 'w' }],
    });
    const { items } = await served.client.request<{ items: Report[] }>('workspace/diagnostic', {
      previousResultIds: [],
    });
    const findings = Object.fromEntries(items.map(({ uri, items: list }) => [uri, list?.map(({ code }) => code)]));
    expect(findings).toEqual({ [uriOf('a.ts')]: found, [uriOf('src/b.ts')]: found, [uriOf('clean.ts')]: [] });
    const previousResultIds = items.map(({ uri, resultId }) => ({ uri, value: resultId }));
    const next = served.client.request<{ items: Report[] }>('workspace/diagnostic', { previousResultIds });
    let answered = false;
    void next.then(() => (answered = true));
    await served.client.request('textDocument/hover', { textDocument: { uri: uriOf('x') }, position: whole.start });
    expect(answered).toBe(false);
    await rm(join(served.folder, 'a.ts'));
    await write({ 'src/b.ts': 'export {};\n' });
    served.client.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: uriOf('a.ts'), type: 3 }] });
    const after = new Map((await next).items.map((report) => [report.uri, report]));
    expect(after.get(uriOf('a.ts'))!.items).toEqual([]);
    expect(after.get(uriOf('src/b.ts'))!.items).toEqual([]);
    expect(after.get(uriOf('clean.ts'))!.kind).toBe('unchanged');
  });

  it('come in pieces, with progress, where the client takes them so', async () => {
    await write(Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`f${i}.ts`, bad])));
    await served.client.initialize(pulls, { rootUri: pathToFileURL(served.folder).href });
    const { items } = await served.client.request<{ items: Report[] }>('workspace/diagnostic', {
      previousResultIds: [],
      partialResultToken: 'p',
      workDoneToken: 'w',
    });
    const told = served.client.messages
      .filter(({ method }) => method === '$/progress')
      .map(({ params }) => params as { token: string; value: { kind?: string; items?: Report[] } });
    expect(told.map(({ token, value }) => [token, value.kind ?? value.items?.length])).toEqual([
      ['w', 'begin'],
      ['p', 50],
      ['w', 'report'],
      ['w', 'end'],
    ]);
    expect(items).toHaveLength(10);
  });

  it('end when they are cancelled', async () => {
    await write(Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`f${i}.ts`, bad])));
    await served.client.initialize(pulls, { rootUri: pathToFileURL(served.folder).href });
    await expect(served.client.request('workspace/diagnostic', { previousResultIds: [] }, true)).rejects.toMatchObject({
      code: -32800,
    });
  });
});

describe('workspace folders', () => {
  it.each([
    ['a client that says nothing', {}],
    ['one that has workspace folders', { workspace: { workspaceFolders: true } }],
  ])('that come and go are checked, or no longer: %s', async (_, capabilities) => {
    await write({ 'one/a.ts': bad, 'two/b.ts': bad });
    const one = { uri: uriOf('one'), name: 'one' };
    const two = { uri: uriOf('two'), name: 'two' };
    await served.client.initialize(capabilities, {
      workspaceFolders: [one],
      initializationOptions: { lint: { run: 'workspace' } },
    });
    expect(await served.client.codes(uriOf('one/a.ts'))).toEqual(found);
    const from = served.client.messages.length;
    served.client.notify('workspace/didChangeWorkspaceFolders', { event: { added: [two], removed: [one] } });
    expect(await served.client.codes(uriOf('two/b.ts'), from)).toEqual(found);
    expect(await served.client.codes(uriOf('one/a.ts'), from)).toEqual([]);
  });

  it('are checked on request, whatever the settings say', async () => {
    await write({ 'a.ts': bad, 'b.ts': bad });
    await served.client.initialize({}, { rootUri: pathToFileURL(served.folder).href });
    served.client.open(uriOf('b.ts'), 'export {};\n');
    expect(await served.client.request('breakwater/checkWorkspace')).toEqual({ files: 1, findings: 1 });
    expect(await served.client.codes(uriOf('a.ts'))).toEqual(found);
    await rm(join(served.folder, 'a.ts'));
    const from = served.client.messages.length;
    await served.client.request('breakwater/checkWorkspace');
    expect(await served.client.codes(uriOf('a.ts'), from)).toEqual([]);
  });
});

interface Action {
  readonly title: string;
  readonly isPreferred?: boolean;
  readonly data?: unknown;
  readonly edit?: { readonly changes: Readonly<Record<string, readonly { readonly newText: string }[]>> };
}

describe('code actions', () => {
  const lazily = { textDocument: { codeAction: { resolveSupport: { properties: ['edit'] } } } };
  const unused = `// breakwater-disable-next-line require-timeout\nexport const x = 1;\n`;
  const actions = (only?: string[]) =>
    served.client.request<Action[]>('textDocument/codeAction', {
      textDocument: { uri: uriOf('a.ts') },
      range: whole,
      context: { diagnostics: [], ...(only ? { only } : {}) },
    });

  it('get their edits when they are chosen, where the client can do that', async () => {
    await served.client.initialize(lazily);
    served.client.open(uriOf('a.ts'), bad);
    const disable = (await actions()).find(({ title }) => title.startsWith('Disable'))!;
    expect(disable.edit).toBeUndefined();
    const resolved = await served.client.request<Action>('codeAction/resolve', disable);
    expect(resolved.edit!.changes[uriOf('a.ts')]![0]!.newText).toContain('breakwater-disable-next-line');
  });

  it('stay without an edit when the text has gone on', async () => {
    await served.client.initialize(lazily);
    served.client.open(uriOf('a.ts'), bad);
    const disable = (await actions()).find(({ title }) => title.startsWith('Disable'))!;
    served.client.notify('textDocument/didChange', {
      textDocument: { uri: uriOf('a.ts'), version: 2 },
      contentChanges: [{ text: `\n${bad}` }],
    });
    expect((await served.client.request<Action>('codeAction/resolve', disable)).edit).toBeUndefined();
  });

  it('are preferred where they choose nothing', async () => {
    await served.client.initialize();
    served.client.open(uriOf('a.ts'), unused + bad);
    const preferred = (await actions(['quickfix'])).map(({ title, isPreferred }) => [title, isPreferred ?? false]);
    expect(preferred).toContainEqual(['Remove the comment', true]);
    expect(preferred).toContainEqual(['Abort after 10 s with AbortSignal.timeout', false]);
  });

  it('fix all only where something can be fixed', async () => {
    await served.client.initialize(lazily);
    served.client.open(uriOf('a.ts'), bad);
    expect(await actions(['source.fixAll'])).toEqual([]);
    served.client.notify('textDocument/didChange', {
      textDocument: { uri: uriOf('a.ts'), version: 2 },
      contentChanges: [{ text: unused }],
    });
    const [action, ...more] = await actions(['source.fixAll']);
    expect(more).toEqual([]);
    const resolved = await served.client.request<Action>('codeAction/resolve', action);
    expect(resolved.edit!.changes[uriOf('a.ts')]).toMatchObject([{ newText: '' }]);
  });
});

describe('"Prove it"', () => {
  const creating = { workspace: { workspaceEdit: { documentChanges: true, resourceOperations: ['create'] } } };
  const exported = `export async function load(url: string) {\n  return (await fetch(url)).json();\n}\n`;
  interface Creating {
    readonly title: string;
    readonly kind: string;
    readonly edit: {
      readonly documentChanges: readonly [
        { readonly kind: 'create'; readonly uri: string },
        { readonly edits: readonly { readonly newText: string }[] },
      ];
    };
  }
  const proofs = async (only?: string[]) => {
    const all = await served.client.request<Creating[]>('textDocument/codeAction', {
      textDocument: { uri: uriOf('a.ts') },
      range: whole,
      context: { diagnostics: [], ...(only ? { only } : {}) },
    });
    return all.filter(({ kind }) => kind === 'refactor.prove');
  };

  it('offers a test beside the source, with its text, for a client that creates files', async () => {
    await served.client.initialize(creating);
    served.client.open(uriOf('a.ts'), exported);
    const [action, ...more] = await proofs();
    expect(more).toEqual([]);
    expect(action!.title).toBe('Prove it: write a test that fails until unwrapped-network-call is fixed');
    const [create, insert] = action!.edit.documentChanges;
    expect(create).toMatchObject({
      kind: 'create',
      uri: uriOf('a.unwrapped-network-call.test.ts'),
      options: { overwrite: false },
    });
    expect(insert.edits[0]!.newText).toContain('settle(() => load(server.url), server.ended)');
    expect(await proofs(['refactor'])).toHaveLength(1);
    expect(await proofs(['quickfix'])).toEqual([]);
  });

  it('offers nothing where that file exists, no test can reach the call, or the client creates no files', async () => {
    await served.client.initialize(creating);
    served.client.open(uriOf('a.ts'), exported.replace('export ', ''));
    expect(await proofs()).toEqual([]);
    served.client.notify('textDocument/didChange', {
      textDocument: { uri: uriOf('a.ts'), version: 2 },
      contentChanges: [{ text: exported }],
    });
    expect(await proofs()).toHaveLength(1);
    await writeFile(join(served.folder, 'a.unwrapped-network-call.test.ts'), '');
    expect(await proofs()).toEqual([]);
  });

  it('is not offered to a client that creates no files', async () => {
    await served.client.initialize();
    served.client.open(uriOf('a.ts'), exported);
    expect(await proofs()).toEqual([]);
  });
});

describe('hover', () => {
  const at = async (line: number, character: number, positionEncodings?: string[]) => {
    await served.client.initialize({ general: { positionEncodings } });
    served.client.open(
      uriOf('a.ts'),
      `/* 😀 */ export const load = () => fetch('https://api.example/x', { method: 'PUT' });\nload();\n`,
    );
    const hover = await served.client.request<{ contents: { value: string }; range: unknown } | null>(
      'textDocument/hover',
      {
        textDocument: { uri: uriOf('a.ts') },
        position: { line, character },
      },
    );
    return hover;
  };

  it('on a remote call tells how it is protected, and what was found', async () => {
    const hover = await at(0, 37);
    expect(hover!.contents.value).toContain('unwrapped-network-call.md');
    expect(hover!.contents.value).toMatch(
      /\*\*Remote call\*\* `fetch`[^]*PUT api\.example[^]*Timeout: none[^]*Protection: none[^]*Failures: /,
    );
  });

  it('on anything else tells nothing', async () => {
    expect(await at(1, 2)).toBe(null);
  });

  it.each([
    ['utf-8', 37],
    ['utf-16', 35],
    ['utf-32', 34],
  ])('counts positions in %s', async (encoding, character) => {
    expect((await at(0, 40, [encoding]))!.range).toMatchObject({ start: { line: 0, character } });
  });
});

describe('a runbook', () => {
  const text = `# Failover

Read [the plan](plan%20b.md#why) and [the site](https://example.org), not [this](gone.md).

## Check

1. Look at it

   \`\`\`sh
   kubectl get pods
   # [no link](plan%20b.md)
   \`\`\`

2. Tell it's team
`;
  const request = async <T>(method: string, name = 'db.runbook.md', more: object = {}) => {
    await write({ 'plan b.md': '# Why\n' });
    const { capabilities } = await served.client.initialize({}, more);
    served.client.open(uriOf(name), text, 'markdown');
    return { capabilities, answer: await served.client.request<T>(method, { textDocument: { uri: uriOf(name) } }) };
  };

  it('has symbols for its sections, steps and commands', async () => {
    interface Symbol {
      readonly name: string;
      readonly children: readonly Symbol[];
    }
    const { answer } = await request<Symbol[]>('textDocument/documentSymbol');
    const tree = (symbols: readonly Symbol[]): unknown => symbols.map(({ name, children }) => [name, tree(children)]);
    expect(JSON.stringify(tree(answer))).toMatch(
      /Failover.*Check.*1\. Look at it.*kubectl get pods.*2\. Tell it's team/,
    );
  });

  it('has symbols where its text begins with a byte order mark', async () => {
    await served.client.initialize();
    for (const start of ['\uFEFF', '']) {
      const uri = uriOf(`bom${start.length}.runbook.md`);
      served.client.open(uri, `${start}# Failover\n\n1. Run this:\n\n   \`\`\`sh\n   ls\n   \`\`\`\n`, 'markdown');
      const answer = await served.client.request<{ name: string }[]>('textDocument/documentSymbol', {
        textDocument: { uri },
      });
      expect(answer.map(({ name }) => name)).toEqual(['Failover']);
    }
  });

  it('folds what is longer than a line', async () => {
    const { answer } = await request<{ startLine: number; endLine: number }[]>('textDocument/foldingRange');
    expect(answer).toContainEqual(expect.objectContaining({ startLine: 8, endLine: 11 }));
    expect(answer.every(({ startLine, endLine }) => startLine < endLine)).toBe(true);
  });

  it('links to files that are there', async () => {
    const { answer } = await request<{ target: string; range: object }[]>('textDocument/documentLink');
    expect(answer).toEqual([
      {
        target: `${uriOf('plan b.md')}#why`,
        range: { start: { line: 2, character: 16 }, end: { line: 2, character: 31 } },
      },
    ]);
  });

  it('tells how a step is run, and runs nothing', async () => {
    const { answer } = await request<{ command: { command: string; arguments: string[] } }[]>('textDocument/codeLens');
    expect(answer).toHaveLength(1);
    const line = await served.client.request<string>('workspace/executeCommand', answer[0]!.command);
    expect(line).toMatch(/^npx breakwater runbook run \S+db\.runbook\.md --step \S+$/);
    const { params } = await served.client.next(({ method }) => method === 'window/showMessage');
    expect(params).toEqual({ type: 3, message: `Run this in a terminal: ${line}` });
  });

  it('has none of that where it is other Markdown, and nothing of it is offered where the client wants none', async () => {
    const { answer, capabilities } = await request<unknown[]>('textDocument/documentSymbol', 'notes.md', {
      initializationOptions: { outline: false },
    });
    expect(answer).toEqual([]);
    expect(capabilities).not.toHaveProperty('documentSymbolProvider');
    // Lenses of code, which no editor has of its own, are there all the same.
    expect(capabilities).toHaveProperty('codeLensProvider');
  });
});
