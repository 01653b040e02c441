import { describe, expect, test } from 'vitest';
import { factsIn } from './factsIn.ts';

const intervals = (text: string) => factsIn(text).intervals;

describe('network work behind a tick', () => {
  test.each([
    ['in the callback', 'setInterval(async () => { await fetch(u); }, 1000);'],
    ['in a function of this file', 'async function tick() { await fetch(u); } setInterval(tick, 1000);'],
    ['two calls away', 'const load = () => fetch(u); const tick = () => load(); setInterval(() => tick(), 1000);'],
    ['every so many ms of an unknown number', 'setInterval(() => fetch(u), period);'],
    ['by the global object', 'globalThis.setInterval(() => fetch(u), 1000);'],
  ])('%s', (_, text) => {
    expect(intervals(text)).toMatchObject([{ guarded: false, calls: [0] }]);
  });
});

describe('a tick that gives way', () => {
  test.each([
    [
      'by a flag',
      'let busy = false; setInterval(async () => { if (busy) return; busy = true; await fetch(u); busy = false; }, 1000);',
    ],
    [
      'by a field',
      'class A { start() { setInterval(async () => { if (this.busy) return; this.busy = true; await fetch(u); this.busy = false; }, 1000); } }',
    ],
    [
      'by a flag that says the opposite',
      'let idle = true; setInterval(async () => { if (!idle) return; idle = Boolean(0); await fetch(u); idle = true; }, 1000);',
    ],
    [
      'by the promise that is there',
      'let running; setInterval(async () => { if (running) return; running = fetch(u); await running; running = undefined; }, 1000);',
    ],
  ])('%s', (_, text) => {
    expect(intervals(text)).toMatchObject([{ guarded: true }]);
  });

  test('a condition that nothing sets is no guard', () => {
    expect(intervals('setInterval(async () => { if (stopped) return; await fetch(u); }, 1000);')).toMatchObject([
      { guarded: false },
    ]);
  });
});

test.each([
  ['works here only', 'setInterval(() => draw(), 1000);'],
  ['runs once', 'setTimeout(() => fetch(u), 1000);'],
  ['is rare', 'setInterval(() => fetch(u), 60_000);'],
  ['is rare by a constant', 'const HOUR_MS = 60 * 60 * 1000; setInterval(() => fetch(u), HOUR_MS);'],
  ['is rare by a text', "import ms from 'ms'; setInterval(() => fetch(u), ms('5 minutes'));"],
  ['is a function of this file', 'function setInterval(f) {} setInterval(() => fetch(u), 1000);'],
  ['has nothing to run', 'setInterval();'],
])('what %s is none', (_, text) => {
  expect(intervals(text)).toEqual([]);
});

