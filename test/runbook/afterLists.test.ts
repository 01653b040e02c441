import { expect, it } from 'vitest';
import { parseRunbook } from '../../src/runbook/parse.ts';

const titles = (text: string): readonly string[] => parseRunbook(text).steps.map(({ title }) => title);
const list = '# Recover\n\n## Runbook\n\n* Back up what you can\n* Provision new nodes\n\n';

it.each([
  [
    'Then run the playbook with `--limit etcd` and wait for it.\n',
    'Then run the playbook with --limit etcd and wait for it.',
  ],
  ['Run `ansible-playbook recover.yml`.\n', 'Run ansible-playbook recover.yml.'],
  ['Finally, remove the old nodes. They cost money.\n', 'Finally, remove the old nodes.'],
])('what comes after the last item is a step: %s', (after, title) => {
  expect(titles(list + after)).toEqual(['Back up what you can', 'Provision new nodes', title]);
  const { steps } = parseRunbook(list + after);
  expect(steps.at(-1)!.inline ?? []).toEqual(after.includes('ansible') ? ['ansible-playbook recover.yml'] : []);
});

it.each([
  'The cluster is up again then.\n',
  'See `ansible-playbook --help`.\n',
  'Note that it may take a while.\n',
  'Run time is an hour.\n\nThen all is well.\n',
])('look-alikes: %s', (after) => {
  expect(titles(list + after)).toHaveLength(2);
});

it('what leads to a block is a step with that block', () => {
  const numbered = list.replace('* B', '1. B').replace('* P', '2. P');
  const { steps } = parseRunbook(
    `${numbered}Then run the playbook:\n\n\`\`\`sh\nansible-playbook recover.yml\n\`\`\`\n`,
  );
  expect(steps.map(({ blocks }) => blocks.length)).toEqual([0, 0, 1]);
});
