import { expect, test } from 'vitest';
import { formatRunbook } from '../../src/reports/runbookText.ts';
import { parseRunbook } from '../../src/runbook/parse.ts';

const sh = (command: string): string => `\n\`\`\`sh\n${command}\n\`\`\`\n\n`;
const section = (heading: string): string => `${heading}\n${sh(`do-${heading.replace(/\W+/g, '-')}`)}`;
const page = (...headings: readonly string[]): string =>
  headings.map((one) => (/:$|^# /.test(one) ? `${one.replace(/:$/, '')}\n\n` : section(one))).join('');

/** The titles of what is done along with whichever procedure is chosen. */
function along(text: string): readonly string[] {
  const { procedures = [], steps } = parseRunbook(text);
  expect(procedures.length).toBeGreaterThan(1);
  for (const one of procedures) expect(one.along).toEqual(procedures[0]!.along);
  return steps.filter(({ id }) => procedures[0]!.along.includes(id)).map(({ title }) => title);
}

test.each([
  // The section of another service ahead of them.
  page(
    '# Queue',
    '## The worker:',
    '### Start it',
    '### Deploy it',
    '## Debugging jobs:',
    '### Tracing a running job',
    '### Killing a job',
  ),
  // One behind them.
  page(
    '# Handbook',
    '## Quick guides:',
    '### Local development',
    '### Production deployment',
    '## In an emergency:',
    '### Look around',
  ),
  // A task beside them that is none of two that are opposed, with another layout.
  `Users\n=====\n\n${page('## Install', '## Certificates:', '### Add a certificate', '### Remove a certificate', '## Tidy up')}`,
])('a section elsewhere on the page runs along with none of its procedures: %#', (text) => {
  expect(along(text)).toEqual([]);
});

test.each([
  [page('# Users', '## Log in to the cluster', '## Add a user', '## Remove a user'), ['Log in to the cluster']],
  [page('# Users', '## Prerequisites', '## Users:', '### Add a user', '### Remove a user'), ['Prerequisites']],
  [`# Users\n${sh('export REGION=a')}${page('## Add a user', '## Remove a user')}`, ['Users']],
  // A choice within a sequence leaves the rest of it.
  [
    page(
      '# Move',
      '## 1. Stop writes',
      '## 2. Change the users:',
      '### Add a user',
      '### Remove a user',
      '## 3. Resume writes',
    ),
    ['1. Stop writes', '3. Resume writes'],
  ],
])('what prepares all of them does: %#', (text, titles) => {
  expect(along(text)).toEqual(titles);
});

test('ways to do the same are a part of the page', () => {
  const text = page(
    '# Move',
    '## Stop it',
    '## Install:',
    '### Option A: Helm',
    '### Option B: kubectl',
    '## Look at it',
  );
  expect(along(text)).toEqual(['Stop it', 'Look at it']);
});

test('steps are shown below their own procedure only', () => {
  const text = page(
    '# Handbook',
    '## Guides:',
    '### Local development',
    '### Production deployment',
    '## Else:',
    '### Look around',
  );
  const shown = formatRunbook({ runbook: parseRunbook(text), concerns: new Map() }, false);
  expect(shown).toMatch(/Procedure: Production deployment\n[^]*\nIn none of the procedures\n\nElse\n\n- Look around/);
});
