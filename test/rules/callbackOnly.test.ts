import { describe, expect, it } from 'vitest';
import { findingsOf, lintInMemory } from './harness.ts';

const rule = 'unhandled-failure';
const older = `import mysql from 'mysql';\nconst db = mysql.createPool({ host: 'a' });\n`;
const newer = older.replace(`'mysql'`, `'mysql2/promise'`);

describe('a driver that answers to callbacks alone', () => {
  it.each([
    [
      'in a function that is dropped',
      `${older}async function save(id) { await db.query('update a set b = 1 where id = ?', [id]); }\nexport function loop(id) { save(id); }`,
    ],
    [
      'in a timer',
      `${older}export const start = () => setInterval(async () => { await db.query('select 1'); }, 1000);`,
    ],
    [
      'on a connection of its own',
      `const mysql = require('mysql');\nconst one = mysql.createConnection({ host: 'a' });\nasync function end() { await one.commit(); }\nexports.f = () => { end(); };`,
    ],
  ])('gives no promise that could reject: %s', async (_, text) => {
    expect(await findingsOf(rule, text)).toEqual([]);
  });

  it.each([
    [
      'the newer package does',
      `${newer}async function save(id) { await db.query('update a set b = 1 where id = ?', [id]); }\nexport function loop(id) { save(id); }`,
    ],
    [
      'its method is made another',
      `${older}db.query = require('util').promisify(db.query);\nasync function save(id) { await db.query('update a set b = 1 where id = ?', [id]); }\nexport function loop(id) { save(id); }`,
    ],
  ])('but %s', async (_, text) => {
    expect(await findingsOf(rule, text)).toHaveLength(1);
  });

  it('is called by its own name', async () => {
    const { messages } = await lintInMemory(`${older}export const f = (cb) => db.query('select 1', cb);`, {
      rule: 'require-timeout',
    });
    expect(messages.map(({ message }) => message)).toEqual([expect.stringContaining('this mysql client')]);
  });
});
