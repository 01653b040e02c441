import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readCache, writeCache } from '../../src/files/cache.ts';
import { folderWith } from './folder.ts';

test('a cache gives back what was written under the same key only', () => {
  const folder = `${folderWith({})}/deep`;
  const path = `${folder}/cache.json`;
  expect(writeCache(path, 'key', { a: [1] })).toBe(true);
  expect(readCache(path, 'key')).toEqual({ a: [1] });
  expect(readCache(path, 'other')).toBeUndefined();
  expect(readdirSync(folder)).toEqual(['cache.json']);
});

test('a torn or changed cache is not believed', () => {
  const path = `${folderWith({})}/cache.json`;
  writeCache(path, 'key', { a: 'x'.repeat(100) });
  const whole = readFileSync(path, 'utf8');
  writeFileSync(path, whole.slice(0, -10));
  expect(readCache(path, 'key')).toBeUndefined();
  writeFileSync(path, whole.replace('xx', 'xy'));
  expect(readCache(path, 'key')).toBeUndefined();
});

test('a cache that cannot be written is no failure', () => {
  const root = folderWith({ file: '' });
  expect(writeCache(`${root}/file/cache.json`, 'key', {})).toBe(false);
});
