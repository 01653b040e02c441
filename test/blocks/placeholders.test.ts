import { expect, test } from 'vitest';
import { findPlaceholders } from '../../src/blanks/placeholder.ts';
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

function asked(language: string, text: string): string[] {
  const runbook = parseRunbook(`## Do it\n\n\`\`\`${language}\n${text}\n\`\`\`\n`);
  return runbook.placeholders.map(({ name }) => name);
}

test.each([
  ['sh', 'gsutil ls gs://BUCKET/TENANT/BLOCK', ['BUCKET', 'TENANT', 'BLOCK']],
  ['sh', 'docker push REGISTRY/IMAGE:TAG', ['REGISTRY', 'IMAGE', 'TAG']],
  ['sh', 'cp BUCKET_NAME/README /tmp', ['BUCKET_NAME']],
  ['sh', 'gcloud compute firewall-rules create web --source-ranges RANGE', ['RANGE']],
  ['sh', 'export BACKUP_ID=...\necho $BACKUP_ID', ['BACKUP_ID']],
  ['sh', 'openstack server create --name="..."', ['name']],
  ['sh', 'vault login TOKEN=***', ['TOKEN']],
  ['sh', 'kubectl -n [[NAMESPACE]] get pods', ['NAMESPACE']],
  ['sh', 'helm install --version [[VAR::latest_version]] web', ['latest_version']],
  ['sh', 'backup create --selector <key>=<value>', ['key', 'value']],
  ['sh', 'rm -i </path/to/file>', ['/path/to/file']],
  ['sh', 'bind --user=<name@example.com>', ['name@example.com']],
  ['sh', 'ssh ubuntu@X.X.X.X', ['X.X.X.X']],
  ['sh', 'ip route add 10.0.x.x', ['10.0.x.x']],
  ['sh', 'for h in YOUR_HOST; do ssh $h uptime; done', ['YOUR_HOST']],
  ['sh', 'cat <<EOF > my.cnf\n[client]\nuser = $DB_USER\nEOF', ['DB_USER']],
])('%s: %s asks', (language, text, expected) => {
  expect(asked(language, text)).toEqual(expected);
});

test.each([
  ['sh', 'for key in secret CSRF_KEY SESSION_KEY; do echo "$key"; done'],
  ['sh', 'kubectl get pods -o custom-columns=NAME:.metadata.name,NODE:.spec.nodeName'],
  ['sh', 'kubectl get pods -o custom-columns="NAME:.metadata.name,NODE:.spec.nodeName"'],
  ['sh', 'lsblk -o NAME,SIZE,TYPE'],
  ['sh', 'echo web | xargs -I POD kubectl delete pod POD'],
  ['sh', 'curl -H "PRIVATE-TOKEN: $HOME" https://localhost'],
  ['sh', 'mongosh <<EOF\ndb.x.update({a: {$set: {b: 1}}})\nEOF'],
  ['sh', 'git log ${{ github.sha }}'],
  ['sh', 'git diff main...topic'],
  ['sh', 'sort </etc/passwd >out'],
  ['sh', 'git commit --author="A <a@b.example>" -m x'],
  ['sh', 'kubectl get svc | grep "<no value>"'],
  ['sh', '[[ -f x ]] && ls'],
  ['sh', 'curl https://localhost/1.2.3.4'],
  ['fish', 'set -x TARGET_VERSION 4.1.0\necho $TARGET_VERSION'],
  ['fish', 'set -gx TARGET_VERSION 4.1.0'],
  ['fish', 'set REGION_NAME eu\necho $REGION_NAME'],
])('%s: %s asks nothing', (language, text) => {
  expect(asked(language, text)).toEqual([]);
});

test('a variable is asked for until a line sets it', () => {
  const runbook = parseRunbook(
    '## One\n\n```sh\nbackups list --slug $SLUG\n```\n\n## Two\n\n```sh\nexport SLUG=web\nbackups show $SLUG\n```\n\n## Three\n\n```sh\necho $SLUG\n```\n',
  );
  expect(runbook.steps.map((step) => step.blocks[0]!.placeholders.map(({ name }) => name))).toEqual([['SLUG'], [], []]);
});

