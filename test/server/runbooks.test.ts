import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { type CodeAction, type CompletionItem, type Hover } from 'vscode-languageserver/node';
import { serveEachTest } from './connect.ts';

const served = serveEachTest();
const { uriOf } = served;

beforeEach(() => served.client.initialize());

const open = (uri: string, text: string): void => served.client.open(uri, text, 'markdown');

async function codesOf(uri: string, version: number): Promise<unknown[]> {
  return (await served.client.diagnostics(uri, version)).map(({ code }) => code);
}

it('checks runbooks as they are typed, and leaves other Markdown alone', async () => {
  const uri = uriOf('a.runbook.md');
  await writeFile(join(served.folder, 'there.md'), '# Two\n');
  const front = '---\nowner: a\nescalation: b\n---\n# A\n\n';
  open(uri, `${front}[x](there.md#two) [y](gone.md)\n`);
  expect(await codesOf(uri, 1)).toEqual(['dead-link']);
  served.client.notify('textDocument/didChange', {
    textDocument: { uri, version: 2 },
    contentChanges: [{ text: front }],
  });
  expect(await codesOf(uri, 2)).toEqual([]);
  const other = uriOf('README.md');
  open(other, '[y](gone.md)\n');
  expect(await codesOf(other, 1)).toEqual([]);
});

it('knows a runbook by its front matter, of whatever form', async () => {
  const body = '\n# A\n\n[y](gone.md)\n';
  for (const [name, front] of [
    ['yaml.md', '---\nowner: a\nservices: [web]\n---\n'],
    ['toml.md', '+++\nowner = "a"\nescalation = ["b"]\n+++\n'],
  ] as const) {
    const uri = uriOf(name);
    open(uri, front + body);
    expect(await codesOf(uri, 1), name).toContain('dead-link');
  }
});

it('tells of tools that are not here, and of drills that records show to be overdue', async () => {
  const runs = join(served.folder, '.breakwater', 'runs');
  await mkdir(runs, { recursive: true });
  const started = { type: 'run-started', at: '2020-01-01T00:00:00.000Z', runbook: { path: 'd.runbook.md' } };
  await writeFile(join(runs, 'a.jsonl'), `${JSON.stringify(started)}\n`);
  const uri = uriOf('d.runbook.md');
  const front = '---\nowner: a\nescalation: b\ndrillEvery: 30d\n---\n# A\n\n';
  open(uri, `${front}\`\`\`sh\nno-such-tool-here --list\ncd /tmp\nls\n\`\`\`\n`);
  expect(await codesOf(uri, 1)).toEqual(['drill-overdue', 'tool-missing']);
});

it('offers the fix of an unclosed fence, completes and explains attributes', async () => {
  const uri = uriOf('b.runbook.md');
  open(uri, '---\nowner: a\nescalation: b\n---\n\n```sh {timeout=5s }\nls\n');
  expect(await codesOf(uri, 1)).toEqual(['unclosed-fence']);
  const start = { line: 5, character: 0 };
  const [fix] = await served.client.request<CodeAction[]>('textDocument/codeAction', {
    textDocument: { uri },
    range: { start, end: start },
    context: { diagnostics: [] },
  });
  expect(fix).toMatchObject({ kind: 'quickfix', isPreferred: true });
  expect(fix!.edit!.changes![uri]![0]!.newText).toContain('```');
  const position = { line: 5, character: 18 };
  const items = await served.client.request<CompletionItem[]>('textDocument/completion', {
    textDocument: { uri },
    position,
  });
  expect(items.map(({ label }) => label)).toContain('retries');
  expect(items.map(({ label }) => label)).not.toContain('timeout');
  const told = await served.client.request<Hover>('textDocument/hover', {
    textDocument: { uri },
    position: { line: 5, character: 9 },
  });
  expect(JSON.stringify(told.contents)).toContain('Stops the block');
  expect(told.range).toEqual({ start: { line: 5, character: 7 }, end: { line: 5, character: 14 } });
});

it('disables a check for a line or the file', async () => {
  const uri = uriOf('c.runbook.md');
  open(uri, '---\nowner: a\nescalation: b\n---\n# A\n\n1. [y](gone.md)\n');
  expect(await codesOf(uri, 1)).toEqual(['dead-link']);
  const actions = await served.client.request<CodeAction[]>('textDocument/codeAction', {
    textDocument: { uri },
    range: { start: { line: 6, character: 4 }, end: { line: 6, character: 4 } },
    context: { diagnostics: [] },
  });
  expect(actions.map(({ title, edit }) => [title, edit!.changes![uri]![0]!.newText])).toEqual([
    ['Disable dead-link for this line', ' <!-- breakwater-disable-line dead-link -- reason -->'],
    ['Disable dead-link for this file', '<!-- breakwater-disable-file dead-link -- reason -->\n'],
  ]);
});
