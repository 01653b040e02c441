import { describe, expect, test } from 'vitest';
import { parseRunbook } from '../../src/runbook/parse.ts';
import { choicesOf } from '../../src/surroundings/ways.ts';

const sh = (command: string): string => `\`\`\`sh\n${command}\n\`\`\`\n`;
const [A, B] = [sh('systemctl restart a'), sh('systemctl reset-failed b')];
const leads = (above: string, one: string, other: string): string =>
  `# Fix\n\n${above}\n\n${one}\n\n${A}\n${other}\n\n${B}`;
const heads = (one: string, other: string, parent = 'Fix it'): string =>
  `# Fix\n\n## ${parent}\n\n### ${one}\n\n${A}\n### ${other}\n\n${B}`;

/** How often a reader of the page has to say what is meant. */
function asked(text: string): number {
  const page = parseRunbook(text);
  const told = (page.caveats ?? []).filter(({ kind }) => kind === 'alternative' || kind === 'procedure');
  return choicesOf(page).length + told.length + (page.procedures?.length ?? 0);
}

function isCase(text: string): boolean {
  return (parseRunbook(text).caveats ?? []).some(({ kind }) => kind === 'optional');
}

describe('one of two is meant', () => {
  test.each([
    ['which is taken first', heads('Rolling restart (preferred)', 'Full restart (last resort)')],
    ['the same with a dash', heads('Drain it – recommended', 'Kill it – fallback')],
    ['the same above code', leads('Two ways.', 'Rolling restart (recommended):', 'Full restart (if all else fails):')],
    ['what a sentence names', leads('The queue is either stuck or slow.', 'Stuck:', 'Slow:')],
    ['the same by nouns', leads('A node is either a broker or a controller.', 'Broker:', 'If it is a controller:')],
    [
      'the same in items',
      `# Fix\n\nThe queue is either stuck or slow.\n\n- Stuck:\n\n  ${A.replace(/\n/g, '\n  ')}\n- Slow:\n\n  ${B.replace(/\n/g, '\n  ')}`,
    ],
    ['versions by signs', leads('Then:', 'Kubernetes ≥ 1.25:', 'Older versions:')],
    ['the same on both sides', leads('Then:', 'Helm >= 3.8:', 'Helm < 3.8:')],
    ['aims in one block', `# Fix\n\n${sh('# to pause\ntouch /a\n# to resume\nrm /a')}`],
    ['the same with what is meant', `# Fix\n\n${sh('# To lock the queue\nq lock\n# To unlock it again\nq unlock')}`],
  ])('%s', (_, text) => {
    expect(asked(text)).toBeGreaterThan(0);
  });

  test.each([
    ['what is only wished', heads('Install the agent (recommended)', 'Configure backups (optional)')],
    ['two that are wished', heads('Install the agent (recommended)', 'Set up alerts (recommended)')],
    ['a choice of something else', leads('Be either quick or careful.', 'Stop it:', 'Check it:')],
    ['what is measured', leads('Then:', 'Latency > 2.5:', 'Load < 1.5:')],
    ['what is done in turn', `# Fix\n\n${sh('# pause it\ntouch /a\n# resume it\nrm /a')}`],
    ['aims of two things', `# Fix\n\n${sh('# to pause the queue\ntouch /a\n# to resume the timer\nrm /a')}`],
  ])('all are meant: %s', (_, text) => {
    expect(asked(text)).toBe(0);
  });
});

describe('commands that a sentence shares out', () => {
  const shared = (lead: string): string => `# Fix\n\n${lead}\n\n${A}\n${B}`;

  test.each([
    'Run the first command on EU clusters and the second on US clusters.',
    'Use the first for Postgres, and the second for MySQL:',
    'The first command is for masters and the other is for workers.',
  ])('are cases: %s', (lead) => {
    expect(isCase(shared(lead))).toBe(true);
  });

  test.each([
    'Run the first command and then the second.',
    'Run the first command, and wait for the second to finish:',
    'The first command stops it, the second clears it:',
  ])('are both run: %s', (lead) => {
    expect(isCase(shared(lead))).toBe(false);
  });
});
