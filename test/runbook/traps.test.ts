import { expect, test } from 'vitest';
import type { Runbook } from '../../src/runbook/model.ts';
import type { Block } from '../../src/blocks/model.ts';
import { parseRunbook } from '../../src/runbook/parse.ts';
import { renderRunbook } from '../../src/runbook/render.ts';

const allBlocks = (runbook: Runbook): Block[] =>
  [...runbook.steps.flatMap((step) => step.blocks), ...runbook.blocks].sort((a, b) => a.line - b.line);
const commands = (text: string): (readonly string[])[] => allBlocks(parseRunbook(text)).map((block) => block.commands);

test('fences that only their list items end: each is flagged, none takes the next item along', () => {
  const text =
    '1. Get in:\n   ```bash\n   gcloud container clusters list\n1. Look:\n   ```bash\n   kubectl get nodes\n1. Note it:\n\n   ```bash\n   date\n';
  const runbook = parseRunbook(text);
  expect(runbook.problems.map((p) => [p.line, p.code])).toEqual([
    [2, 'unclosed-fence'],
    [5, 'unclosed-fence'],
    [9, 'unclosed-fence'],
  ]);
  expect(runbook.steps.map((s) => s.title)).toEqual(['Get in', 'Look', 'Note it']);
  expect(commands(text)).toEqual([['gcloud container clusters list'], ['kubectl get nodes'], ['date']]);
});

test('one block tag holds a root prompt, logs and code: only the prompt is run', () => {
  const text =
    'Restart it:\n\n```console\n# systemctl restart kubelet\n```\n\nThe log shows:\n\n```console\nE0917 11:21:46.203938   16884 server.go:66] "Failed" err="timeout"\n```\n\nThe interval is set in code:\n\n```console\nconst pollInterval = 30 * time.Second\n```\n';
  const blocks = allBlocks(parseRunbook(text));
  expect(blocks.map((b) => [b.kind === 'command', b.root ?? false])).toEqual([
    [true, true],
    [false, false],
    [false, false],
  ]);
});

test('commands three lists deep, a substitution broken over lines, and a session inside the pod', () => {
  const text =
    "1. Prepare:\n   - Route:\n     - Ask:\n\n       ```bash\n       HOST=$(oc -n mon get routes/main\n       --no-headers | awk '{print $2}')\n       ```\n\n     - In the toolbox:\n\n       ```bash\n       oc rsh -n storage deploy/tools\n       ceph status\n       exit\n       ```\n";
  const blocks = allBlocks(parseRunbook(text));
  expect(blocks.map((b) => b.commands)).toEqual([
    ["HOST=$(oc -n mon get routes/main\n--no-headers | awk '{print $2}')"],
    ['oc rsh -n storage deploy/tools'],
  ]);
  expect(blocks[1]!.inner).toEqual(['ceph status', 'exit']);
});

test.each([
  ['kubectl debug node/worker-1 -it --image=busybox', ['crictl rmi sha256:1', 'docker pull shop/web', 'exit']],
  ['oc debug node/worker-1 -it -- chroot /host', ['podman ps', 'systemctl restart kubelet', 'exit']],
  ['docker exec -it kind-control-plane bash', ['kubectl get nodes', 'exit']],
])('what is typed on a node or in a container never comes out to the shell outside: %s', (opener, inside) => {
  const text = `\`\`\`bash\n${[opener, ...inside, 'kubectl get pods'].map((line) => `$ ${line}\n\n`).join('')}\`\`\`\n`;
  const [block] = allBlocks(parseRunbook(text));
  expect(block!.commands).toEqual([opener, 'kubectl get pods']);
  expect(block!.inner).toEqual(inside);
});

