import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { lookUpContext } from '../../src/processes/context.ts';
import { targetQueryOf } from '../../src/run/target.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'breakwater-context-'));
  const program = async (name: string, body: string): Promise<void> => {
    await writeFile(join(folder, name), `#!/bin/sh\n${body}\n`);
    await chmod(join(folder, name), 0o755);
  };
  // A kubectl whose context is in the file that KUBECONFIG names, as the real one's.
  await program('kubectl', 'case "$*" in *current-context*) cat "${KUBECONFIG:-/nonexistent}";; *) exit 0;; esac');
  await program('gcloud', 'echo "(unset)"');
  await program('aws', 'sleep 5; echo 123');
  await writeFile(join(folder, 'staging'), 'staging\n');
  await writeFile(join(folder, 'production'), 'production\n');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const look = (command: string, env: Record<string, string> = {}): Promise<Readonly<Record<string, string>>> =>
  lookUpContext(targetQueryOf({ commands: [command] }).questions, {
    cwd: folder,
    env: { PATH: `${folder}${delimiter}${process.env['PATH']}`, ...env },
    timeout: 1_000,
  });

test('a context is that of the environment that earlier commands left', async () => {
  expect(await look('kubectl get po', { KUBECONFIG: join(folder, 'staging') })).toEqual({
    kubectl: 'staging',
    namespace: 'default',
    host: hostname(),
  });
  expect(await look('kubectl get po', { KUBECONFIG: join(folder, 'production') })).toMatchObject({
    kubectl: 'production',
  });
});

test('a database is named without its password', async () => {
  const { questions } = targetQueryOf({ commands: ['select 1'], shell: 'sql' });
  const env = { DATABASE_URL: 'postgres://app:hunter2@db.prod:5433/shop' };
  expect(await lookUpContext(questions, { cwd: folder, env })).toEqual({
    database: 'db.prod:5433/shop',
    host: hostname(),
  });
});

test('what is not set, does not answer or is not there is left out', async () => {
  expect(await look('kubectl get po')).toEqual({ host: hostname() });
  expect(await look('gcloud compute instances list')).toEqual({ host: hostname() });
  expect(await look('az vm list')).toEqual({ host: hostname() });
  expect(await look('aws s3 ls')).toEqual({ host: hostname() });
});
