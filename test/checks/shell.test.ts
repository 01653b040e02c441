import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { checkCodes, checkRunbook } from '../../src/checks/checks.ts';

const found = (text: string): string[] =>
  checkRunbook(text).map(({ code, range }) => `${code}:${text.slice(0, range.start).split('\n').length}`);
const sh = (text: string, language = 'sh'): string => `## Do it\n\n\`\`\`${language}\n${text}\n\`\`\`\n`;

test.each(Object.keys(checkCodes))('%s has a page', (code) => {
  expect(existsSync(new URL(`../../src/checks/${code}.md`, import.meta.url))).toBe(true);
});

test('a line that may be a command is reported where it is', () => {
  expect(found(sh('$ kubectl get pods\nNAME  READY\nkubectl delete pod web-1', 'console'))).toEqual(['unclear-line:6']);
  expect(found(sh('$ kubectl delete pod web-1\npod "web-1" deleted', 'console'))).toEqual([]);
});

test.each(['curl -u admin:s3cr3tpw1 https://a.b', 'mytool --password=hunter2hunter', 'PGPASSWORD=abc123def psql'])(
  'a password in a command: %s',
  (command) => {
    expect(found(sh(command))).toEqual(['secret-literal:4']);
  },
);

test.each(['curl -u admin:<password> https://a.b', 'mytool --password=$PASSWORD1', 'mytool --token-file /etc/token1'])(
  'no password: %s',
  (command) => {
    expect(found(sh(command))).toEqual([]);
  },
);

test('a shell that nothing leaves, in one section', () => {
  const next = '```sh\nsystemctl stop web\n```\n';
  expect(found(`${sh('ssh db-1')}\n${next}`)).toEqual(['session-left-open:4']);
  expect(found(`${sh('ssh db-1')}\nInside the shell:\n\n${next}`)).toEqual([]);
  expect(found(`${sh('ssh db-1')}\n## Later\n\n${next}`)).toEqual([]);
});

test('what no shell can read, but not what a program printed', () => {
  expect(found(sh('for a in b; do ls'))).toEqual(['shell-syntax:4']);
  expect(found(sh('ls\nReceived exception (version 1):'))).not.toContain('shell-syntax:5');
});

test.each([
  ['a blank with an address', 'lpass login <you@example.com>'],
  ['a blank with a value', 'amtool silence add <matcher=value1>'],
  ['two blanks', 'deploy <app name> <env>'],
])('%s is no redirection', (_, command) => expect(found(sh(command))).not.toContain('shell-syntax:4'));

test('an open quote is told without a tag too, and a blank does not hide it', () => {
  const quote = 'nmcli connection up br0\nnmcli connection add con-name Bond 1" ifname "b"';
  expect(found(sh(quote, ''))).toEqual(['shell-syntax:5']);
  expect(found(sh('lpass login <you@example.com> "'))).toContain('shell-syntax:4');
  expect(found(sh('nmcli connection up "br0"', ''))).toEqual([]);
});

test('of equal lines, the one that is wrong is reported', () => {
  expect(found(sh('if true; then\n  ls\nfi\n# then\nls\nfi'))).toEqual(['shell-syntax:9']);
});

test('what a container runs and comes back from opens no shell', () => {
  const next = '```sh\nsystemctl stop web\n```\n';
  expect(found(`${sh('kubectl run --rm -i a --image=b -- aws s3 ls')}\n${next}`)).toEqual([]);
  expect(found(`${sh('kubectl run --rm -it a --image=b -- bash')}\n${next}`)).toEqual(['session-left-open:4']);
  expect(found(`${sh('kubectl exec -it a -- bash')}\n${next}\nExit the pod.\n\n${next}`)).toEqual([]);
});

test.each([
  ['the name of a file above its content', '# /etc/udev/rules.d/99-a.rules\nACTION=="add", ATTR{a}="none"'],
  ['the top of a tree', '# ./terraform/meta/\n├── meta\n│   ├── a'],
])('%s is no command of root', (_, text) => expect(found(sh(text)).join()).not.toContain('root-prompt'));

test.each([
  'ping 172.29.52.100',
  'sleep 90   # the node should reboot before this',
  'task a:b  # should not deploy it',
])('no pasted output: %s', (line) => {
  const messages = checkRunbook(sh(`cd /opt/a\n${line}`)).map(({ message }) => message);
  expect(messages.join()).not.toContain('pasted output');
});

test('what a command printed is pasted output', () => {
  const text = sh('kubectl get pods\nNAME    READY   STATUS\nweb-1   0/1     Pending');
  expect(checkRunbook(text).map(({ message }) => message)).toEqual([expect.stringContaining('pasted output')]);
});
