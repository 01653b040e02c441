import { expect, test } from 'vitest';
import { checkRunbook } from '../../src/checks/checks.ts';

const codes = (text: string, language = ''): readonly string[] =>
  checkRunbook(`# T\n\n\`\`\`${language}\n${text}\n\`\`\`\n`).map(({ code }) => code);

test.each([
  ['ansible-playbook site.yml`', ''],
  ['curl -o a.bin http://localhost:6060/trace?seconds=5`', ''],
  ['kubectl get pods`', 'bash'],
  ['app-version=$(helm show chart app)', 'bash'],
  ['db-host="10.0.0.4"', 'sh'],
  ['export app-name=$NAME', 'bash'],
  ['curl http://localhost:8080/events?page=0&size=1', 'bash'],
  ['wget -q https://a.example/x?from=1&to=2&limit=3', ''],
])('a shell reads it differently: %j (%s)', (text, language) => {
  expect(codes(text, language)).toContain('shell-syntax');
});

test.each([
  ['echo `date`', ''],
  ['app_version=$(helm show chart app)', 'bash'],
  ['curl --data-raw=x http://localhost', 'bash'],
  ['docker run --my-name=x image', 'bash'],
  ['curl "http://localhost:8080/events?page=0&size=1"', 'bash'],
  ["curl -s 'http://localhost:8080/events?page=0&size=1' | jq .", 'bash'],
  ['curl http://localhost:8080/events?page=0\\&size=1', 'bash'],
  ['curl http://localhost:8080/events?page=0 & sleep 1', 'bash'],
  ['uptime # see http://localhost/x?a=1&b=2', 'bash'],
  ["cat <<'EOF' > x\nhttp://localhost/x?a=1&b=2\nEOF", 'bash'],
])('a shell reads it as it is meant: %j (%s)', (text, language) => {
  expect(codes(text, language)).not.toContain('shell-syntax');
});

const listing = (...rows: readonly string[]): string => ['$ ps aux', 'USER PID %CPU %MEM', ...rows].join('\n');

test('rows of a list of processes are no commands without a prompt', () => {
  const rows = ['git 1370 0.0 0.3 94000 12000 ? Ss 10:02 0:00 git gc', 'redis 12 1.0 2.3 9 1 ? Ss 10:02 0:01 x --y'];
  expect(codes(listing(...rows), 'console')).not.toContain('unclear-line');
  expect(codes('$ ps -ef\ngit 1370 1 0 10:22 ? 00:00:01 git gc --auto', 'console')).not.toContain('unclear-line');
  expect(codes('$ ps aux\nsome output\ngit gc --auto', 'console')).toContain('unclear-line');
});
