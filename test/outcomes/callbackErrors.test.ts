import { describe, expect, it } from 'vitest';
import { findingsOf, lintInMemory } from '../rules/harness.ts';

const rule = 'swallowed-failure';
const given = `import nodemailer from 'nodemailer';
import mysql from 'mysql';
import pg from 'pg';
const mail = nodemailer.createTransport({ host: 'smtp.internal' });
const pool = mysql.createPool({ host: 'db' });
const orders = new pg.Pool();
`;
const paid = `'UPDATE o SET paid = 1 WHERE id = ?', [id]`;
const use = (body: string) => `${given}export function handle(id: string, done: any, res: any) {\n${body}\n}`;

describe('an error-first callback that never looks at its error', () => {
  it.each([
    ['a mail', use(`mail.sendMail({ to: id }, (err, info) => { console.log('sent', info); });`)],
    ['a write that is said to be done', use(`pool.query(${paid}, (err, rows) => { done(); });`)],
    ['rows that go to the client', use(`orders.query('SELECT 1', (error, result) => res.json(result.rows));`)],
    ['a function of the older form', use(`pool.query(${paid}, function (e, rows) { done(null, rows); });`)],
  ])('is reported: %s', async (_, text) => {
    expect(await findingsOf(rule, text)).toHaveLength(1);
  });

  it('is given no change, as a log would come after a success as well', async () => {
    const text = use(`mail.sendMail({ to: id }, (err, info) => { console.log(info); });`);
    expect((await lintInMemory(text, { rule })).messages[0]).toMatchObject({ suggestions: [] });
  });

  it.each([
    ['a look at it', use(`pool.query(${paid}, (err, rows) => { if (err) return done(err); done(null, rows); });`)],
    ['the error given on', use(`pool.query(${paid}, (err, rows) => done(err, rows));`)],
    [
      'a look at the result',
      use(`pool.query(${paid}, (err, rows) => { if (!rows) return res.status(500).end(); done(rows); });`),
    ],
    ['a result that may be missing', use(`pool.query(${paid}, (err, rows) => done(rows ?? []));`)],
    ['a name that leaves it out', use(`pool.query(${paid}, (_err, rows) => done(rows));`)],
    ['a comment', use(`pool.query(${paid}, (err, rows) => {\n  // the next run counts them again\n  done();\n});`)],
    ['nothing that comes after', use(`mail.sendMail({ to: id }, (err, info) => {});`)],
    ['a callback from outside', use(`mail.sendMail({ to: id }, done);`)],
    ['a promise', use(`return mail.sendMail({ to: id }).then((info) => console.log(info));`)],
  ])('is none of it with %s', async (_, text) => {
    expect(await findingsOf(rule, text)).toEqual([]);
  });
});
