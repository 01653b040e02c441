import { expect, test } from 'vitest';
import { shellOpenedBefore } from '../../src/run/openedShell.ts';
import { allBlocks } from '../../src/run/plan.ts';
import { parseRunbook } from '../../src/runbook/parse.ts';

const sh = (command: string, indent = ''): string => `${indent}\`\`\`sh\n${indent}${command}\n${indent}\`\`\`\n`;

/** Whether the commands below a sentence are held back: as a lead, as a step before them, and as a section. */
function held(said: string, command = 'rm -rf /tmp/cache'): boolean[] {
  return [
    `## One\n\n${said}\n\n${sh(command)}`,
    `## One\n\n1. ${said}\n2. Clean:\n\n${sh(command, '   ')}`,
    `## One\n\n1. ${said}\n\n${sh(command, '   ')}`,
  ].map((text) => {
    const runbook = parseRunbook(`# Book\n\n${text}`);
    return (
      shellOpenedBefore(
        runbook,
        allBlocks(runbook).find(({ kind }) => kind === 'command')!,
      ) !== undefined
    );
  });
}

test.each([
  'Run `ssh bastion`',
  'Run `ssh admin@10.0.0.1`.',
  'Log in to the bastion `ssh my-bastion-host`',
  'Log in to the bastion `ssh bastion`:',
  'Elevate with `sudo su`',
  'Run `sudo su -`:',
  'Become root with `sudo -i`',
  'Run `kubectl exec -it p -- bash`',
  'To look inside, run `docker exec -it web bash`:',
  'You need to enter it with `kubectl exec -it p -- sh`.',
  'Log in as root',
  'Login to mail.archlinux.org',
  'Login to user hetzner with the given password',
  'Become root:',
  'Switch to the postgres user:',
  'Enter the container:',
  'Enter one of the Pods to start the qperf server:',
  'Enter the perf client container again to start it:',
  'As the postgres user:',
])('"%s" holds back what follows', (said) => expect(held(said)).toEqual([true, true, true]));

test.each([
  'Connect to your bosh instance (using `bosh target https://x`)',
  'Log in to the cluster with `oc login https://x`:',
  'Run `ssh bastion uptime`',
  'Run `sudo systemctl stop web`',
  'If you cannot `ssh node-1`, reboot it:',
  'Check that `kubectl get pods` shows it:',
  'Do not use `sudo -i`:',
  'Run `kubectl exec -it p -- bash`, look around and exit.',
  'Log in to registry.example.com:',
  'Log in to github.com and create a token:',
  'Log in to the registry:',
  'Enter the container name:',
  'Enter the password:',
  'Enter a name for the container.',
  'Use `bosh ssh` to access virtual machines:',
  'As the first step:',
  'As a normal user:',
  'Switch to the main branch:',
])('"%s" holds back nothing', (said) => expect(held(said)).toEqual([false, false, false]));

test('what is typed outside of a pod is not held back', () => {
  expect(held('Run `kubectl exec -it p -- bash`', 'kubectl get pods')).toEqual([false, false, false]);
});

test.each([
  'Access the server via SSH.',
  'Reach the old database server over SSH:',
  'Access `web-1` with an SSH client',
])('"%s" holds back what follows as well', (said) => expect(held(said)).toEqual([true, true, true]));

test.each([
  'You need to be able to access the server via SSH.',
  'Access the dashboard via HTTPS.',
  'Clone the repository via SSH:',
  'The server is accessed by everyone via SSH.',
])('"%s" holds back nothing either', (said) => expect(held(said)).toEqual([false, false, false]));

/** Whether a session of one page is held back, by its prompts. */
function heldByPrompt(session: string): boolean {
  const runbook = parseRunbook(`# Book\n\n## One\n\nDo it:\n\n\`\`\`console\n${session}\n\`\`\`\n`);
  return allBlocks(runbook).some((block) => shellOpenedBefore(runbook, block) !== undefined);
}

test.each([
  'root@web-1:~# systemctl restart nginx',
  '[root@db-2 ~]# systemctl restart postgresql',
  'root@web-1:~# systemctl is-active nginx\nactive\nroot@web-1:~# rm -rf /tmp/x',
  'admin@router1> request system reboot',
  '[ec2-user@ip-10-0-0-1 ~]$ sudo reboot',
  '(venv) deploy@app.prod.example.org ~ % rm -rf x',
  'postgres@localhost:~$ dropdb x',
  'web-1$ sudo reboot',
])('the prompt of "%s" holds it back', (session) => expect(heldByPrompt(session)).toBe(true));

test.each([
  '$ rm -rf x',
  '# rm -rf x',
  'bash-5.1$ rm -rf x',
  'user@localhost:~$ rm -rf x',
  'me@laptop:~$ rm -rf x',
  'me@MacBook-Pro ~ % rm -rf x',
  'user@host:~$ rm -rf x',
  '[root@fedora ~]# rm -rf x',
  'root@debian:~# rm -rf x',
])('the prompt of "%s" may be the reader\'s own', (session) => expect(heldByPrompt(session)).toBe(false));
