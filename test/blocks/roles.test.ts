import { expect, test } from 'vitest';
import type { Block } from '../../src/blocks/model.ts';
import { parseRunbook } from '../../src/runbook/parse.ts';

function block(language: string, lead: string, text: string): Block {
  const runbook = parseRunbook(`## Do it\n\n${lead}\n\n\`\`\`${language}\n${text}\n\`\`\`\n`);
  return [...runbook.steps.flatMap((step) => step.blocks), ...runbook.blocks][0]!;
}

test.each([
  ['➜ kubectl get secret web', 'kubectl get secret web'],
  ['➜  ~ kubectl get pods', 'kubectl get pods'],
  ['➜  infra git:(main) ✗ terraform plan', 'terraform plan'],
  ['➜  infra docker ps', 'docker ps'],
  ['❯ docker ps', 'docker ps'],
  ['└─$ nmap -sV web', 'nmap -sV web'],
  ['> kubectl -n ops logs deploy/web', 'kubectl -n ops logs deploy/web'],
  ['[root@h ~]# systemctl status web', 'systemctl status web'],
  ['[root@h ~]#systemctl status web', 'systemctl status web'],
])('prompt: %s', (text, command) => {
  expect(block('', 'Look:', text)).toMatchObject({ kind: 'command', commands: [command], prompts: true });
});

test.each([
  ['The server prints:', '  ➜  Local:   http://localhost:5173/\n  ➜  Network: use --host to expose'],
  ['They said:', '> the service is down\n> and we restart it'],
  ['In Redis:', '> set a 1\nOK'],
])('no prompt (%s)', (lead, text) => {
  expect(block('', lead, text).commands).toEqual([]);
});

test('a root prompt shows a session in a block of any language', () => {
  expect(block('yaml', 'Look:', '[root@h ~]# cat a.yaml\na: 1')).toMatchObject({
    commands: ['cat a.yaml'],
    expectedOutput: 'a: 1',
  });
});

test.each([
  ['/bin/sh', 'mytool up'],
  ['#!/bin/bash', 'mytool up'],
  ['bash=', 'mytool up'],
  ['shell-session', 'mytool up'],
  ['terminal', 'mytool up'],
  ['bash-terminal', 'mytool up'],
  ['http', 'curl -X POST http://localhost/reload'],
])('fence tag %s', (language, command) => {
  expect(block(language, 'Use this command:', command)).toMatchObject({ kind: 'command', commands: [command] });
});

test.each([
  ['http', 'Send:', 'GET /health HTTP/1.1\nHost: web', 'config'],
  ['http', 'It answers:', 'HTTP/1.1 200 OK\nServer: web', 'output'],
  ['cli-output', 'Look:', 'kept 3 files', 'output'],
])('fence tag %s, %s', (language, lead, text, kind) => {
  expect(block(language, lead, text).kind).toBe(kind);
});

test.each([
  ['Check if adding the blob was successful:', 'bosh blobs'],
  ['Then verify that the upgrade was successful:', 'helm list'],
  ['To make sure the error is gone:', 'kubectl get events'],
])('%s asks for a command', (lead, command) => {
  expect(block('', lead, command)).toMatchObject({ kind: 'command', commands: [command] });
});

test('a sentence that says what to look for announces output', () => {
  expect(block('', 'Check that the output looks like this:', 'web is up').kind).toBe('output');
});

test.each([
  ["(set -o pipefail \\\n  && uaac group get admins \\\n  | awk '/name/ {print $2}')"],
  ['(cd infra && terraform plan)'],
  ['((cd a; ls) | sort)'],
])('sub-shell %#', (text) => {
  expect(block('', 'Do it:', text)).toMatchObject({ kind: 'command', commands: [text] });
});

test('a remark in brackets is prose', () => {
  expect(block('', '', '(see the list of all hosts below)').kind).toBe('other');
});

