import { describe, expect, it } from 'vitest';
import { findingsOf } from './harness.ts';
import { changed, offers } from '../changes/changes.ts';

const rule = 'require-timeout';
const knex = `import knex from 'knex';\n`;

describe('knex, which waits for a query as long as its driver does', () => {
  it.each([
    ['an address of the environment', `${knex}export const db = knex({ client: 'pg', connection: process.env.DB });`],
    ['settings', `${knex}export const db = knex({ client: 'pg', connection: { host: 'a' } });`],
    ['MySQL, in CommonJS', `exports.db = require('knex')({ client: 'mysql2', connection: { host: 'a' } });`],
  ])('is told with %s', async (_, text) => {
    expect(await findingsOf(rule, text)).toHaveLength(1);
  });

  it.each([
    [
      'a limit of the driver',
      `${knex}export const db = knex({ client: 'pg', connection: { host: 'a', query_timeout: 5000 } });`,
    ],
    [
      'a limit by SQL',
      `${knex}export const db = knex({ client: 'pg', connection: { host: 'a' }, pool: { afterCreate: (c, done) => c.query('SET statement_timeout = 5000', done) } });`,
    ],
    [
      'an embedded database',
      `${knex}export const db = knex({ client: 'better-sqlite3', connection: { filename: 'a' } });`,
    ],
    [
      'a limit at each query',
      `${knex}const db = knex({ client: 'pg', connection: { host: 'a' } });\nexport const f = async () => db('t').first().timeout(1000, { cancel: true });`,
    ],
    [
      'limits in one of two ways that the environment chooses between',
      `${knex}const connection = process.env.MODE === 'a' ? { host: 'a', query_timeout: 5000 } : { host: 'b', query_timeout: 5000 };\nexport const db = knex({ client: 'pg', connection });`,
    ],
    ['settings of another file', `${knex}import { settings } from './settings';\nexport const db = knex(settings);`],
  ])('is fine with %s', async (_, text) => {
    expect(await findingsOf(rule, text)).toEqual([]);
  });

  // Tried with knex 3 and pg 8 on a server that does not answer: `query_timeout` rejects, `statement_timeout` does not.
  it('is given the limit that its driver keeps by itself', async () => {
    const text = `${knex}export const db = knex({ client: 'pg', connection: { host: 'a' } });`;
    expect(await changed(rule, text)).toContain("{ host: 'a', query_timeout: 60_000 }");
  });

  it('is given none with a driver that has another', async () => {
    const text = `${knex}export const db = knex({ client: 'mysql2', connection: { host: 'a' } });`;
    expect(await offers(rule, text)).toBe(0);
  });
});

describe('a client that is told by which other it sends', () => {
  it('has its limits there', async () => {
    const text = `import { S3Client } from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
export const put = (client: S3Client) => new Upload({ client, params: { Bucket: 'a', Key: 'b', Body: 'c' } }).done();`;
    expect(await findingsOf(rule, text)).toEqual([]);
  });
});
