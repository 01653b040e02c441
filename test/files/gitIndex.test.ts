import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { displayPath } from '../../src/files/paths.ts';
import { walk } from '../../src/files/walk.ts';
import { folderWith } from './folder.ts';

function git(root: string, ...words: string[]): void {
  execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.example', '-C', root, ...words], { stdio: 'pipe' });
}

function found(root: string): string[] {
  return walk({ from: root }).files.map((path) => displayPath(path, root));
}

const built = {
  '.gitignore': '*.js\n/old/\n/empty/\n',
  'lib/utils.js': '',
  'lib/utils.ts': '',
  'lib/made.js': '',
  'old/deep/kept.ts': '',
  'old/made.ts': '',
  'empty/made.ts': '',
};

function repository(): string {
  const root = folderWith(built);
  git(root, 'init', '--quiet');
  git(root, 'add', '.');
  git(root, 'add', '--force', 'lib/utils.js', 'old/deep/kept.ts');
  return root;
}

describe('files that git keeps', () => {
  test.each(['2', '3', '4'])('are taken although a rule names them, by an index of version %s', (version) => {
    const root = repository();
    // `intent-to-add` is what the third version has a place for.
    if (version === '3') git(root, 'add', '--intent-to-add', '--force', 'lib/made.js');
    else git(root, 'update-index', '--index-version', version);
    const kept = ['lib/utils.js', 'lib/utils.ts', 'old/deep/kept.ts'];
    expect(found(root)).toEqual(version === '3' ? ['lib/made.js', ...kept] : kept);
  });

  test('are known in a linked work tree', () => {
    const root = repository();
    git(root, 'commit', '--quiet', '-m', 'all');
    git(root, 'worktree', 'add', '--quiet', 'beside');
    expect(found(`${root}/beside`)).toEqual(['lib/utils.js', 'lib/utils.ts', 'old/deep/kept.ts']);
  });

  test('are none where the index is missing, broken, or empty', () => {
    const root = repository();
    for (const content of ['', 'DIRC', Buffer.from('DIRC\0\0\0\x02\0\0\0\x09rest'), Buffer.alloc(400, 0xff)]) {
      writeFileSync(`${root}/.git/index`, content);
      expect(found(root)).toEqual(['lib/utils.ts']);
    }
    rmSync(`${root}/.git/index`);
    expect(found(root)).toEqual(['lib/utils.ts']);
  });

  test('keep their names whatever alphabet they are in', () => {
    const root = folderWith({ '.gitignore': '*.js\n', 'größe/日本.js': '', 'größe/日本人.js': '' });
    git(root, 'init', '--quiet');
    git(root, 'add', '--force', 'größe');
    git(root, 'update-index', '--index-version', '4');
    expect(found(root)).toEqual(['größe/日本.js', 'größe/日本人.js']);
  });
});
