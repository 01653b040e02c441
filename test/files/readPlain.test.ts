import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { codeOf } from '../../src/files/ignoreRules.ts';
import { readIfPlain, readPlain } from '../../src/files/readPlain.ts';
import { folderWith } from './folder.ts';

const whyNot = (path: string): string => {
  try {
    return `read: ${readPlain(path)}`;
  } catch (error) {
    return codeOf(error);
  }
};

it('reads files, and neither waits for what is no file nor reads it without end', () => {
  const root = folderWith({ 'a.md': 'text' });
  const at = (name: string): string => join(root, name);
  execFileSync('mkfifo', [at('pipe')]);
  mkdirSync(at('folder'));
  for (const [name, target] of [
    ['link', 'a.md'],
    ['to-pipe', 'pipe'],
    ['endless', '/dev/zero'],
    ['dangling', 'gone'],
  ] as const)
    symlinkSync(target, at(name));
  expect(whyNot(at('a.md'))).toBe('read: text');
  expect(whyNot(at('link'))).toBe('read: text');
  for (const name of ['pipe', 'to-pipe', 'endless']) expect(whyNot(at(name))).toBe('a pipe, a socket or a device');
  expect(whyNot(at('folder'))).toBe('a folder');
  for (const name of ['gone', 'dangling']) expect(whyNot(at(name))).toBe('ENOENT');
  expect(readIfPlain(at('link'))).toBe('text');
  for (const name of ['pipe', 'folder', 'gone']) expect(readIfPlain(at(name))).toBeUndefined();
});