test('what stands in a file is not run, whatever its fence is tagged; a script of the repository is', () => {
  const text = [
    'In `.env.production`, adjust:\n\n```bash\nES_USER=shop\nES_PASS=secret\n```',
    'Next up, configure the shop to use the pooler:\n\n```bash\nDB_HOST=localhost\nDB_PORT=6432\n```',
    'Set the environment variables:\n\n```bash\nNS=shop\nPOD=web-0\n```',
    'Run the following script to grow the cluster when it has reached its threshold.\n\n```console\nops/scripts/grow.sh count --max 10\n```',
    'What changed:\n\n```\nops/scripts/grow.sh | 12 ++++++------\n```',
    'The following status mirrors it:\n\n```yaml\nstatus:\n  keyGeneration: 2\n```',
    '```console\n[cluster-1]$kubectl get pvc data -o yaml\n```\n\n```yaml\nspec:\n  size: 1Gi\nstatus:\n  phase: Bound\n```',
    'Create it:\n\n```yaml\nspec:\n  size: 1Gi\n```',
  ].join('\n\n');
  expect(allBlocks(parseRunbook(text)).map((b) => b.kind)).toEqual([
    'config',
    'config',
    'command',
    'command',
    'other',
    'output',
    'command',
    'output',
    'config',
  ]);
});

test('what was typed inside stays inside, also where only the prompts inside are shown', () => {
  const text =
    'Open a shell:\n\n```bash\nkubectl create deploy client --image ubuntu\nkubectl exec -it client-xxx -- bash\nroot@client-xxx:/# apt-get install -y curl\n```\n';
  const [block] = allBlocks(parseRunbook(text));
  expect(block!.commands).toEqual([
    'kubectl create deploy client --image ubuntu',
    'kubectl exec -it client-xxx -- bash',
  ]);
  expect(block!.inner).toEqual(['apt-get install -y curl']);
});

test('a quote mark for a prompt, and a comment for "this was printed"', () => {
  const text =
    'Look:\n\n```bash\n> linkerd viz stat deploy\nNAME   MESHED   SUCCESS\nweb    -        96.67%\n```\n\n```bash\necho $CIDR $NETWORK\n\n# example output\n10.0.0.0/28 shop\ngit status\n\ndate\n```\n\n```bash\n# Expected output: Running\nkubectl get pods\n# response\n# of the second\nhelm list\n```\n';
  expect(commands(text)).toEqual([
    ['linkerd viz stat deploy'],
    ['echo $CIDR $NETWORK', 'date'],
    ['kubectl get pods', 'helm list'],
  ]);
});

test('what programs print by their own marks is output: check marks, an object a line', () => {
  const text =
    'Example failure:\n\n```text\n‼ control plane is up-to-date\n    unsupported version channel: stable-2.14.10\n```\n\nFor example:\n\n```json\n{"level":"info","msg":"a"}\n{"level":"info","msg":"b"}\n```\n';
  expect(allBlocks(parseRunbook(text)).map((b) => b.kind)).toEqual(['output', 'output']);
});

test('an editor named by the environment waits for a person', () => {
  const [block] = allBlocks(parseRunbook('```sh\n$EDITOR /etc/shop.conf\n```\n'));
  expect(block).toMatchObject({ kind: 'command', interactive: true, placeholders: [] });
});

test('indented code: commands are told from the logs that are expected', () => {
  const text =
    'Check the leader:\n\n    oc -n ovn get pods -l app=master\n\nYou should see lines like these:\n\n    I0802 10:15:44.102333       1 leaderelection.go:252] successfully acquired lease\n    I0802 10:15:44.102399       1 master.go:88] Won leader election\n';
  const blocks = allBlocks(parseRunbook(text));
  expect(blocks.map((b) => [b.kind, b.commands])).toEqual([
    ['command', ['oc -n ovn get pods -l app=master']],
    ['output', []],
  ]);
});

test('a Go template inside a command is no blank, one beside it is', () => {
  const [block] = allBlocks(
    parseRunbook(
      '```sh\noc -n <namespace> get nodes -o go-template=\'{{ range .items }}{{ .metadata.name }}{{ "\\n" }}{{ end }}\'\n```\n',
    ),
  );
  expect(block!.placeholders.map((p) => p.name)).toEqual(['namespace']);
});

