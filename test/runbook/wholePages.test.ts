import { describe, expect, it, test } from 'vitest';
import { parseRunbook } from '../../src/runbook/parse.ts';

const sh = (...lines: readonly string[]): string => `\`\`\`sh\n${lines.join('\n')}\n\`\`\`\n`;
const titles = (text: string): string[] => parseRunbook(text).steps.map(({ title }) => title);
const told = (text: string): string[] =>
  (parseRunbook(text).caveats ?? []).map(({ kind, text: said, aside }) => `${kind}${aside ? '!' : ''} ${said}`);
const kinds = (text: string): string[] => {
  const { steps, blocks } = parseRunbook(text);
  return [...steps.flatMap((step) => step.blocks), ...blocks].map(({ kind }) => kind);
};

describe('bullets', () => {
  it.each([
    ['below an order', '## Set up the machine\n\n- Create a VM\n- Log in to it\n', 2],
    ['below another order', '## Initiate the runner\n\n- Click on `New`\n- Give it a name\n', 2],
    [
      'beside bullets with commands',
      `## Register it\n\n- Copy it:\n${sh('tool register')}- While registering, give a name.\n- The executor is docker.\n`,
      2,
    ],
    ['advice', '## Reduce the cost\n\n- Use spot nodes\n- Avoid large disks\n', 0],
    ['that tell', '## Set up the machine\n\n- The VM is small\n- It has one disk\n', 0],
  ])('%s', (_, text, count) => expect(titles(text)).toHaveLength(count));

  it('between numbers at the margin are steps as well, and a last "If" is a branch of them', () => {
    const text = `## Add URLs\n\n1. Save them\n- Clone it\n- From it:\n    - \`> node index.js a.txt\`\n\n2. Capture them\n- Copy it\n  ${sh('scp a b').replaceAll('\n', '\n  ')}`;
    expect(titles(text)).toEqual(['Save them', 'Clone it', 'From it', 'Capture them', 'Copy it']);
    const list = `- Clone it\n- Watch it\n- Look at it\n- If it is not there:\n  ${sh('make page').replaceAll('\n', '\n  ')}`;
    expect(titles(`## Adding URLs\n\n${list}`)).toHaveLength(4);
    expect(titles(`## Solutions\n\n${list}`)).toHaveLength(1);
  });

  it('that are commands alone are what to do', () => {
    expect(titles('## Base\n\n1. `cd /srv`\n2. `git clone git@a.test:b.git base`\n')).toHaveLength(2);
    expect(titles('## Base\n\n1. `a.yaml`\n2. `b/c.yaml`\n')).toEqual([]);
  });
});

describe('names of what is told are no steps', () => {
  const around = (section: string): string =>
    `# R\n\n## Stop\n\n${sh('stop a')}\n${section}\n## Start\n\n${sh('start a')}`;
  it.each([
    'Backup strategy',
    'Test coverage notes',
    'List of useful commands',
    'Upgrade path',
    'Backup order: data first',
  ])('%s', (name) => expect(titles(around(`## ${name}\n\nCheck the table.\n`))).toEqual(['Stop', 'Start']));
  it.each(['Check the requirements', 'Backup the database', 'Update the schedule'])('%s is one', (name) =>
    expect(titles(around(`## ${name}\n\nCheck the table.\n`))).toEqual(['Stop', name, 'Start']),
  );
});

describe('sections without commands among sections with them', () => {
  const around = (section: string): string =>
    `# R\n\n## Stop it\n\n${sh('stop a')}\n${section}\n## Start it\n\n${sh('start a')}`;
  it.each([
    ['a file', '## `docker-compose.yml`:\n\n```yaml\na: 1\n```\n'],
    ['another file', '## ~/.nginx/servers/wg.conf\n\n```\nserver {\n}\n```\n'],
    ['how to', '## How to add a member?\n\nCreate a file for it.\n'],
    ['statements', '## SQLite\n\n```sql\n-- Tidy up\nVACUUM;\n```\n'],
    ['the first thing', '## toolchain\n\nThe first step is to set the version.\n'],
    ['a command alone', '## age-keygen\n\nSet up the pair with:\n\n`age-keygen -o keys.txt`\n'],
  ])('%s', (_, section) => expect(titles(around(section))).toHaveLength(3));
  it.each([
    ['what was seen', '## SQLite\n\n```sql\nSELECT 1;\n```\n'],
    ['a problem', '## Problem\n\nCopy files without a network.\n'],
    ['a name', '## age-keygen\n\nIt makes keys, as `age-keygen -o keys.txt` shows.\n'],
  ])('not %s', (_, section) => expect(titles(around(section))).toHaveLength(2));
});

test('a comment of the source cuts no list', () => {
  const text = `## Go\n\n1. Start it:\n${sh('start a')}2. Do this:\n<!-- spell: off -->\n${sh('move a')}<!-- spell: on -->\n`;
  expect(titles(text)).toEqual(['Start it', 'Do this']);
});

test('a title goes on behind the colon where only a place stands before it', () => {
  const long =
    'and all that stands below it, with each of the files that the robots left behind there in the last weeks.';
  expect(titles(`## Steps\n\n1. From a VM of the environment: delete the folder ${long}\n2. Go on\n`)[0]).toMatch(
    /delete/,
  );
  expect(titles(`## Steps\n\n1. Delete the whole folder: it holds old files ${long}\n2. Go on\n`)[0]).toBe(
    'Delete the whole folder',
  );
});

