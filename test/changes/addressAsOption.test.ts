import { describe, expect, it } from 'vitest';
import { runInChild } from '../support/child.ts';
import { changed, offers } from './changes.ts';

const rule = 'require-timeout';
const js = { path: '/project/src/file.js', versions: { pg: '8.16.3' } };
/** Takes an address as pg's own client does: as a text, or as an option beside others. */
const standIns = {
  pg: `export class Client {
  constructor(given) { const { connectionString, ...rest } = typeof given === 'string' ? { connectionString: given } : given ?? {}; this.all = { connectionString, ...rest }; }
  on() {} async connect() {} async end() {}
  query() { const { query_timeout: ms } = this.all; return new Promise((_, fail) => { if (ms) setTimeout(() => fail(new Error('Query read timeout')), ms); }); }
}
export default { Client };`,
};
const using = (made: string, head = `import { Client } from 'pg';`): string =>
  `${head}\nexport async function now(url) {\n  const client = ${made};\n  client.on('error', console.error);\n  await client.connect();\n  try {\n    return await client.query('select now()');\n  } finally {\n    await client.end();\n  }\n}`;

describe('a client of pg that is given no more than an address', () => {
  const address = `'postgres://db.internal/orders'`;

  it.each([
    ['a text', using(`new Client(${address})`), `{ connectionString: ${address}, query_timeout: 60_000 }`],
    [
      'a text of parts',
      using('new Client(`postgres://${process.env.DB_HOST}/orders`)'),
      '{ connectionString: `postgres://${process.env.DB_HOST}/orders`, query_timeout: 60_000 }',
    ],
    [
      'a variable of the surroundings',
      using('new pg.Client(process.env.DATABASE_URL)', `import pg from 'pg';`),
      '{ connectionString: process.env.DATABASE_URL, query_timeout: 60_000 }',
    ],
  ])('gets a limit beside it, which ends a query: %s', async (_, before, written) => {
    const after = await changed(rule, before, 0, js);
    expect(after).toContain(`Client(${written})`);
    const script = 'return await (await load()).now();';
    expect((await runInChild(before, script, { standIns, patienceMs: 1500 })).value).toBe('waiting');
    expect((await runInChild(after, script, { standIns, speed: 0.001 })).error).toContain('Query read timeout');
  });

  it.each([
    ['what may be options already', using('new Client(url)')],
    [
      'a pool, which takes no text',
      using(`new Pool(${address})`, `import { Pool } from 'pg';`).replaceAll('connect();', 'query(1);'),
    ],
  ])('is left alone with %s', async (_, text) => {
    expect(await offers(rule, text, js)).toBe(0);
  });
});
