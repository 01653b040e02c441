import { expect, test } from 'vitest';
import { readBlock } from '../../src/blocks/readBlock.ts';

const read = (text: string, language = ''): unknown => {
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
