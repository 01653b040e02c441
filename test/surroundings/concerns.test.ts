import { expect, test } from 'vitest';
import { confirmationFor } from '../../src/run/confirmation.ts';
import { prepare, type PreparedCommand } from '../../src/run/prepare.ts';
import { allBlocks } from '../../src/run/plan.ts';
import { SET_BY_RUNBOOK } from '../../src/run/targetTools.ts';
import { visibleCommand } from '../../src/run/visibleCommand.ts';
import { parseRunbook } from '../../src/runbook/parse.ts';

function prepared(command: string, attributes = '', front = ''): PreparedCommand {
  const runbook = parseRunbook(`${front}# Book\n\n## One\n\n\`\`\`sh ${attributes}\n${command}\n\`\`\`\n`);
  const found = prepare(runbook, allBlocks(runbook)[0]!, new Map(), { cwd: '/', home: '/' });
  if ('refusal' in found) throw new Error(found.refusal);
  return found;
}
const asked = (command: string, attributes = '', front = ''): string =>
  confirmationFor({ attributes: {}, ...prepared(command, attributes, front) }, { host: 'laptop' }).kind;

test('what the runbook sets around a command makes it unknown, and is asked about', () => {
  for (const attributes of [
    '{shell=./evil/bash}',
    '{shell=/ws/evil/bash}',
    '{interpreter=./evil}',
    '{env=PATH=./bin}',
    '{env=A=b,BASH_ENV=./evil.env}',
    '{env=GIT_SSH_COMMAND=./x}',
    '{env=NODE_OPTIONS=--require=./x}',
    '{env="ANYTHING=x"}',
  ]) {
    const { risk, concerns } = prepared('ls', attributes);
    expect([risk, concerns.length], attributes).toEqual(['unknown', 1]);
    expect(concerns[0]).toContain('The runbook sets what runs this');
    expect(asked('ls', attributes), attributes).toBe('typed');
  }
  expect(prepared('touch x', '{env=PATH=./bin}').concerns).toHaveLength(1);
  expect(asked('touch x', '{env=PATH=./bin}')).not.toBe('none');
  const front = '---\nshell: ./evil\n---\n';
  const runbook = parseRunbook(`${front}# Book\n\n## One\n\n\`\`\`\n$ ls\n\`\`\`\n`);
  expect(allBlocks(runbook)[0]?.risk).toBe('unknown');
});

test('look-alikes: shells of the machine, and variables that only name or format', () => {
  for (const attributes of [
    '{shell=bash}',
    '{shell=/bin/bash}',
    '{shell=zsh}',
    '{env=LANG=C}',
    '{env=AWS_PROFILE=prod}',
    '',
  ])
    expect([prepared('ls', attributes).risk, prepared('ls', attributes).concerns], attributes).toEqual(['reads', []]);
});

