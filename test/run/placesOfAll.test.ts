import { expect, test } from 'vitest';
import { shellOpenedBefore } from '../../src/run/openedShell.ts';
import { allBlocks } from '../../src/run/plan.ts';
import { parseRunbook } from '../../src/runbook/parse.ts';

const block = (command: string): string => `\n\`\`\`bash\n${command}\n\`\`\`\n`;
/** The commands of a page that are held for another machine or user. */
function heldIn(page: string): readonly string[] {
  const runbook = parseRunbook(page);
  return allBlocks(runbook)
    .filter((one) => shellOpenedBefore(runbook, one) !== undefined)
    .flatMap(({ commands }) => commands);
}
const sections = `\n## Logs\n${block('journalctl -u a')}\n## Restart\n${block('systemctl restart a')}`;

test.each([
  ['the opener below it', `For any command below, first ssh into the server:\n${block('ssh web-1')}`],
  ['a sentence alone', 'Before running any of these commands, log in to the bastion host.\n'],
  ['commands below', 'All commands below are run on the broker.\n'],
  ['commands on the page', 'All commands on this page are run on the controller node.\n'],
  ['what they begin with', `All operations begin by switching to the service user with:\n${block('sudo su - svc')}`],
  ['in a section that is read first', `## Before you begin\n\nFor all commands below, SSH to the jump host first.\n`],
])('what is said of all commands holds to the end of the page: %s', (_, said) =>
  expect(heldIn(`# T\n\n${said}${sections}`)).toEqual(['journalctl -u a', 'systemctl restart a']),
);

test('what one section says of the commands below holds for its parts and no further', () => {
  const parts = `\n### Stop\n${block('systemctl stop a')}\n### Start\n${block('systemctl start a')}`;
  const page = `# T\n\n## Build\n${block('make')}\n## Server\n\nFor every command below, first ssh into the server.\n${parts}\n## Release\n${block('make release')}`;
  expect(heldIn(page)).toEqual(['systemctl stop a', 'systemctl start a']);
});

test.each([
  'For any command below, first read the manual.',
  'For all commands below, you can use your own machine.',
  'SSH into the server to look at the logs. For any command below, see its help.',
  'All operations begin with a capital letter.',
  'Before running any of these commands, make a backup.',
  'For each command the server writes a line to its log.',
])('what says nothing of where all commands are typed holds none of another section: %s', (said) =>
  expect(heldIn(`# T\n\n${said}\n${sections}`)).toEqual([]),
);

test('one command said to be typed elsewhere holds no other section', () =>
  expect(heldIn(`# T\n\nFirst ssh into the server:\n${block('ssh web-1')}${sections}`)).toEqual([]));