test.each([
  ['text', 'Use the following log filter:', 'resource.type="cloud_run_revision"\nseverity=ERROR', 'config'],
  ['', 'Use the query:', 'resource.type="k8s_container" AND severity>=ERROR', 'config'],
  ['bash', 'It changes:', '➕ terraform/web/projects\n├── main.tf', 'other'],
  ['bash', 'It changes:', '➕ terraform/web/projects\n├── main.tf\n└── variables.tf', 'other'],
  ['bash', 'Commit it like so:', 'Fix the thing\n\nSigned-off-by: A B <a@b.c>', 'other'],
  ['bash', 'Add it to the configuration file. For example:', 'push "route 10.0.0.0"', 'config'],
  ['bash', 'In `.zshrc`, set the theme:', 'ZSH_THEME="x"', 'config'],
  ['', 'The following status is shown:', 'Last bound:a few seconds ago', 'output'],
  ['', '', 'top - 12:00:01 up 3 days,  1 user\nTasks: 100 total', 'output'],
  ['', '', 'git version 2.39.1', 'output'],
  ['', '', 'id | name\n---+------\n 1 | a', 'output'],
  ['console', '', 'service web is running', 'output'],
])('%s block after "%s" is no command', (language, lead, text, kind) => {
  expect(block(language, lead, text).kind).toBe(kind);
});

test.each([
  ['', 'Example (a rule for names):', "rule: self.endsWith('.local')", 'config'],
  ['', 'A template can format it:', '{{ (call .time.Parse .at).Format "2006" }}', 'config'],
  ['yaml', 'For example, if it scales, leave it out.', 'apiVersion: apps/v1\nkind: Deployment\nspec: {}', 'config'],
  ['yaml', 'It returns:', 'apiVersion: apps/v1\nkind: Deployment\nstatus: {}', 'output'],
  ['bash', '', 'errors.WithStack(err)', 'config'],
  ['bash', '', 'module.web (remote-exec): fatal: [web]: FAILED! => {\n...', 'output'],
  ['bash', '', '  flags    : Supplemental\n  reach    : 0x00000002 (Reachable)', 'output'],
  ['bash', '', "* web-1\n* web-2\n\nstaging VM's are named like the others", 'other'],
  ['bash', 'Set these for `issuer.yaml`:', 'export EMAIL=<email>', 'command'],
  ['bash', '', 'mytool\nother-tool', 'command'],
])('%s block after "%s": %s', (language, lead, text, kind) => {
  expect(block(language, lead, text).kind).toBe(kind);
});

test('a tree below the command that printed it', () => {
  expect(block('bash', '', './list.sh\ntree temp\ntemp\n├── a\n└── b')).toMatchObject({
    commands: ['./list.sh', 'tree temp'],
    expectedOutput: 'temp\n├── a\n└── b',
  });
});

test('what an editor shows stays out of the command that opens it', () => {
  const read = block(
    '',
    'Edit it to look like this:',
    'kubectl edit deploy/web\n...\n  containers:\n    - name: web\n...',
  );
  expect(read).toMatchObject({ commands: ['kubectl edit deploy/web'], interactive: true });
});

test.each([
  ['$ ssh web-1\nweb-1:~$ exit\n$ echo local\nlocal', ['ssh web-1', 'echo local']],
  ['$ ssh web-1\nweb-1:~$ exit\nlogout\nConnection to web-1 closed.\n$ date', ['ssh web-1', 'date']],
  ['$ docker context show\ndocker', ['docker context show']],
  ['$ cd web\nmake install', ['cd web', 'make install']],
])('session %#', (text, commands) => {
  expect(block('console', 'Do it:', text).commands).toEqual(commands);
});

test.each([
  ['sudo su\nsystemctl enable x\nreboot', ['sudo su'], ['systemctl enable x', 'reboot']],
  [
    "sudo -u postgres bash\npsql -c 'select 1'\nexit\nls",
    ['sudo -u postgres bash', 'ls'],
    ["psql -c 'select 1'", 'exit'],
  ],
  ["sudo su - deploy -c 'ls'\nuptime", ["sudo su - deploy -c 'ls'", 'uptime'], undefined],
])('shell of another user: %s', (text, commands, inner) => {
  const read = block('bash', 'Do it:', text);
  expect(read.commands).toEqual(commands);
  expect(read.inner).toEqual(inner);
});

test('the lead of a fence that ends a list is the last item', () => {
  const runbook = parseRunbook(
    '## Set up\n\n1. Open the shell.\n2. In the `.zshrc` file, set the theme:\n\n```bash\nTHEME="x"\n```\n',
  );
  const [read] = [...runbook.steps.flatMap((step) => step.blocks), ...runbook.blocks];
  expect(read!.kind).toBe('config');
});
