import { expect, test } from 'vitest';
import { readBlock } from '../../src/blocks/readBlock.ts';

const read = (text: string, language = 'bash'): unknown => {
  const { commands, inner } = readBlock(text, language, { lead: '', heading: '' });
  return { commands, inner };
};

test('an outer root prompt opens the shell that the inner commands are for', () => {
  expect(read('# kubectl exec -it p -- bash\nroot@p:/app# rm -rf /tmp/cache')).toEqual({
    commands: ['kubectl exec -it p -- bash'],
    inner: ['rm -rf /tmp/cache'],
  });
  expect(read('# kubectl exec -it a sh\n/ # qperf\n\n# kubectl exec -it b sh\n/ # qperf -t 60 10.0.0.3')).toEqual({
    commands: ['kubectl exec -it a sh', 'kubectl exec -it b sh'],
    inner: ['qperf', 'qperf -t 60 10.0.0.3'],
  });
  expect(read('# su - postgres\n$ dropdb app')).toEqual({ commands: ['su - postgres'], inner: ['dropdb app'] });
  expect(read('$ sudo -i\n# rm -rf /var/lib/x', 'console')).toEqual({
    commands: ['sudo -i'],
    inner: ['rm -rf /var/lib/x'],
  });
});

test('output above the command that opens the shell changes nothing', () => {
  const table = 'NAME    READY   STATUS    AGE\nweb-1   1/1     Running   3d\n';
  const inner = 'kubectl exec -it web-1 -- bash\nroot@web-1:/# rm -rf /data';
  const both = { commands: ['kubectl get pods', 'kubectl exec -it web-1 -- bash'], inner: ['rm -rf /data'] };
  expect(read(`kubectl get pods\n${table}${inner}`)).toEqual(both);
  expect(read(`# kubectl get pods\n${table}\n# ${inner}`)).toEqual(both);
});

test('a remark above a prompt is none of root', () => {
  expect(read('# ssh to the host first\nroot@web:~# uptime')).toEqual({ commands: ['uptime'], inner: [] });
  expect(read('# kubectl get pods\n$ kubectl get pods -o wide')).toEqual({
    commands: ['kubectl get pods -o wide'],
    inner: [],
  });
  expect(read('# kubectl get pods\nkubectl get pods\nkubectl delete pod x')).toEqual({
    commands: ['kubectl get pods', 'kubectl delete pod x'],
    inner: [],
  });
});

test.each([
  ['# curl a:9091/metrics\n# HELP x_total Number\n# TYPE x_total counter\nx_total{a="b c"} 2', ['curl a:9091/metrics']],
  [
    '# kubectl create deployment perf --image=perf:dev\ndeployment.apps/perf created\n# kubectl get pod\nNAME   READY\nperf   1/1',
    ['kubectl create deployment perf --image=perf:dev', 'kubectl get pod'],
  ],
  ['# iperf3 -c 10.6.0.2\nConnecting to host 10.6.0.2\n\niperf Done.', ['iperf3 -c 10.6.0.2']],
  ['# cilium status\n    /--\\\n    cilium    Running: 2', ['cilium status']],
])('what root typed is told from what was printed: %j', (text, commands) => {
  expect(read(text)).toEqual({ commands, inner: [] });
});
