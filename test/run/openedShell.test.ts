import { expect, test } from 'vitest';
import { shellOpenedBefore } from '../../src/run/openedShell.ts';
import { allBlocks } from '../../src/run/plan.ts';
import { parseRunbook } from '../../src/runbook/parse.ts';

/** For each command block of a text: the command that opened the shell it may be meant for. */
function openers(...parts: readonly string[]): (string | undefined)[] {
  const text = [
    '# Book\n',
    ...parts.map((part) => (part.startsWith('#') ? `${part}\n` : `\`\`\`sh\n${part}\n\`\`\`\n`)),
  ];
  const runbook = parseRunbook(text.join('\n'));
  return allBlocks(runbook)
    .filter(({ kind }) => kind === 'command')
    .map((block) => shellOpenedBefore(runbook, block)?.command);
}

test('what follows a shell elsewhere may be meant for it', () => {
  const open = 'kubectl exec -it web-0 -- sh';
  expect(openers('## One', open, 'rm -rf /tmp/cache', 'ls')).toEqual([undefined, open, open]);
  for (const opener of ['ssh db-1', 'sudo su', 'sudo -i', 'docker exec -it web bash', 'python3'])
    expect(openers('## One', opener, 'ls'), opener).toEqual([undefined, opener]);
});

test("a database's client holds back what it could take, as far as the next heading", () => {
  expect(openers('## 8. Look', 'psql -h db', '## 9. Rename', 'cf unbind app old')).toEqual([undefined, undefined]);
  expect(openers('## One', 'redis-cli -h cache', 'del session:1', 'uptime')).toEqual([
    undefined,
    'redis-cli -h cache',
    undefined,
  ]);
  expect(openers('## One', 'kubectl exec -it db-0 -- psql -U app', 'rm dump.sql')).toEqual([undefined, undefined]);
  expect(openers('## 1. Go in', 'ssh db-1', '## 2. Clean', 'rm -rf /tmp/cache')).toEqual([undefined, 'ssh db-1']);
});

test('a step that is nothing but the command opens the shell as well', () => {
  const command = (text: string): unknown => {
    const runbook = parseRunbook(text);
    return allBlocks(runbook).map((block) => shellOpenedBefore(runbook, block)?.command);
  };
  const clean = '2. Clean:\n\n   ```sh\n   rm -rf /tmp/cache\n   ```\n';
  expect(command(`# B\n\n1. \`ssh app1\`\n${clean}`)).toEqual(['ssh app1']);
  expect(command(`# B\n\n1. \`sudo su - deploy\`:\n${clean}`)).toEqual(['sudo su - deploy']);
  // A command that comes back by itself, and another section.
  expect(command(`# B\n\n1. \`ssh app1 uptime\`\n${clean}`)).toEqual([undefined]);
  expect(command('# B\n\n## A\n\n1. `ssh app1`\n2. `ls`\n\n## C\n\n```sh\nls\n```\n')).toEqual([undefined]);
});

test('steps of one list share the shell; the next heading does not', () => {
  const runbook = parseRunbook(
    '# Book\n\n1. Open:\n\n   ```sh\n   ssh db-1\n   ```\n\n2. Clean:\n\n   ```sh\n   ls\n   ```\n\n## Then\n\n```sh\nls\n```\n',
  );
  const found = allBlocks(runbook).map((block) => shellOpenedBefore(runbook, block));
  expect(found).toEqual([undefined, { block: expect.any(String) as string, command: 'ssh db-1', step: 1 }, undefined]);
});

test('a shell that is left, or a command that only works outside, ends it', () => {
  expect(openers('## One', 'ssh db-1', 'df -h', 'exit', 'ls')).toEqual([undefined, 'ssh db-1', 'ssh db-1', undefined]);
  expect(openers('## One', 'ssh db-1\ndf -h\nexit', 'ls').at(-1)).toBeUndefined();
  const open = 'kubectl exec -it web-0 -- sh';
  expect(openers('## One', open, 'kubectl get pods', 'ls')).toEqual([undefined, undefined, undefined]);
});

