import { expect, test } from 'vitest';
import { parseRunbook } from '../../src/runbook/parse.ts';
import { asideOf } from '../../src/surroundings/asides.ts';
import { prepare } from '../../src/run/prepare.ts';

const sh = (command: string): string => `\`\`\`sh\n${command}\n\`\`\`\n\n`;
const lastOf = (text: string) => {
  const runbook = parseRunbook(text);
  const block = runbook.steps.flatMap(({ blocks }) => blocks).findLast(({ kind }) => kind === 'command')!;
  const ready = prepare(runbook, block, new Map(), { cwd: '/', home: '/' });
  return { aside: asideOf(runbook, block)?.why, concerns: 'refusal' in ready ? [] : ready.concerns };
};
const below = (lead: string, command = 'sudo reboot') =>
  lastOf(`# T\n\n## S\n\nStart it:\n\n${sh('systemctl start a')}${lead}\n\n${sh(command)}`).aside;

test.each([
  'If the service does not start, restart the host:',
  'If you removed components, run:',
  'If needed, clear the cache:',
  'If you use Docker, also run:',
  'If the node is a leader, restart it:',
  'Only on production, run:',
  'To delete everything instead:',
  'When upgrading from 1.x, run:',
  'When the queue is stuck, clear it:',
  'Should it hang, run:',
  'In the event of a split brain, run:',
  'In case the replica lags, run:',
  'When that happens, run:',
  'Whenever this occurs, clear it:',
  'On failure, clean up:',
  'On an error of the import, run:',
  'In such a case, run:',
  'If the tests do not pass, run:',
  'If necessary, it can be updated by hand.',
  'If the data is under /mnt, move it:',
  'If the lock is stale, the file in /run has to be removed.',
  'If you also run Docker, it can set the policy to drop. Allow it:',
])('what is only done in a case is left out of a run: %s', (lead) => {
  expect(below(lead)).toContain('only meant where this holds');
  expect(below(lead, 'systemctl status a')).toBeUndefined();
});

test.each([
  'When done, run:',
  'When the node is back, run:',
  'Once the node is back, run:',
  'If everything is fine, go on:',
  'If the tests pass, go on:',
  'If you haven’t already, log in:',
  'To restart it, run:',
  'Unless specifically testing the captcha, you’ll probably want the following settings:',
  'If it fails, the script will retry with `sudo` and prompt you:',
  'Run it now. If your account has an alias, its name works too.',
  'On the host, run:',
  'On failover hosts, run:',
  'When this has happened on all nodes, run:',
  'If it was installed with our playbook, data will be under `/mnt/data`.',
  'If you use packages, the configuration file is in /etc/a.',
  'When using Docker, the old logs can be found below /var/lib/docker.',
  'If it is an older release, the service is called `a-server`.',
])('what comes next is not: %s', (lead) => expect(below(lead)).toBeUndefined());

test('the first command of a page is asked about instead', () => {
  const text = `# Disk\n\n## Clear\n\nIf the cache is corrupt, clear it:\n\n${sh('rm -rf /var/cache/x')}`;
  expect(lastOf(text)).toEqual({
    aside: undefined,
    concerns: ['Only meant where this holds: "If the cache is corrupt, clear it:".'],
  });
});

test.each([
  ['in a section', `## Off\n\nSkip this step if you use the node for staging.\n\n${sh('poweroff')}`],
  [
    'in a note',
    `## Off\n\n> **\`NOTE\`** Skip this section if nothing is booted.\n\n1. Stop it.\n\n   ${sh('poweroff').replace(/\n(?=.)/g, '\n   ')}`,
  ],
  ['in an alert', `## Off\n\n> [!NOTE]\n> Skip this section unless it runs.\n\n${sh('poweroff')}`],
  ['in a title', `1. Skip this step if the node is staging.\n\n   ${sh('poweroff').replace(/\n(?=.)/g, '\n   ')}`],
  ['the other way round', `## Off\n\nIf the nodes are off, skip this section.\n\n${sh('poweroff')}`],
  ['in other words', `## Off\n\nThis step is only needed on masters.\n\n${sh('poweroff')}`],
])('a step that says when to skip it asks: %s', (_, text) => {
  const { aside, concerns } = lastOf(`# T\n\n${text}`);
  expect(aside).toBeUndefined();
  expect(concerns).toEqual([expect.stringMatching(/^The runbook says: "(?:Skip|If|This)/)]);
});

test.each([
  `## Off\n\nDo not skip this step.\n\n${sh('poweroff')}`,
  `## A\n\nSkip this section if it is off.\n\n${sh('touch a')}## B\n\n${sh('poweroff')}`,
  `## Off\n\nThis step takes an hour for large disks.\n\n${sh('poweroff')}`,
])('a step that says no such thing does not', (text) => expect(lastOf(`# T\n\n${text}`).concerns).toEqual([]));

test.each([
  ['(Alternative) Installing with Nix', true],
  ['Installing with Nix (alternative)', true],
  ['Alternatives compared', false],
])(
  'a section that is another way is left out, also where its title begins with it in parentheses: %s',
  (title, isHeld) => {
    const { aside } = lastOf(`# T\n\n## Install\n\n${sh('make install')}## ${title}\n\n${sh('nix-env -i a')}`);
    expect(aside !== undefined).toBe(isHeld);
  },
);

const asideIn = (item: string) =>
  lastOf(`# T\n\n## S\n\n1. Look:\n\n   ${sh('pg_isready').trim().replace(/\n/g, '\n   ')}\n\n${item}`).aside;

test.each([
  ['an item', '2. If the primary is down:\n\n   Tell the DBA.\n\n   ```sh\n   pg_ctl promote\n   ```\n'],
  [
    'all of its blocks',
    '2. If it hangs:\n\n   ```sh\n   kill 1\n   ```\n\n   Then:\n\n   ```sh\n   rm -rf /run/a\n   ```\n',
  ],
  ['a paragraph', 'If the primary is down:\n\nTell the DBA.\n\n```sh\npg_ctl promote\n```\n'],
])('a case on a line of its own holds for what follows it: %s', (_, text) =>
  expect(asideIn(text)).toContain('only meant where this holds'),
);

test.each([
  ['what goes on', '2. When done:\n\n   Tell the DBA.\n\n   ```sh\n   pg_ctl promote\n   ```\n'],
  ['a sentence', '2. If it is down, tell the DBA.\n\n   All is well then.\n\n   ```sh\n   pg_ctl promote\n   ```\n'],
  ['the next item', '2. If it is down:\n\n   Tell the DBA.\n\n3. Promote it:\n\n   ```sh\n   pg_ctl promote\n   ```\n'],
])('but not for %s', (_, text) => expect(asideIn(text)).toBeUndefined());
