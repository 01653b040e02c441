import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it, vi } from 'vitest';
import { CancellationTokenSource } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { LintMessage } from '../../src/lint/model.ts';
import { WorkspaceCheck } from '../../src/server/workspaceCheck.ts';
import { serveEachTest } from './connect.ts';

const bad = `export async function load(url: string) {\n  return fetch(url);\n}\n`;
const found = ['unwrapped-network-call'];

const served = serveEachTest();
const { uriOf, write } = served;

describe('a check of the workspace', () => {
  const MANY = 600;
  const manyFiles = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, n) => [`f${n}.ts`, bad]));
  const many = manyFiles(60);

  it('ends when its request is cancelled', async () => {
    await write(many);
    await served.client.initialize({}, { rootUri: pathToFileURL(served.folder).href });
    const { files } = await served.client.request<{ files: number }>('breakwater/checkWorkspace', null, true);
    expect(files).toBeLessThan(60);
  });

  it('leaves nothing stale when a branch is switched: files come, go and change at once', async () => {
    const good = 'export {};\n';
    await write({ 'gone.ts': bad, 'changed.ts': good });
    await served.client.initialize(
      {},
      { rootUri: pathToFileURL(served.folder).href, initializationOptions: { lint: { run: 'workspace' } } },
    );
    expect(await served.client.codes(uriOf('gone.ts'))).toEqual(found);
    await rm(join(served.folder, 'gone.ts'));
    await write({ 'moved/gone.ts': bad, 'changed.ts': bad });
    const from = served.client.messages.length;
    const changes = [
      { uri: uriOf('gone.ts'), type: 3 },
      { uri: uriOf('moved/gone.ts'), type: 1 },
      { uri: uriOf('changed.ts'), type: 2 },
    ];
    served.client.notify('workspace/didChangeWatchedFiles', { changes });
    expect(await served.client.codes(uriOf('moved/gone.ts'), from)).toEqual(found);
    expect(await served.client.codes(uriOf('changed.ts'), from)).toEqual(found);
    expect(await served.client.codes(uriOf('gone.ts'), from)).toEqual([]);
  });

  it('that nobody asked for ends when the client says so', async () => {
    await write(manyFiles(MANY));
    await served.client.initialize(
      {},
      { rootUri: pathToFileURL(served.folder).href, initializationOptions: { lint: { run: 'workspace' } } },
    );
    const told = () => served.client.messages.filter(({ method }) => method?.endsWith('publishDiagnostics')).length;
    // A stop ends what has begun, so it must not come before that.
    await vi.waitFor(() => expect(told()).toBeGreaterThan(0), { timeout: 50_000, interval: 1 });
    served.client.notify('breakwater/stopCheck', null);
    // Answered in turn: after it, the stop has been heard.
    await served.client.request('breakwater/pageIds');
    const before = told();
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    // The file that was under way may still be told.
    expect(told()).toBeLessThanOrEqual(before + 1);
    expect(told()).toBeLessThan(MANY);
  });

  const settle = () => new Promise((resolve) => setTimeout(resolve, 1_600));
  const start = (run: string) =>
    served.client.initialize(
      {},
      { rootUri: pathToFileURL(served.folder).href, initializationOptions: { lint: { run } } },
    );
  const published = (from: number) =>
    served.client.messages
      .slice(from)
      .filter(({ method }) => method === 'textDocument/publishDiagnostics')
      .map(({ params }) => params as { uri: string; diagnostics: unknown[] });

  it('that a person asked for stays and follows changes, though only open files are checked otherwise', async () => {
    await write({ 'a.ts': bad, 'b.ts': bad, 'c.ts': bad });
    await start('open');
    await served.client.request('breakwater/checkWorkspace');
    served.client.open(uriOf('c.ts'), bad);
    await served.client.codes(uriOf('c.ts'), served.client.messages.length);
    await write({ 'b.ts': 'export {};\n' });
    let from = served.client.messages.length;
    served.client.notify('textDocument/didSave', { textDocument: { uri: uriOf('c.ts') } });
    expect(await served.client.codes(uriOf('b.ts'), from)).toEqual([]);
    await settle();
    expect(
      published(from)
        .filter(({ uri }) => uri === uriOf('a.ts'))
        .at(-1)?.diagnostics ?? [0],
    ).toHaveLength(1);
    // A file that was open is one of the workspace again.
    from = served.client.messages.length;
    served.client.notify('textDocument/didClose', { textDocument: { uri: uriOf('c.ts') } });
    const ofC = () => published(from).findLast(({ uri }) => uri === uriOf('c.ts'));
    await vi.waitFor(() => expect(ofC()?.diagnostics).toHaveLength(1), { timeout: 30_000 });
  });
});