test('look-alikes open nothing', () => {
  for (const command of [
    'ssh db-1 df -h',
    'kubectl exec web-0 -- ls',
    'sudo systemctl restart web',
    'psql -c "select 1"',
    'vim config.yaml',
    'less log',
    'python3 fix.py',
    'bash fix.sh',
  ])
    expect(openers('## One', command, 'ls'), command).toEqual([undefined, undefined]);
});

test('numbered headings that follow each other are one procedure', () => {
  for (const [first, second] of [
    ['## 1. Connect', '## 2. Stop the service'],
    ['## Step 1: Connect', '## Step 2: Stop'],
    ['### 1.1 Connect', '### 1.2 Stop'],
    ['### 1.2 Connect', '## 2. Stop'],
    ['## 1) Connect', '## 3) Stop'],
    ['## Phase 1 - Connect', '## Phase 2 - Stop'],
    ['## A. Connect', '## B. Stop'],
  ] as const)
    expect(openers('## 1. First', first, 'ssh db-1', second, 'rm -rf x').at(-1), second).toBe('ssh db-1');
  expect(openers('## 1. Connect', 'ssh db-1', '### Check', 'df -h', '## 2. Stop', 'ls')).toEqual([
    undefined,
    'ssh db-1',
    'ssh db-1',
  ]);
  expect(openers('## 1. Connect', 'ssh db-1', '## 2. Stop', 'exit', '## 3. Then', 'ls').at(-1)).toBeUndefined();
});

test('any other heading ends it', () => {
  for (const [first, second] of [
    ['## Connect', '## Stop'],
    ['## 1. Connect', '## Background'],
    ['## Connect', '## 2. Stop'],
    ['## 2. Connect', '## 1. Stop'],
    ['## 1. Connect', '# Another book'],
    ['### 1. Connect', '## Rollback'],
    ['## 10 things', '## 2 more'],
  ] as const)
    expect(openers(first, 'ssh db-1', second, 'ls').at(-1), `${first} ${second}`).toBeUndefined();
});

test('a session inside of a session has to be left as well', () => {
  expect(openers('## One', 'ssh db-1', 'sudo -i', 'exit', 'ls').at(-1)).toBe('ssh db-1');
  expect(openers('## One', 'ssh db-1', 'sudo -i', 'exit', 'exit', 'ls').at(-1)).toBeUndefined();
});

/** For each command block below leads and headings: the sentence or command that opened its shell. */
function places(...parts: readonly (string | readonly [lead: string, commands: string])[]): (string | undefined)[] {
  const text = parts.map((part) => (typeof part === 'string' ? part : `${part[0]}\n\n\`\`\`sh\n${part[1]}\n\`\`\``));
  const runbook = parseRunbook(['# Book', ...text].join('\n\n'));
  return allBlocks(runbook)
    .filter(({ kind }) => kind === 'command')
    .map((block) => shellOpenedBefore(runbook, block)?.command);
}

