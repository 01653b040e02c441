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
