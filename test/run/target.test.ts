import { expect, test } from 'vitest';
import { SET_BY_RUNBOOK } from '../../src/run/targetTools.ts';
import { targetQueryOf, describeTarget, targetOf } from '../../src/run/target.ts';

const named = (command: string, values?: Record<string, string>): unknown =>
  targetQueryOf({ commands: [command] }, values).named;
const asked = (command: string): string[] =>
  targetQueryOf({ commands: [command] }).questions.map((one) =>
    'read' in one ? [one.read, one.of].filter(Boolean).join(' of ') : one.variable,
  );

test('a target that the command names wins over what its program is set to', () => {
  expect(named('kubectl --context prod-eu -n payments delete pod x')).toEqual({
    kubectl: 'prod-eu',
    namespace: 'payments',
  });
  expect(asked('kubectl --context prod-eu -n payments delete pod x')).toEqual([]);
  expect(asked('kubectl --context prod-eu get pods')).toEqual(['kube-namespace of prod-eu']);
  expect(named('kubectl get pods -A')).toEqual({ namespace: 'all namespaces' });
  expect(named('kubectl get pods --namespace=checkout')).toEqual({ namespace: 'checkout' });
  expect(named('helm --kube-context prod rollback checkout 3')).toEqual({ kubectl: 'prod' });
  expect(named('docker -c prod run -c 512 image')).toEqual({ docker: 'prod' });
  expect(named('docker -D -c prod ps')).toEqual({ docker: 'prod' });
  expect(named('docker run -c 512 image')).toEqual({});
  expect(named('az vm delete --subscription "Live EU" -n vm1')).toEqual({ azure: 'Live EU' });
  expect(asked('aws s3 rm s3://b --recursive --profile prod')).toEqual(['aws-account of prod']);
  expect(asked('git -C ../other push')).toEqual([]);
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
  expect(asked("subprocess.run(['kubectl', 'get', 'pods'])")).toContain('kube-context');
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
  const aws = { profile: 'prod', aws: SET_BY_RUNBOOK };
  expect(named('AWS_PROFILE=prod aws s3 ls')).toEqual(aws);
  expect(named('env AWS_PROFILE=prod aws s3 ls')).toEqual(aws);
  expect(named('export KUBECONFIG=prod.yaml\nkubectl get po')).toMatchObject({ kubectl: SET_BY_RUNBOOK });
  expect(asked('export KUBECONFIG=prod.yaml\nkubectl get po')).toEqual([]);
  expect(named('ctx=prod; kubectl --context $ctx -n a get po')).toEqual({ kubectl: 'prod', namespace: 'a' });
  expect(asked('TOKEN=secret kubectl get po')[0]).toBe('kube-context');
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
  expect(remote.filter((one) => 'program' in one).map(({ name }) => name)).toEqual(['aws']);
  expect(named('aws s3 ls --profile prod')).toEqual({ profile: 'prod' });
});

test('a profile that could be taken for an option is not handed on', () => {
  const program = (command: string): unknown =>
    targetQueryOf({ commands: [command] }).questions.flatMap((one) => ('program' in one ? one.program?.args[0] : []));
  expect(program('aws s3 ls --profile prod')).toEqual(['--profile=prod']);
  expect(program('aws s3 ls --profile=--endpoint-url=https://evil.example')).toEqual([]);
  expect(program('aws s3 ls')).toEqual(['sts']);
});
