import { describe, expect, it } from 'vitest';
import { seesToEndOf } from '../../src/lint/ownProgram.ts';
import type { ProjectFiles } from '../../src/facts/projectFiles.ts';

const folders = ['/repo/services/orders', '/repo/services/users', '/repo/libs/kit', '/repo'];
const folderOf = (path: string): string => folders.find((folder) => path.startsWith(`${folder}/`))!;

function repo(started: readonly string[], needs: readonly string[] = []): ProjectFiles {
  return {
    read: () => undefined,
    resolve: () => undefined,
    version: () => undefined,
    environment: () => 'server',
    containing: () => [],
    dependsOn: (name) => needs.includes(name),
    packageOf: (path) => ({ folder: folderOf(path), name: `@acme/${folderOf(path).split('/').at(-1)!}` }),
    isStarted: (path) => started.includes(folderOf(path)),
  };
}

const hears = `process.on('SIGTERM', stop);`;
const users = '/repo/services/users/src/server.ts';
const both = ['/repo/services/orders', '/repo/services/users'];

describe('a file that hears of signals, in a repository of many programs', () => {
  it('says nothing of a program beside its own', () => {
    expect(seesToEndOf(users, repo(both))(hears, '/repo/services/orders/src/end.ts')).toBe(false);
  });

  it.each([
    ['of its own package', repo(both), '/repo/services/users/src/end.ts'],
    ['of a library', repo(both), '/repo/libs/kit/end.ts'],
    ['of the repository around it', repo([...both, '/repo']), '/repo/end.ts'],
    ['of a program that it depends on', repo(both, ['@acme/orders']), '/repo/services/orders/src/end.ts'],
    ['where the other one is no program', repo(['/repo/services/users']), '/repo/services/orders/src/end.ts'],
  ])('counts where it is %s', (_, files, path) => {
    expect(seesToEndOf(users, files)(hears, path)).toBe(true);
  });
});

describe('a file that hears of signals, beside another program of its package', () => {
  const server = '/repo/services/users/src/server.ts';
  const worker = '/repo/services/users/src/worker.ts';
  interface Scripts {
    readonly [file: string]: readonly string[];
  }
  const within = (scripts: Scripts, texts: Readonly<Record<string, string>> = {}): ProjectFiles => ({
    ...repo([]),
    read: (path) => texts[path],
    resolve: (specifier) => (specifier === './worker' ? worker : specifier === './server' ? server : undefined),
    startersOf: (path) => ({ scripts: scripts[path] ?? [] }),
  });
  const each: Scripts = { [server]: ['start'], [worker]: ['worker'] };
  const sees = (files: ProjectFiles, importers: readonly string[] = []): boolean =>
    seesToEndOf(server, files, () => importers)(hears, worker);

  it.each([
    ['a script each', within(each)],
    ['a script each, of several', within({ [server]: ['start', 'dev'], [worker]: ['start:worker', 'dev:worker'] })],
    ['both import the same', within(each, { [server]: `import './db';`, [worker]: `import './db';` })],
  ])('says nothing of that one: %s', (_, files) => {
    expect(sees(files)).toBe(false);
  });

  it.each([
    ['one script starts both', within({ [server]: ['start'], [worker]: ['start', 'worker'] })],
    ['no script starts the other', within({ [worker]: ['worker'] })],
    ['the other imports it', within(each, { [server]: `import './worker';` })],
    ['it imports the other', within(each, { [worker]: `import { app } from './server';` })],
    ['it starts others', within(each, { [worker]: `import { fork } from 'node:child_process';` })],
    ['it loads by computed paths', within(each, { [worker]: `for (const one of all) require(one);` })],
  ])('counts where %s', (_, files) => {
    expect(sees(files)).toBe(true);
  });

  it('counts where somebody imports it', () => {
    expect(sees(within(each), [server])).toBe(true);
  });
});
