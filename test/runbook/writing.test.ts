import { expect, test } from 'vitest';
import { attributeWords, frontMatterWords } from '../../src/runbook/vocabularyTables.ts';
import { checkRunbook } from '../../src/checks/checks.ts';
import { explanationAt, proposalsAt } from '../../src/runbook/writing.ts';
import { applyEdits } from '../../src/text/edit.ts';

/** The text without its bar, and where that stood. */
const at = (marked: string): [string, number] => [marked.replace('|', ''), marked.indexOf('|')];
const names = (marked: string): string[] => proposalsAt(...at(marked)).map((p) => p.name);

test('every attribute fits in braces and in a comment, except those that are there', () => {
  expect(names('```sh {|}\n```\n')).toEqual(attributeWords.map((w) => w.name));
  expect(names('1. x\n\n   ```sh {timeout=5s |}\n   ```\n')).not.toContain('timeout');
  expect(names('<!-- breakwater: | -->\n')).toContain('confirm');
  expect(names('```sh {confirm="a | b"}\n```\n')).toEqual([]);
  expect(names('```sh |{}\n```\n')).toEqual([]);
  expect(names('Some {te|xt}\n')).toEqual([]);
});

test('what is proposed replaces what is typed, and our own checks know it', () => {
  for (const { name } of attributeWords) {
    const [text, offset] = at('```sh {na|m}\nls\n```\n');
    const chosen = proposalsAt(text, offset).find((p) => p.name === name)!;
    const written = applyEdits(text, [{ range: chosen.range, newText: chosen.insert }]);
    expect(written).toBe(`\`\`\`sh {${chosen.insert}}\nls\n\`\`\`\n`);
    expect(checkRunbook(written)).toEqual([]);
  }
});

test('keys of the front matter, on lines of their own', () => {
  expect(names('---\ntitle: x\n|\n---\n# A\n')).toEqual(
    frontMatterWords.map((w) => w.name).filter((name) => name !== 'title'),
  );
  expect(names('---\r\nown|\r\n---\r\n')).toContain('owner');
  expect(names('---\nowner: | \n---\n')).toEqual([]);
  expect(names('---\nowner: x\n---\n|\n')).toEqual([]);
  expect(names('text |\n')).toEqual([]);
});

test('attributes and keys explain themselves, values and prose do not', () => {
  const text = (marked: string): string | undefined => explanationAt(...at(marked))?.text;
  expect(text('```sh {ret|ries=3}\n```\n')).toContain('retry a failed block');
  expect(text('```sh {"tim|eout":"3s"}\n```\n')).toContain('Stops the block');
  expect(text('<!-- breakwater: ro|llback=undo -->\n')).toContain('undoes this one');
  expect(text('```sh {confirm="the time|out is long"}\n```\n')).toBeUndefined();
  expect(text('---\nreview|Every: 90d\n---\n')).toContain('90d');
  expect(text('---\nx: review|Every\n---\n')).toBeUndefined();
  expect(text('The time|out is long.\n')).toBeUndefined();
});