describe('a schedule', () => {
  const nodeCron = "import cron from 'node-cron'; ";
  const nest = (line: string, body = 'await fetch(u);') =>
    `import { Cron, CronExpression } from '@nestjs/schedule'; class Jobs { ${line} async drain() { ${body} } }`;

  test.each([
    ['every second', `${nodeCron}cron.schedule('* * * * * *', async () => { await fetch(u); });`, 'node-cron'],
    [
      'of a function',
      `${nodeCron}const drain = async () => { await fetch(u); }; cron.schedule('*/5 * * * * *', drain);`,
      'node-cron',
    ],
    [
      'that is required',
      "const { schedule } = require('node-cron'); schedule('*/10 * * * * *', () => fetch(u));",
      'node-cron',
    ],
    [
      'of cron',
      "import { CronJob } from 'cron'; new CronJob('*/5 * * * * *', async () => { await fetch(u); }, null, true);",
      'cron',
    ],
    [
      'of cron by options',
      "import { CronJob } from 'cron'; CronJob.from({ cronTime: '*/5 * * * * *', onTick: async () => { await fetch(u); } });",
      'cron',
    ],
    [
      'of croner',
      "import { Cron } from 'croner'; new Cron('*/5 * * * * *', { name: 'a' }, async () => { await fetch(u); });",
      'croner',
    ],
    [
      'of node-schedule',
      "import schedule from 'node-schedule'; schedule.scheduleJob('*/5 * * * * *', () => fetch(u));",
      'node-schedule',
    ],
    ['of Nest', nest("@Cron('*/10 * * * * *')"), '@nestjs/schedule'],
    ['of Nest by name', nest('@Cron(CronExpression.EVERY_10_SECONDS)'), '@nestjs/schedule'],
    [
      'of Nest, one after the other each minute',
      nest('@Cron(CronExpression.EVERY_MINUTE)', 'for (const u of urls) { await fetch(u); }'),
      '@nestjs/schedule',
    ],
    [
      'each minute, in a function that it waits for',
      `${nodeCron}const all = async () => { for (const u of urls) await fetch(u); }; cron.schedule('0 * * * * *', async () => { await all(); });`,
      'node-cron',
    ],
    [
      'each minute, by a function of its own',
      `${nodeCron}const send = async (u) => { await fetch(u); }; cron.schedule('* * * * *', async () => { for (const u of urls) await send(u); });`,
      'node-cron',
    ],
  ])('does not wait: %s', (_, text, library) => {
    expect(intervals(text)).toMatchObject([{ guarded: false, calls: [0], scheduler: { library } }]);
  });

  test.each([
    ['node-cron', `${nodeCron}cron.schedule('* * * * * *', () => fetch(u), { noOverlap: true });`],
    ['options that are not in sight', `${nodeCron}cron.schedule('* * * * * *', () => fetch(u), options);`],
    ['croner', "import { Cron } from 'croner'; new Cron('* * * * * *', { protect: true }, () => fetch(u));"],
    [
      'cron',
      "import { CronJob } from 'cron'; CronJob.from({ cronTime: '* * * * * *', onTick: () => fetch(u), waitForCompletion: true });",
    ],
    ['Nest', nest("@Cron('* * * * * *', { waitForCompletion: true })")],
    [
      'a flag',
      `${nodeCron}let busy = false; cron.schedule('* * * * * *', async () => { if (busy) return; busy = true; await fetch(u); busy = false; });`,
    ],
    ['a lock', nest("@Cron('* * * * * *')", 'if (!(await this.acquireLock())) return; await fetch(u);')],
  ])('waits by %s', (_, text) => {
    expect(intervals(text)).toMatchObject([{ guarded: true }]);
  });

  test.each([
    ['every minute', `${nodeCron}cron.schedule('* * * * *', () => fetch(u));`],
    ['at one second of every minute', `${nodeCron}cron.schedule('0 * * * * *', () => fetch(u));`],
    ['at seconds of one minute', `${nodeCron}cron.schedule('*/5 0 3 * * *', () => fetch(u));`],
    ['of work that stays here', `${nodeCron}cron.schedule('* * * * * *', () => draw());`],
    ['of something else', "import plan from './plan'; plan.schedule('* * * * * *', () => fetch(u));"],
    ['of Nest at night', nest('@Cron(CronExpression.EVERY_DAY_AT_1AM)')],
  ])('is rare or none: %s', (_, text) => {
    expect(intervals(text)).toEqual([]);
  });
});

test.each([
  [
    'one call each minute',
    "import cron from 'node-cron'; cron.schedule('* * * * *', async () => { await fetch(u); });",
  ],
  [
    'a list every five minutes',
    "import cron from 'node-cron'; cron.schedule('*/5 * * * *', async () => { for (const u of urls) await fetch(u); });",
  ],
])('%s does not overlap', (_, text) => {
  expect(intervals(text)).toEqual([]);
});

describe('a tick that counts to the one that works', () => {
  const load = 'const load = async () => { await fetch(u); };';

  test.each([
    [
      'down, by what it works out',
      `${load} let left = 100; setInterval(() => { left = Math.max(0, left - 1); if (left === 0) { left = 100; load().catch(log); } }, 1000);`,
    ],
    ['in the condition', `${load} let n = 0; setInterval(() => { if (++n % 60 === 0) load(); }, 1000);`],
    [
      'by a field that it resets',
      `class A { start() { setInterval(async () => { this.ticks++; if (this.ticks >= 30) { this.ticks = 0; await fetch(u); } }, 1000); } }`,
    ],
    [
      'by the time of the last',
      `${load} let last = 0; setInterval(() => { if (Date.now() - last > 60_000) { last = Date.now(); void load(); } }, 1000);`,
    ],
  ])('%s', (_, text) => {
    expect(intervals(text)).toEqual([]);
  });

  test.each([
    ['something else than ticks', `${load} setInterval(() => { if (queue.length >= 10) { load(); } }, 1000);`],
    ['and works on every tick after that', `${load} let n = 0; setInterval(() => { n++; if (n > 10) load(); }, 1000);`],
    ['for one of two works', `${load} let n = 0; setInterval(() => { load(); if (++n % 60 === 0) load(); }, 1000);`],
  ])('%s', (_, text) => {
    expect(intervals(text)).toMatchObject([{ guarded: false }]);
  });
});
