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
