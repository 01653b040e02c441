import { describe, expect, test } from 'vitest';
import { parseRunbook } from '../../src/runbook/parse.ts';

const titles = (text: string): string[] => parseRunbook(text).steps.map(({ title }) => title);
const sh = (command: string): string => `\`\`\`sh\n${command}\n\`\`\`\n`;

describe('stages by their names are steps where what is done stands below them', () => {
  test.each([
    ['commands', '1. **Preparation**\n   - `kubectl get csr`\n2. **Rotation**\n   - `kubeadm certs renew all`'],
    ['orders', '1. Preparation:\n   - Read the notes\n   - Drain the node\n2. Rotation:\n   - Replace the certificate'],
    [
      'stars',
      '1. __Preparation__\n\n   * Drain the node\n\n2. __Rotation__\n\n   * Replace the certificate\n   * Restart it',
    ],
  ])('%s', (_, list) => {
    expect(titles(`# Guide\n\n### Certificates\n\n${list}\n`)).toEqual(['Preparation', 'Rotation']);
  });

  test.each([
    '### Components\n\n1. **API server**\n   - serves requests\n2. **Scheduler**\n   - places pods on nodes',
    '### Best practices\n\n1. **Backups**\n   - Keep three copies\n2. **Alerts**\n   - Set a threshold',
    '### Overview\n\n1. **Backups**\n   - Restore a dump\n2. **Alerts**\n   - Silence an alert',
  ])('parts of a system and advice are none: %j', (section) => {
    expect(titles(`# Guide\n\n${section}\n`)).toEqual([]);
  });
});

describe('bullets below a heading that promises steps stay beside a fence', () => {
  test.each(['Runbook', 'Steps', 'Resolution steps', 'What to do'])('%s', (heading) => {
    const text = `# T\n\n## ${heading}\n\n- Open the dashboard\n- Check that the node is gone\n\n${sh('kubectl get nodes')}`;
    const { steps } = parseRunbook(text);
    expect(steps.map(({ title, blocks }) => [title, blocks.length])).toEqual([
      ['Open the dashboard', 0],
      ['Check that the node is gone', 1],
    ]);
  });

  test('a sentence in between begins a step of its own', () => {
    const text = `# T\n\n## Runbook\n\n* Open the dashboard\n* Check the graph\n\nRestart the pod:\n\n${sh('kubectl delete pod a')}`;
    expect(titles(text)).toEqual(['Open the dashboard', 'Check the graph', 'Restart the pod']);
  });

  test.each(['Overview', 'Node failure'])('what tells below "%s" is none', (heading) => {
    const text = `# T\n\n## ${heading}\n\n- Nodes report their state\n- The controller evicts the pods\n\n${sh('kubectl get events')}`;
    expect(titles(text)).toHaveLength(1);
  });
});

describe('what a script does is nobody’s step', () => {
  test.each(['What this does', 'What the script does', 'What it will do', 'How the backup job works'])(
    '%s',
    (heading) => {
      const text = `# Backup\n\n## ${heading}\n\n1. Dump the database\n2. Copy the dump\n\n## Run it\n\n${sh('./backup.sh')}`;
      expect(titles(text)).toEqual(['Run it']);
    },
  );

  test('what somebody does is', () => {
    const text = `# Backup\n\n## What the on-call has to do\n\n1. Dump the database\n2. Copy the dump\n`;
    expect(titles(text)).toEqual(['Dump the database', 'Copy the dump']);
  });
});
