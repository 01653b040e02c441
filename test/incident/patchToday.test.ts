import { expect, test } from 'vitest';
import type { RunReview } from '../../src/incident/deviations.ts';
import { runbookPatches } from '../../src/incident/runbookPatch.ts';

const snapshot = '# Restart\n\n## Look\n\ntext\n\n## Remove\n\n```sh\nrm -r x\n```\n\n## End\n\nmore\n';
const deviation = { kind: 'skipped-step', run: 'r', path: 'rb.md', step: 'Look', line: 3, text: 'Skipped' } as const;
const review: RunReview = {
  run: 'r',
  path: 'rb.md',
  title: 'Restart',
  drill: false,
  snapshot,
  deviations: [deviation],
};
const patched = (today: string | undefined, reviews = [review]) => runbookPatches(reviews, new Map([['rb.md', today]]));

test('a patch is made where the step is today', () => {
  const { patches, problems } = patched(`intro\n\n${snapshot}`);
  expect(problems).toEqual([]);
  expect(patches[0]!.diff).toContain(
    '@@ -3,6 +3,8 @@\n # Restart\n \n ## Look\n+\n+<!-- Skipped. Seen in run r: still needed? -->\n',
  );
});

test('the same text gives the same patch', () => {
  expect(patched(snapshot)).toEqual(runbookPatches([review]));
});

test.each([
  ['gone', undefined, "No patch for rb.md: the file isn't there any more."],
  [
    'rewritten',
    'other\n',
    'No patch for rb.md: 1 change would be to lines that are different today than when the runs saw them.',
  ],
  [
    'holding a secret',
    snapshot.replace('text', 'password: hunter2Xy9'),
    "No patch for rb.md: 1 change would stand beside a secret, a control character or a byte that isn't UTF-8.",
  ],
  [
    'not UTF-8',
    snapshot.replace('text', 'caf\uFFFD'),
    "No patch for rb.md: 1 change would stand beside a secret, a control character or a byte that isn't UTF-8.",
  ],
])('a file that is %s has a sentence instead', (_, today, sentence) => {
  expect(patched(today)).toEqual({ patches: [], problems: [sentence] });
});

test('what two runs ask for stands there once, and not again when it was applied', () => {
  const again = { ...review, run: 's', deviations: [{ ...deviation, run: 's' }] };
  const { patches } = patched(snapshot, [review, again]);
  expect(patches[0]!.diff.match(/Skipped/g)).toHaveLength(1);
  const applied = snapshot.replace('## Look\n', '## Look\n\n<!-- Skipped. Seen in run r: still needed? -->\n');
  expect(patched(applied, [review, again])).toEqual({ patches: [], problems: [] });
});

test.each(['../books/rb.md', './../rb.md', '/etc/rb.md', 'C:/books/rb.md', 'C:\\rb.md'])(
  '%s is outside: that is said, whatever is there',
  (path) => {
    const { patches, problems } = runbookPatches([{ ...review, path }]);
    expect(patches).toEqual([]);
    expect(problems).toEqual([expect.stringMatching(/^No patch for .*: it is outside of the folder/)]);
  },
);

test.each(['..books/rb.md', 'a/..b/rb.md', 'C/rb.md', '...md'])('%s is inside', (path) => {
  expect(runbookPatches([{ ...review, path }]).patches).toHaveLength(1);
});
