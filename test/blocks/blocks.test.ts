import { expect, test } from 'vitest';
import { parseRunbook } from '../../src/runbook/parse.ts';
import type { Block } from '../../src/blocks/model.ts';

function blocksOf(text: string): Block[] {
  const runbook = parseRunbook(text);
  return [...runbook.steps.flatMap((step) => step.blocks), ...runbook.blocks].sort((a, b) => a.line - b.line);
}

function block(language: string, lines: string, lead = ''): Block {
  return blocksOf(`${lead}\n\n\`\`\`${language}\n${lines}\n\`\`\`\n`)[0]!;
}

test('prompts are taken off and output is split from commands', () => {
  const read = block(
    'shell',
    '$ uptime\n 09:12:01 up 3 days\n$ df -h /\nFilesystem  Size  Used\n/dev/sda1   20G   19G',
  );
  expect(read.commands).toEqual(['uptime', 'df -h /']);
  expect(read.expectedOutput).toContain('/dev/sda1');
});

test.each([
  ['ops@web-1:~$ ls /srv', 'ls /srv'],
  ['[root@db1 ~]# systemctl status postgres', 'systemctl status postgres'],
  ['sh-5.1# cat /etc/hosts', 'cat /etc/hosts'],
  ['PS C:\\Users\\ops> Get-Service web', 'Get-Service web'],
  ['/ # nslookup web', 'nslookup web'],
  ['web-1:~ # uptime', 'uptime'],
])('%s', (line, command) => {
  expect(block('console', line).commands).toEqual([command]);
});

test('a root prompt in a console block is no comment, a comment in a script is none', () => {
  const root = block('console', '# systemctl reboot');
  expect(root).toMatchObject({ kind: 'command', commands: ['systemctl reboot'], risk: 'destroys', root: true });
  const script = block('bash', '# restart the web server\nsystemctl restart web');
  expect(script.commands).toEqual(['systemctl restart web']);
  expect(script.root).toBeUndefined();
});

test('continuations, heredocs, quotes and substitutions stay one command', () => {
  const read = block(
    'bash',
    `kubectl -n shop get pods \\\n  -l app=web\ncat <<'EOF' > /tmp/a.yaml\nkind: X\n# kept\nEOF\nTOKEN=$(vault kv get\n  -field=t secret/x)\nfor p in a b; do\n  echo $p\ndone`,
  );
  expect(read.commands).toEqual([
    'kubectl -n shop get pods \\\n  -l app=web',
    "cat <<'EOF' > /tmp/a.yaml\nkind: X\n# kept\nEOF",
    'TOKEN=$(vault kv get\n  -field=t secret/x)',
    'for p in a b; do\n  echo $p\ndone',
  ]);
});

test('continuation prompts are taken off', () => {
  expect(block('console', '$ curl -s \\\n>   http://localhost/health').commands).toEqual([
    'curl -s \\\n  http://localhost/health',
  ]);
});

test('an option on a line of its own belongs to the command above', () => {
  const [read] = blocksOf(
    'Watch for errors:\n\n    oc -n shop logs $WEB-POD-NAME\n    --all-containers=true | grep "^E"\n',
  );
  expect(read!.commands).toEqual(['oc -n shop logs $WEB-POD-NAME \\\n--all-containers=true | grep "^E"']);
  expect(read!.placeholders).toEqual([{ name: 'WEB-POD-NAME', form: 'variable' }]);
});

test('logs in a console block are output, whatever the tag says', () => {
  expect(block('console', 'W0917 11:21:46.203938 16884 server.go:66] failed check').kind).toBe('output');
  expect(block('bash', '{"status":"ok"}', 'You should see:').kind).toBe('output');
  expect(block('console', 'pollInterval = 30 * time.Second\npollTimeout  = 30 * time.Second').kind).not.toBe('command');
});

test('what a command opens takes the lines meant for it', () => {
  const read = block(
    'console',
    '$ psql -h db1 shop\nshop=> select count(*) from orders;\n count\n-------\n 42\nshop=> \\q',
  );
  expect(read).toMatchObject({
    commands: ['psql -h db1 shop'],
    inner: ['select count(*) from orders;', '\\q'],
    interactive: true,
  });
});

