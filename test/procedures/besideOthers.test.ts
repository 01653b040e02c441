import { expect, test } from 'vitest';
import { parseRunbook } from '../../src/runbook/parse.ts';

const sh = (command: string): string => `\`\`\`bash\n${command}\n\`\`\`\n`;
const section = (title: string): string => `## ${title}\n\n${sh(`do-${title.replace(/\W+/g, '-')}`)}\n`;

/** What is to be chosen from on a page whose sections hold one command each. */
function chosenFrom(titles: readonly string[], intro = ''): readonly string[] {
  return (parseRunbook(`# Queue service\n\n${intro}${titles.map(section).join('')}`).procedures ?? []).map(
    ({ title }) => title,
  );
}

test.each([
  [['Set up', 'Grant access', 'Revoke access']],
  [['Log in to the cluster', 'Add a user', 'Remove a user']],
  [['Connect', 'Enable the rule', 'Disable the rule', 'Log out']],
])('what comes before opposed procedures is none of them: %j', (titles) => {
  expect(chosenFrom(titles)).toEqual(titles.slice(1));
});

test('what cleans up behind them is run by itself', () => {
  const titles = ['Add a user', 'Remove a user', 'Cleanup'];
  expect(chosenFrom(titles)).toEqual(titles);
});

test('nor is a command above them', () => {
  expect(chosenFrom(['Add a user', 'Remove a user'], sh('export REGION=a'))).toEqual(['Add a user', 'Remove a user']);
});

test.each([
  [['Start', 'Stop', 'Restart']],
  [['Starting the service', 'Restarting the service']],
  [['KubePodCrashLooping', 'NodeDown', 'DiskFull']],
  [['`HighErrorRate`', '`InstanceDown`']],
  [['EtcdBackupMissing', 'TargetAbsent', 'CertExpiry']],
  [['Alert: disk_full', 'Alert: node_down']],
])('each is a procedure of its own: %j', (titles) => {
  expect(chosenFrom(titles)).toEqual(titles.map((title) => title.replaceAll('`', '')));
});

test.each([
  [['Prepare', 'Deploy the service', 'Verify']],
  [['Stop the service', 'Upgrade', 'Start the service']],
  [['Set up', 'Disable alerts', 'Upgrade', 'Enable alerts', 'Clean up']],
  [['Cordon the node', 'Drain the node', 'Uncordon the node']],
  [['PostgreSQL', 'RabbitMQ', 'NodeJS']],
])('these are the parts of one: %j', (titles) => {
  expect(chosenFrom(titles)).toEqual([]);
});

test.each([
  [['1. Stop writes', '2. Take a backup', '3. Restore']],
  [['1) Grant access', '2) Revoke access']],
  [['1. Pause writing', '2. Export the data', '3. Import the data']],
])('what is numbered is one sequence, whatever it says: %j', (titles) => {
  expect(chosenFrom(titles)).toEqual([]);
  // Without the numbers each is a task of its own.
  const bare = titles.map((title) => title.replace(/^\d[.)] /, ''));
  expect(chosenFrom(bare).length).toBeGreaterThan(1);
});

test('numbered troubles are still cases, of which a responder has one', () => {
  const titles = ['1. The disk is full', '2. The node is down', '3. Replication is broken'];
  expect(chosenFrom(titles)).toEqual(titles);
});
