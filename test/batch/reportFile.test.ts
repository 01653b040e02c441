import { describe, expect, it } from 'vitest';
import { mayReplace } from '../../src/batch/reportFile.ts';

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
