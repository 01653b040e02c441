import { expect, it } from 'vitest';
import { commandRisk } from '../../src/risk/risk.ts';

it.each([
  // A form that does more, its least risk, and a look-alike that reads.
  ['git reflog drop --all', 'destroys', 'git reflog show'],
  ['git reflog drop refs/heads/x', 'destroys', 'git reflog exists HEAD'],
  ['git reflog write refs/heads/x a b m', 'changes', 'git reflog'],
  ['nodetool cms initialize', 'destroys', 'nodetool cms describe'],
  ['nodetool -h db cms reconfigure 3', 'changes', 'nodetool -h db cms'],
  ['mc version enable a/b', 'changes', 'mc version info a/b'],
  ['mc version suspend --json a/b', 'changes', 'mc version info --json a/b'],
  ['cf target -o o -s s', 'changes', 'cf target'],
  ['cf target -s x', 'changes', 'cf spaces'],
  ['fly auth docker', 'changes', 'fly auth whoami'],
  ["ntpq -c 'writevar 0 a=b'", 'changes', "ntpq -c 'readvar 0'"],
  ["ntpq -c 'writelist 0'", 'changes', "ntpq -c 'readlist 0'"],
  [
    'aws lakeformation get-work-unit-results --query-id a --work-unit-id 0 out',
    'changes',
    'aws lakeformation list-permissions',
  ],
  [
    'aws codeguruprofiler get-profile --profiling-group-name g out',
    'changes',
    'aws codeguruprofiler list-profiling-groups',
  ],
  [
    'aws medical-imaging get-image-set-metadata --image-set-id i out',
    'changes',
    'aws medical-imaging get-image-set --image-set-id i',
  ],
  ['aws location get-map-tile --map-name m out', 'changes', 'aws location list-maps'],
  ['aws cloudfront get-function --name f out', 'changes', 'aws cloudfront get-distribution --id f'],
  ['oras manifest fetch x -o f', 'changes', 'oras manifest fetch x -o -'],
  ['oras manifest fetch x --output json', 'changes', 'oras manifest fetch x --format json'],
  ['oras manifest fetch-config x --output=f', 'changes', 'oras discover x -o tree'],
  ['calicoctl ipam check -o x', 'changes', 'calicoctl ipam check'],
  ['calicoctl ipam check --output=json', 'changes', 'calicoctl get nodes -o json'],
  ['bq --apilog=FILE ls', 'changes', 'bq --apilog=stdout ls'],
  ['rados -p p ls out', 'changes', 'rados -p p ls -'],
  ['rados ls -p p out.txt', 'changes', 'rados ls -p p'],
])('%s', (command, risk, alike) => {
  expect(commandRisk(command)).toBe(risk);
  expect(commandRisk(alike)).toBe('reads');
});

it.each([
  [
    'kubectl get --raw /api/v1/namespaces/x/pods/y/proxy/shutdown',
    'kubectl get --raw /apis/metrics.k8s.io/v1beta1/nodes',
  ],
  ["oc get --raw='/api/v1/nodes/n/proxy/run/ns/p/c?cmd=touch'", 'oc get --raw=/api/v1/nodes/n/proxy/stats/summary'],
  ['kubectl -n x get --raw /api/v1/namespaces/x/services/http:y:80/proxy/admin', "kubectl get --raw='/readyz?verbose'"],
])('nobody knows what a GET does behind the API server: %s', (command, alike) => {
  expect(commandRisk(command)).toBe('unknown');
  expect(commandRisk(alike)).toBe('reads');
});
