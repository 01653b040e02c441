import { expect, test } from 'vitest';
import { parseRunbook } from '../../src/runbook/parse.ts';

const steps = (text: string): string[] =>
  parseRunbook(text).steps.map((step) => `${step.number ?? '-'} ${step.title} ${step.blocks.length}`);
const code = '```sh\nls\n```';

test.each([
  ['bare numbers', `1 Pause\n\n2 Drain\n\n${code}\n\n3 Unpause\n`, ['1 Pause 0', '2 Drain 1', '3 Unpause 0']],
  ['dashes', `1 - Pause\n\n2 - Drain\n\n${code}\n`, ['1 Pause 0', '2 Drain 1']],
  ['bold', `**1. Pause**\n\nIn the console.\n\n**2. Drain**\n\n${code}\n`, ['1 Pause 0', '2 Drain 1']],
  ['words', `Step 1: Pause\n\nStep 2: Drain\n\n${code}\n`, ['- Step 1: Pause 0', '- Step 2: Drain 1']],
  ['a forgotten dot', '1. Pause\n2. Drain\n3 Unpause\n', ['1 Pause 0', '2 Drain 0', '3 Unpause 0']],
  [
    'letters',
    '1. Stop\n   a. Stop the web\n   b. Stop the db\n2. Start\n',
    ['1 Stop 0', '1.a Stop the web 0', '1.b Stop the db 0', '2 Start 0'],
  ],
])('%s', (_, text, expected) => {
  expect(steps(`## Steps\n\n${text}`)).toEqual(expected);
});

test('counts in prose are no items', () => {
  expect(steps('## Impact\n\n2 replicas are down.\n\n3 replicas are up.\n')).toEqual([]);
  expect(steps('## Impact\n\n1 Replica is enough.\n\n2 Replicas are better.\n')).toEqual([]);
});

test('a condition keeps what is done then', () => {
  expect(steps('## Steps\n\n1. Look at it\n2. If it is down:\n   - Restart it\n   - Check it\n')).toEqual([
    '1 Look at it 0',
    '2 If it is down 0',
    '- Restart it 0',
    '- Check it 0',
  ]);
});
