import { expect, test } from 'vitest';
import { readBlock } from '../../src/blocks/readBlock.ts';
import { lineShape } from '../../src/transcripts/lineShape.ts';

const read = (text: string, language = 'bash') => readBlock(text, language, { lead: '', heading: '' });

test.each([
  'lrwxrwxrwx 1 root root 0 May  7 16:30 p3p1 -> ./file',
  'b3:00.1 Ethernet controller: Device 1f67:1112 (rev 02)',
  'src/event/x.c:5354:5: error: deprecated [-Werror]',
  'make[1]: *** [objs/x.o] Error 1',
  'Task 225 | 17:35:49 | Scanning 9 VMs: Checking (00:00:31)',
  'keytool error: java.io.IOException: wrong password',
  '[ OK ] added operator "DEMO"',
  '[  4] local 10.6.0.1 port 51544 connected to 10.6.0.2',
  '~ update in-place',
  '+ create',
  '-/+ destroy and then create replacement',
  'deployment.apps/perf created',
  'successfully pushed all accounts [A,B]',
  'iperf Done.',
  'git - The stupid content tracker',
  '/var/lib/app/downtimes/1234-5678.conf',
])('%s was printed', (line) => {
  expect(lineShape(line)).toBe('output');
});

test.each([
  '[ -f x ] && rm x',
  '[ "$A" = b ] || exit 1',
  'echo error: disk is full',
  'sort a | 7z a -si b.7z',
  '~/bin/run.sh --now',
  './start.sh',
  '/usr/local/bin/backup',
  'docker run web:5 ls',
])('%s is still typed', (line) => {
  expect(lineShape(line)).toBe('command');
});

test('what was printed below a command is none, whatever it begins with', () => {
  expect(read('ls -l /sys | grep x\nlrwxrwxrwx 1 root root 0 May p3p1 -> ./file').commands).toEqual([
    'ls -l /sys | grep x',
  ]);
  expect(read('lspci -d 1f67:\nb3:00.0 Ethernet controller: Device 1f67:1111 (rev 02)').commands).toEqual([
    'lspci -d 1f67:',
  ]);
  expect(read('kubectl get node x -o yaml\nexample.com/sriov:  4\npool x (ready)').commands).toHaveLength(1);
  expect(read('Task 225\n\nTask 225 | 17:35:49 | Scanning\nTask 225 done', 'shell').kind).toBe('output');
  expect(read('keytool error: java.io.IOException: wrong password').kind).toBe('output');
  expect(read('- destroy\n- module.x.aws_eip.squid').kind).toBe('output');
});

test('a redirection that nobody meant is asked about', () => {
  const arrow = read('kubectl get pods -> shows the pods\nkubectl get nodes');
  expect(arrow.commands).toEqual(['kubectl get nodes']);
  expect(arrow.unclear).toEqual(['kubectl get pods -> shows the pods']);
  const answer = read('dokku network:list\n> test');
  expect(answer.commands).toEqual(['dokku network:list']);
  expect(answer.unclear).toEqual(['> test']);
  expect(read('systemctl stop app\n> /var/log/app.log').commands).toHaveLength(2);
});

test('calls of programs that nobody knows stay', () => {
  const lines = [
    'osism manage a b',
    'foo bar   # node should automatically reboot before this finishes',
    'task cluster:status # If you have cluster access',
    'omnigraph version        # must show the NEW number',
    'gopass clone h:/srv/a.git b',
    'Vagrant up',
    'route add           10.244.0.0/16     192.168.56.6 # Windows',
    'mytool apply --filter "a: b" (x)',
  ];
  expect(read(lines.join('\n')).commands).toEqual(lines);
});
