import { expect, test } from 'vitest';
import { allBlocks } from '../../src/run/plan.ts';
import { parseRunbook } from '../../src/runbook/parse.ts';

/** The risks of blocks that follow each other in one document. */
function risks(...blocks: readonly string[]): string[] {
  const text = `# Book\n\n${blocks.map((block) => `\`\`\`sh\n${block}\n\`\`\`\n`).join('\n')}`;
  return allBlocks(parseRunbook(text)).map(({ kind, risk }) => `${kind} ${risk}`);
}

test('a block is judged with what the blocks before it set and define', () => {
  expect(risks("export X='a[$(rm -rf x)]'", '[[ $X -eq 0 ]]')).toEqual(['command reads', 'command destroys']);
  expect(risks("export X='a[$(rm -rf x)]'", 'Y=$X', '(( Y ))').at(-1)).toBe('command destroys');
  expect(risks('export X=$(cat count)', '(( X > 1 ))').at(-1)).toBe('command unknown');
  expect(risks('ls() { rm -rf x; }', 'ls').at(-1)).toBe('command destroys');
  expect(risks("alias ls='rm -rf x'", 'ls').at(-1)).toBe('command destroys');
});

test('values that nothing evaluates, and those of later blocks, change nothing', () => {
  expect(risks("export X='a[$(rm -rf x)]'", 'echo "$X"').at(-1)).toBe('command reads');
  expect(risks('export X=3', '[[ $X -eq 0 ]] && ls').at(-1)).toBe('command reads');
  expect(risks('(( X > 1 )) && ls', "X='a[$(rm -rf x)]'")[0]).toBe('command reads');
  expect(risks('N=$(kubectl get pods | wc -l)', '(( N > 1 )) && ls').at(-1)).toBe('command reads');
});

test.each([
  '\\rm -rf x',
  ' \\rm -rf x',
  '\\rm f',
  "'rm' f",
  '"rm" f',
  'r\\m f',
  "r''m f",
  "$'rm' f",
  '\\kubectl delete pod x',
])('a name in quotes is a command like any other: %s', (text) => {
  expect(risks(text)).toEqual(['command destroys']);
});

test.each(['\\d users', '\\dt', '\\x', '"rm": x', '"key": "value"'])('%s is no such command', (text) => {
  expect(risks(text)[0]).not.toMatch(/^command/);
});
