import { expect, test } from 'vitest';
import { parseRunbook } from '../../src/runbook/parse.ts';

const kind = (tag: string, body: string): string => {
  const { steps, blocks } = parseRunbook(`# Roll back\n\n\`\`\`${tag}\n${body}\n\`\`\`\n`);
  return [...steps.flatMap((step) => step.blocks), ...blocks][0]!.kind;
};

test.each([
  ['sghel', 'systemctl restart web'],
  ['shel', 'kubectl get pods\nkubectl delete pod web-1'],
  ['bsh', 'A=1\nuptime'],
  ['deploy', 'helm rollback web 3'],
  ['javascript', './rollback.sh --to v1'],
  ['python', './scripts/drain.py web-1'],
])('a tag that nobody knows, or that cannot be true, is overruled by the lines: %s', (tag, body) => {
  expect(kind(tag, body)).toBe('command');
});

test.each([
  ['javascript', "const web = require('./web');\nweb.restart();"],
  ['js', "import './setup.js';"],
  ['zig', 'const x = 1;'],
  ['deploy', 'image: web\nreplicas: 3'],
  ['sghel', '{"a": 1,\n "b": 2}'],
])('code and files stay: %s', (tag, body) => {
  expect(kind(tag, body)).not.toBe('command');
});

const lead = (text: string, tag: string, body: string): string => {
  const { steps, blocks } = parseRunbook(`# Scale\n\n${text}\n\n\`\`\`${tag}\n${body}\n\`\`\`\n`);
  return [...steps.flatMap((step) => step.blocks), ...blocks][0]!.kind;
};

test.each([
  [
    'sh',
    '# errors\nlabel_replace(\n  sum(rate(requests_total{job="api",code=~"5.."}[1d]))\n, "type", "error", "", "")',
  ],
  ['bash', '100 * (1 - avg(rate(cpu_seconds_total{mode="idle"}[5m])))'.replace('100 * ', '')],
  ['text', 'node_filesystem_files_free{\n  instance="web-1",\n  mountpoint="/"\n}'],
])('a query of Prometheus is no command, whatever its tag: %s', (tag, body) => {
  expect(kind(tag, body)).toBe('config');
});

test.each([
  ['bash', 'curl -g \'localhost:9090/api/v1/query?query=up{job="api"}\''],
  ['sh', 'promtool query instant http://localhost:9090 \'up{job="api"}\''],
  ['bash', 'sum a.txt'],
])('a program that is given such a query is one: %s', (tag, body) => {
  expect(kind(tag, body)).toBe('command');
});

test('addresses and words for a robot are not run', () => {
  expect(kind('bash', 'https://example.com/oauth/authorize\n?client_id=ID\n&scope=read')).toBe('other');
  expect(kind('shell', '@craterbot ping')).toBe('other');
  expect(kind('bash', 'curl https://example.com/oauth/authorize')).toBe('command');
});

test('lines for a named file of settings are not run', () => {
  expect(
    lead('In this `redis.conf` file, set the following values:', 'bash', 'port 6479\nlogfile /var/log/r.log'),
  ).toBe('config');
  expect(lead('Check the file that the tool wrote:', 'bash', 'cat out.conf')).toBe('command');
});

test('what `ip` and `kubectl` print below their commands is not run', () => {
  const { steps, blocks } = parseRunbook(
    '# Check\n\n```ShellSession\nip a show dev flannel.1\n4: flannel.1: <BROADCAST,UP> mtu 1450 qdisc noqueue\n    link/ether e2:f3 brd ff:ff\n```\n',
  );
  expect([...steps.flatMap((step) => step.blocks), ...blocks][0]!.commands).toEqual(['ip a show dev flannel.1']);
});
