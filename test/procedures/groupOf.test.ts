import { expect, test } from 'vitest';
import { parseRunbook } from '../../src/runbook/parse.ts';
import { choicesOf } from '../../src/surroundings/ways.ts';

const page = (count: number): string =>
  `# A\n\n${Array.from({ length: count }, (_, i) => `## Option ${i}\n\n\`\`\`sh\ntouch ${i}\n\`\`\`\n\n`).join('')}`;

test.each([2, 3, 21, 22, 200])('%i ways are one choice, and none names more of the others than are read', (count) => {
  const runbook = parseRunbook(page(count));
  expect(choicesOf(runbook).map(({ ways }) => ways.length)).toEqual([count]);
  for (const { text, others } of runbook.caveats!) {
    expect(others!.length).toBe(Math.min(20, count - 1));
    expect(others).not.toContain(text);
  }
  expect(runbook.procedures?.length ?? count).toBe(count);
});
