import { expect, test } from 'vitest';
import { parseRunbook } from '../../src/runbook/parse.ts';

const sh = (command: string): string => `\n\`\`\`sh\n${command}\n\`\`\`\n`;
const titles = (text: string): readonly string[] => parseRunbook(`# N\n\n${text}`).steps.map(({ title }) => title);

test.each(['WARNING', 'Note', 'Important notes'])('numbered orders below "%s" are steps', (heading) => {
  const list = '1. Install Nix\n2. Install Direnv';
  expect(
    titles(`## Install\n\n#### ${heading}\n\nRead this first.\n\n${list}\n\nNow enable it:\n${sh('direnv allow')}`),
  ).toEqual(expect.arrayContaining(['Install Nix', 'Install Direnv']));
  expect(titles(`## ${heading}\n\n${list}\n\n## Go\n${sh('make')}`)).toEqual(['Install Nix', 'Install Direnv', 'Go']);
});

test.each([
  ['advice', '1. Always use sudo\n2. Never restart it twice'],
  ['reminders', '1. Make sure that you are on call\n2. Remember the ticket'],
  ['facts', '1. The disk is small\n2. It takes an hour'],
  ['an order among facts', '1. Restart it at night\n2. It takes an hour'],
  ['bullets', '- Install Nix\n- Install Direnv'],
])('what is noted only is none: %s', (_, list) => {
  expect(titles(`## Notes\n\n${list}\n\n## Go\n${sh('make')}`)).toEqual(['Go']);
});

test('items that say behind an aim or a fact what you need to do are steps', () => {
  const list =
    '1. To prevent mails from being taken for spam you need to create a filter.\n' +
    '1. Access is closed by default. You need to open it for the account.';
  expect(titles(`## Bounces\n\n### Use one account for all mail\n\n${list}\n`)).toHaveLength(2);
});

test.each([
  '1. To use the filter you need to be an admin.\n2. The account is shared. You need to know its name.',
  '1. To prevent spam\n2. To keep the account open',
])('what one has to be or know is none: %s', (list) =>
  expect(titles(`## Bounces\n\n### One account for all mail\n\n${list}\n`)).toEqual([]),
);
