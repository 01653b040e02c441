import { expect, test } from 'vitest';
import { parseRunbook } from '../../src/runbook/parse.ts';

const sh = (line: string): string => `\`\`\`sh\n${line}\n\`\`\`\n`;
const counted = (name: string): string =>
  `1. Delete it\n\n${sh(`a delete ${name}`)}\n2. Create it\n\n${sh(`a create ${name}`)}\n`;
const plain = (name: string): string => `<details><summary>${name}</summary>\n\n${counted('x')}\n</details>\n\n`;
const procedures = (body: string): string[] =>
  (parseRunbook(`# P\n\n## Rotate\n\n${body}`).caveats ?? [])
    .filter(({ kind }) => kind === 'procedure')
    .map(({ text }) => text);

test.each([
  ['HTML', plain('Deployer keys') + plain('JWT keys')],
  ['in bold', (plain('Deployer keys') + plain('JWT keys')).replace(/<details>.*/g, '**$&**')],
  [
    'one closed where the next opens',
    `<details>\n<summary>Deployer keys</summary>\n\n${counted('x')}\n</details>\n<details>\n<summary>JWT keys</summary>\n\n${counted('y')}\n</details>\n`,
  ],
  [
    'with folds in them',
    plain('Deployer keys').replace('</details>', `${plain('Output')}</details>`) + plain('JWT keys'),
  ],
])('folds that each count from one are procedures: %s', (_, body) =>
  expect(procedures(body)).toEqual(['Deployer keys', 'JWT keys']),
);

test('folds of which one holds by their names', () => {
  const fold = (name: string): string => `<details><summary>${name}</summary>\n\n${sh(`a ${name}`)}\n</details>\n\n`;
  expect(procedures(fold('If it is full') + fold('Otherwise'))).toEqual(['If it is full', 'Otherwise']);
  expect(procedures(fold('Restart the web') + fold('Restart the cache'))).toEqual([]);
});

test.each([
  ['one after the other', plain('Step 1: web') + plain('Step 2: cache')],
  ['in words', plain('First the web') + plain('Then the cache')],
  ['one alone', plain('Deployer keys')],
  [
    'output of steps',
    `1. Run\n\n${sh('a')}\n${plain('Output').replace(/1\. .*|2\. .*/g, '')}${plain('Log').replace(/1\. .*|2\. .*/g, '')}`,
  ],
  [
    'nothing to run',
    '<details><summary>A</summary>\n\n1. x\n2. y\n\n</details>\n\n<details><summary>B</summary>\n\n1. x\n2. y\n\n</details>\n',
  ],
])('no procedures: %s', (_, body) => expect(procedures(body)).toEqual([]));

test('below different headings they are parts', () => {
  const folds = `${plain('Deployer keys')}## Check\n\n${plain('JWT keys')}`;
  expect(procedures(folds)).not.toContain('Deployer keys');
});