describe('one check at a time', () => {
  interface Fake {
    readonly check: WorkspaceCheck;
    files: string[];
    readonly log: string[];
    running: number;
    most: number;
  }
  const never = new CancellationTokenSource().token;

  function fake(files: string[]): Fake {
    const state: Fake = { files, log: [], running: 0, most: 0, check: undefined as unknown as WorkspaceCheck };
    const check = new WorkspaceCheck({
      files: () => state.files,
      async *check(uris, token) {
        state.most = Math.max(state.most, ++state.running);
        try {
          for (const uri of uris) {
            await new Promise((resolve) => setTimeout(resolve, uris.length > 100 ? 0 : 20));
            if (token.isCancellationRequested) return;
            yield { document: { uri } as TextDocument, messages: [{} as LintMessage] };
          }
        } finally {
          state.running--;
        }
      },
      publish: ({ uri }) => void state.log.push(uri),
      clear: (uri) => void state.log.push(`-${uri}`),
      progress: () => undefined,
      finished: () => void state.log.push(`= ${check.findings} ${check.checked} ${check.tooMany ?? ''}`.trimEnd()),
    });
    return Object.assign(state, { check });
  }
  const list = (count: number) => Array.from({ length: count }, (_, index) => `f${index}`);
  const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

  /** A busy machine is late. */
  const ended = ({ log }: Fake) => vi.waitFor(() => expect(log.at(-1)).toMatch(/^=/), { timeout: 30_000 });

  it('drops what was found when the workspace grows past its limit, and says so', async () => {
    const state = fake(['a', 'b']);
    state.check.changed(true);
    await ended(state);
    expect(state.log).toEqual(['a', 'b', '= 2 true']);
    state.log.length = 0;
    state.files = list(2_001);
    state.check.changed(true);
    await ended(state);
    expect(state.log).toEqual(['-a', '-b', '= 0 false 2001']);
    state.log.length = 0;
    state.files = ['a'];
    state.check.changed(true);
    await ended(state);
    expect(state.log).toEqual(['a', '= 1 true']);
  });

  it('starts a manual check over after a change, and answers with the whole', async () => {
    const state = fake(list(8));
    const answer = state.check.checkNow(never);
    await wait(70);
    state.files = ['new', ...list(4)];
    state.check.changed(false);
    expect(await answer).toEqual({ files: 5, findings: 5 });
    expect(state.log.slice(-6)).toEqual(['new', 'f0', 'f1', 'f2', 'f3', '= 5 true']);
    expect(state.most).toBe(1);
  });

  it('ends the one before, whoever asked for it', async () => {
    const state = fake(list(6));
    state.check.changed(true);
    await wait(1_040);
    const first = state.check.checkNow(never);
    await wait(30);
    const second = await state.check.checkNow(never);
    expect(second).toEqual({ files: 6, findings: 6 });
    expect((await first).files).toBeLessThan(6);
    const last = state.log.lastIndexOf('f0');
    expect(state.log.slice(last)).toEqual([...list(6), expect.stringContaining('= 6 true')]);
  });

  it('ends a manual one that is stopped', async () => {
    const state = fake(list(20));
    const answer = state.check.checkNow(never);
    await wait(50);
    state.check.stop();
    expect((await answer).files).toBeLessThan(20);
  });
});
