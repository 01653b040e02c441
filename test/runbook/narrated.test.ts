import { describe, expect, it } from 'vitest';
import { parseRunbook } from '../../src/runbook/parse.ts';

/** The kinds of what is said of a command that stands below a sentence. */
function said(lead: string): readonly string[] {
  const text = `# Queue\n\n${lead}\n\n\`\`\`sh\nsystemctl restart queue\n\`\`\`\n\nThen check:\n\n\`\`\`sh\nsystemctl status queue\n\`\`\`\n`;
  return (parseRunbook(text).caveats ?? []).filter(({ line }) => line < 10).map(({ kind }) => kind);
}

describe('commands that a sentence only tells of', () => {
  it.each([
    'The history of the incident shows that someone ran:',
    'The audit log says that an engineer executed:',
    'The error means that this command of the entrypoint failed:',
    'The journal **indicates** that the following command was killed:',
    'For example, the job runs:',
    'For instance, our nightly timer executes:',
    'The following will NOT work because the pod is read-only:',
    'This command does not work:',
    'Note that the following command fails since the disk is full:',
    'The customer should run this on their laptop:',
    'Then the network team has to run:',
    'The DBA will run:',
  ])('are for nobody who reads: %s', (lead) => {
    expect(said(lead)).toEqual(['forbidden']);
  });

  it.each([
    'Make sure that someone ran:',
    'The following command shows that the job failed:',
    'To see that the command failed, run:',
    'The alert means that the backup failed:',
    'For example, run:',
    'For example, the following command runs the job:',
    'The restart will not work without the lock, so run:',
    'This will not work on the replica, so use the primary:',
    'The on-call engineer should run:',
    'The operator must run:',
    'You should run this on the customer:',
    'The client certificates must be renewed:',
  ])('are asked for: %s', (lead) => {
    expect(said(lead)).not.toContain('forbidden');
  });
});
