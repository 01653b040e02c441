import { expect, test } from 'vitest';
import { allBlocks, runsInPassing } from '../../src/run/plan.ts';
import { parseRunbook } from '../../src/runbook/parse.ts';

const passing = (said: string, command = 'terraform destroy -auto-approve'): readonly string[] => {
  const runbook = parseRunbook(`# Stack\n\n${said}\n\n\`\`\`\n${command}\n\`\`\`\n`);
  return allBlocks(runbook)
    .filter((block) => runsInPassing(runbook, block))
    .flatMap(({ commands }) => commands);
};

test.each([
  '> DEPRECATION NOTICE: this stack is gone. We have removed it as follows.',
  'We have removed it as follows.',
  "We've since decommissioned the cluster like this:",
  'The platform team migrated the table with the following commands:',
  'In the end, they took it down by running:',
])('what others did is no step: %s', (said) => expect(passing(said)).toEqual([]));

test.each([
  'We remove it as follows:',
  'Once you have disabled it, remove it as follows:',
  'We have removed the old command, so run this:',
  'We moved the script: run it like this:',
  'After we have drained it, you can remove it like this:',
  'We replaced the disk last year. Remove the old one as follows:',
])('what is asked for is: %s', (said) => expect(passing(said)).toHaveLength(1));
