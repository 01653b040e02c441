import { describe, expect, it, vi } from 'vitest';
import { runInChild } from '../support/child.ts';
import { changed, offers } from './changes.ts';

vi.setConfig({ testTimeout: 180_000 });

const rule = 'unreleased-connection';

/** A pool of one connection that remembers whether a transaction is open, and whether one was when it came back. */
const client = `
export const came = [];
const connection = () => {
  let open = false;
  const query = async (sql) => {
    if (/^BEGIN|^START/.test(sql)) open = true;
    if (/^COMMIT|^ROLLBACK/.test(sql)) open = false;
    if (/fails/.test(sql)) throw new Error(sql);
    return { rows: [] };
  };
  return {
    query, execute: query, on() {},
    beginTransaction: async () => { open = true; },
    commit: async () => { open = false; },
    rollback: async () => { open = false; },
    release: () => came.push(open ? 'open' : 'clean'),
  };
};
export class Pool { on() {} async connect() { return connection(); } }
export default { createPool: () => ({ on() {}, getConnection: async () => connection() }) };
`;
const pg = (body: string) =>
  `import { Pool } from 'pg';\nconst pool = new Pool();\npool.on('error', console.error);\nexport async function run(id: string) {\n  const client = await pool.connect();\n${body}\n}`;
const mysql = (body: string) =>
  `import mysql from 'mysql2/promise';\nconst pool = mysql.createPool({});\nexport async function run(id: string) {\n  const client = await pool.getConnection();\n${body}\n}`;
const script = (library: string) =>
  `const { run } = await load(); const said = await run('1').then(() => 'done', (error) => error.message); const { came } = await import('${library}'); return [said, came];`;

describe('a connection goes back without an open transaction: unreleased-connection', () => {
  const failing = `await client.query('UPDATE fails');`;

  it.each([
    [
      'pg',
      pg(`  await client.query('BEGIN');\n  ${failing}\n  await client.query('COMMIT');\n  client.release();`),
      `await client.query('ROLLBACK');`,
    ],
    [
      'mysql2/promise',
      mysql(`  await client.beginTransaction();\n  ${failing}\n  await client.commit();\n  client.release();`),
      `await client.rollback();`,
    ],
    [
      'mysql2/promise',
      mysql(
        `  await client.execute('START TRANSACTION');\n  ${failing}\n  await client.execute('COMMIT');\n  client.release();`,
      ),
      `await client.execute('ROLLBACK');`,
    ],
  ])('is undone where something failed: %s, %#', async (library, before, undone) => {
    // The stand-in of a part of a package needs a name of its own.
    const name = library.replace('/', '-');
    const run = (text: string) =>
      runInChild(text.replace(library, name), script(name), { standIns: { [name]: client } });
    expect((await run(before)).value).toEqual(['UPDATE fails', []]);
    const after = await changed(rule, before);
    expect(after).toContain(undone);
    expect((await run(after)).value).toEqual(['UPDATE fails', ['clean']]);
    const fine = after.replace('UPDATE fails', 'UPDATE works');
    expect((await run(fine)).value).toEqual(['done', ['clean']]);
  });

  it.each([
    ['none is open', `  ${failing}\n  client.release();`],
    [
      'it is undone already',
      `  try {\n    await client.query('BEGIN');\n    ${failing}\n    await client.query('COMMIT');\n  } catch (error) {\n    await client.query('ROLLBACK');\n    throw error;\n  }\n  client.release();`,
    ],
  ])('needs nothing more where %s', async (_, body) => {
    const after = await changed(rule, pg(body));
    expect(after.match(/ROLLBACK/g) ?? []).toHaveLength(body.match(/ROLLBACK/g)?.length ?? 0);
    expect((await runInChild(after, script('pg'), { standIns: { pg: client } })).value).toEqual([
      'UPDATE fails',
      ['clean'],
    ]);
  });

  it.each([
    [
      'an early return leaves it open',
      `  await client.query('BEGIN');\n  const { rows } = await client.query('SELECT 1');\n  if (rows.length === 0) return;\n  await client.query('COMMIT');\n  client.release();`,
    ],
    [
      'only a part is committed',
      `  await client.query('BEGIN');\n  const { rows } = await client.query('SELECT 1');\n  if (rows.length > 0) await client.query('COMMIT');\n  client.release();`,
    ],
    ['another place ends it', `  await client.query('BEGIN');\n  ${failing}\n  client.release();`],
    ['another function begins it', `  await beginTransaction(client);\n  ${failing}\n  client.release();`],
    [
      'the session keeps a lock',
      `  await client.query('SELECT pg_advisory_lock($1)', [id]);\n  ${failing}\n  await client.query('SELECT pg_advisory_unlock($1)', [id]);\n  client.release();`,
    ],
    [
      'the session keeps a setting',
      `  await client.query(\`SET search_path TO \${id}\`);\n  ${failing}\n  client.release();`,
    ],
    [
      'part of it is undone',
      `  await client.query('BEGIN');\n  await client.query('SELECT 1');\n  try {\n    ${failing}\n  } catch (error) {\n    await client.query('ROLLBACK');\n    throw error;\n  }\n  await client.query('COMMIT');\n  client.release();`,
    ],
  ])('is left to the reader where %s', async (_, body) => {
    expect(await offers(rule, pg(body))).toBe(0);
  });
});
