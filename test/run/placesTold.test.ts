import { expect, test } from 'vitest';
import { shellOpenedBefore } from '../../src/run/openedShell.ts';
import { allBlocks } from '../../src/run/plan.ts';
import { parseRunbook } from '../../src/runbook/parse.ts';

function held(before: string, command = 'touch a'): boolean {
  const runbook = parseRunbook(`# P\n\n## Do\n\n${before}\n\n\`\`\`bash\n${command}\n\`\`\`\n`);
  return shellOpenedBefore(runbook, allBlocks(runbook).at(-1)!) !== undefined;
}
const opens = (command: string): string => `\`\`\`bash\n${command}\n\`\`\`\n\nThen:`;

test.each([
  ...['scalingo --app x run bash', 'dokku enter x', 'dokku enter x web', 'adb shell', 'adb -s emu-1 shell'].map(opens),
  ...['gh codespace ssh', 'apptainer shell x.sif', 'jexec web', 'ddev ssh', 'iocage console web'].map(opens),
  'Repeat on every worker:',
  'Do the same on the replica:',
  'As root on the KVM host',
  'As the postgres user on the standby:',
  'Press `s` in k9s to open a shell, then:',
  'Click Connect to open an SSH session:',
  'Open the serial console of the VM, and enter:',
  'Open the IPMI console:',
  'Auf dem Server ausführen:',
  'Auf jedem Datenbankserver:',
  'Sur le serveur :',
  'En el nodo:',
  '### db-2',
  '### `web01`',
  '**10.0.0.5**',
  '`root@db-1:~#`',
  '`[root@db-1 ~]#`',
])('elsewhere: %s', (before) => expect(held(before)).toBe(true));

test.each([
  ...['scalingo --app x ps', 'dokku enter x web ls', 'dokku apps:list', 'adb shell ls', 'adb devices'].map(opens),
  'Repeat for each node:',
  'Do the same with the replica:',
  'As shown on the dashboard:',
  'Press Ctrl+Alt+T to open a shell:',
  'Press enter to continue:',
  'Open the web console and log in:',
  'Auf dem lokalen Rechner ausführen:',
  'Auf dem Server läuft nginx.',
  '### Step-2',
  '### Phase 2',
  '### Kubernetes 1.29',
  '`git@github.com:a/b.git`',
  '`user@laptop:~$`',
])('here: %s', (before) => expect(held(before)).toBe(false));

test('a command that names the machine, or asks its cluster, is typed elsewhere', () => {
  expect(held('### worker-1', 'kubectl drain worker-1')).toBe(false);
  expect(held('### worker-1', 'ping -c1 worker-1')).toBe(false);
  expect(held('### worker-1', 'systemctl restart kubelet')).toBe(true);
});
