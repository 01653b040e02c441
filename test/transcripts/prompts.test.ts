import { expect, test } from 'vitest';
import { readPrompt } from '../../src/transcripts/prompt.ts';
import { readSession } from '../../src/transcripts/session.ts';
import { isStatement } from '../../src/transcripts/statement.ts';

test.each([
  ['$ ls', 'ls'],
  ['$ kubectl get pods', 'kubectl get pods'],
  ['root@web-1:~# ls', 'ls'],
  ['[root@web-1 ~]# ls', 'ls'],
  ['user@host:/var/log$ tail x', 'tail x'],
  ['❯ ls', 'ls'],
  ['➜  app git:(main) ls', 'ls'],
  ['% ls', 'ls'],
  ['PS C:\\\\> dir', 'dir'],
  ['postgres=# select 1;', 'select 1;'],
  ['mysql> show tables;', 'show tables;'],
])('%s is typed at a prompt', (line, command) => {
  expect(readPrompt(line)?.command).toBe(command);
});

test.each(['ls', '$FOO', '# a comment', 'cost: $ 5', '100%', 'a > b', '', 'status: ok'])('%j has no prompt', (line) => {
  expect(readPrompt(line)).toBeUndefined();
});

const read = (text: string): unknown => {
  const session = readSession(text.split('\n'), 'session');
  return session && { commands: session.commands, output: session.output.filter((line) => line !== '') };
};

test('commands and what they print are told apart by prompts', () => {
  expect(read('$ ls\na b\n$ id\nuid=0')).toEqual({ commands: ['ls', 'id'], output: ['a b', 'uid=0'] });
  expect(read("$ echo 'a\n> b'\nout")).toEqual({ commands: ["echo 'a\nb'"], output: ['out'] });
  expect(read('$ cat <<E\n> a\n> E\na')).toEqual({ commands: ['cat <<E\na\nE'], output: ['a'] });
  expect(read('$ cat <<A <<B\na\nA\nb\nB\nout')).toEqual({ commands: ['cat <<A <<B\na\nA\nb\nB'], output: ['out'] });
  expect(read('$ ls \\\n  -l\nout')).toEqual({ commands: ['ls \\\n  -l'], output: ['out'] });
  expect(read('a b\nc d')).toBeUndefined();
});

test.each([
  ['SELECT 1;', true],
  ['select a from b', true],
  ['DROP TABLE a;', true],
  ['\\d users', true],
  ['\\dt', true],
  ['\\l+', true],
  ['\\c app', true],
  ['\\copy a from b', true],
  ['\\x', true],
  ['\\?', true],
  ['\\df', true],
  ['\\watch 5', true],
  ['\\rm -rf x', false],
  ['\\ls', false],
  ['\\kubectl get pods', false],
  ['\\cp a b', false],
  ['\\df -h', false],
  ['\\grep a b', false],
  ['ls', false],
  ['selected rows', false],
  ['update-grub', false],
])('%s is a statement: %s', (line, is) => {
  expect(isStatement(line)).toBe(is);
});
