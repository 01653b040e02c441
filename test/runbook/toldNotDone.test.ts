import { describe, expect, test } from 'vitest';
import { parseRunbook } from '../../src/runbook/parse.ts';

const titles = (text: string): string[] => parseRunbook(text).steps.map(({ title }) => title);
const run = '```sh\n./upgrade.sh prod\n```\n';

describe('what a program does by itself is nobody’s step', () => {
  test.each([
    'The playbook performs the following steps:',
    'The playbook automatically performs these steps:',
    'This will:',
    'The instance will progress through a series of operations:',
    'The job goes through the following phases:',
  ])('%s', (lead) => {
    const text = `# T\n\n## Run it\n\n${run}\n${lead}\n\n1. Check the cluster\n2. Drain each node\n`;
    const { steps } = parseRunbook(text);
    expect(steps.map(({ title, afterwards }) => [title, afterwards])).toEqual([['Run it', undefined]]);
  });

  test('headings that tell what the script does', () => {
    const told = ['the script checks the disk', 'the script dumps the database', 'it uploads the dump'];
    const headings = told.map((one, i) => `### Step ${i + 1} — ${one}\n\nThere is room.\n\n`).join('');
    expect(titles(`# Backup\n\n${run}\n${headings}`)).toEqual(['Backup']);
  });

  test('bullets that sum up the numbered steps beside them', () => {
    const sum =
      'This method involves the following steps:\n\n* swap the image\n* restart the pods\n* revert the image\n';
    const text = `# T\n\n## Manual Recovery\n\n${sum}\nAssume that it crashed.\n\n1. Swap it:\n\n   ${run.replace(/\n(?=.)/g, '\n   ')}\n2. Restart all pods\n`;
    expect(titles(text)).toEqual(['Swap it', 'Restart all pods']);
  });

  test('notes about what else may be seen, beside a procedure', () => {
    const seen = '```\nuser@host:~$ kubectl get nodes\nweb-1   Ready\n```\n';
    const text = `# T\n\n## Notes about cancelled upgrades\n\nWe see\n\n${seen}\n## Upgrade\n\n${run}`;
    expect(titles(text)).toEqual(['Upgrade']);
  });

  test('a list of scenarios is no step, and its title is not what is done', () => {
    const text = `# T\n\n## Restore scenarios\n\nTo restore, you create a file.\n\n* Full\n* Partial\n\n## Restore it\n\n${run}\n## Check it\n\n${run}`;
    expect(titles(text)).toEqual(['Restore it', 'Check it']);
  });
});

describe('what looks alike is done', () => {
  test.each([
    'Perform the following steps:',
    'You will go through the following steps:',
    'The on-call engineer performs the following steps:',
  ])('%s', (lead) => {
    const text = `# T\n\n## Run it\n\n${run}\n${lead}\n\n1. Check the cluster\n2. Drain each node\n`;
    expect(titles(text)).toContain('Drain each node');
  });

  test('headings whose own text has the commands', () => {
    const text = `# T\n\n## Step 1 — the script checks the disk\n\n${run}\n## Step 2 — the script dumps it\n\n${run}`;
    expect(titles(text)).toHaveLength(2);
  });
});

test('a sentence that says outright what is needed after the command is asked for', () => {
  const after = (said: string): unknown => parseRunbook(`# T\n\n## Restore\n\n${run}\n${said}\n`).steps[0]?.afterwards;
  expect(after('Note that this starts nothing; you need to restart etcd on all masters.')).toEqual([
    'you need to restart etcd on all masters.',
  ]);
  expect(after('If it fails, you need to restart etcd.')).toBeUndefined();
  expect(after('Note that this may take a while.')).toBeUndefined();
});

test('a search that is typed into a console is a step', () => {
  const query = '```\nprotoPayload.methodName="delete"\n```\n';
  const text = (lead: string): string => `# Reboots\n\n## Instance deletions\n\n${lead}\n\n${query}`;
  expect(titles(text('Find them by using the following search in Stackdriver:'))).toEqual(['Instance deletions']);
  expect(titles(text('Add this item to your search, as a migration may be a part of the cause:'))).toHaveLength(1);
  expect(titles(text('The alert is defined as follows:'))).toEqual([]);
});

test('a command below a long lead is named after what leads into it', () => {
  const long =
    'This operation can take up to 40 minutes or so. Once it has been done, you can confirm the new version by pointing your `kubectl` to the cluster and running';
  const text = `# T\n\n## Upgrade\n\n* [ ] Upgrade the masters\n\n${run}\n${long}\n\n\`\`\`\nkubectl version\n\`\`\`\n`;
  expect(titles(text).at(-1)).toMatch(/^Once it has been done/);
});
