import { expect, test } from 'vitest';
import { checkRunbook } from '../../src/checks/checks.ts';

const messages = (text: string): string[] => checkRunbook(text).map(({ code, message }) => `${code}: ${message}`);

test('a command whose line lacks a backslash is told so', () => {
  const text = '```bash\ndocker run \\\n  -v a:b\n  Processing: the image\n```\n';
  expect(messages(text).join()).toContain('line 3 lacks a backslash');
  expect(messages('```bash\nkubectl get pods\nNAME   READY   STATUS\n```\n').join()).toContain('pasted output');
});

test('pages with their language in the name are found', () => {
  const files = new Set(['setup.en.md']);
  const exists = (path: string): boolean => files.has(path);
  expect(checkRunbook('[a](setup.md)', { exists })).toEqual([]);
  expect(checkRunbook('[a](other.md)', { exists })).toHaveLength(1);
  expect(checkRunbook('[a](setup.md)', { exists, fileName: 'index.en.md' })).toEqual([]);
});

test('a pair of blanks in angle brackets is no redirection', () => {
  expect(messages('```bash\nkubectl get <resource-type=resource-name>\n```\n')).toEqual([]);
});
