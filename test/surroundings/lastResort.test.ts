import { expect, test } from 'vitest';
import { parseRunbook } from '../../src/runbook/parse.ts';
import { asideOf } from '../../src/surroundings/asides.ts';

const page = (lead: string): string =>
  `# Fix it\n\nRestart it:\n\n\`\`\`sh\nsystemctl restart a\n\`\`\`\n\n${lead}\n\n\`\`\`sh\nrm -rf /var/lib/a\n\`\`\`\n`;

const isHeld = (lead: string): boolean => {
  const runbook = parseRunbook(page(lead));
  const blocks = [...runbook.steps.flatMap((step) => step.blocks), ...runbook.blocks];
  const second = blocks.find(({ commands }) => commands[0]?.startsWith('rm'))!;
  return asideOf(runbook, second) !== undefined;
};

test.each([
  'As a last resort:',
  'As a last resort, remove its data:',
  'If it is still stuck after 5 minutes:',
  'If the pod still fails, remove its data:',
  "If it still isn't up, run:",
  'Instead of the above you can run:',
  'Instead of that, run:',
  'Unless it is a replica, remove its data:',
])('does not run in passing: %s', (lead) => {
  expect(isHeld(lead)).toBe(true);
});

test.each([
  'Then remove its data:',
  'Its data is still there. Remove it:',
  'Run instead of waiting for the timer:',
  'Remove it:',
])('has its turn: %s', (lead) => {
  expect(isHeld(lead)).toBe(false);
});