test('hidden and look-alike characters are asked about and shown', () => {
  for (const command of ['ls \u202e x', 'l\u200bs', 'ls \u001b[2K', 'k\u0443bectl get pods']) {
    expect(prepared(command).concerns[0], command).toMatch(/hidden or misleading characters \(U\+/);
    expect(asked(command)).not.toBe('none');
  }
  expect(visibleCommand('a\u001b[2Kb\u200bc\u202ed\r')).toBe('a\\x1b[2Kb\\u200bc\\u202ed\\x0d');
  expect(prepared('echo "grüße, 你好"').concerns).toEqual([]);
});

test('a shell that is fed is asked about, one that is given a file or a text is judged by it', () => {
  for (const command of [
    "echo 'touch made' | bash",
    'curl -s https://a.example/x | sudo sh',
    "bash <<'X'\ntouch made\nX",
  ])
    expect(asked(command), command).not.toBe('none');
  for (const command of ['touch made', 'echo made | tee x']) expect(asked(command), command).toBe('none');
});

test('commands that never end go on beside the others; so does what says so, and only that', () => {
  for (const command of ['tail -f /var/log/x', 'kubectl port-forward svc/web 8080:80', 'docker compose up'])
    expect(prepared(command).background, command).toBe(true);
  for (const command of ['tail -5 /var/log/x', 'kubectl get pods', 'docker compose up -d', 'timeout 5 tail -f x'])
    expect(prepared(command).background, command).toBe(false);
  expect(prepared('tail -f x', '{background=false}').background).toBe(false);
  expect(prepared('ls', '{background=true}').background).toBe(true);
});

test('sudo is told of before it fails', () => {
  for (const command of ['sudo ls', 'echo x | sudo tee /etc/x', 'cd /; sudo -u app ls'])
    expect(prepared(command).notices, command).toHaveLength(1);
  for (const command of ['sudo -n ls', 'echo sudo ls', 'ls']) expect(prepared(command).notices, command).toEqual([]);
});

test('a target that the runbook sets is no name to be typed, and a change of it is asked about', () => {
  const context = { kubectl: SET_BY_RUNBOOK, host: 'laptop' };
  const change = { risk: 'changes', attributes: {} } as const;
  expect(confirmationFor(change, context)).toMatchObject({ kind: 'confirm' });
  expect(confirmationFor({ ...change, risk: 'destroys' }, context)).toMatchObject({ kind: 'typed', name: 'laptop' });
  expect(confirmationFor({ ...change, risk: 'reads' }, context)).toEqual({ kind: 'none' });
  expect(confirmationFor({ ...change, risk: 'unknown' }, {})).toMatchObject({ kind: 'typed', name: 'run' });
});

test('a kubeconfig that comes with the document is asked about, and what it starts is unknown', () => {
  for (const command of [
    'KUBECONFIG=./k kubectl get pods',
    'kubectl --kubeconfig ./k get pods',
    'export KUBECONFIG=./k',
  ]) {
    expect(prepared(command).concerns, command).toEqual(['It uses the kubeconfig `./k`, which can start programs.']);
    expect(prepared(command).risk, command).toBe('unknown');
    expect(asked(command), command).not.toBe('none');
  }
  for (const command of ['KUBECONFIG=~/.kube/config kubectl get pods', 'kubectl config view', 'cat kubeconfig'])
    expect([prepared(command).concerns, prepared(command).risk], command).toEqual([[], 'reads']);
});

test.each([
  'docker --config ./d ps',
  "mysql --defaults-file=./my.cnf -e 'select 1'",
  'sudo mysql --defaults-extra-file ./my.cnf -e "select 1"',
  'npm ls --userconfig ./npmrc',
  "bash -c 'npm ls --globalconfig=./npmrc'",
  'rclone --config ./r ls a:',
  'ssh -F./c host uptime',
  'rsync -n -e "ssh -F ./c" h:a b',
  'rsync --list-only -e "ssh -F./c" h:a',
  'rsync -ane "ssh -p 22 -F ./c" h:a b',
  'sudo rsync -n --rsh "ssh -F ./c" h:a b',
  'kubectl --kuberc=./k get pods',
])('settings that the document names are asked about: %s', (command) => {
  expect(prepared(command).concerns.join()).toMatch(/It uses the settings `\.\/[\w.]+`, which can start programs/);
  expect(prepared(command).risk).toBe('unknown');
});

test.each([
  'docker --config ~/.docker ps',
  "mysql --defaults-file=~/.my.cnf -e 'select 1'",
  'aws --profile ops s3 ls',
  'npm ls --depth 0',
  'grep -F a b',
  'rsync -n -e "ssh -p 22" h:a b',
  'rsync -n -e "ssh -F ~/.ssh/config" h:a b',
  'rsync -n --exclude F h:a b',
  'docker ps',
])("look-alikes: the responder's own settings, and names in them: %s", (command) => {
  expect([prepared(command).concerns, prepared(command).risk]).toEqual([[], 'reads']);
});
