import { expect, test } from 'vitest';
import { parseRunbook } from '../../src/runbook/parse.ts';

/** Titles of the steps that a section makes before a section with a command. */
const titles = (section: string): string[] =>
  parseRunbook(`# Release\n\n${section}\n\n## Switch over\n\n\`\`\`sh\ncp a b\n\`\`\`\n`)
    .steps.map(({ title }) => title)
    .filter((title) => title !== 'Switch over');

test.each([
  'Required asserts (in this order)',
  'Mandatory checks',
  'Pre-flight checks',
  '2. Checks (in this order)',
  'Verification rules',
])('a numbered list of what has to hold is gone through below "%s"', (heading) => {
  const items = '1. **Process health.** `pgrep app` returns a PID.\n2. **Lag.** Replication lag must be below 1 s.';
  expect(titles(`## ${heading}\n\n${items}`)).toHaveLength(2);
});

test('so it is without labels', () => {
  const items = '1. Replication lag is below 1 s\n2. No deploy is running\n3. The pager has been handed over';
  expect(titles(`## Pre-flight checks\n\n${items}`)).toHaveLength(3);
});

test.each([
  '## Pre-flight checks\n\nThe installer performs the following:\n\n1. Disk size is compared\n2. Ports must be free',
  '## Required checks\n\n1. The probe asks for /health.\n2. The balancer looks at the answer.',
  '## Checks\n\n1. Speed\n2. Memory',
  '## How checks work\n\n1. **Agent**: is on each node\n2. **Server**: has the results',
])('what a program checks, and names of checks, are no steps: %j', (section) => {
  expect(titles(section)).toEqual([]);
});
