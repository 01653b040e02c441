import { expect, test } from 'vitest';
import { parseRunbook } from '../../src/runbook/parse.ts';

function block(text: string, language = 'console') {
  const runbook = parseRunbook(`## Do it\n\n\`\`\`${language}\n${text}\n\`\`\`\n`);
  return [...runbook.steps.flatMap((step) => step.blocks), ...runbook.blocks][0]!;
}

test('a line below a silent command was typed, whatever its program', () => {
  expect(block('$ cd /srv\nmytool migrate up\n$ ls').commands).toEqual(['cd /srv', 'mytool migrate up', 'ls']);
  expect(block('$ sudo systemctl stop web\nkubectl delete pod web-1').commands).toHaveLength(2);
});

test.each([
  '$ kubectl get pods\nNAME   READY\nweb-1  1/1\nkubectl delete pod web-1',
  '$ kubectl get pods\nmytool --drain web-1\n$ kubectl get pods',
  'core-1> show log\n$ ls',
])('what can be both is told: %s', (text) => {
  expect(block(text).unclear).toHaveLength(1);
});

test.each([
  '$ kubectl delete pod web-1\npod "web-1" deleted',
  '$ kubectl rollout status deploy/web\ndeployment "web" successfully rolled out',
  '$ kubeadm init\nTo use it, run:\n  mkdir -p $HOME/.kube',
])('output is output: %s', (text) => {
  expect(block(text)).toMatchObject({ commands: [text.split('\n')[0]!.slice(2)] });
  expect(block(text).unclear).toBeUndefined();
});

test('root prompts of unknown programs, and comments', () => {
  expect(block('# mytool --flag x', '').commands).toEqual(['mytool --flag x']);
  expect(block('# update the packages\napt-get update', '').commands).toEqual(['apt-get update']);
});

test('what `time` sums up and rules of pg_hba.conf are no commands', () => {
  expect(block('time make\nreal    0m3.1s\nuser    0m1.0s', 'sh').commands).toEqual(['time make']);
  expect(block('host all all 0.0.0.0/0 md5', '').kind).toBe('config');
});

test('a fence right below a tag is a block as in MDX; one in a comment or in <pre> is not', () => {
  const text =
    '<TabItem value="a">\n```sh\nls\n\npwd\n```\n</TabItem>\n\n<!--\n```sh\nrm x\n```\n-->\n\n<pre>\n```sh\nrm y\n```\n</pre>\n';
  const runbook = parseRunbook(text);
  expect([...runbook.steps.flatMap((step) => step.blocks), ...runbook.blocks].map((b) => b.commands)).toEqual([
    ['ls', 'pwd'],
  ]);
});
