import { expect, test } from 'vitest';
import { parseRunbook } from '../../src/runbook/parse.ts';

const titles = (text: string): string[] => parseRunbook(text).steps.map((step) => step.title);
const bash = '```sh\nkubectl get pods\n```';

test('paragraphs below "Mitigation" are steps, explanations are not', () => {
  expect(titles('# A\n\n## Mitigation\n\nRestart the pod. Then watch it.\n\nIf it stays down, scale it up.\n')).toEqual(
    ['Restart the pod.', 'If it stays down, scale it up.'],
  );
  expect(titles('# A\n\n## Impact\n\nRestart loops are slow.\n\n## Resolution\n\nSee the dashboard.\n')).toEqual([]);
});

test('a task between sections with commands is a step', () => {
  const text = `# A\n\n## Stop it\n\n${bash}\n\n## Wait for the drain\n\n## Start it\n\n${bash}\n\n## How it works\n\nIt does.\n`;
  expect(titles(text)).toEqual(['Stop it', 'Wait for the drain', 'Start it']);
});

test('a list that only names the sections below makes no steps', () => {
  const section = (n: number, title: string): string => `### Step ${n}: ${title}\n\n${bash}\n\n`;
  const list = '1. Save the definition\n2. Delete the cluster\n\n';
  expect(
    titles(`## Procedure\n\n${list}${section(1, 'Save the definition')}${section(2, 'Delete the cluster')}`),
  ).toEqual(['Step 1: Save the definition', 'Step 2: Delete the cluster']);
  expect(titles(`## Procedure\n\n${list}`)).toHaveLength(2);
});

test('bullets below an order are steps, possible actions are not', () => {
  const bullets = '- Deploy the roles\n- Configure DNS\n- Wait for it\n';
  expect(titles(`# A\n\n## Deployment order\n\n${bullets}`)).toHaveLength(3);
  expect(titles(`# A\n\n## Possible actions\n\n${bullets}`)).toEqual([]);
});

test('bullets below "Runbook" or "Playbook" are steps; those of caveats and contents are not', () => {
  const titles = (heading: string, items: string): string[] =>
    parseRunbook(
      `# Recovering\n\nExamples of what is broken:\n\n* A disk\n* A node\n\n## ${heading}\n\n${items}\n`,
    ).steps.map(({ title }) => title);
  const items = '* Backup what you can\n* Provision new nodes\n* Copy any broken nodes into the group';
  const wanted = ['Backup what you can', 'Provision new nodes', 'Copy any broken nodes into the group'];
  for (const heading of ['Runbook', 'Playbook', 'Recovery steps'])
    expect(titles(heading, items), heading).toEqual(wanted);
  expect(titles('Caveats', '* Tested with small databases only\n* There may be disruptions')).toEqual([]);
});
