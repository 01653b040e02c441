import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { targetLookUp, type TargetLookUpOptions } from '../../src/processes/targetLookUp.ts';
import { findOwnProgram } from '../../src/processes/ownPrograms.ts';
import { SET_BY_RUNBOOK } from '../../src/run/targetTools.ts';
import { targetOf, targetQueryOf } from '../../src/run/target.ts';

let folder: string;
const put = async (name: string, text: string, mode = 0o644): Promise<string> => {
  const file = join(folder, name);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
  await chmod(file, mode);
  return file;
};
const program = (name: string, body: string): Promise<string> => put(name, `#!/bin/sh\n${body}\n`, 0o755);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'breakwater-context-'));
  const contexts = (name: string, namespace: string): string =>
    `current-context: ${name}\ncontexts:\n- name: ${name}\n  context: {cluster: c, namespace: ${namespace}}\n- name: other\n  context: {cluster: c}\n`;
  await put('staging.yaml', contexts('staging', 'shop'));
  await put('production.yaml', contexts('production', 'payments'));
  await put('aws/config', '[default]\nregion = x\n[profile prod]\nsso_account_id = 111122223333\n');
  await put('gcloud/active_config', 'live\n');
  await put('gcloud/configurations/config_live', '[core]\nproject = shop-prod\n');
  await put('azure/azureProfile.json', '\uFEFF{"subscriptions":[{"name":"Test"},{"name":"Live","isDefault":true}]}');
  await put('docker/config.json', '{"currentContext":"swarm"}');
  await put('repo/.git/HEAD', 'ref: refs/heads/release/7\n');
  await put('tree/.git', `gitdir: ${join(folder, 'repo/.git')}\n`);
  await program('tools/aws', 'sleep 0.1; echo 123');
  for (const name of ['kubectl', 'aws', 'git', 'gcloud', 'az', 'docker'])
    await program(`repo/bin/${name}`, `echo started >>"${join(folder, 'started')}"; echo 666`);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const environment = (more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv => ({
  PATH: `${join(folder, 'tools')}${delimiter}/usr/bin${delimiter}/bin`,
  KUBECONFIG: join(folder, 'staging.yaml'),
  AWS_CONFIG_FILE: join(folder, 'aws/config'),
  AWS_SHARED_CREDENTIALS_FILE: join(folder, 'none'),
  CLOUDSDK_CONFIG: join(folder, 'gcloud'),
  AZURE_CONFIG_DIR: join(folder, 'azure'),
  DOCKER_CONFIG: join(folder, 'docker'),
  ...more,
});

async function look(
  command: string,
  how: { readonly set?: Record<string, string>; readonly options?: TargetLookUpOptions; readonly cwd?: string } = {},
): Promise<Readonly<Record<string, string>>> {
  const query = targetQueryOf({ commands: [command] }, {}, how.set);
  const lookUp = targetLookUp({ env: environment(), ...how.options });
  const repo = join(folder, 'repo');
  const found = await targetOf(query, (asked) => lookUp(asked, { cwd: how.cwd ?? repo, workspace: [repo] }));
  const { host, ...rest } = found;
  expect(host).toBe(hostname());
  return rest;
}

test('targets are read from the files of the user', async () => {
  expect(await look('kubectl get po')).toEqual({ kubectl: 'staging', namespace: 'shop' });
  expect(await look('kubectl --context other get po')).toEqual({ kubectl: 'other', namespace: 'default' });
  expect(await look('gcloud compute instances list')).toEqual({ gcp: 'shop-prod' });
  expect(await look('az vm list')).toEqual({ azure: 'Live' });
  expect(await look('docker ps')).toEqual({ docker: 'swarm' });
  expect(await look('aws s3 ls --profile prod')).toEqual({ profile: 'prod', aws: '111122223333' });
  expect(await look('git push')).toEqual({ branch: 'release/7' });
  expect(await look('git push', { cwd: join(folder, 'tree') })).toEqual({ branch: 'release/7' });
});

test('what the runbook sets is said to be set by it, and not looked into', async () => {
  const other = join(folder, 'production.yaml');
  const set = { kubectl: SET_BY_RUNBOOK, namespace: SET_BY_RUNBOOK };
  expect(await look('kubectl get po', { set: { KUBECONFIG: other } })).toEqual(set);
  expect(await look(`KUBECONFIG=${other} kubectl get po`)).toEqual(set);
  expect(await look(`kubectl --kubeconfig ${other} get po`)).toEqual(set);
  expect(await look(`export KUBECONFIG=${other}\nkubectl get po`)).toEqual(set);
  expect(await look('aws s3 ls', { set: { AWS_CONFIG_FILE: './evil' } })).toEqual({
    profile: SET_BY_RUNBOOK,
    aws: SET_BY_RUNBOOK,
  });
  expect(await look('AWS_PROFILE=prod aws s3 ls')).toEqual({ profile: 'prod', aws: SET_BY_RUNBOOK });
  expect(await look('git -C ../other push')).toEqual({ branch: SET_BY_RUNBOOK });
  // A variable that decides nothing of it.
  expect(await look('kubectl get po', { set: { STAGE: 'x' } })).toMatchObject({ kubectl: 'staging' });
});

test('the account is asked for where files do not tell, by a program of the machine, in time', async () => {
  expect(await look('aws s3 ls')).toEqual({ profile: 'default', aws: '123' });
  expect(await look('aws s3 ls', { options: { remote: false } })).toEqual({ profile: 'default' });
  expect(await look('aws s3 ls', { options: { timeout: 20 } })).toEqual({ profile: 'default' });
});

test('nothing of the workspace is started, however it is on PATH', async () => {
  const bin = join(folder, 'repo/bin');
  await symlink(join(bin, 'aws'), join(folder, 'linked')).catch(() => undefined);
  await mkdir(join(folder, 'links'), { recursive: true });
  await symlink(join(bin, 'aws'), join(folder, 'links/aws')).catch(() => undefined);
  for (const PATH of [bin, 'bin', './bin', '', '.', join(folder, 'links'), `${bin}/../bin`]) {
    const env = environment({ PATH });
    for (const command of ['kubectl get po', 'aws s3 ls', 'git push', 'gcloud x', 'az vm list', 'docker ps'])
      await look(command, { options: { env }, cwd: join(folder, 'repo') });
    expect(await findOwnProgram('aws', [join(folder, 'repo')], env), PATH).toBeUndefined();
  }
  // Also from a folder deep in the repository.
  expect(await findOwnProgram('aws', [join(folder, 'repo/docs')], { PATH: bin })).toBeUndefined();
  await look('PATH=./bin aws s3 ls', { set: { PATH: bin } });
  expect(existsSync(join(folder, 'started'))).toBe(false);
  // A look-alike: the same folder is no workspace of another runbook.
  expect(await findOwnProgram('aws', [join(folder, 'tree')], { PATH: bin })).toBe(join(bin, 'aws'));
});

test('what is no file is not waited for', async () => {
  const { execFileSync } = await import('node:child_process');
  await mkdir(join(folder, 'pipe/.git'), { recursive: true });
  execFileSync('mkfifo', [join(folder, 'pipe/.git/HEAD'), join(folder, 'pipe/config')]);
  const env = environment({ KUBECONFIG: join(folder, 'pipe/config') });
  expect(await look('git push; kubectl get po', { options: { env }, cwd: join(folder, 'pipe') })).toEqual({});
});

test('a database is named without its password', async () => {
  const sql = { commands: ['select 1'], shell: 'sql' };
  const where = { cwd: folder, workspace: [] };
  const env = { DATABASE_URL: 'postgres://app:hunter2@db.prod:5433/shop' };
  const lookUp = targetLookUp({ env });
  expect(await lookUp(targetQueryOf(sql).questions, where)).toMatchObject({ database: 'db.prod:5433/shop' });
  const set = { DATABASE_URL: 'postgres://app:hunter2@db.test/%E0%A4%A' };
  expect(await lookUp(targetQueryOf(sql, {}, set).questions, where)).toMatchObject({ database: 'db.test/%E0%A4%A' });
});

test('what is not set or cannot be read is left out', async () => {
  const none = join(folder, 'none');
  const env = environment({ KUBECONFIG: none, CLOUDSDK_CONFIG: none, AZURE_CONFIG_DIR: none, AWS_CONFIG_FILE: none });
  const options = { env: { ...env, PATH: '/nonexistent' } };
  for (const command of ['kubectl get po', 'gcloud compute instances list', 'az vm list', 'aws s3 ls'])
    expect(await look(command, { options })).toEqual({});
});

test('a program of the machine that is asked finds nothing of the workspace on its way', async () => {
  const started = join(folder, 'started');
  await program('repo/bin/interpreter', `echo started >>"${started}"; echo 666`);
  await put('asked/aws', '#!/usr/bin/env interpreter\n', 0o755);
  const repo = join(folder, 'repo');
  const path = ['asked', 'repo/bin'].map((name) => join(folder, name)).concat('/usr/bin', '/bin');
  const found = await look('aws s3 ls', { options: { env: environment({ PATH: path.join(delimiter) }) } });
  expect(found).toEqual({ profile: 'default' });
  expect(existsSync(started)).toBe(false);
  // Settings in the workspace could name a program: `credential_process`.
  await program('tools/aws', `cat "$AWS_CONFIG_FILE"; echo asked >>"${join(folder, 'asked.log')}"`);
  await put('repo/aws.config', '[default]\ncredential_process = ./bin/aws\n');
  const config = { AWS_CONFIG_FILE: join(repo, 'aws.config') };
  expect(await look('aws s3 ls', { options: { env: environment(config) } })).toEqual({ profile: 'default' });
  expect(existsSync(join(folder, 'asked.log'))).toBe(false);
  // Code that a library of the workspace would bring along is not handed on.
  await program('tools/aws', 'echo "${PYTHONPATH-unset} ${KEPT-unset}"');
  const more = { PYTHONPATH: join(repo, 'lib'), KEPT: '/usr/share' };
  expect(await look('aws s3 ls', { options: { env: environment(more) } })).toMatchObject({ aws: 'unset /usr/share' });
});

test('a kubeconfig that names a program, and a repository whose settings do, start nothing', async () => {
  const started = join(folder, 'started');
  const touch = `echo started >>${started}`;
  await put(
    'exec.yaml',
    `current-context: live\ncontexts:\n- name: live\n  context: {cluster: c, user: u}\nusers:\n- name: u\n  user:\n    exec: {command: sh, args: [-c, "${touch}"]}\n`,
  );
  await put(
    'repo/.git/config',
    `[core]\n  fsmonitor = "sh -c '${touch}'"\n  pager = "sh -c '${touch}'"\n[diff "x"]\n  textconv = "sh -c '${touch}'"\n`,
  );
  await put('repo/.gitattributes', '* diff=x\n');
  const env = environment({ KUBECONFIG: join(folder, 'exec.yaml'), GIT_PAGER: `sh -c '${touch}'` });
  expect(await look('kubectl get po', { options: { env } })).toEqual({ kubectl: 'live', namespace: 'default' });
  expect(await look('git push', { options: { env } })).toEqual({ branch: 'release/7' });
  expect(existsSync(started)).toBe(false);
});
