import { describe, expect, it } from 'vitest';
import { lintInMemory } from './harness.ts';

const found = async (text: string, path = '/project/src/store.ts'): Promise<number> => {
  const { messages } = await lintInMemory(text, { rule: 'require-timeout' }, { path });
  return messages.length;
};
const docker = (made: string): string =>
  `import Docker from 'dockerode';\nconst docker = ${made};\nexport const stop = (id: string) => docker.getContainer(id).stop();`;
const libsql = (url: string): string =>
  `import { createClient } from '@libsql/client';\nconst place = ':memory:';\nconst db = createClient({ url: ${url} });\nexport const all = () => db.execute('select 1');`;
const pg = `import { Client } from 'pg';\nexport default async function run(url: string) {\n  const client = new Client({ connectionString: url });\n  await client.connect();\n  await client.query('select 1');\n  await client.end();\n}`;

describe('a client that needs no limit', () => {
  it.each([['new Docker()'], [`new Docker({ socketPath: '/var/run/docker.sock' })`]])(
    'asks the daemon of this machine: %s',
    async (made) => {
      expect(await found(docker(made))).toBe(0);
    },
  );

  it('is not one of a daemon elsewhere', async () => {
    expect(await found(docker(`new Docker({ host: 'a.example', port: 2375 })`))).toBe(1);
  });

  it.each([['/project/src/migrate.ts'], ['/project/packages/db/run-migrations.js'], ['/project/src/db/migrator.ts']])(
    'migrates: %s',
    async (path) => {
      expect(await found(pg, path)).toBe(0);
    },
  );

  it('is not one that requests wait for', async () => {
    expect(await found(pg)).toBe(1);
    expect(await found(pg, '/project/src/migrateUsers/store.ts')).toBe(1);
  });

  it.each([["':memory:'"], ["'file:local.db'"], ['place']])('runs in this process: %s', async (url) => {
    expect(await found(libsql(url))).toBe(0);
  });

  it.each([['process.env.URL'], ["process.env.URL ?? ':memory:'"], ["'libsql://a.example'"]])(
    'is not one of a server: %s',
    async (url) => {
      expect(await found(libsql(url))).toBe(1);
    },
  );
});