test.each([
  ['Major version upgrade (5 to 6)', 'Minor version upgrade'],
  ['Creating apps via UI', 'Creating apps via CLI'],
  ['MySQL/MariaDB', 'PostgreSQL'],
  ['Backup for binary package based deployment', 'Backup for Docker based deployment'],
  ['3 Option A – systemd', '4 Option B – Compose'],
  ['Solution 1: Mount the disk', 'Solution 2: Mount it inside'],
])('"%s" and "%s" are ways', (one, two) => {
  const text = `# R\n\n## ${one}\n\n${sh('make a')}\n## ${two}\n\n${sh('make b')}`;
  expect(told(text)).toEqual([`alternative ${one}`, `alternative ${two}`]);
});

test.each([
  ['Install Docker', 'Install Helm'],
  ['Upgrade on staging', 'Upgrade on production'],
  ['Docker', 'PostgreSQL'],
  ['Docker updates', 'Package updates'],
  ['Checks for the API', 'Checks for the console'],
  ['Backup for Docker', 'Checks for Kubernetes'],
])('"%s" and "%s" come one after the other', (one, two) => {
  const text = `# R\n\n## ${one}\n\n${sh('make a')}\n## ${two}\n\n${sh('make b')}`;
  expect(told(text)).toEqual([]);
});

test('methods of which one is needed', () => {
  const text = (lead: string): string =>
    `# R\n\n## Starting methods\n\n${lead}\n\n### Service\n\n${sh('make a')}\n### Cron job\n\n${sh('make b')}`;
  expect(told(text('You will only need to use **one** method.'))).toHaveLength(2);
  expect(told(text('Both are needed.'))).toEqual([]);
});

test('operations below steps of their section go on with them', () => {
  const below = `### Resetting it on one\n\n1. Run:\n${sh('make a')}\n### Resetting it on two\n\n1. Run:\n${sh('make b')}`;
  expect(told(`# R\n\n## Upgrade\n\n1. Edit it\n2. Build it\n\n${below}`)).toEqual([]);
  expect(told(`# R\n\n## Upgrade\n\n${below}`)).toHaveLength(2);
});

describe('ways within a block', () => {
  const one = (...lines: readonly string[]): string[] => told(`## Go\n\n${sh(...lines)}`);
  it.each([
    ['or', ['systemctl stop a', '# or via service', 'service a stop']],
    ['cases', ['lvextend a', '# if xfs', 'xfs_growfs /', '# if ext4', 'resize2fs a']],
    ['names', ['# MySQL backup', 'mysqldump a', '# PostgreSQL backup', 'pg_dump a']],
  ])('%s', (_, lines) => expect(one(...lines)).toHaveLength(1));
  it.each([
    ['a remark', ['# stop it', 'systemctl stop a', '# start it or it stays down', 'systemctl start a']],
    ['nothing below', ['systemctl stop a', '# or use the console']],
    ['one case', ['systemctl stop a', '# if it hangs', 'kill 1']],
  ])('not %s', (_, lines) => expect(one(...lines).filter((text) => text.startsWith('alternative'))).toEqual([]));
});

describe('beside the way', () => {
  const main = `## Go\n\nRun:\n\n${sh('make a')}\n`;
  it.each([
    ['where something is wrong', `${main}If there are any issues, run this instead.\n\n${sh('make b')}`],
    ['a tip', `${main}!!! tip\n    With MySQL, use:\n\n    \`\`\`sh\n    make b\n    \`\`\`\n`],
    ['deprecated', `${main}## Go with one file (deprecated)\n\n${sh('make b')}`],
    ['before a version', `${main}## Go before v4.3\n\n${sh('make b')}`],
    ['a label', `${main}**Alternative: with links**\n\nFor this:\n\n${sh('make b')}`],
  ])('%s', (_, text) => expect(told(text).filter((one) => one.includes('!'))).toHaveLength(1));
  it.each([
    ['a warning', `${main}!!! warning\n    Stop it first:\n\n    \`\`\`sh\n    make b\n    \`\`\`\n`],
    ['a label', `${main}**Start it**\n\nFor this:\n\n${sh('make b')}`],
  ])('not %s', (_, text) => expect(told(text).filter((one) => one.includes('!'))).toEqual([]));
});

test('what is never typed', () => {
  const fence = (...lines: readonly string[]): string =>
    `## Files\n\nTo back up:\n\n\`\`\`\n${lines.join('\n')}\n\`\`\`\n`;
  expect(kinds(fence('/opt/a/conf  # settings', '/opt/a/data # data'))).toEqual(['other']);
  expect(kinds(fence('root@server:~#'))).toEqual(['other']);
  expect(kinds('## Go\n\nIt looks so:\n\n```text\n#!/bin/bash\n\ncd /srv\nsudo ./run.sh\n```\n')).toEqual(['config']);
  expect(kinds(fence('/opt/a/bin/stop', '/opt/a/bin/start'))).toEqual(['command']);
  expect(kinds(fence('root@server:~# make'))).toEqual(['command']);
});

test('a short word in code hides no command behind it', () => {
  const text = `## Go\n\nEdit what is marked with \`!\` and run \`make up -d\` there.\n\n${sh('make a')}`;
  expect(parseRunbook(text).steps[0]!.inline).toEqual(['make up -d']);
});
