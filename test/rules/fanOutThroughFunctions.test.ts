import { describe, expect, it } from 'vitest';
import { findingsOf } from './harness.ts';

const rule = 'unbounded-fan-out';
const options = { everyList: false };
const files = {
  '/project/src/mail.ts': `import axios from 'axios';
export class Mail {
  private readonly http = axios.create({ baseURL: 'https://mail.example', timeout: 5000 });
  async send(to: string) { return this.http.post('/send', { to }); }
  name(to: string) { return to + 1; }
}
export const mail = new Mail();`,
};
const head = `import { Pool } from 'pg';
import { PrismaClient } from '@prisma/client';
import { Mail, mail } from './mail';
const pool = new Pool();
const prisma = new PrismaClient();
`;
const found = (text: string) => findingsOf(rule, head + text, { files, options });
const rows = "const { rows } = await pool.query('select u from t');";

describe('a function between the list and the request', () => {
  it.each([
    [
      'a method of the class that calls another file',
      `export class A { constructor(private readonly mail: Mail) {}
  async all() { ${rows} await Promise.all(rows.map(async (row) => { await this.remind(row); })); }
  private async remind(row) { await this.mail.send(row.email); } }`,
    ],
    [
      'a class of the same file that is handed in',
      `class Own { async send(to: string) { await fetch('https://a.example/' + to); } }
export class A { constructor(private readonly own: Own) {}
  async all() { ${rows} await Promise.all(rows.map((row) => this.own.send(row.email))); } }`,
    ],
    [
      'a function that hands its list on',
      `export class A { async all() { await this.some(await prisma.user.findMany(), 'x'); }
  private async some(users, text: string) { await Promise.all(users.map((user) => mail.send(user.email + text))); } }`,
    ],
    [
      'a loop that hangs a handler on each',
      `export async function all() { ${rows} for (const row of rows) { mail.send(row.email).catch(console.error); } }`,
    ],
  ])('is seen through: %s', async (_, text) => {
    expect(await found(text)).toHaveLength(1);
  });

  it('is told at each place that spreads it', async () => {
    const text = `async function one(id: string) { await fetch('https://a.example/' + id); }
export async function all() { ${rows} await Promise.all(rows.map((row) => one(row.id))); }
export async function more() { ${rows} await Promise.all(rows.map((row) => one(row.id))); }`;
    expect(await found(text)).toHaveLength(2);
  });

  it('is told in the class that has it, where another has a method of the same name', async () => {
    const text = `export class A { async all() { ${rows} await Promise.all(rows.map((row) => this.one(row))); }
  private one(row) { return mail.name(row.email); } }
export class B { private async one(row) { await fetch('https://a.example/' + row.id); } }`;
    expect(await found(text)).toEqual([]);
  });

  it.each([
    [
      'a query with a limit',
      `export class A { async all() { const users = await prisma.user.findMany({ take: 5 }); await this.some(users, 'x'); }
  private async some(users, text: string) { await Promise.all(users.map((user) => mail.name(user.email + text))); } }`,
    ],
    [
      'a loop that waits',
      `export async function all() { ${rows} for (const row of rows) { await mail.send(row.email).catch(console.error); } }`,
    ],
    [
      'a method that sends nothing',
      `export async function all() { ${rows} await Promise.all(rows.map(async (row) => mail.name(row.email))); }`,
    ],
  ])('is silent: %s', async (_, text) => {
    expect(await found(text)).toEqual([]);
  });
});

describe('lists that grow', () => {
  it.each([
    ['the body of a request', 'export const f = async (req) => Promise.all(req.body.map((x) => mail.send(x)));'],
    ['a list in the body', 'export const f = async (req) => Promise.all(req.body.urls.map((x) => fetch(x)));'],
    [
      'a list taken out of it',
      'export async function f(req) { const { urls } = req.body; await Promise.all(urls.map((x) => fetch(x))); }',
    ],
    ['the body in Koa', 'export const f = async (ctx) => Promise.all(ctx.request.body.ids.map((x) => mail.send(x)));'],
    [
      'a list filled from rows',
      `export async function f() { ${rows} const all = []; for (const row of rows) { if (row.on) all.push(row.email); } await Promise.all(all.map((x) => mail.send(x))); }`,
    ],
    [
      'rows of a query builder',
      `import { Repository } from 'typeorm';
export class A { constructor(private readonly users: Repository<User>) {}
  async all() { const users = await this.users.createQueryBuilder('u').where('u.on').getMany(); await Promise.all(users.map((u) => mail.send(u.email))); } }`,
    ],
  ])('%s', async (_, text) => {
    expect(await found(text)).toHaveLength(1);
  });

  it.each([
    [
      'a body that is measured',
      'export async function f(req) { const { urls } = req.body; if (urls.length > 20) throw new Error(); await Promise.all(urls.map((x) => fetch(x))); }',
    ],
    ['a setting in the body', 'export const f = async (req) => Promise.all(req.body.hosts.map((x) => fetch(x)));'],
    [
      'the body of an answer',
      'export async function f() { const request = await load(); await Promise.all(request.body.urls.map((x) => fetch(x))); }',
    ],
    [
      'a part that is emptied when it is full',
      `export async function f() { ${rows} let some = []; for (const row of rows) { some.push(row.email); if (some.length === 9) { await Promise.all(some.map((x) => mail.send(x))); some = []; } } }`,
    ],
    [
      'a list filled from a short one',
      'export async function f() { const users = await prisma.user.findMany({ take: 5 }); const all = []; for (const user of users) all.push(user.email); await Promise.all(all.map((x) => mail.send(x))); }',
    ],
  ])('is silent about %s', async (_, text) => {
    expect(await found(text)).toEqual([]);
  });
});
