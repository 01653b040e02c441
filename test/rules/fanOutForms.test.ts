import { describe, expect, it } from 'vitest';
import { findingsOf } from './harness.ts';

const rule = 'unbounded-fan-out';
const options = { everyList: false };
const files = {
  '/project/src/api.ts': `import axios from 'axios';
import { Pool } from 'pg';
const pool = new Pool();
export class Api { async embedding(text: string) { return axios.post('https://api.example', { text }, { timeout: 5000 }); } }
export class Profiles { async one(id: string) { return pool.query('select p from t where id = $1', [id]); } }`,
  '/project/src/embed.ts': `import { Api, Profiles } from './api';
export class Embed {
  constructor(private readonly api: Api, private readonly profiles: Profiles) {}
  async generate(id: string) { return this.api.embedding(id); }
  async read(id: string) { return this.profiles.one(id); }
}`,
  '/project/src/repo.ts': `export class Users { constructor(private readonly db: any) {} async findAllActive() { return this.db.rows(); } }`,
};
const head = `import _ from 'lodash';
import each from 'lodash/forEach';
import fp from 'lodash/fp';
import pMap from 'p-map';
import { Pool } from 'pg';
import { Embed } from './embed';
import { Profiles } from './api';
import { Users } from './repo';
const pool = new Pool();
const load = async (id) => fetch('https://a.example/' + id);
`;
const rows = "const { rows } = await pool.query('select id from t');";
const found = (text: string) => findingsOf(rule, head + text, { files, options });

describe('forms in which one request for each element is started', () => {
  it.each([
    ['_.map', `export const f = async () => { ${rows} return Promise.all(_.map(rows, (row) => load(row.id))); };`],
    ['_.map of a name', `export const f = async () => { ${rows} return Promise.all(_.map(rows, load)); };`],
    [
      '_.map around a request',
      `export const f = async () => { ${rows} await Promise.all(_.map(rows, async (row) => { await fetch('https://a.example/' + row.id); })); };`,
    ],
    [
      'forEach of lodash that fills a list',
      `export const f = async () => { ${rows} const all = []; each(rows, (row) => { all.push(load(row.id)); }); await Promise.all(all); };`,
    ],
    [
      'a list that lodash makes',
      `export const f = async () => { ${rows} await Promise.all(_.uniq(_.map(rows, 'id')).map((id) => load(id))); };`,
    ],
    [
      'a loop that counts',
      `export const f = async () => { ${rows} const all = []; for (let i = 0; i < rows.length; i++) all.push(load(rows[i].id)); await Promise.all(all); };`,
    ],
    [
      'promises of a variable that are waited for later',
      `export const f = async () => { ${rows} const all = rows.map(async (row) => { await load(row.id); }); await Promise.allSettled(all); };`,
    ],
    [
      'a service behind another one, beside a query',
      `export class A { constructor(private readonly users: Users, private readonly embed: Embed, private readonly profiles: Profiles) {}
  async batch() {
    const ids = await this.users.findAllActive();
    const all = ids.map(async (id) => { await this.profiles.one(id); await this.embed.generate(id); });
    await Promise.allSettled(all);
  } }`,
    ],
  ])('are seen: %s', async (_, text) => {
    expect(await found(text)).toHaveLength(1);
  });

  it.each([
    ['_.map of a few', `export const f = () => Promise.all(_.map(['a', 'b'], (id) => load(id)));`],
    [
      '_.map over one part of a list after the other',
      `export const f = async () => { ${rows} for (const part of _.chunk(rows, 10)) await Promise.all(_.map(part, (row) => load(row.id))); };`,
    ],
    [
      'functions of lodash/fp, which take the list last',
      `export const f = async () => { ${rows} return fp.map(rows, load); };`,
    ],
    ['_.map that sends nothing', `export const f = async () => { ${rows} return _.map(rows, (row) => row.id); };`],
    [
      'a loop that counts and waits',
      `export const f = async () => { ${rows} for (let i = 0; i < rows.length; i++) await load(rows[i].id); };`,
    ],
    [
      'a loop that counts to a number',
      `export const f = async (n) => { const all = []; for (let i = 0; i < 3; i++) all.push(load(i)); await Promise.all(all); };`,
    ],
    [
      'a service behind another one that only asks the database',
      `export class A { constructor(private readonly users: Users, private readonly embed: Embed) {}
  async batch() {
    const ids = await this.users.findAllActive();
    await Promise.all(ids.map(async (id) => { await this.embed.read(id); }));
  } }`,
    ],
    ['p-map', `export const f = async () => { ${rows} await pMap(rows, (row) => load(row.id), { concurrency: 5 }); };`],
  ])('are left alone: %s', async (_, text) => {
    expect(await found(text)).toEqual([]);
  });
});
