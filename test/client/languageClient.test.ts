import { expect, it, vi } from 'vitest';
import { startLanguageServer } from '../../src/client/languageClient.ts';
import type { Services } from '../../src/extension/services.ts';

const started = vi.hoisted(() => ({ fails: undefined as Error | undefined }));

// What the client needs of the editor, which is not here.
vi.mock('vscode', () => ({
  Uri: { joinPath: () => ({ fsPath: '/extension/dist/server.js' }) },
  LanguageStatusSeverity: {},
  languages: { createLanguageStatusItem: () => ({ dispose: () => undefined }) },
}));
vi.mock('vscode-languageclient/node', () => ({
  TransportKind: {},
  LanguageClient: class {
    onNotification(): void {}
    start(): Promise<void> {
      return started.fails ? Promise.reject(started.fails) : Promise.resolve();
    }
    dispose(): Promise<void> {
      return Promise.resolve();
    }
  },
}));

/** What the log holds, by level, after the server was started. */
async function logged(): Promise<readonly (readonly [string, string])[]> {
  const lines: [string, string][] = [];
  const log = Object.fromEntries(
    ['error', 'warn', 'info', 'debug', 'trace'].map((level) => [level, (line: string) => lines.push([level, line])]),
  );
  const context = { extension: { packageJSON: { version: '1.2.3' } }, extensionUri: {} };
  const server = startLanguageServer({ log, context } as unknown as Services);
  await vi.waitFor(() => expect(lines).not.toEqual([]), { timeout: 60_000 });
  await server.dispose();
  return lines;
}

it('says at the default level of the log which version has started', async () => {
  expect(await logged()).toEqual([['info', 'Language server 1.2.3 started.']]);
});

it('says why it has not', async () => {
  started.fails = new Error('spawn ENOENT');
  expect((await logged())[0]).toEqual(['error', 'The language server failed to start: spawn ENOENT']);
});
