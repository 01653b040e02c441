import { describe, expect, it } from 'vitest';
import { opposedWords } from '../../src/procedures/opposedWords.ts';
import { parseRunbook } from '../../src/runbook/parse.ts';

function groupsOf(...texts: string[]): number[][] {
  return opposedWords(texts.map((text) => ({ text })));
}

describe('labels that are the same but for a word that is turned round', () => {
  it.each([
    ['Keep the data:', 'Drop the data:'],
    ['Data is lost', 'Data is intact'],
    ['For one topic:', 'For all topics:'],
    ['To remove one user:', 'To remove all users:'],
    ['Graceful', 'Forced'],
    ['Quick', 'Thorough'],
    ['Upgrade', 'Downgrade'],
    ['Downgrade', 'Upgrade'],
    ['Open the circuit', 'Close the circuit'],
    ['Keeping the volume', 'Dropping the volume'],
    ['Cordon', 'Uncordon'],
    ['Weekdays:', 'Weekends:'],
    ['Before 18:00:', 'After 18:00:'],
    ['→ leader present', '→ leader missing'],
    ['✅ all replicas answer', '❌ some do not'],
    ['Either restart:', '... or rebuild:'],
    ['"disk full"', '"out of memory"'],
    ['Tenant A', 'Tenant B'],
    ['EU', 'US'],
    ['To close the valve:', 'To open the valve:'],
  ])('one of: %s / %s', (one, other) => {
    expect(groupsOf(one, other)).toEqual([[0, 1]]);
  });

  it.each([
    ['Before the upgrade', 'After the upgrade'],
    ['Close the gate:', 'Open the gate:'],
    ['Detach the volume', 'Attach the volume'],
    ['First open the port:', 'Then close the port:'],
    ['1. Open the port', '2. Close the port'],
    ['Check that the pod is running:', 'Check that the pod is stopped:'],
    ['Open the ticket', 'Close the valve'],
    ['Internal DNS', 'External DNS'],
    ['Prometheus', 'Grafana'],
    ['Node 1:', 'Node 2:'],
    ['Example: Scale down (a)', 'Example: Scale up (a)'],
    ['Keep the data:', 'Keep the data:'],
    ['Either works.', 'Or else it fails.'],
  ])('in turn, or of no one thing: %s / %s', (one, other) => {
    expect(groupsOf(one, other)).toEqual([]);
  });

  it('is a sequence where a step stands between them, or where they are counted or said to be done in turn', () => {
    expect(groupsOf('Cordon', 'Drain', 'Uncordon')).toEqual([]);
    expect(groupsOf('Restart one pod', 'Look at the logs', 'Restart all pods')).toEqual([]);
    const counted = [
      { text: 'Open the port', counted: true },
      { text: 'Close the port', counted: true },
    ];
    expect(opposedWords(counted)).toEqual([]);
    expect(opposedWords([{ text: 'EU' }, { text: 'US' }], true)).toEqual([]);
  });

  it('takes as many as are of one kind', () => {
    expect(groupsOf('Tenant A', 'Tenant B', 'Tenant C', 'Clean up')).toEqual([[0, 1, 2]]);
  });
});

describe('in a page', () => {
  const page = (one: string, other: string): string =>
    `# Fix the queue\n\n${one}\n\n\`\`\`sh\ntouch a\n\`\`\`\n\n${other}\n\n\`\`\`sh\ntouch b\n\`\`\`\n`;
  const waysOf = (text: string): string[] =>
    (parseRunbook(text).caveats ?? []).filter(({ kind }) => kind === 'alternative').map(({ text: name }) => name);

  it.each([
    ['## Upgrade', '## Downgrade', ['Upgrade', 'Downgrade']],
    ['Keep the data:', 'Drop the data:', ['Keep the data', 'Drop the data']],
    ['## Helm', '## Manifests', ['Helm', 'Manifests']],
    ['## CLI', '## Manual', ['CLI', 'Manual']],
    ['## Single node', '## Cluster', ['Single node', 'Cluster']],
  ])('a choice: %s / %s', (one, other, names) => {
    expect(waysOf(page(one, other))).toEqual(names);
  });

  it.each([
    ['## Before the upgrade', '## After the upgrade'],
    ['## Close the gate', '## Open the gate'],
    ['## Helm', '## Prometheus'],
    ['## Single node', '## Monitoring'],
  ])('no choice: %s / %s', (one, other) => {
    expect(waysOf(page(one, other))).toEqual([]);
  });
});