test('consoles that are no shell are config and carry a risk', () => {
  expect(block('shell', '10.0.0.1:6379> flushall\nOK')).toMatchObject({
    kind: 'config',
    commands: [],
    risk: 'destroys',
  });
  expect(block('sql', 'DELETE FROM jobs WHERE id = 1;')).toMatchObject({ kind: 'config', risk: 'destroys' });
  expect(block('sql', 'SELECT * FROM jobs;').risk).toBe('reads');
});

test('queries, files, diagrams and prose are not commands', () => {
  expect(block('promql', 'sum(rate(http_requests_total[5m]))').kind).toBe('config');
  expect(block('', 'apiVersion: v1\nkind: Pod').kind).toBe('config');
  expect(block('mermaid', 'graph TD').kind).toBe('other');
  expect(block('', 'We have seen this once before. The node was the one that had been resized.').kind).toBe('other');
});

test('attributes: both forms of Runme, ours in braces and in a comment', () => {
  expect(block('sh {"name":"x","interactive":"false"}', 'ls').attributes).toEqual({ name: 'x', interactive: 'false' });
  expect(block('sh { name=x background=true flag }', 'ls').attributes).toEqual({
    name: 'x',
    background: 'true',
    flag: '',
  });
  expect(block('sh{name=foo}', 'ls')).toMatchObject({ language: 'sh', attributes: { name: 'foo' }, id: 'foo' });
  expect(block('bash {confirm="Really, {all} of it?" timeout=5s}', 'ls').attributes).toEqual({
    confirm: 'Really, {all} of it?',
    timeout: '5s',
  });
  const [commented] = blocksOf('<!-- breakwater: id=go when="prod" -->\n```sh\nls\n```\n');
  expect(commented).toMatchObject({ id: 'go', attributes: { id: 'go', when: 'prod' } });
});

test('expected similarity, variables in a comment, cram blocks', () => {
  const text =
    '<!--\n```variables\nexport REGION=eu-1\n```\n-->\n```bash\necho $REGION $ZONE\n```\n\n<!-- expected_similarity=0.8 -->\n```bash\neu-1\n```\n\n```cram\n  $ echo a\n  a\n```\n';
  const [command, output, cram] = blocksOf(text);
  expect(command!.placeholders).toEqual([{ name: 'ZONE', form: 'variable' }]);
  expect(command!.expectedOutput).toBe('eu-1');
  expect(output).toMatchObject({ kind: 'output', attributes: { expected_similarity: '0.8' } });
  expect(cram!.commands).toEqual(['echo a']);
});

test('an unclosed fence that swallows text is flagged and not run', () => {
  const runbook = parseRunbook('# A\n\n```shell\nsystemctl stop web\n\n## Mitigation\n\nStop it.\n');
  expect(runbook.problems).toMatchObject([{ line: 3, code: 'unclosed-fence' }]);
  expect(runbook.blocks[0]).toMatchObject({ kind: 'other', commands: [], unclosed: true });
});

test('unclosed fences that a list item ends are flagged, one by one', () => {
  const runbook = parseRunbook('1. Do a\n   ```sh\n   ls\n2. Do b\n   ```sh\n   pwd\n');
  expect(runbook.problems.map((p) => p.line)).toEqual([2, 5]);
});

test('fences in comments do not exist, fences in details and deep lists do', () => {
  const text =
    '<!--\n```sh\nrm -rf /\n```\n-->\n\n<details>\n<summary>More</summary>\n\n```sh\nls\n```\n\n</details>\n\n- a\n  - b\n    - c\n\n      ```bash\n      x=$(oc get a\n      -o name)\n      ```\n';
  expect(blocksOf(text).map((b) => [b.line, b.commands])).toEqual([
    [10, ['ls']],
    [20, ['x=$(oc get a\n-o name)']],
  ]);
});

