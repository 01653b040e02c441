import { expect, test } from 'vitest';
import { parseRunbook } from '../../src/runbook/parse.ts';

const steps = (text: string): string[] => parseRunbook(text).steps.map((step) => `${step.title} ${step.blocks.length}`);
const titles = (text: string): string[] => parseRunbook(text).steps.map((step) => step.title);

test('a list that fences at the margin cut is one procedure, each item with its block', () => {
  const cut = (second: string): string =>
    `# B\n\n1. Install it:\n\`\`\`sh\nls\n\`\`\`\n${second} Back it up:\n\`\`\`sh\nls -a\n\`\`\`\n`;
  expect(steps(cut('2.'))).toEqual(['Install it 1', 'Back it up 1']);
  expect(steps(cut('1.'))).toEqual(['Install it 1', 'Back it up 1']);
  expect(steps('- Install it:\n```sh\nls\n```\n- Back it up:\n```sh\nls -a\n```\n')).toEqual([
    'Install it 1',
    'Back it up 1',
  ]);
});

test('numbering that goes on across paragraphs and images; a new count is a new list', () => {
  const text =
    '## Do\n\n1. Open the console\n\n![it](a.png)\n\nIt looks so.\n\n2. The value is shown\n\n```sh\nls\n```\n';
  expect(parseRunbook(text).steps.map((step) => [step.number, step.title, step.blocks.length])).toEqual([
    ['1', 'Open the console', 0],
    ['2', 'The value is shown', 1],
  ]);
  expect(parseRunbook('## Do\n\n1. Run a\n2. Run b\n\nOr:\n\n1. Run c\n2. Run d\n').steps.map((s) => s.number)).toEqual(
    ['1', '2', '1', '2'],
  );
});

test('numbered headings in a row are steps, with commands or without', () => {
  const part = (title: string, code: string): string => `## ${title}\n\nText.\n\n${code}\n\n`;
  const bash = '```bash\nkubectl get pods\n```';
  const yaml = '```yaml\nstate: new\n```';
  expect(titles(part('1. Scale down', bash) + part('2. The ConfigMap', yaml) + part('3. Scale up', bash))).toEqual([
    '1. Scale down',
    '2. The ConfigMap',
    '3. Scale up',
  ]);
  expect(titles(part('Step 1: Tell people', '') + part('Step 2: Wait', ''))).toEqual([
    'Step 1: Tell people',
    'Step 2: Wait',
  ]);
  expect(titles(`## Procedure\n\n#${part('Stop traffic', '')}#${part('Restart', bash)}`)).toEqual([
    'Stop traffic',
    'Restart',
  ]);
});

test('numbered chapters, causes and counts are no sequence', () => {
  const bash = '```bash\nls\n```';
  expect(titles(`## 1. Overview\n\nA.\n\n## 2. Architecture\n\nB.\n\n## 3. Start it\n\n${bash}\n`)).toEqual([
    '3. Start it',
  ]);
  expect(titles('## Common issues\n\n### 1. Tag not found\n\nA.\n\n### 2. No access\n\nB.\n')).toEqual([]);
  expect(titles('## 1 replica is down\n\nA.\n\n## 2 replicas are down\n\nB.\n')).toEqual([]);
});

test('a numbered heading whose sections are the steps is their group', () => {
  expect(titles('## 1. Prepare\n\n### Look\n\n```sh\nls\n```\n\n## 2. Finish\n\nTell people.\n')).toEqual([
    'Look',
    '2. Finish',
  ]);
});

test.each(['Steps', 'Procedure', 'Deploying', 'Resolution', 'Mitigation', 'Triage'])(
  'a list under "%s" is steps whatever its first words',
  (heading) => {
    expect(
      titles(`## ${heading}\n\n1. Instruct people\n2. After that, block them\n3. You can respond now\n`),
    ).toHaveLength(3);
  },
);

test.each([
  ['concepts', '## Deployment\n\n1. **Leader**: the node that writes\n2. **Follower**: a node that copies\n'],
  ['symptoms', '## Symptoms\n\n1. High latency\n2. Errors in the log\n'],
  ['contents', '## Contents\n\n1. [Restart it](#a)\n2. [Stop it](#b)\n'],
  ['links', '## Triage\n\n1. [Dashboard](https://a.example)\n2. [Logs](https://b.example)\n'],
  ['what a system does', '## Recovery\n\n1. The controller sees the pod\n2. The scheduler moves it\n'],
  ['aims', '## Upgrade\n\n1. To keep the cluster current\n2. To keep people happy\n'],
  ['questions', '## Triage\n\n1. Is it DNS?\n2. Is it the disk?\n'],
  ['next steps', '## Next steps\n\n- The dashboard\n- The wiki\n'],
  ['example output', 'The output is:\n\n```\n1. Start it\n2. Stop it\n```\n'],
])('%s are no steps', (_, text) => {
  expect(titles(text)).toEqual([]);
});

test('a list of links that say what to do is steps', () => {
  expect(titles('## Prepare\n\n1. [Install age](https://a.example)\n2. [Restart it](b.md)\n')).toEqual([
    'Install age',
    'Restart it',
  ]);
});

test('items stand and fall together', () => {
  expect(titles('## Work\n\n1. Open it\n2. The button is red\n3. Click it\n')).toHaveLength(3);
  expect(
    titles('## Mitigation\n\n- Restart the pod\n- More memory may help\n- Scale up\n- Call the owner\n'),
  ).toHaveLength(4);
  expect(titles('## Mitigation\n\n- High load\n- A full disk\n- Restart loops\n')).toEqual([]);
});

test('a query that the text asks to run is a step; one that explains is none', () => {
  const query = '```promql\nsum(rate(errors_total[5m]))\n```\n';
  expect(titles(`## Look\n\nRun this query in the Prometheus console:\n\n${query}`)).toEqual(['Look']);
  expect(titles(`## Meaning\n\nThe alert is defined as:\n\n${query}`)).toEqual([]);
});

test('titles are what a reader sees', () => {
  expect(titles('## 3. Promote the replica\n\n```sh\nls\n```\n')).toEqual(['3. Promote the replica']);
  expect(titles('> [!NOTE]\n> 1. Restart **it**\n> 2. Look at {ref}`the log <log>`\n')).toEqual([
    'Restart it',
    'Look at the log',
  ]);
  expect(titles('1. Restart {{ service }}\n2. Open [it]({% link {{ v }}/a.md %}) {{< icon x >}}\n')).toEqual([
    'Restart service',
    'Open it',
  ]);
  expect(titles('1. Copy `${OLD}/${NAME}` to `${NEW}`\n')).toEqual(['Copy ${OLD}/${NAME} to ${NEW}']);
  expect(titles('=== "Linux"\n\n    ```sh\n    ls\n    ```\n')).toEqual(['Linux']);
  expect(titles('## Fix\n\n1. Stop it\n\n**Use this when** the disk is full\n\n```sh\nls\n```\n')).toEqual([
    'Stop it',
    'Fix',
  ]);
});

test('steps of one name get that of their section; ids stay those of the title', () => {
  const text = '# T\n\n## Node A\n\n1. Restart it\n\n## Node B\n\n1. Restart it\n';
  const { steps: read } = parseRunbook(text);
  expect(read.map((step) => [step.title, step.section])).toEqual([
    ['Restart it (Node A)', 'Node A'],
    ['Restart it (Node B)', 'Node B'],
  ]);
  expect(read[0]!.id).toBe(parseRunbook('1. Restart it\n').steps[0]!.id);
  expect(titles('## A\n\n1. Wait\n2. Wait\n')).toEqual(['Wait', 'Wait']);
});
