import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { mayReplace, pageThere } from '../../src/batch/reportFile.ts';
import { folderWith } from '../files/folder.ts';

describe('a report replaces', () => {
  it.each([
    ['an empty file', '\n', 'html'],
    ['a page', '<!DOCTYPE html>\n<html></html>', 'html'],
    ['a record', '{ "kind": "run", "id": "a" }', 'json'],
    ['a patch', '--- a/x.md\n+++ b/x.md\n', 'patch'],
  ] as const)('%s', (_, before, format) => {
    expect(mayReplace(before, format)).toBe(true);
  });

  it.each([
    ['Markdown', '# A page\n', 'html'],
    ['a log', '{"v":1,"id":"a"}\n{"v":1,"id":"b"}\n', 'json'],
    ['a log of one line', '{"v":1,"id":"a","type":"incident-declared"}\n', 'json'],
    ['a manifest', '{ "name": "x" }', 'json'],
    ['a list with rules', '- a\n- b\n', 'patch'],
    ['front matter', '---\nservices: [a]\n---\n', 'patch'],
  ] as const)('not %s', (_, before, format) => {
    expect(mayReplace(before, format)).toBe(false);
  });
});

describe('a page of people', () => {
  it('is read when all of it can be written again', () => {
    const root = folderWith({ 'own.md': '\uFEFFcafé\r\n' });
    writeFileSync(join(root, 'latin.md'), Buffer.from('caf\xe9\n', 'latin1'));
    expect(pageThere(join(root, 'own.md'))).toBe('\uFEFFcafé\r\n');
    expect(pageThere(join(root, 'gone.md'))).toBeUndefined();
    expect(() => pageThere(join(root, 'latin.md'))).toThrow(/isn't UTF-8 \(line 1\)/);
    expect(() => pageThere(root)).toThrow("can't be read (a folder)");
  });
});