test.each([
  'Login to the bastion and:',
  'SSH into db-1, then',
  'Inside the pod run',
  'From the mongo shell:',
  'Log in to the database server:',
  'Then, log into the node and run:',
  'On the primary node, run:',
  'Run the following command on the control plane node:',
  'Open a shell in the api container:',
  'Connect to `web01` and check the disk:',
  'In the Rails console:',
  'Exec into the pod:',
  'Open an ssh session to app1.',
  'Perform the following on each Proxmox node:',
  'Do the following steps on every worker:',
  'Create the key with the following command on the www server:',
  'Once booted into the installer environment:',
  'After the node has rebooted into rescue mode, run:',
  'Boot from the live USB stick, then run:',
  'In the rescue shell, run:',
  'Once logged in to the web server:',
  'On this instance, run:',
])('"%s" holds back what follows', (lead) => {
  const said = lead.replace(/`/g, '').replace(/[:,]$/, '');
  expect(places('## One', [lead, 'rm -rf /tmp/cache'], ['Check:', 'df -h'], '## Two', ['Then:', 'ls'])).toEqual([
    said,
    said,
    undefined,
  ]);
});

test.each([
  'Log in to the registry:',
  'Log in to Azure:',
  'Check the pod logs:',
  'In the container registry, list images:',
  'On your machine, run:',
  'In this instance, the network is at fault. Allow access with:',
  'In most instances, a restart helps:',
  'For instance:',
  'From your local machine run:',
  'In a terminal, run:',
  'Inside the repository run:',
  'If you cannot ssh into the node, reboot it:',
  'Run this command to restart the pod:',
  'List the nodes:',
  'On the server side, apply:',
  'From the command line:',
  'Perform the failover with the following command:',
  'Once logged in, list the pods:',
  'Once the service has started, check it:',
  'After the upgrade, restart into the new version:',
  'Install a minimal EL9 image with the following command:',
  'Install the Ubuntu package. Then:',
  'List what runs on each node with the following command:',
])('"%s" holds back nothing', (lead) => {
  expect(places('## One', [lead, 'ls'])).toEqual([undefined]);
});

test.each(['Install a minimal EL9 install.', 'Set up a fresh Ubuntu 22.04 server.', 'Provision a new Debian VM.'])(
  '"%s Then:" means the new machine',
  (said) => {
    expect(places('## One', [`${said} Then:`, 'dnf install a'])).toEqual([said]);
    expect(places('## One', [said.replace(/\.$/, ':'), 'virt-install a'])).toEqual([undefined]);
  },
);

test('a sentence in a step, or before other text, holds back the next block', () => {
  const clean = '2. Clean:\n\n   ```sh\n   rm -rf /tmp/cache\n   ```';
  expect(places(`1. Open an ssh session to app1\n${clean}`)).toEqual(['Open an ssh session to app1']);
  expect(places('## One', 'SSH into db-1.', ['Look at the disk:', 'df -h'])).toEqual(['SSH into db-1.']);
});

test('what goes there by itself, leaves it, or comes after a sentence that leaves it is for here', () => {
  const one = '## One';
  expect(places(one, ['SSH into the node:', 'ssh core@node'], ['Then', 'df'])).toEqual([undefined, 'ssh core@node']);
  expect(places(one, ['Inside the pod run', 'kubectl exec web-0 -- ls'])).toEqual([undefined]);
  expect(places(one, ['Login to the bastion and:', 'ls'], ['Exit the bastion:', 'df'])).toEqual([
    'Login to the bastion and',
    undefined,
  ]);
  expect(places(one, ['Login to the bastion and:', 'ls\nexit'], ['Then', 'df'])).toEqual([
    'Login to the bastion and',
    undefined,
  ]);
  expect(places(one, ['Login to the bastion and:', 'ls'], ['Back on your machine:', 'df'])).toEqual([
    'Login to the bastion and',
    undefined,
  ]);
});

test('where one works from holds for the sections of the same procedure', () => {
  const from = 'From the bastion';
  expect(places('## Restore', '### From the bastion', ['', 'pg_dump x'], '### Stop the writers', ['', 'ls'])).toEqual([
    from,
    from,
  ]);
  expect(places('## Restore', ['On the jump host:', 'ls'], '### Check', ['', 'ls'])[1]).toBe('On the jump host');
  expect(places('## Stop the writers', [`${from}:`, 'ls'], '## Restore the dump', ['', 'ls'])[1]).toBe(from);
  expect(places('## Restore', `### ${from}`, ['', 'exit'], '### Then', ['', 'ls'])[1]).toBeUndefined();
  expect(places('### Restore', `#### ${from}`, ['', 'ls'], '#### Check', ['Back on your machine:', 'ls'])[1]).toBe(
    undefined,
  );
});

test('it does not hold for another procedure, nor does a shell that one step opened', () => {
  expect(places('## HighLoad', ['From the bastion:', 'ls'], '## DiskFull', ['', 'ls'])[1]).toBeUndefined();
  expect(places('## A', '### Look', ['From the bastion:', 'ls'], '## DiskFull', ['', 'ls'])[1]).toBeUndefined();
  expect(places('## A', '### Look', ['From the bastion:', 'ls'], '### References', ['', 'ls'])[1]).toBeUndefined();
  expect(places('## A', '### Look', ['In the Rails console:', 'ls'], '### Check', ['', 'ls'])[1]).toBeUndefined();
});

test('a task named after a session opens one', () => {
  expect(openers('## One', 'make bastion ENV=prod', 'ls').at(-1)).toBe('make bastion ENV=prod');
  expect(openers('## One', 'just db-shell', 'ls').at(-1)).toBe('just db-shell');
  expect(openers('## One', 'make shellcheck', 'ls').at(-1)).toBeUndefined();
  expect(openers('## One', 'make -n bastion', 'ls').at(-1)).toBeUndefined();
});

test('a prompt that names the place shows that the shell is still open behind another heading', () => {
  const inside = (opener: string, below: string): string | undefined =>
    openers('## One', opener, '## Two', below).at(-1);
  const still = (opener: string, below: string): void => expect(inside(opener, below), below).toBe(opener);
  const left = (opener: string, below: string): void => expect(inside(opener, below), below).toBeUndefined();
  still('ssh ops@db-1.example.net', 'ops@db-1:~$ rm -rf /srv/a');
  still('ssh root@db-1', '[root@db-1 ~]# df -h\n[root@db-1 ~]# rm -rf /srv/a');
  still('kubectl exec -it deploy/web -- sh', '/ # rm -rf /cache');
  still('kubectl exec -it web-0 -- bash', 'root@web-0:/app# rm -rf /cache');
  still('sudo su - postgres', 'postgres@x:~$ rm -rf old');
  still('sudo -i', 'root@x:~# rm -rf old');
  // Another host, another user, one's own machine; and no prompt at all.
  expect(inside('ssh ops@db-1', 'ops@db-2:~$ rm -rf /srv/a')).toBe('The prompt ops@db-2');
  left('ssh ops@db-1', 'me@laptop:~$ rm -rf /srv/a');
  left('sudo su - postgres', 'root@x:~# rm -rf old');
  left('ssh ops@db-1', '$ rm -rf /srv/a');
  left('ssh ops@db-1', 'rm -rf /srv/a');
});

test('and so does a sentence that says it', () => {
  const said = (sentence: string): unknown => {
    const runbook = parseRunbook(
      `# B\n\n## One\n\n\`\`\`sh\nsudo su\n\`\`\`\n\n## Two\n\n${sentence}\n\n\`\`\`sh\nrm -rf a\n\`\`\`\n`,
    );
    return shellOpenedBefore(runbook, allBlocks(runbook).at(-1)!);
  };
  for (const sentence of [
    'Still as root, clean up:',
    'While still connected, run:',
    'Still inside the pod, run:',
    'In the same root shell, run:',
  ])
    expect(said(sentence), sentence).toBeDefined();
  for (const sentence of ['In the same namespace, run:', 'It is still slow. Run:', 'In the same shell, run:'])
    expect(said(sentence), sentence).toBeUndefined();
});

test('a console that is named for one thing alone holds that, and what its client takes', () => {
  const lead = 'Run this in the mongo shell:';
  const said = 'Run this in the mongo shell';
  expect(places('## One', [lead, 'rm -rf /tmp/cache'], ['Watch:', 'kubectl logs -f web'])).toEqual([said, undefined]);
  // Of the console all over, and of a machine, nobody knows where it ends.
  expect(places('## One', ['From the mongo shell:', 'ls'], ['Watch:', 'kubectl logs -f web'])[1]).toBe(
    'From the mongo shell',
  );
  expect(places('## One', ['Run this on the db server:', 'ls'], ['Check:', 'df -h'])[1]).toBe(
    'Run this on the db server',
  );
});
