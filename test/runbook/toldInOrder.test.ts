import { expect, test } from 'vitest';
import { parseRunbook } from '../../src/runbook/parse.ts';

const sh = (command: string): string => `\n\`\`\`sh\n${command}\n\`\`\`\n\n`;

/** What is asked for by hand above the one command of a page. */
function asked(text: string, command = './ship staging'): readonly string[] {
  const { steps } = parseRunbook(`# Move\n\n## Ship\n\n${text}\n${sh(command)}`);
  return steps.flatMap(({ beforehand = [] }) => beforehand.map((one) => one.text));
}

test.each([
  'First, check the settings of the hub.\n\nSecond, update `hub.yaml` for it.\n\nAfter that, ship by hand:',
  'Firstly, verify the node pools. Secondly, edit `deploy/values.yaml`.\n\nThird, ship it:',
  'First, check the dashboard of the old one. Third, change `pools.tf` to the new size.\n\nThen run:',
])('what is told in order above a command is asked about: %j', (text) => {
  expect(asked(text)).toHaveLength(2);
});

test.each(['Check that it is there:', 'Verify it with the command below:', 'First, run the check:'])(
  'what leads into the command is not: %j',
  (text) => {
    expect(asked(text, './check it')).toEqual([]);
  },
);

test.each([
  ['After waiting a day or two, you may delete the old one:', true],
  ['After at least two days, delete the old one:', true],
  ['After waiting for about 3 hours, remove it:', true],
  ['After this, delete the old one:', false],
  ['After the upgrade, delete the old one:', false],
])('a wait that is told makes of a block one that is not run in passing: %s', (text, held) => {
  const { caveats = [] } = parseRunbook(`# Move\n\n## New\n${sh('./ship new')}## Old\n\n${text}\n${sh('./drop old')}`);
  expect(caveats.some(({ kind }) => kind === 'optional')).toBe(held);
});