test('BOM, CRLF, tabs, a non-breaking space and a missing final newline are no trouble', () => {
  const [a] = blocksOf('\uFEFF# T\r\n\r\n```sh\r\n$\u00A0ls \\\r\n\t-l\r\n```');
  expect(a).toMatchObject({ line: 3, commands: ['ls \\\n\t-l'] });
});

test('what follows a shell opened elsewhere is meant for that shell, until it is left', () => {
  const read = block(
    'bash',
    'POD=$(oc get pods -l app=tools -o name)\noc rsh -n storage $POD\nceph status\nceph osd purge 3\nexit\noc get nodes',
  );
  expect(read).toMatchObject({
    commands: ['POD=$(oc get pods -l app=tools -o name)', 'oc rsh -n storage $POD', 'oc get nodes'],
    inner: ['ceph status', 'ceph osd purge 3', 'exit'],
    interactive: true,
    risk: 'destroys',
  });
  expect(block('console', '$ kubectl exec -it web-1 -- sh\n$ ps aux\nPID USER\n1 root')).toMatchObject({
    commands: ['kubectl exec -it web-1 -- sh'],
    inner: ['ps aux'],
  });
  expect(block('sh', 'ssh db1\nssh db2\nuptime')).toMatchObject({
    commands: ['ssh db1', 'ssh db2'],
    inner: ['uptime'],
  });
  expect(block('sh', 'kubectl exec -it web-1 -- cat /etc/hosts\nkubectl get pods').inner).toBeUndefined();
  expect(block('sh', 'ssh db1 uptime\ndf -h').commands).toEqual(['ssh db1 uptime', 'df -h']);
});

test('a prompt that stands on the first line only covers the commands below it', () => {
  expect(block('console', '$ git clone https://example.org/a.git\ncd a\nmake').commands).toEqual([
    'git clone https://example.org/a.git',
    'cd a',
    'make',
  ]);
  expect(
    block('console', `# kubectl get secret a -o jsonpath='{.data.t}'\n${'eyJmc2lkIjoiOTFl'.repeat(5)}=`),
  ).toMatchObject({
    commands: ["kubectl get secret a -o jsonpath='{.data.t}'"],
    root: true,
  });
});

test('requests are config although something is said to be returned', () => {
  expect(block('http', 'GET /api/releases', 'The following endpoint returns an index:').kind).toBe('config');
});

test('names that a loop reads are set, and reading from a pipe needs nobody', () => {
  const read = block('bash', 'aws s3 ls | while read DAY TIME SIZE; do\n  echo "$DAY $TIME $SIZE $BUCKET"\ndone');
  expect(read.interactive).toBe(false);
  expect(read.placeholders.map((p) => p.name)).toEqual(['BUCKET']);
});

test('a log query in a text block is to be pasted', () => {
  const text = 'fields @timestamp, @message\n| filter @message like /<account id>/\n| stats count() by bin(1h)';
  expect(block('text', text)).toMatchObject({ kind: 'config', placeholders: [{ name: 'account id' }] });
});

test('what no shell could run is not offered, whatever the tag says', () => {
  expect(block('bash', '-w, --write-out string   set the output format').kind).toBe('other');
  expect(block('bash', 'foo = bar\nfoo1 = bar1').kind).toBe('config');
  expect(block('', '[ ssl_client ]\n...\n  extendedKeyUsage = clientAuth', 'Add this section:').kind).toBe('config');
  expect(block('', '09:58:25.938673 I | server: published {Name:a URLs:[http://a]}').kind).toBe('output');
});

test('a heredoc that nothing reads is a comment, and a table in it is no diagram', () => {
  const read = block(
    'bash',
    'etcdctl endpoint status -w=table\n<<COMMENT\n+----+----+----+\n| ID | V  | S  |\n+----+----+----+\nCOMMENT',
  );
  expect(read).toMatchObject({ kind: 'command', commands: ['etcdctl endpoint status -w=table'] });
  expect(block('', '% PASSES="a" ./test.sh').commands).toEqual(['PASSES="a" ./test.sh']);
});
