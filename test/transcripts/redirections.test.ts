import { expect, test } from 'vitest';
import { parseRunbook } from '../../src/runbook/parse.ts';

const read = (session: string): { commands: readonly string[]; risk: string } => {
  const { steps } = parseRunbook(`# Back up\n\n\`\`\`console\n${session}\n\`\`\`\n`);
  return steps[0]!.blocks[0]!;
};

test.each([
  ['$ pg_dump shop \\\n    > backup.sql', 'pg_dump shop \\\n    > backup.sql'],
  ['$ pg_dump shop \\\n> /tmp/backup.sql 2>&1', 'pg_dump shop \\\n> /tmp/backup.sql 2>&1'],
  ['$ pg_dump shop \\\n  --clean \\\n  >> "a b.sql"\n$ uptime', 'pg_dump shop \\\n  --clean \\\n  >> "a b.sql"'],
  ['$ pg_dump a \\\n  > a.sql\n$ pg_dump b \\\n  > b.sql', 'pg_dump a \\\n  > a.sql'],
])('a redirection behind a backslash stays: %j', (session, command) => {
  expect(read(session).commands[0]).toBe(command);
  expect(read(session).risk).toBe('changes');
});

test.each([
  ['$ curl -s \\\n>   http://localhost/health', 'curl -s \\\n  http://localhost/health'],
  ['$ kubectl get pods \\\n> --watch', 'kubectl get pods \\\n--watch'],
  ['$ kubectl get \\\n> pods \\\n> web-1', 'kubectl get \\\npods \\\nweb-1'],
  ['$ kubectl get pods \\\n>   -o wide\n$ kubectl get pod \\\n> web-1', 'kubectl get pods \\\n  -o wide'],
  ['$ for i in 1 2; do\n> uptime\n> done', 'for i in 1 2; do\nuptime\ndone'],
])('the prompt of a second line is taken off: %j', (session, command) => {
  expect(read(session).commands[0]).toBe(command);
  expect(read(session).commands.join('\n')).not.toContain('>');
});
