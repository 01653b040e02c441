import { describe, expect, test } from 'vitest';
import { parseRunbook } from '../../src/runbook/parse.ts';

const sh = (...commands: string[]): string => `\`\`\`bash\n${commands.join('\n')}\n\`\`\`\n\n`;
const places = (text: string): (string | undefined)[] =>
  parseRunbook(text).steps.flatMap(({ blocks }) => blocks.map(({ place }) => place?.text));

describe('sections by what a node is say where their commands are typed', () => {
  test.each([
    ['Control plane nodes', 'Worker nodes'],
    ['Primary', 'Replica'],
    ['Network', 'Compute nodes'],
    ['Upgrade the master', 'Upgrade the agents'],
  ])('%s, %s', (one, other) => {
    const text = `# T\n\n## ${one}\n\n${sh('sudo apt-get install app')}## ${other}\n\n${sh('systemctl restart app')}## Verify\n\n${sh('app status')}`;
    expect(places(text)).toEqual([one, other, undefined]);
  });

  test('each is a step of its own, in order', () => {
    const text = `# T\n\n## Master\n\n${sh('sudo reboot')}## Agents\n\n${sh('sudo reboot')}`;
    expect(parseRunbook(text).steps.map(({ title }) => title)).toEqual(['Master', 'Agents']);
  });

  test('a role alone, one name twice and a client of the cluster say nothing of it', () => {
    expect(places(`# T\n\n## Primary\n\n${sh('sudo reboot')}## Verify\n\n${sh('uptime')}`)).toEqual([
      undefined,
      undefined,
    ]);
    const pods = `# T\n\n## Primary\n\n${sh('kubectl delete pod a')}## Replica\n\n${sh('kubectl delete pod b')}`;
    expect(places(pods)).toEqual([undefined, undefined]);
    const tasks = `# T\n\n## Promote the replica\n\n${sh('sudo reboot')}## Rebuild the primary\n\n${sh('sudo reboot')}`;
    expect(places(tasks)).toEqual([undefined, undefined]);
  });
});
