import { expect, test } from 'vitest';
import { parseRunbook } from '../../src/runbook/parse.ts';

const inner = (...titles: readonly string[]): string => titles.map((title) => `   1. ${title}\n`).join('');
const methods = (lead: string, heading = 'Restoration'): string =>
  `# P\n\n## ${heading}\n\n${lead}\n\n1. Deployed with the chart\n${inner('Delete the member directory', 'Restart the pod')}\n1. Deployed separately\n${inner('Kill the process', '`curl http://localhost/start`')}`;
const titles = (text: string): string[] =>
  parseRunbook(text).steps.map(({ number, title }) => `${number ?? '-'} ${title}`);
const ways = (text: string): string[] => (parseRunbook(text).procedures ?? []).map(({ title }) => title);

const STEPS = [
  '1 Deployed with the chart',
  '1.1 Delete the member directory',
  '1.2 Restart the pod',
  '2 Deployed separately',
  '2.1 Kill the process',
  '2.2 curl http://localhost/start',
];

test.each(['You may choose between different methods, by your setup:', 'Use one of the following methods:'])(
  'of methods that each count their steps one is chosen: %s',
  (lead) => {
    expect(titles(methods(lead))).toEqual(STEPS);
    expect(ways(methods(lead))).toEqual(['Deployed with the chart', 'Deployed separately']);
  },
);

test('where none is offered, all are done', () => {
  expect(titles(methods('Both kinds have to be restored:'))).toEqual(STEPS);
  expect(ways(methods('Both kinds have to be restored:'))).toEqual([]);
});

test.each([
  ['what a program does by itself', methods('The controller then does the following:')],
  ['notes', methods('Notes:')],
  ['a heading that explains', methods('It is built of two parts:', 'Architecture')],
  [
    'lists of things',
    `# P\n\n## Restoration\n\nThere are two kinds:\n\n1. The chart\n${inner('a pod', 'a volume')}\n1. A process\n${inner('a unit', 'a disk')}`,
  ],
])('no steps: %s', (_, text) => expect(titles(text)).toEqual([]));
