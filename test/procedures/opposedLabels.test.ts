import { describe, expect, test } from 'vitest';
import { parseRunbook } from '../../src/runbook/parse.ts';
import { choicesOf } from '../../src/surroundings/ways.ts';

const sh = (command: string): string => `\n\`\`\`sh\n${command}\n\`\`\`\n`;
const ind = (text: string): string => text.replace(/^(?=.)/gm, '   ');
const [A, B] = [sh('systemctl stop a'), sh('systemctl restart b')];
const leads = (one: string, other: string): string => `${one}\n${A}\n${other}\n${B}`;
const heads = (one: string, other: string): string => `### ${one}\n${A}\n### ${other}\n${B}`;
const items = (one: string, other: string): string => `- ${one}\n${ind(A)}\n- ${other}\n${ind(B)}`;
const counted = (one: string, other: string): string => `1. ${one}\n${ind(A)}\n2. ${other}\n${ind(B)}`;
const fence = (one: string, other: string): string =>
  sh(`# ${one}\nsystemctl stop a\n\n# ${other}\nsystemctl restart b`);

function choices(text: string): number {
  return choicesOf(parseRunbook(`# Fix it\n\n${text}`)).length;
}

/** Whether a block holds ways of which one is meant. */
function isDivided(text: string): boolean {
  return (parseRunbook(`# Fix it\n\n${text}`).caveats ?? []).some(({ kind }) => kind === 'alternative');
}

describe('one of two is meant', () => {
  test.each([
    ['what the reader uses, in a numbered list', counted('If you use Docker, run:', 'If you use Podman, run:')],
    ['the same, and what is done', counted('If you use Docker, stop it:', 'If you use Podman, stop the pod:')],
    ['the same by versions', counted('If you run PostgreSQL 14, run:', 'If you run PostgreSQL 15, run:')],
    ['the same above code', leads('If you are on PostgreSQL 14:', 'If you are on PostgreSQL 15:')],
    ['Turkish', leads('Pod çalışıyorsa:', 'Aksi takdirde:')],
    ['Hungarian', leads('Ha a pod fut:', 'Egyébként:')],
    ['Romanian', leads('Dacă podul rulează:', 'Altfel:')],
    ['places to switch to', leads('To switch to blue:', 'To switch to green:')],
    ['places to fail over to', leads('To fail over to eu-west-1:', 'To fail over to us-east-1:')],
    [
      'places for traffic',
      leads('To route traffic to the old cluster, run:', 'To route traffic to the new cluster, run:'),
    ],
    ['orchestrators', heads('On Kubernetes', 'On ECS')],
    ['orchestrators, in other words', heads('In Kubernetes', 'In Nomad')],
    ['orchestrators, as conditions', leads('If you run on EKS:', 'If you run on GKE:')],
    ['with and without', leads('With downtime:', 'Without downtime:')],
    ['with and without, in a list', items('With a replica:', 'Without a replica:')],
    ['during and outside', leads('During business hours:', 'Outside business hours:')],
    ['clusters of versions', leads('For v1 clusters:', 'For v2 clusters:')],
    ['clusters with and without', leads('For TLS clusters, run:', 'For non-TLS clusters, run:')],
    ['deployments', items('For managed deployments:', 'For self-hosted deployments:')],
    ['protocols', leads('If you use IPv4:', 'If you use IPv6:')],
    ['a cluster of a kind', leads('For a managed cluster:', 'For a self-managed cluster:')],
    ['arrows', items('primary up →', 'primary down →')],
    ['arrows of ASCII', items('disk full ->', 'disk not full ->')],
    ['arrows and what is done', items('replication lag => stop it', 'no replication lag => restart it')],
    ['unless and when', leads('Unless traffic is high:', 'During peak hours:')],
    ['unless and if', leads('Unless the disk is full:', 'If the disk is full:')],
    ['unless and otherwise', leads('Unless the disk is full:', 'Otherwise:')],
    ['remedies', heads('Quick fix', 'Full rebuild')],
    ['restarts', heads('Soft restart', 'Hard restart')],
    ['ends', leads('Graceful shutdown:', 'Forced shutdown:')],
  ])('%s', (_, text) => {
    expect(choices(text)).toBe(1);
  });
});

describe('both have their turn', () => {
  test.each([
    ['conditions of one list', counted('If the node is not drained, drain it:', 'If the pod is pending, delete it:')],
    ['what is used, twice', counted('If you use Docker, pull the image:', 'If you use Docker, restart it:')],
    ['nodes by their numbers', counted('If you have node 1, run:', 'If you have node 2, run:')],
    ['words that end alike', leads('Analyse the database:', 'Restart the database:')],
    ['high availability', leads('HA setup:', 'Restart it:')],
    ['other verbs', leads('To switch to blue:', 'To verify blue:')],
    ['copies', leads('To copy it to node1:', 'To copy it to node2:')],
    ['one after the other', leads('First, to switch to blue:', 'Then, to switch to green:')],
    ['a place and what shows it', heads('On Kubernetes', 'On the dashboard')],
    ['with alone', leads('With the new key:', 'Check the result:')],
    ['with other things', leads('With the new key:', 'Without the old cache:')],
    ['times', leads('During the maintenance window:', 'After the maintenance window:')],
    ['some and all', leads('For v1 clusters:', 'For all clusters:')],
    ['said to be both', `Do both.\n\n${leads('For v1 clusters:', 'For v2 clusters:')}`],
    ['clusters of one site', leads('For the database cluster:', 'For the cache cluster:')],
    ['clusters by what they do', leads('For web clusters:', 'For search clusters:')],
    ['parts', leads('For primary clusters:', 'For replica clusters:')],
    ['orders with arrows', items('Stop writes →', 'Start writes →')],
    ['ways with arrows', items('A → B', 'B → C')],
    ['a look and a remedy', heads('Quick check', 'Full recovery')],
    ['a remedy and a search', heads('Quick fix', 'Root cause analysis')],
    ['backups', heads('Full backup', 'Incremental backup')],
    ['an end and a beginning', heads('Graceful shutdown', 'Clean start')],
  ])('%s', (_, text) => {
    expect(choices(text)).toBe(0);
  });
});

test.each([
  ['options', fence('Option 1: graceful', 'Option 2: force')],
  ['methods', fence('Method 1', 'Method 2')],
  ['approaches', fence('Approach A - in place', 'Approach B - new node')],
  ['a condition and otherwise', fence('If the primary is up', 'Otherwise')],
  ['with and without', fence('With downtime', 'Without downtime')],
  ['a condition and its opposite', fence('when it is running:', 'when it is not running:')],
  ['plans', fence('Plan A (fast)', 'Plan B (slow)')],
])('comments of one block that label ways: %s', (_, text) => {
  expect(isDivided(text)).toBe(true);
});

test.each([
  ['steps', fence('Step 1: drain', 'Step 2: restart')],
  ['with other things', fence('With the lock held', 'Release it')],
  ['a script that decides', sh('# If it is up\nif up; then\n  a\n# Otherwise\nelse\n  b\nfi')],
  ['one option', fence('Option 1: graceful', 'then restart')],
  ['sentences', fence('Option 1 of the menu shows the state', 'Option 2 of the menu confirms it')],
  ['options of a program', fence('Options: -f forces', 'Restart')],
])('comments of one block that label none: %s', (_, text) => {
  expect(isDivided(text)).toBe(false);
});
