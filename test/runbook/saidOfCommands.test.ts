import { describe, expect, it } from 'vitest';
import { parseRunbook } from '../../src/runbook/parse.ts';

/** The kinds of what is said of a command that stands below a sentence, or below the last item of a list. */
function said(sentence: string, page = (lead: string): string => `${lead}\n\n`): readonly string[] {
  const text = `# Queue\n\n${page(sentence)}\`\`\`sh\nsystemctl restart queue\n\`\`\`\n\nThen check:\n\n\`\`\`sh\nsystemctl status queue\n\`\`\`\n`;
  return (parseRunbook(text).caveats ?? []).filter(({ line }) => line < 10).map(({ kind }) => kind);
}

describe('what the sentence above a command says of it', () => {
  it.each([
    'This command is dangerous and must not be run by hand:',
    'This is what people used to do (no longer works):',
    'Under no circumstances run',
    'Ask the on-call DBA to run:',
    'Have the network team run:',
    'Let the storage team execute:',
    'Your colleague in the datacentre runs:',
    'The cron job of the host runs this every night:',
    'The deploy pipeline then runs:',
    'systemd executes:',
    'The container starts with:',
    'Internally this calls:',
    'At 10:00 Bob ran',
  ])('is for nobody who reads: %s', (sentence) => {
    expect(said(sentence)).toEqual(['forbidden']);
  });

  it.each([
    'Never run this in production:',
    'Do not run this until the copy is done:',
    'In an emergency:',
    'In rare cases you have to reset it:',
    'As a last resort, remove all data:',
    '(Optional) Purge:',
    'Optionally, delete the cache:',
    'For clusters older than 1.20 only:',
    'Where TLS is enabled:',
    'Provided that the leader is gone:',
    'Assuming the data is not needed any more:',
    'As long as the job is not running:',
    'Once the DBA has confirmed:',
    'After 24 hours, when nobody has complained:',
    'Wait for approval before you run:',
  ])('is a case: %s', (sentence) => {
    expect(said(sentence)).toEqual(['optional']);
  });

  it.each([
    'Run:',
    'Do not forget to run:',
    'This command restarts the queue:',
    'The following runs the restart:',
    "Let's run:",
    'Let it run:',
    'Have a look first, then run:',
    'The script below executes the restart:',
    'Ask for the name of the queue and run:',
    'Assuming you are logged in, run:',
    'Once the copy is done, run:',
    'Optional arguments are left out:',
    'You have to restart it:',
    'When the copy ran, restart it:',
  ])('leads into it: %s', (sentence) => {
    expect(said(sentence)).toEqual([]);
  });
});

describe('code that is not indented below the last item of a list', () => {
  const item = (lead: string): string => `1. Look at the queue.\n2. ${lead}\n\n`;
  it.each([
    ['If the disk is full, restart it:', ['optional']],
    ['As a last resort, restart it:', ['optional']],
    ['Skip this step if the node is drained.', ['optional']],
    ['Ask the DBA to run:', ['forbidden']],
    ['Restart it:', []],
    ['Restart it.', []],
  ])('belongs to that item: %s', (lead, kinds) => {
    expect(said(lead, item)).toEqual(kinds);
  });
});

describe('a section of troubles behind the procedure', () => {
  const page = (title: string): string =>
    `# A\n\n## Steps\n\n\`\`\`sh\nsystemctl restart a\n\`\`\`\n\n## ${title}\n\n### It hangs\n\n\`\`\`sh\nrm -rf /var/cache/a\n\`\`\`\n`;
  const held = (title: string): boolean =>
    (parseRunbook(page(title)).caveats ?? []).some(({ kind, line }) => kind === 'optional' && line === 9);
  it.each(['Common Issues and Solutions', 'Issues and fixes', 'Failure scenarios', 'Known problems', 'FAQ'])(
    '%s',
    (title) => {
      expect(held(title)).toBe(true);
    },
  );
  it.each(['Fix the issues', 'Failure domains', 'Clean up'])('and no other: %s', (title) => {
    expect(held(title)).toBe(false);
  });
});