test('choices are offered to select from, an address with a slash is not', () => {
  const runbook = parseRunbook(
    '## Do it\n\n```sh\nkubectl --context [dev|prod] exec <namespace/pod> -- tool (blue | green) <yes/no>\n```\n',
  );
  expect(runbook.placeholders.map(({ name, type, choices }) => [name, type, choices])).toEqual([
    ['dev|prod', 'choice', ['dev', 'prod']],
    ['namespace/pod', 'text', undefined],
    ['blue | green', 'choice', ['blue', 'green']],
    ['yes/no', 'choice', ['yes', 'no']],
  ]);
});

test.each([
  ["azcopy copy x 'https://a.example.net/c?[SAS_TOKEN]'", ['SAS_TOKEN:bracket']],
  ['azcopy copy x "https://a.example.net/c?[SAS_TOKEN]"', ['SAS_TOKEN:bracket']],
  ["export T='[API_KEY]'", ['API_KEY:bracket']],
  ['docker logs {containerId}', ['containerId:braces']],
  ['docker logs "{ContainerName}"', ['ContainerName:braces']],
  ['git tag vX.XX', ['vX.XX:literal']],
  ['helm upgrade web chart --version X.Y.Z', ['X.Y.Z:literal']],
  ['tar xzf web-1.2.X.tar.gz', ['1.2.X:literal']],
  ['git checkout release-x.y.z', ['x.y.z:literal']],
  ['gh repo list --owner my-github-username', ['my-github-username:literal']],
  ['az group delete --name=my-resource-group', ['my-resource-group:literal']],
  ['kubectl get pods -n my-namespace', ['my-namespace:literal']],
  ['cf target -o $ORG -s $SPACE', ['ORG:variable', 'SPACE:variable']],
])('%s is asked for as well', (text, expected) => {
  expect(names(text)).toEqual(expected);
});

test.each([
  "grep '[A_B]' file",
  "jq '.[KEY_ONE]' file",
  'echo {a,b} {1..3}',
  'find . -name x -exec rm {} +',
  `curl -d '{"a":{"b":1}}' http://localhost`,
  'git show HEAD@{upstream}',
  'curl -w "%{httpCode}" http://localhost',
  'sed -n s/X.Y/a/p file',
  'docker build -t my-app .',
  'cd my-app',
  'git checkout -b my-branch',
  'git switch feature/foo',
  'echo some-name',
  'kubectl label node web foo=bar',
  'kubectl get crd widgets.example.com',
  'helm install web . -f my-values.yaml',
  'kubectl get pods | column -t -N APP,SYNC',
  'column --table-columns NAME,IP file',
  'kubectl get pods -o custom-columns=NAME:.metadata.name,IP:.status.podIP',
  'mlr --icsv --ojson cut -f NAME,IP a.csv',
])('%s is not', (text) => {
  expect(names(text)).toEqual([]);
});

test.each([
  ['systemctl restart my-service', ['my-service']],
  ['fly pause-job --job my-pipeline/my-job', ['my-pipeline', 'my-job']],
  ['set-team -n web --local-user some_username', ['some_username']],
  ['vault write auth/role a="b" bound_to="my-server.com"', ['my-server']],
  ['helm upgrade foo ./chart --set host=example.com', ['foo', 'example.com']],
  ['fly prune-worker --worker worker-name', ['worker-name']],
  ['kubectl logs pod-name --tail 5', ['pod-name']],
  ['gcloud iam x --member=serviceAccount:a[SOMEWHERE/SOMETHING]', ['SOMEWHERE', 'SOMETHING']],
  ['VERSION="M.m.p"', ['M.m.p']],
])('%s has a name that stands for another', (text, expected) => {
  expect(names(text).map((name) => name.replace(/:literal$/, ''))).toEqual(expected);
});

test.each([
  ['curl https://server_of_origin.org/x', ['server_of_origin.org:literal']],
  ['tar xf ARCHIVE.tar', ['ARCHIVE:literal']],
  ['cf target -s getgov-ENVIRONMENT', ['ENVIRONMENT:literal']],
  ['ssh user@host:port', ['user:literal', 'host:literal', 'port:literal']],
  ['docker run foo:version', ['version:literal']],
  ['cp ${path to x} /tmp', ['path to x:braces']],
])('%s has blanks that are words', (text, expected) => expect(names(text)).toEqual(expected));

test.each([
  'cat the_file.org.txt',
  'dig _dmarc.corp.net',
  'git checkout fix-NAME-clash',
  'echo ${x:-a b}',
  'helm get version',
  'curl localhost:8080/port',
])('%s has none', (text) => expect(names(text).filter((name) => !name.startsWith('x:'))).toEqual([]));
