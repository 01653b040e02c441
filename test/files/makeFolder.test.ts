import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { makeFolder } from '../../src/files/makeFolder.ts';

const scratch = mkdtempSync(join(tmpdir(), 'make-folder-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

test('makes what is missing and tells the first of it', () => {
  expect(makeFolder(join(scratch, 'a/b/c'))).toBe(join(scratch, 'a'));
  expect(existsSync(join(scratch, 'a/b/c'))).toBe(true);
  expect(makeFolder(join(scratch, 'a/b/c'))).toBeUndefined();
  expect(makeFolder(join(scratch, 'a/b/d/e'))).toBe(join(scratch, 'a/b/d'));
});

test('throws where a file is in the way', () => {
  writeFileSync(join(scratch, 'file'), '');
  expect(() => makeFolder(join(scratch, 'file/x'))).toThrow();
  expect(() => makeFolder(join(scratch, 'file'))).toThrow();
});

test.runIf(existsSync('/proc/self'))('ends where a parent exists that takes no folder', () => {
  expect(() => makeFolder('/proc/nope')).toThrow();
  expect(() => makeFolder('/proc/nope/runs')).toThrow();
});
