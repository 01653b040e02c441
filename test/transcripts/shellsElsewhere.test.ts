import { expect, test } from 'vitest';
import { readBlock, type BlockReading } from '../../src/blocks/readBlock.ts';

const read = (text: string, language = ''): Pick<BlockReading, 'commands' | 'inner'> => {
  const { commands, inner } = readBlock(text, language, { lead: '', heading: '' });
  return { commands, inner };
};

test('the prompt of a guest tells that a command nobody knows opened a shell', () => {
  const text =
    '$ tool intercept -j a/b\nbash-5.0$ cat /etc/resolv.conf\nnameserver 10.1.2.3\nbash-5.0$ rm -rf /tmp/a\n$ uptime';
  expect(read(text)).toEqual({
    commands: ['tool intercept -j a/b', 'uptime'],
    inner: ['cat /etc/resolv.conf', 'rm -rf /tmp/a'],
  });
  expect(readBlock(text, '', { lead: '', heading: '' }).opens).toBe(true);
  expect(read('$ tool shell web\n/ # reboot')).toEqual({ commands: ['tool shell web'], inner: ['reboot'] });
  expect(read('bash-5.0$ uptime\nbash-5.0$ df -h')).toEqual({ commands: ['uptime', 'df -h'], inner: [] });
});

test('root prompts below a command without one that opens a shell', () => {
  expect(read('docker exec -it web bash\n# apt update\n# exit')).toEqual({
    commands: ['docker exec -it web bash'],
    inner: ['apt update', 'exit'],
  });
  expect(read('kubectl exec -it web -- sh\n# df -h\n/dev/sda1  10G\n# exit\nuptime')).toMatchObject({
    commands: ['kubectl exec -it web -- sh', 'uptime'],
  });
});

test('remarks below such a command stay remarks', () => {
  expect(read('docker exec -it web bash\n# find old files\nfind /tmp -mtime +1', 'sh')).toEqual({
    commands: ['docker exec -it web bash'],
    inner: ['find /tmp -mtime +1'],
  });
  expect(read('docker ps\n# apt update', 'sh')).toEqual({ commands: ['docker ps'], inner: [] });
});

test('what is written in an editor is not printed', () => {
  expect(read('# crontab -e\n*/5 * * * * /usr/bin/find /tmp -delete')).toEqual({
    commands: ['crontab -e'],
    inner: ['*/5 * * * * /usr/bin/find /tmp -delete'],
  });
  expect(read('$ cat /etc/cron.d/a\n*/5 * * * * root find /tmp')).toEqual({
    commands: ['cat /etc/cron.d/a'],
    inner: [],
  });
});

test.each([
  ['a variable', ['IMG=web:1', 'docker run -it $IMG bash'], 'bash-4.4# ls'],
  ['one that is exported', ['TAG=1.2', 'export REGION=eu', 'kubectl exec -it web-0 -- bash'], 'root@web-0:/# ls'],
  ['one that follows another', ['ID=7 # set me', 'IMG=web:$ID', '', 'sudo docker run -it $IMG sh'], '/ # ls'],
  ['one beside what is printed', ['POD=web-0', 'kubectl get pods', 'NAME  READY', 'oc rsh $POD'], 'sh-4.4$ ls'],
])('what is set before the command that opens the shell stays: %s', (_, lines, inside) => {
  const { commands, inner } = readBlock([...lines, inside].join('\n'), '', { lead: '', heading: '' });
  expect(commands.filter((one) => /=/.test(one) && !one.startsWith('docker'))).toEqual(
    lines.filter((one) => one.includes('=')),
  );
  expect(inner).toEqual(['ls']);
});

test('what only looks set before it is not typed', () => {
  expect(read('status: ok\nkey = value\nkubectl exec -it web-0 -- bash\nroot@web-0:/# ls')).toEqual({
    commands: ['kubectl exec -it web-0 -- bash'],
    inner: ['ls'],
  });
  expect(read('A=1\nroot@web-0:/# ls', 'yaml').commands).not.toContain('A=1');
});
