import { expect, test } from 'vitest';
import { parseRunbook } from '../../src/runbook/parse.ts';

/** Titles of the steps that a section makes in a book whose other section holds a command. */
const titles = (section: string): string[] =>
  parseRunbook(`# Release\n\n${section}\n\n## Fix it\n\n\`\`\`sh\nuptime\n\`\`\`\n`)
    .steps.map(({ title }) => title)
    .filter((title) => title !== 'Fix it');

test.each(['Signing', 'Health checks', 'Deploy', 'Procedure', 'Publishing the packages', '2. Smoke tests'])(
  'bullets that begin with a verb are steps below "%s"',
  (heading) => {
    expect(titles(`## ${heading}\n\n- Download the artifacts\n- Verify that the queue drains`)).toEqual([
      'Download the artifacts',
      'Verify that the queue drains',
    ]);
  },
);

test.each([
  '## Contacts\n\n- Call the on-call\n- Ask in #ops',
  '## Features\n\n- Deploy anywhere\n- Scale up',
  '## Signing\n\n- The key is in the vault\n- It expires each year',
  '## Overview\n\nThis guide will:\n\n1. Stop the writers\n2. Restore the dump',
  '## Diagnosis\n\nThe lag can come from:\n\n1. Deploy of a bad version\n2. Scale down of the consumers',
  '## Likely causes\n\n1. Build failed. See CI.\n2. Restart loops: a bad image\n3. Upgrade in progress',
  '## Diagnosis\n\n1. Restart loops: a bad image\n2. Build failed\n3. Deploy of a bad version',
])('outlines, causes and descriptions are none: %j', (section) => {
  expect(titles(section)).toEqual([]);
});

test('what is checked one after the other is no list of causes', () => {
  expect(
    titles('## Diagnosis\n\n1. Check failing pods\n2. Restart the node\n3. Resolve issues: look at them'),
  ).toHaveLength(3);
});