test('prompt and output by turns, console prompts in a shell block, closed headings', () => {
  const text =
    '## Memory ##\n\n```shell\n$ uptime\n 10:01:02 up 12 days\n$ free -m\n              total        used\nMem:          16000        9000\n```\n\n## Slow queries ##\n\n```shell\nredis-02:6379> slowlog get 1\n1) 1) (integer) 7\n```\n';
  const runbook = parseRunbook(text);
  const blocks = allBlocks(runbook);
  expect(runbook.sections.map((s) => s.title)).toEqual(['Memory', 'Slow queries']);
  expect(blocks[0]!.commands).toEqual(['uptime', 'free -m']);
  expect(blocks[1]).toMatchObject({ kind: 'config', commands: [], risk: 'reads' });
});

test('credentials: statements with a password stay out of the shell, the client is interactive', () => {
  const text =
    "1. Open the console:\n\n   ```shell\n   sudo gitlab-psql\n   ```\n\n2. Rotate:\n\n   ```sql\n   ALTER ROLE app WITH PASSWORD '<new_password>';\n   ```\n\n3. Or in one go:\n\n   ```shell\n   psql -h db1 -U admin\n   ALTER ROLE app WITH PASSWORD '<new_password>';\n   \\q\n   ```\n";
  const runbook = parseRunbook(text);
  const [open, statement, both] = allBlocks(runbook);
  expect(open).toMatchObject({ kind: 'command', interactive: true });
  expect(statement).toMatchObject({ kind: 'config', commands: [], risk: 'changes' });
  expect(both).toMatchObject({ commands: ['psql -h db1 -U admin'], interactive: true });
  expect(both!.inner).toEqual(["ALTER ROLE app WITH PASSWORD '<new_password>';", '\\q']);
  expect(runbook.placeholders).toMatchObject([{ name: 'new_password', type: 'secret' }]);
});

test('fences and heredocs in details, one after the other', () => {
  const text =
    "<details>\n<summary>Linux</summary>\n\n```bash\ncat <<'EOF' > ~/.gnupg/agent.conf\npinentry-program /usr/bin/pinentry\n# keep\nEOF\n```\n\n</details>\n\n<details>\n<summary>macOS</summary>\n\n```bash\nbrew install gnupg\n```\n\n</details>\n";
  expect(commands(text)).toEqual([
    ["cat <<'EOF' > ~/.gnupg/agent.conf\npinentry-program /usr/bin/pinentry\n# keep\nEOF"],
    ['brew install gnupg'],
  ]);
  expect(renderRunbook(text)).toMatchObject([
    { kind: 'alert', tone: 'details', title: 'Linux', children: [{ kind: 'block' }] },
    { kind: 'alert', tone: 'details', title: 'macOS', children: [{ kind: 'block' }] },
  ]);
});

test('tabs inside code two lists deep are kept, the indentation of the item is not', () => {
  const text =
    '1. Upgrade:\n   * Label:\n\n     ```bash\n     kubectl label namespace shop \\\n     \tistio.io/rev=asm-1-2\n     ```\n';
  expect(commands(text)).toEqual([['kubectl label namespace shop \\\n\tistio.io/rev=asm-1-2']]);
});

test('heredoc in a nested list, between ::: marks and an alert, with a non-breaking space', () => {
  const text =
    ':::row:::\n\n> [!NOTE]\n> Mind the quota.\n\n1. Create:\n\n   1. Apply it:\n\n      ```bash\n      cat <<EOF | kubectl apply -f -\n      kind: Namespace\n      metadata:\n        name: shop\n      EOF\n      kubectl\u00A0get namespace shop\n      ```\n\n:::row-end:::\n';
  const [block] = allBlocks(parseRunbook(text));
  expect(block!.commands).toHaveLength(2);
  expect(block!.commands[0]).toBe('cat <<EOF | kubectl apply -f -\nkind: Namespace\nmetadata:\n  name: shop\nEOF');
  expect(block!.placeholders).toEqual([]);
});

test('an unclosed fence in a quote in a list ends with the quote', () => {
  const text = '1. Verify:\n\n   > Look:\n   >\n   > ```bash\n   > az aks list\n\n2. Next thing\n';
  const runbook = parseRunbook(text);
  expect(runbook.problems).toMatchObject([{ code: 'unclosed-fence', line: 5 }]);
  expect(runbook.steps.map((s) => s.title)).toEqual(['Verify', 'Next thing']);
  expect(commands(text)).toEqual([['az aks list']]);
});

