import { expect, test } from 'vitest';
import { parseRunbook } from '../../src/runbook/parse.ts';

const sh = (command: string): string => `\n\`\`\`sh\n${command}\n\`\`\`\n`;
/** The commands that are one of several ways. */
function alternatives(text: string): string[] {
  const { steps, blocks, caveats = [] } = parseRunbook(`# Roll back\n\n${text}`);
  const ways = caveats.filter(({ kind }) => kind === 'alternative');
  return [...steps.flatMap((step) => step.blocks), ...blocks]
    .filter((block) => ways.some(({ line, endLine }) => line <= block.line && block.line <= endLine))
    .flatMap(({ commands }) => commands);
}

test.each([
  ['headings', `## Via Git\n${sh('a')}\n## Via CLI\n${sh('b')}`],
  ['headings by means', `## Roll back\n\n### Using Helm\n${sh('a')}\n### With kubectl\n${sh('b')}`],
  ['headings with letters', `## a) With Git\n${sh('a')}\n## b) In the console\n${sh('b')}`],
  ['sentences', `Via Git:\n${sh('a')}\nVia the CLI:\n${sh('b')}\nThen check:\n${sh('uptime')}`],
  ['letters below a choice', `Do one of:\n\na) the pod\n${sh('a')}\nb) the node\n${sh('b')}`],
  ['bold labels', `**Option 1: the pod**\n${sh('a')}\n**Option 2: the node**\n${sh('b')}`],
  [
    'items',
    `- Option 1: the pod\n${sh('a').replace(/^(?=.)/gm, '  ')}\n- Option 2: the node\n${sh('b').replace(/^(?=.)/gm, '  ')}`,
  ],
  ['a lone or', `${sh('a')}\nor\n${sh('b')}\nThen:\n${sh('uptime')}`],
])('one of several ways: %s', (_, text) => {
  expect(alternatives(text.replace(/^(\s*)a$/gm, '$1stop a').replace(/^(\s*)b$/gm, '$1stop b'))).toEqual([
    'stop a',
    'stop b',
  ]);
});

test.each([
  ['one way alone', `## Via Git\n${sh('stop a')}\n## Check\n${sh('stop b')}`],
  [
    'parts of one step',
    `1. Stop\n\n   a) the pod\n${sh('stop a').replace(/^(?=.)/gm, '   ')}\n   b) the node\n${sh('stop b').replace(/^(?=.)/gm, '   ')}`,
  ],
  ['letters that count', `a) Stop the pod\n${sh('stop a')}\nb) Stop the node\n${sh('stop b')}`],
  [
    'sentences that begin alike',
    `With root rights, run:\n${sh('stop a')}\nWith its output, run this:\n${sh('stop b')}`,
  ],
  ['one after the other', `${sh('stop a')}\nThen:\n${sh('stop b')}`],
])('one after the other: %s', (_, text) => {
  expect(alternatives(text)).toEqual([]);
});
