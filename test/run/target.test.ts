import { expect, test } from 'vitest';
import { targetQueryOf, describeTarget, targetOf } from '../../src/run/target.ts';

const named = (command: string, values?: Record<string, string>): unknown =>
  targetQueryOf({ commands: [command] }, values).named;
const asked = (command: string): string[] =>
  targetQueryOf({ commands: [command] }).questions.map((one) =>
    'file' in one
      ? [...Object.entries(one.env ?? {}).map((pair) => pair.join('=')), one.file, ...one.args].join(' ')
      : one.variable,
  );

test('a target that the command names wins over what its program is set to', () => {
  expect(named('kubectl --context prod-eu -n payments delete pod x')).toEqual({
    kubectl: 'prod-eu',
    namespace: 'payments',
  });
  expect(asked('kubectl --context prod-eu -n payments delete pod x')).toEqual([]);
  expect(asked('kubectl --context prod-eu get pods')).toEqual([
    'kubectl --context prod-eu config view --minify -o jsonpath={..namespace}',
  ]);
  expect(named('kubectl get pods -A')).toEqual({ namespace: 'all namespaces' });
  expect(named('kubectl get pods --namespace=checkout')).toEqual({ namespace: 'checkout' });
  expect(named('helm --kube-context prod rollback checkout 3')).toEqual({ kubectl: 'prod' });
  expect(named('docker -c prod run -c 512 image')).toEqual({ docker: 'prod' });
  expect(named('docker -D -c prod ps')).toEqual({ docker: 'prod' });
  expect(named('docker run -c 512 image')).toEqual({});
  expect(named('az vm delete --subscription "Live EU" -n vm1')).toEqual({ azure: 'Live EU' });
  expect(asked('aws s3 rm s3://b --recursive --profile prod')[0]).toMatch(/^aws --profile prod sts /);
  expect(asked('git -C ../other push')).toEqual(['git -C ../other rev-parse --abbrev-ref HEAD']);
});

test('it is found behind sudo, assignments, pipes, shells and on other hosts', () => {
  expect(named('sudo -u postgres psql -h prod-db-1 -c "select 1"')).toEqual({ database: 'prod-db-1' });
  expect(named('echo x | kubectl --context=prod apply -f -')).toEqual({ kubectl: 'prod' });
  expect(named('bash -c "kubectl --context prod get pods"')).toEqual({ kubectl: 'prod' });
  expect(named('ssh -i key -p 22 ops@prod-db-1 sudo rm -rf /var/lib/x')).toEqual({ ssh: 'ops@prod-db-1' });
  expect(named('kubectl --context a get po; kubectl --context b get po')).toEqual({ kubectl: 'a, b' });
  expect(named('kubectl exec pod -- psql -h db')).toEqual({});
  expect(named('echo ssh host')).toEqual({});
});

test('a variable is looked up where it is known, and shown as it stands where it is not', () => {
  expect(named('kubectl --context "$CTX" get po', { CTX: 'prod' })).toEqual({ kubectl: 'prod' });
  expect(named('kubectl --context ${CTX} get po')).toEqual({ kubectl: '${CTX}' });
});

test('what cannot be read as a call is asked for without options', () => {
  expect(asked("subprocess.run(['kubectl', 'get', 'pods'])")).toContain('kubectl config current-context');
  expect(asked('echo nothing of this kind')).toEqual([]);
  expect(asked('my-kubectl-wrapper')).toEqual([]);
});

test('answers and names are put together', async () => {
  const aim = targetQueryOf({ commands: ['kubectl --context a get po && kubectl get po -n x'] });
  expect(await targetOf(aim, () => Promise.resolve({ kubectl: 'b', host: 'laptop' }))).toEqual({
    kubectl: 'a, b',
    namespace: 'x',
    host: 'laptop',
  });
  expect(describeTarget({ kubectl: 'prod', namespace: 'x', host: 'laptop' })).toBe('prod / x');
  expect(describeTarget({ host: 'laptop' })).toBe('laptop');
});

test('what the text sets before a call counts for it', () => {
  expect(asked('AWS_PROFILE=prod aws s3 ls')[0]).toMatch(/^AWS_PROFILE=prod aws sts /);
  expect(asked('env AWS_PROFILE=prod aws s3 ls')[0]).toMatch(/^AWS_PROFILE=prod aws sts /);
  expect(asked('export KUBECONFIG=prod.yaml\nkubectl get po')[0]).toBe(
    'KUBECONFIG=prod.yaml kubectl config current-context',
  );
  expect(named('ctx=prod; kubectl --context $ctx -n a get po')).toEqual({ kubectl: 'prod', namespace: 'a' });
  expect(asked('TOKEN=secret kubectl get po')[0]).toBe('kubectl config current-context');
});

test('a call that moves the context moves all that follow it', () => {
  expect(named('kubectl config use-context prod && kubectl -n a delete po x')).toEqual({
    kubectl: 'prod',
    namespace: 'a',
  });
  expect(named('kubectx prod\nkubens a\nkubectl delete po x')).toEqual({ kubectl: 'prod', namespace: 'a' });
  expect(asked('kubectx prod\nkubens a\nkubectl delete po x')).toEqual([]);
  expect(named('docker context use prod; docker ps')).toEqual({ docker: 'prod' });
});

test('requests and statements act on their server', () => {
  expect(targetQueryOf({ shell: 'http', commands: ['DELETE https://u:p@prod.example:8443/x'] }).named).toEqual({
    server: 'prod.example:8443',
  });
  expect(targetQueryOf({ shell: 'sql', commands: ['drop table kubectl'] }).questions).toEqual([
    { name: 'database', variable: 'DATABASE_URL' },
  ]);
});

test('nobody is called over the network but for a command that is about to run', () => {
  const remote = targetQueryOf({
    commands: ['aws s3 ls; kubectl get po; gcloud projects list; az vm list; docker ps; git log'],
  }).questions;
  expect(remote.filter((one) => 'remote' in one && one.remote).map(({ name }) => name)).toEqual(['aws']);
  expect(named('aws s3 ls --profile prod')).toEqual({ profile: 'prod' });
});
