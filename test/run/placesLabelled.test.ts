import { expect, test } from 'vitest';
import { shellOpenedBefore } from '../../src/run/openedShell.ts';
import { allBlocks } from '../../src/run/plan.ts';
import { parseRunbook } from '../../src/runbook/parse.ts';

function heldIn(page: string): readonly boolean[] {
  const runbook = parseRunbook(page);
  return allBlocks(runbook).map((block) => shellOpenedBefore(runbook, block) !== undefined);
}
const block = (command = 'touch a', info = 'bash'): string => `\`\`\`${info}\n${command}\n\`\`\`\n`;
const held = (before: string, command?: string): boolean =>
  heldIn(`# P\n\n## Do\n\n${before}\n\n${block(command)}`).at(-1)!;

test.each([
  'Primary:',
  'Replica (read only):',
  'Worker nodes:',
  'Machine B:',
  'New server:',
  '**On all replicas**',
  'On the router:',
  'On the client:',
  'Within the guest:',
  'On the node itself:',
  'On node X:',
  'In PowerShell on the Windows host:',
  'Through the BMC console:',
  'Attach to the tmux session on build-01.',
  'In the screen session on build-01:',
  'Open Cloud Shell and execute:',
  'In Azure Cloud Shell:',
  'Stop the service (on the affected node):',
  '### Standby node\n\nRun:',
])('elsewhere: %s', (before) => expect(held(before)).toBe(true));

test.each([
  'Run this on the command line:',
  'Run this on your workstation:',
  'Run this locally:',
  'On your laptop:',
  'On success, clean up:',
  'Primary keys:',
  'Leader election:',
  'On the client side, nothing changes:',
  'Open the Cloud Shell page of the docs, then:',
  'Attach to the tmux session:',
  'Stop the service (on purpose):',
  'Workers are restarted by the deployment:',
  '### Master branch\n\nRun:',
])('here: %s', (before) => expect(held(before)).toBe(false));

test('below a role, what asks its cluster or names the machine is typed elsewhere', () => {
  expect(held('Worker nodes:', 'kubectl get nodes')).toBe(false);
  expect(held('Primary:', 'psql -h primary -c "select 1"')).toBe(false);
  expect(held('### Worker node', '/opt/rebuild-worker.sh w001')).toBe(false);
  expect(held('### First master node', 'TOKEN=$(curl -s https://api.example.com/token)')).toBe(false);
  expect(held('Primary:', 'sudo systemctl stop postgresql')).toBe(true);
});

test.each([
  ['# on db-2\ntouch a', true],
  ['# run this on the primary\ntouch a', true],
  ['touch a\n# on the replica\ntouch b', true],
  ['# on the primary\nssh primary touch a', false],
  ['# on success\ntouch a', false],
  ['# on Ubuntu22\ntouch a', false],
  ['# in python3\ntouch a', false],
  ['cat > a <<EOF\n# on the server\nb\nEOF', false],
])('comments of a block: %s', (content, expected) => {
  expect(heldIn(`# P\n\n## Do\n\nDo it:\n\n${block(content)}\nThen:\n\n${block()}`)).toEqual([expected, false]);
});

test.each([
  ['sh title="db-1"', true],
  ['sh host=db-1', true],
  ['sh {host="web.example.com"}', true],
  ['sh title="deploy.sh"', false],
  ['sh title="Terminal"', false],
  ['sh host=localhost', false],
])('attributes of a block: %s', (info, expected) => {
  expect(heldIn(`# P\n\n## Do\n\nDo it:\n\n${block('touch a', info)}\nThen:\n\n${block()}`)).toEqual([expected, false]);
});

test.each([
  ['(Run the above on the affected node.)', true],
  ['The above command must be run on the primary.', true],
  ['Run the following on the affected node:', false],
  ['The above takes a minute on the primary.', false],
])('what stands behind a block: %s', (below, expected) => {
  expect(heldIn(`# P\n\n## Do\n\nDo it:\n\n${block()}\n${below}\n`)).toEqual([expected]);
});

test('what is said of all commands of a page holds in all of its sections', () => {
  const said = '## Prerequisites\n\nAll commands in this document are run on the Kafka broker.\n\n';
  expect(heldIn(`# P\n\n${said}## Stop\n\n${block()}\n## Start\n\n${block()}`)).toEqual([true, true]);
  const here = said.replace('the Kafka broker', 'your laptop');
  expect(heldIn(`# P\n\n${here}## Stop\n\n${block()}`)).toEqual([false]);
  const tools = said.replace('on the Kafka broker', 'with kubectl');
  expect(heldIn(`# P\n\n${tools}## Stop\n\n${block()}`)).toEqual([false]);
  const steps = 'The following steps have to be executed as root on the controller node.';
  expect(heldIn(`# P\n\n${steps}\n\n1. Stop:\n\n   ${block().replace(/\n(?=.)/g, '\n   ')}`)).toEqual([true]);
});

test('a numbered section that only logs in is followed by those of that machine', () => {
  const page = (first: string, second: string): string =>
    `# P\n\n## ${first}\n\nLog in to the primary database host.\n\n## ${second}\n\n${block()}`;
  expect(heldIn(page('1. Log in', '2. Stop'))).toEqual([true]);
  expect(heldIn(page('Step 1: Log in', 'Step 2: Stop'))).toEqual([true]);
  expect(heldIn(page('Access', 'Stop'))).toEqual([false]);
});
