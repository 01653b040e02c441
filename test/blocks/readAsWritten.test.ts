import { expect, test } from 'vitest';
import type { Block } from '../../src/blocks/model.ts';
import { parseRunbook } from '../../src/runbook/parse.ts';

function block(tag: string, lead: string, text: string): Block {
  const runbook = parseRunbook(`## Do it\n\n${lead}\n\n\`\`\`${tag}\n${text}\n\`\`\`\n`);
  return [...runbook.steps.flatMap((step) => step.blocks), ...runbook.blocks][0]!;
}

test.each([
  ['sh', 'If we run the check now, the cluster should report healthy.', 'mytool status --all'],
  ['bash', 'As we can see, the pod will have two containers.', 'mytool get pods'],
  ['bash', 'Look for the version.', 'mytool version show'],
  ['bash', 'The secret can be seen:', 'PASSWORD_STORE_DIR=~/.team pass show web/x'],
  ['bash', 'Run:', '{\n  mytool up\n  echo done\n}'],
  ['', 'Download the file:', 'cloud-cli aws x -- aws s3 cp s3://b/f.gpg .'],
  ['', 'Use the cloud client for this, e.g.', 'cloud-cli aws prod -- create_user.sh bob'],
  ['', 'Then do the following with the tool:', 'STAGE=x mytool sub'],
  ['default', 'Run it:', 'mytool up now'],
])('%s block below "%s" is a command', (tag, lead, text) => {
  expect(block(tag, lead, text)).toMatchObject({ kind: 'command', commands: [text] });
});

test.each([
  ['bash', 'The response:', '{\n  "status": "ok"\n}', 'output'],
  ['bash', 'The output looks like this:', 'web pod running', 'output'],
  ['default', 'The output looks like:', 'all is fine', 'output'],
  ['', 'Look:', 'diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n-old\n+cat x', 'config'],
  ['bash', 'Look:', '--- a/values.yaml\n+++ b/values.yaml\n@@ -1 +1 @@\n-a: 1', 'config'],
  [' { .bash .no-copy }', 'Look:', 'kubectl get pods\nweb 1/1', 'output'],
  ['bash', 'If it is missing, create it with the following contents:', '#!/usr/bin/env bash\necho hi', 'config'],
  ['bash', 'Append the aliases to your `~/.bashrc`:', 'alias k=kubectl', 'config'],
  ['bash', 'Add this to your `~/.zshrc`:', 'export PATH=$PATH:/x', 'config'],
  ['bash', 'Add a rule:', 'deploy: build\n\tkubectl apply -f x.yaml', 'config'],
  ['bash', 'Do it:', 'TODO', 'other'],
  ['bash', 'Stop it:', 'ctrl+c', 'other'],
  ['bash', 'Then:', '\\d', 'config'],
])('%s block below "%s" is none (%#)', (tag, lead, text, kind) => {
  expect(block(tag, lead, text)).toMatchObject({ kind, commands: [] });
});

test.each([
  ['Append the node to the list by running the following command:', 'mytool append node-1'],
  ['Show what changed:', 'diff --brief a b'],
  ['Show what changed:', 'git diff'],
])('%s: a command nonetheless', (lead, text) => {
  expect(block('bash', lead, text)).toMatchObject({ kind: 'command', commands: [text] });
});

test('a script that is to be run is run', () => {
  expect(block('bash', 'Run this script:', '#!/bin/bash\nkubectl get pods').commands).toEqual(['kubectl get pods']);
});

test('commands below pasted output are kept where a comment goes on', () => {
  const text =
    'k0s etcd member-list\n{"members":{"a":"https://10.0.0.1"}}\n\n# Then\nk0s etcd leave --peer-address 10.0.0.2';
  expect(block('bash', 'Do it:', text).commands).toEqual([
    'k0s etcd member-list',
    'k0s etcd leave --peer-address 10.0.0.2',
  ]);
  const table = 'kubectl get pods\nNAME   READY   STATUS\nweb    1/1     Running\n\n# Then\nmytool leave web';
  expect(block('bash', 'Do it:', table).commands).toEqual(['kubectl get pods', 'mytool leave web']);
});

test('what may be a command again below output is said to be unclear', () => {
  const text = 'kubectl get pods\nNAME   READY   STATUS\nweb    1/1     Running\n\nmytool leave web';
  expect(block('bash', 'Do it:', text)).toMatchObject({
    commands: ['kubectl get pods'],
    unclear: ['mytool leave web'],
  });
});

test.each([
  ['etcdctl member list', '8211f1d0, started, m1, http://10.0.0.1:2380, http://10.0.0.1:2379, false'],
  ['oc project web', 'Now using project "web" on server "https://x".'],
  ['oc get secrets', 'Retrieving secrets…'],
  ['kind delete cluster', 'Deleting cluster "x" ...'],
  ['kubectl get nodes', 'NAME  TAINTS\nnode-1   [map[effect:NoSchedule]]\nnode'],
  ['./manage.sh', '1) Install\n2) Remove\nEnter your choice [1-2]:'],
])('%s: what it printed after a gap is output', (command, output) => {
  expect(block('bash', 'Do it:', `${command}\n\n${output}`)).toMatchObject({
    commands: [command],
    expectedOutput: output,
  });
});

test('a name before a dollar sign is a prompt', () => {
  expect(block('', 'Look:', 'web-1$ systemctl status web\nactive').commands).toEqual(['systemctl status web']);
  expect(block('', 'Look:', 'costs$ 12').commands).toEqual([]);
});
