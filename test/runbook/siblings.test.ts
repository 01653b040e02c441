import { expect, test } from 'vitest';
import { parseRunbook } from '../../src/runbook/parse.ts';

const titles = (text: string): string[] => parseRunbook(`# Web\n\n${text}`).steps.map(({ title }) => title);
const code = '```bash\nsystemctl stop x\n```';

test.each([
  ['**1\\.** Install X.\n\n**2\\.** Stop:'],
  ['**1.** Install X.\n\n**2.** Stop:'],
  ['1\\. Install X.\n\n2\\. Stop:'],
])('numbers written by hand (%#)', (text) => {
  expect(titles(`## Upgrade\n\n${text}\n\n${code}\n`)).toEqual(['Install X.', 'Stop']);
});

test('bullets beside one with a command are kept where all say what to do', () => {
  const list = `- Take a backup.\n- Stop the service:\n  ${code.replaceAll('\n', '\n  ')}\n- Wait until it is drained.\n- Announce it.`;
  expect(titles(`## Upgrading\n\n${list}\n`)).toHaveLength(4);
  expect(titles(`## Alternatives\n\n${list}\n`)).toHaveLength(1);
  expect(
    titles(`## Upgrading\n\n${list.replace('Take a backup.', 'The data is large.')}\n- It is slow.\n`),
  ).toHaveLength(1);
});

test('a section that asks for a command in its sentence is a step', () => {
  expect(titles('## Upgrade\n\nRun `make upgrade` on the host.\n')).toEqual(['Upgrade']);
  expect(titles('## Background\n\nRun `make upgrade` on the host.\n')).toEqual([]);
  expect(titles('## Upgrade\n\nThe script `make upgrade` is old.\n')).toEqual([]);
});

test.each([
  ['High-level description:', '1. Stop the node\n2. Restore the data'],
  ['The following operations occur:', '1. Stop writes\n2. Delete the old data'],
  ['**NOTE:**', '1. Use the newest release\n2. Keep the old one'],
])('below "%s" nothing is to be done', (lead, list) => {
  expect(titles(`## Restore\n\n${lead}\n\n${list}\n`)).toEqual([]);
  expect(titles(`## Restore\n\nDo this:\n\n${list}\n`)).toHaveLength(2);
});

test('what the author has still to write is no step', () => {
  expect(titles('## TODO\n\n- [ ] Add more alerts\n- [ ] Write the docs\n')).toEqual([]);
  expect(titles('## To do\n\n- [ ] Stop the node\n- [ ] Start the node\n')).toHaveLength(2);
});

test('titles are whole sentences, and a case has its section', () => {
  const long =
    'Use the newest release, i.e. the one that is tagged as latest in the registry, and download its archive with all files.';
  expect(titles(`## Steps\n\n1. ${long} Then go on.\n2. Stop it.\n`)[0]).toBe(long);
  expect(titles(`## Reset a password\n\n1. For mail:\n\n   ${code.replaceAll('\n', '\n   ')}\n`)).toEqual([
    'For mail (Reset a password)',
  ]);
});
