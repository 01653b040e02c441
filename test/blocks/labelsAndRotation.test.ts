import { expect, test } from 'vitest';
import { readBlock } from '../../src/blocks/readBlock.ts';

const read = (text: string, language = '', lead = '') => readBlock(text, language, { lead, heading: '' });

test.each([
  'top row:     a z e r t y\nshift row:   1 2 3\nless used:   q w\nkill ring:   ctrl-y',
  'time to live:  60\nwho is on call: Anna\nwatch list: db1',
  'top row:     a z e r t y',
  'mount point: /srv/data',
])('names of words with their values are no commands in a block of text: %j', (text) => {
  expect(read(text, 'text').kind).not.toBe('command');
});

test.each([
  ['echo hello: world', 'text'],
  ['ssh db1 uptime\nwatch list', 'text'],
  ['watch list: db1', 'bash'],
  ['curl -H "Host: a" localhost', 'text'],
])('what prints such words, or is called by a shell, is run: %j', (text, language) => {
  expect(read(text, language, 'Run:').kind).toBe('command');
});

const ROTATED =
  '/var/log/mongodb/mongod.log\n{\n   rotate 7\n   daily\n   postrotate\n     /bin/kill -USR1 $(cat /run/mongod.pid)\n   endscript\n}';

test.each([
  ROTATED,
  '/var/log/a.log /var/log/b.log\n{\n  weekly\n  create 640 root adm\n}',
  '/var/log/app.log {\n  rotate 7\n  postrotate\n    test -f /run/a.pid && kill -HUP $(cat /run/a.pid) | true\n  endscript\n}',
  'example.org\n{\n  reverse_proxy localhost:8080\n  file_server\n}',
])('settings of logrotate or a site are the content of a file: %j', (text) => {
  expect(read(text).kind).toBe('config');
  expect(read(text, 'bash').kind).toBe('config');
});

test.each([
  './restore.sh\n{\n  echo done\n  systemctl restart app\n}',
  'deploy.sh\n{\n  echo done\n  ls\n}',
  'cleanup()\n{\n  rm -rf /tmp/a\n  ls\n}',
])('a group of commands below a call is run: %j', (text) => {
  expect(read(text, 'bash').kind).toBe('command');
});

test('a path that leads to a block names its file, although the name is a part of other words there', () => {
  expect(read('kill -USR1 $(cat /run/mongodb/mongod.pid)', '', 'Then `/etc/cron.d/mongod`:').kind).toBe('config');
  expect(read('crontab /etc/cron.d/mongod', '', 'Then `/etc/cron.d/mongod`:').kind).toBe('command');
});

test('a row with semicolons between is printed, a call with one behind it is not', () => {
  expect(read('./count.sh today\n2024-03-11-09-32;1;2\n2024-03-12-09-32;4;2').commands).toEqual(['./count.sh today']);
  expect(read('7z x a.7z; ls').commands).toEqual(['7z x a.7z; ls']);
});
