import { expect, test } from 'vitest';
import { readBlocks } from '../../src/blocks/blocks.ts';
import { readMarkdown } from '../../src/markdown/markdown.ts';

const YAML = '```yaml\nkind: Restore\nregion: a\n```\n';
const goesInto = (above: string): (string | undefined)[] =>
  readBlocks(readMarkdown(`# A\n\n${above}`, { inlines: false }).nodes)
    .blocks.filter(({ kind }) => kind === 'config')
    .map((block) => block.goesInto);

test.each([
  'Edit `deploy/restore.yaml`. The region must match the one in `deploy/cr.yaml`.',
  'Create `deploy/restore.yaml` as follows. See also `deploy/cr.yaml`:',
  'Edit the sample `deploy/restore.yaml`:\n\n* `bucket` - the bucket. It must match the bucket in `deploy/cr.yaml`.',
  'Save it as `deploy/restore.yaml`, with the same name as in `deploy/cr.yaml`:',
  'Add the values that you set in `deploy/cr.yaml` to `deploy/restore.yaml`:',
])('the file that is written is named by its verb, not by what it is held against: %s', (lead) => {
  expect(goesInto(`${lead}\n\n${YAML}`)).toEqual(['deploy/restore.yaml']);
});

test.each([
  ['Open the console. Then edit `deploy/cr.yaml`:', 'deploy/cr.yaml'],
  ['Edit `deploy/restore.yaml` by hand. Set the region in `deploy/cr.yaml`:', 'deploy/cr.yaml'],
  ['The region in `deploy/cr.yaml` must match `deploy/restore.yaml`:', 'deploy/cr.yaml'],
  ['`deploy/cr.yaml`:', 'deploy/cr.yaml'],
])('where nothing is held against another file, the last sentence says it: %s', (lead, file) => {
  expect(goesInto(`${lead}\n\n${YAML}`)).toEqual([file]);
});

test('a file that another block has filled is not meant again', () => {
  expect(goesInto(`Edit \`a.yaml\`:\n\n${YAML}\nIt must match \`b.yaml\`.\n\n${YAML}`)).toEqual(['a.yaml', undefined]);
});
