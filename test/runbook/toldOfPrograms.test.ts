import { expect, test } from 'vitest';
import { parseRunbook } from '../../src/runbook/parse.ts';

const titles = (text: string): string[] => parseRunbook(text).steps.map(({ title }) => title);
const list = (heading: string): string =>
  `# P\n\n## ${heading}\n\n1. Check the freeze file\n2. Install the candidate\n3. Restart the idle ones\n`;

test.each([
  'How the tracker gates each bump (`scripts/a.sh`)',
  'How our nightly job updates the nodes',
  'How it works',
  'How the tracker works',
])('what a program does by itself is no step: %s', (heading) => expect(titles(list(heading))).toEqual([]));

test.each(['How to gate a bump', 'How the on-call rotates the key', 'Gate the bump'])('steps: %s', (heading) =>
  expect(titles(list(heading))).toHaveLength(3),
);

const BESIDE = ['Creating one', 'Dumping one']
  .map((name) => `## ${name} of them\n\n1. Open it.\n2. Save it.\n`)
  .join('\n');
const section = (said: string): string => `# P\n\n## Restoring an entire instance\n\n${said}\n\n${BESIDE}`;

test.each([
  'You should not restore the entire instance for the following reasons:\n\n* It is slow.\n* `a` is shared.',
  'You must never do this on a Friday.',
  "You shouldn't need this.",
  'You cannot restore over the old one.',
])('what is not to be done is no step: %s', (said) =>
  expect(titles(section(said))).not.toContain('Restoring an entire instance'),
);

test('what should be done is one', () => {
  expect(titles(section('You should stop it first.'))).toContain('Restoring an entire instance');
});
