import { mkdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeEach, expect, test } from 'vitest';
import type { CodeAction, CodeLens, Hover } from 'vscode-languageserver';
import { serveEachTest } from './connect.ts';

const served = serveEachTest();
const { uriOf, write } = served;

const capabilities = {
  workspace: { workspaceEdit: { documentChanges: true, resourceOperations: ['create'] } },
};
const source = "export const charge = async () => {\n  await fetch('https://api.stripe.com/v1/charges');\n};\n";
const runbook = (front: string): string => `---\nowner: a\nescalation: b\n${front}\n---\n\n# Stripe [is] down\n`;

beforeEach(async () => {
  mkdirSync(join(served.folder, 'runbooks'));
  await write({ 'src/pay.ts': source });
});

async function opened(settings: object = {}, options: object = {}): Promise<string> {
  await served.client.initialize(capabilities, {
    workspaceFolders: [{ uri: pathToFileURL(served.folder).href, name: 'a' }],
    initializationOptions: { lint: { run: 'open', ...settings }, ...options },
  });
  const uri = uriOf('src/pay.ts');
  served.client.open(uri, source);
  return uri;
}

const here = (uri: string) => ({ textDocument: { uri }, position: { line: 1, character: 10 } });
const actionsAt = (uri: string): Promise<CodeAction[]> =>
  served.client.request('textDocument/codeAction', {
    textDocument: { uri },
    range: { start: { line: 1, character: 10 }, end: { line: 1, character: 10 } },
    context: { diagnostics: [] },
  });

test('a call names the runbook that covers what it leads to: hover, lens and quick action', async () => {
  await writeFile(join(served.folder, 'runbooks/stripe.md'), runbook('dependencies: [stripe]'));
  const uri = await opened();
  const { contents } = await served.client.request<Hover>('textDocument/hover', here(uri));
  expect((contents as { value: string }).value).toContain(
    `Runbook: [Stripe \\[is\\] down](${uriOf('runbooks/stripe.md')})`,
  );
  const lenses = await served.client.request<CodeLens[]>('textDocument/codeLens', { textDocument: { uri } });
  expect(lenses).toMatchObject([
    {
      range: { start: { line: 1 } },
      command: {
        title: 'Runbook: Stripe [is] down',
        command: 'breakwater.runbook.show',
        arguments: [uriOf('runbooks/stripe.md')],
      },
    },
  ]);
  const actions = await actionsAt(uri);
  expect(actions.map(({ title }) => title)).toContain('Open runbook: Stripe [is] down');
  expect(actions.some(({ title }) => title.startsWith('Create a runbook'))).toBe(false);
  const shown = served.client.next(({ method }) => method === 'window/showDocument');
  await served.client.request('workspace/executeCommand', {
    command: 'breakwater.runbook.show',
    arguments: [uriOf('runbooks/stripe.md')],
  });
  expect((await shown).params).toMatchObject({ uri: uriOf('runbooks/stripe.md') });
  for (const outside of [
    'file:///etc/passwd',
    'file:///etc/a.md',
    uriOf('src/a.ts'),
    uriOf('../other.md'),
    'https://a.example/a.md',
  ])
    await expect(
      served.client.request('workspace/executeCommand', { command: 'breakwater.runbook.show', arguments: [outside] }),
      outside,
    ).rejects.toMatchObject({ code: -32602 });
});

test('our own extension opens runbooks itself, and has the lenses of code but not those of Markdown', async () => {
  await writeFile(join(served.folder, 'runbooks/stripe.md'), runbook('services: stripe'));
  const uri = await opened({}, { outline: false });
  const lenses = await served.client.request<CodeLens[]>('textDocument/codeLens', { textDocument: { uri } });
  expect(lenses.map(({ command }) => command?.command)).toEqual(['breakwater.runbook.open']);
});

test('where none covers it, a finding offers to write one from the template that fits', async () => {
  await writeFile(join(served.folder, 'runbooks/other.md'), runbook('dependencies: [strip, api, redis]'));
  const uri = await opened();
  expect(await served.client.request('textDocument/codeLens', { textDocument: { uri } })).toEqual([]);
  const action = (await actionsAt(uri)).find(
    ({ title }) => title === 'Create a runbook for when api.stripe.com is down',
  );
  const [create, edit] = (action?.edit?.documentChanges ?? []) as [
    { kind: string; uri: string },
    { edits: { newText: string }[] },
  ];
  expect(create).toMatchObject({ kind: 'create', uri: uriOf('runbooks/api-stripe-com-down.runbook.md') });
  expect(edit.edits[0]!.newText).toMatch(
    /^---\ntitle: "api.stripe.com is down"\n[^]*\ndependencies: \["api.stripe.com"\]\n/,
  );
  // Written, it covers the call.
  await writeFile(join(served.folder, 'runbooks/api-stripe-com-down.runbook.md'), edit.edits[0]!.newText);
  served.client.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: create.uri, type: 1 }] });
  const titles = (await actionsAt(uri)).map(({ title }) => title);
  expect(titles).toContain('Open runbook: api.stripe.com is down');
});

test('"no runbook covers this" is told to those who want it, and only of what is known', async () => {
  const uri = await opened({ missingRunbooks: true });
  expect(await served.client.codes(uri)).toContain('no-runbook');
  const unknown = uriOf('src/b.ts');
  served.client.open(unknown, "import { base } from './c';\nexport const f = () => fetch(base + '/x');\n");
  expect(await served.client.codes(unknown)).not.toContain('no-runbook');
});

test('and is off by default', async () => {
  expect(await served.client.codes(await opened())).not.toContain('no-runbook');
});

test('the calls that fail when something of a runbook is down', async () => {
  await opened();
  const groups = await served.client.request('breakwater/affectedCalls', {
    uri: uriOf('runbooks/stripe.md'),
    text: runbook('dependencies: [stripe, redis]'),
  });
  expect(groups).toMatchObject([
    {
      name: 'stripe',
      calls: [{ path: 'src/pay.ts', line: 2, protection: [{ text: 'no timeout', good: false }, {}, {}] }],
    },
  ]);
  expect(await served.client.request('breakwater/affectedCalls', { uri: uriOf('a.md'), text: '# A\n' })).toEqual([]);
});

test('a dependency that no code uses is told in the runbook; one that code only mentions is not', async () => {
  await writeFile(join(served.folder, 'src/flags.ts'), 'export const RISK_ENGINE_URL = process.env.RISK_ENGINE_URL;\n');
  await opened();
  const uri = uriOf('runbooks/a.runbook.md');
  served.client.open(uri, runbook('dependencies: [stripe, risk-engine, the bank, redis]'), 'markdown');
  const { params } = await served.client.next(
    ({ method, params: of }) => method === 'textDocument/publishDiagnostics' && (of as { uri: string }).uri === uri,
  );
  const found = (params as { diagnostics: { code: string; message: string }[] }).diagnostics;
  expect(found.filter(({ code }) => code === 'unused-dependency').map(({ message }) => message)).toEqual([
    'No TypeScript or JavaScript in this project calls or mentions "redis": correct its name or remove it.',
  ]);
});
