import { expect, test } from 'vitest';
import { checkRunbook } from '../../src/checks/checks.ts';
import { parseRunbook } from '../../src/runbook/parse.ts';
import { renderRunbook } from '../../src/runbook/render.ts';

const each = (count: number, line: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => line(i)).join('');

test.each([
  ['lists', '- '.repeat(20_000)],
  ['quotes', '> '.repeat(20_000)],
  ['emphasis', '*a **b '.repeat(20_000)],
  ['links', '['.repeat(20_000)],
  ['fences', each(500, (i) => `${'`'.repeat(600 - i)}{note}\n`)],
  ['details', '<details>\n\n'.repeat(10_000) + '</details>\n\n'.repeat(10_000)],
])('%s nested too deep are read and drawn', (_, text) => {
  expect(() => JSON.stringify(renderRunbook(text))).not.toThrow();
  expect(() => checkRunbook(text)).not.toThrow();
});

test.each([
  ['eval', 'eval '.repeat(4000) + 'ls'],
  ['sudo eval', 'sudo eval '.repeat(2000) + 'ls'],
])('a block of %s by the thousand is unknown, and the others are read', (_, command) => {
  const { steps } = parseRunbook(
    `# Book\n\n## One\n\n\`\`\`sh\n${command}\n\`\`\`\n\n## Two\n\n\`\`\`sh\nls\n\`\`\`\n`,
  );
  expect(steps.map(({ blocks }) => blocks[0]?.risk)).toEqual(['unknown', 'reads']);
});
