import { describe, expect, it } from 'vitest';
import { runInChild } from '../support/child.ts';
import { typeErrors } from '../rules/typeErrors.ts';
import { findingsOf, lintInMemory } from '../rules/harness.ts';
import { changed, offers } from './changes.ts';

/** A pool whose options are typed as written; `pg` takes more of them. */
const pool = (options: string, before = ''): string =>
  `import { Pool } from 'pg';\n${before}${options}\npool.on('error', console.error);\nexport const now = () => pool.query('select now()');`;
const rule = 'require-timeout';

describe('an option in a literal whose type is written', () => {
  it.each([
    ['of a variable', pool(`const config: { max: number } = { max: 2 };\nconst pool = new Pool(config);`)],
    [
      'of an interface',
      pool(
        `const config: Settings = { max: 2 };\nconst pool = new Pool(config);`,
        `interface Settings { max: number }\n`,
      ),
    ],
    [
      'of another file',
      pool(
        `const config: Settings = { max: 2 };\nconst pool = new Pool(config);`,
        `import type { Settings } from './settings.js';\n`,
      ),
    ],
    ['that it satisfies', pool(`const pool = new Pool({ max: 2 } satisfies { max: number });`)],
    [
      'that others extend',
      pool(
        `const config: Settings = { max: 2 };\nconst pool = new Pool(config);`,
        `interface Base { max: number }\ninterface Settings extends Base { idleTimeoutMillis?: number }\n`,
      ),
    ],
    [
      'that picks some',
      pool(
        `const config: Pick<PoolConfig, 'max'> = { max: 2 };\nconst pool = new Pool(config);`,
        `import type { PoolConfig } from 'pg';\n`,
      ),
    ],
  ])('is not added to a type %s that has none by its name', async (_, text) => {
    expect(await offers(rule, text)).toBe(0);
  });

  it.each([
    [
      'lists it',
      pool(`const config: { max: number; query_timeout?: number } = { max: 2 };\nconst pool = new Pool(config);`),
    ],
    ['lists any', pool(`const config: Record<string, number> = { max: 2 };\nconst pool = new Pool(config);`)],
    ['is not written', pool(`const config = { max: 2 };\nconst pool = new Pool(config);`)],
  ])('is added where the type %s', async (_, text) => {
    const after = await changed(rule, text);
    expect(after).toContain('query_timeout: 60_000');
    expect(typeErrors({ before: text, after })).toEqual([]);
    const standIns = {
      pg: `export class Pool { constructor(options) { this.options = options; } on() {} query() { return this.options; } }`,
    };
    const script = 'return (await load()).now();';
    expect((await runInChild(text, script, { standIns })).value).toEqual({ max: 2 });
    expect((await runInChild(after, script, { standIns })).value).toEqual({ max: 2, query_timeout: 60_000 });
  });

  it('is added where a package says what there is', async () => {
    const text = pool(
      `const config: PoolConfig = { max: 2 };\nconst pool = new Pool(config);`,
      `import type { PoolConfig } from 'pg';\n`,
    );
    expect(await offers(rule, text)).toBe(1);
  });
});

describe('a pool', () => {
  it('that migrates is told of no minute', async () => {
    const text = `import { Pool } from 'pg';\nimport { migrate as drizzleMigrate } from 'drizzle-orm/node-postgres/migrator';\nexport async function start(db: object) {\n  const pool = new Pool({ max: 1 });\n  pool.on('error', console.error);\n  await drizzleMigrate(db);\n  await pool.query('select 1');\n}`;
    const { messages } = await lintInMemory(text, { rule });
    const message = messages[0]!.message;
    expect(message).toContain('the longest migration');
    expect(message).not.toContain('1 min');
  });

  it.each(['schema-updates/post-v1.js', 'jobs/backfill.js'])('of %s gets no minute', async (path) => {
    const text = pool('const pool = new Pool({ max: 2 });');
    expect(await offers(rule, text, { path: `/project/${path}` })).toBe(0);
    expect(await offers(rule, text, { path: `/project/src/update.js` })).toBe(1);
  });

  it('has a listener in the quotes of the file', async () => {
    const text = `import { Pool } from "pg";\nexport const pool = new Pool({ query_timeout: 1000 });`;
    expect(await changed('missing-error-listener', text)).toContain(
      'pool.on("error", (error) => console.error(error));',
    );
  });

  it('that a function gives has a listener, and is the same', async () => {
    const text = `import { Pool } from 'pg';\nexport function createPool() {\n  return new Pool({ query_timeout: 1000 });\n}`;
    const after = await changed('missing-error-listener', text);
    expect(after).toContain("return new Pool({ query_timeout: 1000 }).on('error', (error) => console.error(error));");
    const standIns = { pg: `import { EventEmitter } from 'node:events';\nexport class Pool extends EventEmitter {}` };
    const script = `const { createPool } = await load(); const pool = createPool(); pool.emit('error', new Error('gone')); return pool.constructor.name;`;
    expect((await runInChild(text, script, { standIns })).error).toContain('gone');
    expect((await runInChild(after, script, { standIns })).value).toBe('Pool');
  });
});

describe('a WebSocket, which stays open', () => {
  it.each([
    ['of undici', `import { WebSocket } from 'undici';\nexport const open = (url: string) => new WebSocket(url);`],
    [
      'of undici with options',
      `import { WebSocket } from 'undici';\nexport const open = (url: string, dispatcher: object) => new WebSocket(url, { dispatcher });`,
    ],
    ['of the platform', `export const open = (url: string) => new WebSocket(url);`],
  ])('%s is told of no timeout', async (_, text) => {
    expect(await findingsOf('unwrapped-network-call', text)).toEqual([]);
  });

  it('is apart from a request of the same package', async () => {
    const text = `import { request } from 'undici';\nexport const open = (url: string) => request(url);`;
    expect(await findingsOf('unwrapped-network-call', text)).toHaveLength(1);
  });
});
