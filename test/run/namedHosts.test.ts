import { expect, test } from 'vitest';
import { shellOpenedBefore } from '../../src/run/openedShell.ts';
import { allBlocks } from '../../src/run/plan.ts';
import { parseRunbook } from '../../src/runbook/parse.ts';

const block = (command: string): string => `\`\`\`bash\n${command}\n\`\`\``;
const MOVE = `# P\n\n## Move\n\n${block('ssh -i key root@atlas')}\n\n## Then\n\n`;

function held(text: string): boolean {
  const runbook = parseRunbook(`${text}\n\n${block('touch a')}\n`);
  return shellOpenedBefore(runbook, allBlocks(runbook).at(-1)!) !== undefined;
}

test.each([
  'On `old-host`, shut it down:',
  'On db-server:',
  'From the `bastion-eu`, run:',
  'Finally, on **build-vm**, stop it:',
  'Run this on mail-host:',
])('a name that says it is one of a machine: %s', (lead) => expect(held(`# P\n\n## Do\n\n${lead}`)).toBe(true));

test.each([
  'On `atlas`, shut it down:',
  'On atlas:',
  'Now, still on Atlas, run:',
  'Run this on `atlas`:',
  'Execute the same command on atlas:',
])('a machine that the page connects to before, below another heading: %s', (lead) => {
  expect(held(MOVE + lead)).toBe(true);
  expect(held(`# P\n\n## Do\n\n${lead}`)).toBe(false);
});

test('the same by a title, and the steps behind it', () => {
  expect(
    held(`${MOVE}1. On atlas, stop it:\n\n   ${block('true').replace(/\n/g, '\n   ')}\n2. Restart the agent:`),
  ).toBe(true);
});

test.each([
  'On `main`, run:',
  'On `zeus`, shut it down:',
  'On `multi-node`, run:',
  'In `node-exporter`, set:',
  'Shut down atlas:',
  'Look at the page on atlas and its disks; here:',
  'On server-side, nothing changes:',
])('no machine: %s', (lead) => expect(held(MOVE + lead)).toBe(false));

test('a file that ssh reads, and what is copied, are no machines', () => {
  expect(held(`# P\n\n## Do\n\n${block('cat ssh notes')}\n\n## Then\n\nOn \`notes\`, run:`)).toBe(false);
  expect(held(`# P\n\n## Do\n\n${block('ssh -i key host')}\n\n## Then\n\nOn \`key\`, run:`)).toBe(false);
});
