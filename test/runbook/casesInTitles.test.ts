import { expect, test } from 'vitest';
import { parseRunbook } from '../../src/runbook/parse.ts';

const block = (command: string): string => `\n\`\`\`sh\n${command}\n\`\`\`\n\n`;
const cases = (text: string): string[] =>
  parseRunbook(text)
    .caveats?.filter(({ kind }) => kind === 'optional')
    .map(({ text: said, aside }) => `${aside ? 'left out' : 'asked'}: ${said}`) ?? [];
const rest = `## Restart it\n${block('systemctl restart a')}`;

test.each([
  'Install the client (if missing)',
  'Stop the old unit (only if it is installed)',
  'Clear the cache (optional)',
  'Log in (unless you are in the office)',
])('a title with a case behind it is asked about at the top, and left out below: %s', (title) => {
  const section = `## ${title}\n${block('apt install a')}`;
  expect(cases(`# T\n\n${section}${rest}`)).toEqual([`asked: ${title}`]);
  expect(cases(`# T\n\n${rest}${section}`)).toEqual([`left out: ${title}`]);
});

test('an item at the top is one as well', () => {
  const list = `1. Install the client (if missing):\n\n   \`\`\`sh\n   apt install a\n   \`\`\`\n\n2. Restart it:\n\n   \`\`\`sh\n   systemctl restart a\n   \`\`\`\n`;
  expect(cases(`# T\n\n## Steps\n\n${list}`)).toEqual(['asked: Install the client (if missing):']);
});

test.each([
  'Switch the traffic (if the tests pass)',
  'Install the client (needs 2 GB)',
  'Restart (what to do if it hangs, and why)',
])('what goes on where all is well, or only explains, is no case: %s', (title) => {
  expect(cases(`# T\n\n## ${title}\n${block('apt install a')}${rest}`)).toEqual([]);
});

test('a page about nothing else is for whoever reads it', () =>
  expect(cases(`# Install the client (if missing)\n${block('apt install a')}`)).toEqual([]));

const led = (lead: string): string[] => cases(`# T\n\n## S\n${block('systemctl stop a')}${lead}\n${block('./b')}`);

test.each([
  'When autoscaling is disabled, scale by hand:',
  'When the scheduler is switched off, run:',
  "If you've already pulled the image, restart only:",
  'If you have already cloned the repository, update it:',
  'If the schema is already there, skip to:',
])('what some readers have is a case: %s', (lead) => expect(led(lead)).toEqual([`left out: ${lead}`]));

test.each([
  'When the alert is acknowledged, run:',
  "If you've already drained the node, restart it:",
  'Once you have pulled the image, restart it:',
])('what goes on is none: %s', (lead) => expect(led(lead)).toEqual([]));

const opened = (said: string): string[] =>
  cases(`# T\n\n${rest}## In a cluster\n\n${said}\n\n### Add it\n${block('helm install a')}`);

test.each([
  'If you wish to run it in a cluster, there is a chart.',
  'If you prefer a cluster, use the chart of the team.',
  'If you want to, the chart installs the same.',
])('a section that opens with a wish is for whoever has it: %s', (said) =>
  expect(opened(said)).toEqual(['left out: In a cluster']),
);

test.each([
  'If you want to know more, see the chart.',
  'There is a chart, if you wish to look at it.',
  'The chart installs all of it.',
])('a section that opens otherwise is for everybody: %s', (said) => expect(opened(said)).toEqual([]));
