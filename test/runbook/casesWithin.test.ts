import { expect, test } from 'vitest';
import { parseRunbook } from '../../src/runbook/parse.ts';

const block = (command: string): string => `\n\`\`\`sh\n${command}\n\`\`\`\n`;
const cases = (text: string): string[] =>
  parseRunbook(text)
    .caveats?.filter(({ kind }) => kind === 'optional')
    .map((one) => one.text) ?? [];

test.each([
  ['## Scenario 1: OS broken', '## Scenario 2: Storage broken'],
  ['## Option A', '## Option B'],
])('a case within one of several ways is still a case: %s', (one, other) => {
  const page = `# S\n\n${one}\n\nIf you have internet:\n${block('./a')}\nOnly if the disk is full:\n${block('./b')}\n${other}\n${block('./c')}`;
  expect(cases(page)).toHaveLength(2);
});

test('a case that is itself a way is told once', () => {
  const page = `# S\n\n## Do it\n\nIf you use Docker:\n${block('docker restart a')}\nOtherwise:\n${block('systemctl restart a')}`;
  expect(cases(page)).toEqual([]);
});