test('tabs of a site generator: short codes are no text of a command, the code below them is read', () => {
  const text =
    '1. Upgrade the control plane:\n\n   {{< tabs name="k8s_install" >}}\n   {{% tab name="Ubuntu" %}}\n\n   ```shell\n   # replace x with the latest patch version\n   sudo apt-get update && \\\n   sudo apt-get install -y kubeadm=\'1.30.x-*\'\n   ```\n\n   {{% /tab %}}\n   {{< /tabs >}}\n\n2. Drain it:\n\n   ```shell\n   # replace <cp-node-name> with its name\n   kubectl drain <cp-node-name> --ignore-daemonsets\n   ```\n\n   You should see:\n\n   ```\n   node/cp-1 drained\n   ```\n';
  const runbook = parseRunbook(text);
  const blocks = allBlocks(runbook);
  expect(blocks.map((b) => b.kind)).toEqual(['command', 'command', 'output']);
  expect(blocks[0]!.commands).toEqual(["sudo apt-get update && \\\nsudo apt-get install -y kubeadm='1.30.x-*'"]);
  expect(blocks[1]).toMatchObject({ risk: 'destroys', placeholders: [{ name: 'cp-node-name' }] });
  expect(runbook.placeholders.map((p) => p.name)).toEqual(['cp-node-name']);
});

test('tabs with indented code', () => {
  const text =
    '{{< tabs name="x" >}}\n{{% tab name="Debian" %}}\n\n    sudo apt-get update\n    sudo apt-get install -y kubeadm\n\n{{% /tab %}}\n{{< /tabs >}}\n';
  expect(commands(text)).toEqual([['sudo apt-get update', 'sudo apt-get install -y kubeadm']]);
});

test('ERB around and in the text: blocks are found, expressions are shown as text', () => {
  const text =
    "---\ntitle: Restore indices\nlast_reviewed_on: 2026-01-01\n---\n\n# <%= current_page.data.title %>\n\n<% if true %>\n\n1. Restore:\n\n   ```bash\n   curl -XPOST 'https://search.example/_snapshot/<repository>/<snapshot>/_restore'\n   ```\n\n<% end %>\n";
  const runbook = parseRunbook(text);
  const [block] = allBlocks(runbook);
  expect(runbook.title).toBe('Restore indices');
  expect(block!.placeholders.map((p) => p.name)).toEqual(['repository', 'snapshot']);
  expect(JSON.stringify(renderRunbook(text, runbook))).not.toContain('"html"');
});

test('fences in JSX components', () => {
  const text =
    '<Check id="health" title="Is it up?">\n\n```bash\ncurl -fsS https://example.org/health\n```\n\n</Check>\n\n<Command id="go" command={`rm -rf /tmp/x`}>\n\nText\n\n</Command>\n\n<Tabs>\n  <Tab title="npm">\n\n```sh\nnpm ci\n```\n\n  </Tab>\n</Tabs>\n';
  expect(commands(text)).toEqual([['curl -fsS https://example.org/health'], ['npm ci']]);
});

test('bodies of !!! admonitions are text, not code to run', () => {
  const text = '!!! warning "Careful"\n\n    Do not act alone. Call the commander first.\n\n!!! note\n    Keep calm.\n';
  expect(commands(text).flat()).toEqual([]);
  expect(renderRunbook(text)).toMatchObject([
    { kind: 'alert', tone: 'warning', title: 'Careful' },
    { kind: 'alert', tone: 'note' },
  ]);
});

test('tables and a hundred boxes are all there', () => {
  const boxes = Array.from({ length: 109 }, (_, i) => `- [ ] **Task ${i + 1}**: do it`).join('\n');
  const runbook = parseRunbook(`## Contain\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n${boxes}\n`);
  expect(runbook.steps).toHaveLength(109);
  expect(runbook.steps.flatMap((s) => s.checks)).toHaveLength(109);
});
