import { expect, test } from 'vitest';
import { findPlaceholders } from '../../src/runbook/placeholder.ts';
import { parseRunbook } from '../../src/runbook/parse.ts';

const names = (text: string, set: string[] = []): string[] =>
  findPlaceholders(text, { set: new Set(set), shell: true }).map((p) => `${p.name}:${p.form}`);

test.each([
  ['kubectl -n <namespace> get pod <pod-name>', ['namespace:angle', 'pod-name:angle']],
  ['kubectl drain <cp-node-name> --ignore-daemonsets', ['cp-node-name:angle']],
  ['echo $NAMESPACE ${NS}', ['NAMESPACE:variable', 'NS:braces']],
  ['az aks show -g {{ group }}', ['group:mustache']],
  ['ssh [host-name]', ['host-name:bracket']],
  ['oc login YOUR_CLUSTER', ['YOUR_CLUSTER:literal']],
  ['aws ec2 stop-instances --instance-ids INSTANCE_ID', ['INSTANCE_ID:literal']],
  ['curl -u elastic:admin_password http://localhost:9200', ['admin_password:literal']],
  ['curl https://xxx.example.com/', ['xxx:literal']],
])('%s has blanks', (text, expected) => {
  expect(names(text)).toEqual(expected);
});

test.each([
  'sort <in.txt >out.txt',
  'cat < /tmp/a > /tmp/b',
  "awk '{ print $2 }' file",
  "kubectl get pods -o jsonpath='{.items[*].metadata.name}'",
  "oc get nodes -o template --template='{{range .items}}{{.metadata.name}}{{end}}'",
  "docker ps --format '{{.Names}}'",
  'echo $HOME $USER "$PATH" $? $1 $@',
  'X=1; echo $X',
  'for f in *; do echo $f; done',
  "jq -r '.[] | select(.a==$x)' f",
  '[ -f /tmp/x ] && echo yes',
  'git stash@{0}',
  'curl -w "%{http_code}" http://localhost',
  "cat <<'EOF'\n$NOT_A_BLANK\nEOF",
  'kubectl get svc | grep "<none>"',
  'new ArrayList<String>()',
  'psql -c "alter role shop password null"',
  'kubectl create secret generic db --from-literal=password=x',
])('%s has none', (text) => {
  expect(names(text)).toEqual([]);
});

test('what any block of the file sets is no blank; one list for the whole runbook', () => {
  const runbook = parseRunbook(
    '```sh\nexport NS=shop\n```\n\n```sh\nkubectl -n $NS get pod <pod>\nkubectl logs <pod> --tail ${LINES_WANTED:-50}\nmysql -p <db-password>\n```\n',
  );
  expect(runbook.placeholders).toMatchObject([
    { name: 'pod', type: 'text' },
    { name: 'LINES_WANTED', default: '50' },
    { name: 'db-password', type: 'secret' },
  ]);
  expect(runbook.placeholders[0]!.blocks).toHaveLength(1);
});
