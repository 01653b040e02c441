import { expect, test } from 'vitest';
import { parseRunbook } from '../../src/runbook/parse.ts';
import { choicesOf } from '../../src/surroundings/ways.ts';

const sh = (command: string): string => `\n\`\`\`sh\n${command}\n\`\`\`\n`;
const titles = (text: string): string[] => parseRunbook(`# A\n\n${text}`).steps.map(({ title }) => title);
const ways = (text: string): string[][] =>
  choicesOf(parseRunbook(`# A\n\n${text}`)).map((choice) => choice.ways.map(({ name }) => name));
const warnings = (text: string): number =>
  (parseRunbook(`# A\n\n${text}\n${sh('rm -rf data')}`).caveats ?? []).filter(({ kind }) => kind === 'warning').length;

test.each([
  [
    'code and a remark',
    `- Find the volume:\n${sh('kubectl get pv')}\nYou see its name.\n\n- Delete it:\n${sh('kubectl delete pv x')}`,
    2,
  ],
  [
    'stars',
    `* Stop the writers\n${sh('systemctl stop app')}\nIt takes a minute.\n\n* Copy the files\n${sh('cp -r a b')}`,
    2,
  ],
  [
    'a table',
    `* Start in the repo\n* \`cd\` into the folder:\n\n| a | b |\n| - | - |\n| c | d |\n\n* Check \`kubectl cluster-info\`\n* Run the plan\n${sh('terraform plan')}`,
    4,
  ],
])('bullets with %s between them are one procedure', (_, text, count) => {
  expect(titles(`## Steps to remove it\n\n${text}`)).toHaveLength(count);
});

test('bullets below a new lead are another list', () => {
  const text = `- Find the volume:\n${sh('kubectl get pv')}\nDelete one of these later:\n\n- Old volumes\n- Lost volumes\n`;
  expect(titles(`## Volumes\n\n${text}`)).not.toContain('Old volumes');
});

test.each([
  [
    'files',
    '### 1. Identify the snapshot\n\nLook for it.\n\n### 2. Set the flag\n\n```hcl\na = 1\n```\n\n### 3. Check the data\n\nConnect to it.',
  ],
  [
    'bullets',
    '### 1. Deploy the account\n\n- Run the workflow\n\n### 2. Verify it\n\n- Check the bucket\n\n### 3. Notify the team\n\n- Inform them',
  ],
])('numbered headings with %s are steps', (_, text) =>
  expect(titles(`## Restoration\n\n${text}`).length).toBeGreaterThan(2),
);

test('numbered headings that explain are none', () => {
  expect(
    titles('## Design\n\n### 1. Storage\n\nIt is local.\n\n### 2. Network\n\nIt is flat.\n\n### 3. Users\n\nMany.'),
  ).toEqual([]);
});

test.each([
  '## Notify users\n\nFollow the incident guidance to notify them.',
  '## Unlock the state\n\nRun the workflow to remove the lock.',
])('a page of sentences alone that ask is none without steps: %j', (text) => expect(titles(text)).toHaveLength(1));

test('rules of style are no steps', () => {
  expect(titles('## Keep it short\n\nUse few words.\n\n## Avoid jargon\n\nWrite plainly.')).toEqual([]);
});

test.each([
  [
    'functions of scripts',
    '## Run it\n\nThe scripts perform the following tasks, in this order:\n\n1. Delete the state\n2. Remove the files\n',
  ],
  ['notes', '## Key points to note\n\n1. Use the role\n2. Agree with the team\n'],
  ['options', '## Alert\n\nMore effective methods are:\n\n1. Delete old indices\n2. Move large indices\n'],
  [
    'what is so',
    '## Architecture\n\nIn this architecture:\n\n1. Calls are handled by pods\n2. Scale is managed\n3. Add none\n',
  ],
])('%s are no steps', (_, text) => expect(titles(text)).toEqual([]));

test.each([
  [
    'labels with a period',
    '## Restore order\n\n- **R1 Secrets.** Pull the dump.\n- **R2 Main DB.** Provision it.\n',
    2,
  ],
  ['labels', '## Rollout sequence\n\n1. Surface gate: enable it\n2. Public gate: run the tests\n', 2],
  ['headings of steps above', '## Resolution steps\n\n### For scenario 1\n\n- **Modify it**\n- **Change it**\n', 2],
])('%s are steps', (_, text, count) => expect(titles(text)).toHaveLength(count));

const list = '1. Open the page\n2. Delete the rule\n';
test.each([
  ['operations', `## Adding a user\n${sh('useradd x')}\n## Rotating the key\n${sh('keys rotate')}`],
  ['operations by hand', `## Stopping inbound traffic\n\n${list}\n## Blocking all traffic\n\n${list}`],
  [
    'alerts',
    `## DiskFull\n\n### Impact\n\nBad.\n\n### Mitigation\n${sh('df -h')}\n## NodeDown\n\n### Impact\n\nBad.\n\n### Mitigation\n${sh('uptime')}`,
  ],
  [
    'offered ways',
    `## Install\n\nThere are multiple ways to deploy it.\n\n### VM Deployment\n${sh('systemctl start a')}\n### Docker Deployment (tests)\n${sh('docker run a')}`,
  ],
  ['scenarios', `## Resolution\n\n### For scenario 1\n${sh('a stop')}\n### For scenario 2\n${sh('b stop')}`],
])('one of several procedures is meant: %s', (_, text) => {
  expect(ways(text)).toHaveLength(1);
  expect(ways(text)[0]).toHaveLength(2);
});

test.each([
  ['phases', `## Prepare\n${sh('a')}\n## Adding the node\n${sh('b')}\n## Verify\n${sh('c')}`],
  ['steps', `## Stop the app\n${sh('a')}\n## Restore the database\n${sh('b')}`],
  ['stages of one way', `## Install\n\n### Server Deployment\n${sh('a')}\n### Client Deployment\n${sh('b')}`],
])('%s are no choice', (_, text) => expect(ways(text)).toEqual([]));

test('a warning without marks is one', () => {
  expect(warnings('This process cannot be undone.')).toBe(1);
  expect(warnings('The script will delete all data in the bucket.')).toBe(1);
  expect(warnings('This shows all data.')).toBe(0);
  expect(warnings('The old data is deleted after a week.')).toBe(0);
});

test('a script alone is a command where the text asks for it', () => {
  const inline = (text: string): readonly string[] =>
    parseRunbook(`# A\n\n## Steps\n\n${text}`).steps.flatMap((step) => step.inline ?? []);
  expect(inline('1. Execute the script using the command: `./delete.sh`\n2. Wait\n')).toEqual(['./delete.sh']);
  expect(inline('1. Open `./delete.sh` and read it\n2. Wait\n')).toEqual([]);
});
