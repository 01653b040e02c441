import { expect, test } from 'vitest';
import { parseRunbook } from '../../src/runbook/parse.ts';
import { asideOf, caseAround } from '../../src/surroundings/asides.ts';

const sh = (command: string): string => `\n\`\`\`sh\n${command}\n\`\`\`\n`;
const heldOf = (text: string): readonly boolean[] => {
  const runbook = parseRunbook(text);
  const blocks = [...runbook.steps.flatMap((step) => step.blocks), ...runbook.blocks];
  return blocks.map((one) => asideOf(runbook, one) !== undefined || caseAround(runbook, one) !== undefined);
};
const below = (lead: string): boolean =>
  heldOf(`# T\n\n1. Start it:\n${sh('systemctl start a')}\n2. ${lead}\n${sh('sudo reboot')}`).at(-1)!;

test.each([
  'At 03:30 UTC, restart the node:',
  'During the maintenance window, restart the node:',
  'Outside business hours:',
  'Two days later, drop the old table:',
  'With the approval of the service owner:',
  'This will almost never be needed, but restart it:',
  'It should only rarely be necessary:',
  'Have a look. Still red? Restart the node:',
  'No luck? Restart the node:',
  'From the bastion, never from your own machine:',
  'This was tried once and is not meant for production:',
  'Withstand the urge to run:',
  'Some operators have been known to run:',
  'What the database team did last year:',
  'The storage team (on call at all times) will execute:',
  'For the record, the scheduler runs this every hour:',
])('is not run in passing: %s', (lead) => expect(below(lead)).toBe(true));

test.each([
  'Restart the node at once:',
  'A minute later, restart the node:',
  'With the new package, restart the node:',
  'It should now be necessary to restart it:',
  'All green? Restart the node:',
  'From the bastion, restart the node:',
  'This is ready for production:',
  'Do this with what we ran before:',
  'What to run next:',
  'For the record, restart it with:',
])('is the next step: %s', (lead) => expect(below(lead)).toBe(false));

test.each(['Danger zone', 'How this cluster was created', 'Appendix: how the replica was set up'])(
  'a section beside the way: %s',
  (title) => {
    expect(heldOf(`# T\n\n## Start\n${sh('systemctl start a')}\n## ${title}\n${sh('sudo reboot')}`)).toEqual([
      false,
      true,
    ]);
  },
);

test('how it is done is no history', () => {
  const text = `# T\n\n## Start\n${sh('systemctl start a')}\n## How this cluster is restarted\n${sh('sudo reboot')}`;
  expect(heldOf(text)).toEqual([false, false]);
});

const three = (first: string): string =>
  `# T\n\n1. ${first}\n${sh('systemctl start a')}\n2. Restart it.\n${sh('sudo reboot')}\n3. Start the rest.\n${sh('systemctl start b')}`;

test.each(['If it is up, go to step 3.', 'Look at it; when it is up, you can skip ahead to step 3.'])(
  'what is passed over is asked about: %s',
  (first) => expect(heldOf(three(first))).toEqual([false, true, false]),
);

test.each(['Then go to step 2.', 'If it is up, go to step 2.', 'Step 3 is last.'])(
  'where nothing is passed over: %s',
  (first) => expect(heldOf(three(first))).toEqual([false, false, false]),
);

const tried = (lead: string): string =>
  `# T\n\n${lead}\n\n1. Start it.\n\n   \`\`\`sh\n   systemctl start a\n   \`\`\`\n\n2. Restart the node.\n\n   \`\`\`sh\n   sudo reboot\n   \`\`\`\n`;

test.each(['Try these and stop once it answers:', 'One after the other, until something helps:'])(
  'the second is for who is not helped yet: %s',
  (lead) => expect(heldOf(tried(lead))).toEqual([false, true]),
);

test.each(['Do these in order:', 'Stop it, then:'])('all are done: %s', (lead) =>
  expect(heldOf(tried(lead))).toEqual([false, false]),
);
