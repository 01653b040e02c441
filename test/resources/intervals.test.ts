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
