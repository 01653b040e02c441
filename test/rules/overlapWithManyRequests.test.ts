import { describe, expect, it } from 'vitest';
import { findingsOf } from './harness.ts';

const rule = 'overlapping-interval';
const options = { everyInterval: false };
const files = {
  '/project/src/send.ts': `import axios from 'axios';
export const send = async (to: string) => { await axios.post('https://a.example', { to }, { timeout: 5000 }); };
export const hang = async (to: string) => { await axios.post('https://a.example', { to }); };`,
};
const head = `import { Cron, CronExpression, Interval } from '@nestjs/schedule';
import cron from 'node-cron';
import { Pool } from 'pg';
import { hang, send } from './send';
const pool = new Pool({ query_timeout: 1000 });
async function all() { const { rows } = await pool.query('select u from t'); for (const row of rows) await send(row.u); }
async function some(list) { for (const one of list) await send(one); }
async function few() { const { rows } = await pool.query('select u from t limit 5'); for (const row of rows) await send(row.u); }
async function tries() { for (let i = 0; i < 3; i++) await send('a'); }
async function clean() { const { rows } = await pool.query('select u from t'); for (const row of rows) await pool.query('delete'); }
`;
const found = (text: string) => findingsOf(rule, head + text, { files, options });
const method = (line: string, body = 'await all();') => `export class Jobs { ${line} async run() { ${body} } }`;

describe('requests for one element after the other', () => {
  it.each([
    ['every minute', 'setInterval(() => { all().catch(console.error); }, 60_000);'],
    ['every half minute, of a list that nothing is known of', 'setInterval(() => some(list), 30_000);'],
    ['every five minutes, for all rows', 'setInterval(async () => { await all(); }, 5 * 60 * 1000);'],
    [
      'in a method that is bound',
      'class A { async run() { await all(); } start() { setInterval(this.run.bind(this), 30_000); } }',
    ],
    ['by a setting that has a default', 'setInterval(all, Number(process.env.POLL_MS ?? 30_000));'],
    ['by a schedule of five minutes', "cron.schedule('*/5 * * * *', async () => { await all(); });"],
    ['by a schedule that has a default', "cron.schedule(process.env.CRON || '* * * * *', all);"],
    ['in Nest, by a period', method('@Interval(10_000)')],
    ['in Nest, by a period with a name', method("@Interval('run', 10_000)")],
    ['in Nest, by a schedule', method('@Cron(CronExpression.EVERY_5_MINUTES)')],
  ])('overlap %s', async (_, text) => {
    expect(await found(text)).toHaveLength(1);
  });

  it.each([
    ['every hour', 'setInterval(all, 60 * 60 * 1000);'],
    ['every five minutes, of a list that nothing is known of', 'setInterval(() => some(list), 5 * 60 * 1000);'],
    ['for a few rows', 'setInterval(few, 60_000);'],
    ['for a few tries', 'setInterval(tries, 60_000);'],
    ['to a database', 'setInterval(clean, 60_000);'],
    ['by a schedule of an hour', "cron.schedule('0 * * * *', all);"],
    ['by a schedule of half an hour', "cron.schedule('*/30 * * * *', all);"],
    ['in Nest, by a period of an hour', method('@Interval(3_600_000)')],
    ['in Nest, one request with a timeout', method('@Interval(30_000)', "await send('a');")],
    [
      'with a guard',
      'let busy = false; async function once() { if (busy) return; busy = true; await all(); busy = false; } setInterval(once, 30_000);',
    ],
  ])('do not %s', async (_, text) => {
    expect(await found(text)).toEqual([]);
  });
});

describe('a request of another file that may hang', () => {
  it('overlaps a period of seconds', async () => {
    expect(await found("setInterval(async () => { await hang('a'); }, 10_000);")).toHaveLength(1);
    expect(await found(method('@Interval(10_000)', "await hang('a');"))).toHaveLength(1);
  });

  it.each([
    ['one with a timeout', "setInterval(async () => { await send('a'); }, 10_000);"],
    ['one with a limit here', "setInterval(async () => { await withTimeout(hang('a'), 1000); }, 10_000);"],
  ])('is silent for %s', async (_, text) => {
    expect(await found(text)).toEqual([]);
  });
});
