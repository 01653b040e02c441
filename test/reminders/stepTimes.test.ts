import { expect, test } from 'vitest';
import type { RunEvent } from '../../src/record/events.ts';
import { stepTimesOf, usualTimes } from '../../src/reminders/stepTimes.ts';
import { MINUTE } from '../incident/sample.ts';
import { runOf } from '../incident/runs.ts';

const began = '2026-04-02T10:00:00.000Z';
const minute = (count: number): string => new Date(Date.parse(began) + count * MINUTE).toISOString();
type Happened = Parameters<typeof runOf>[2];

const took = (events: Happened): Record<string, number> =>
  Object.fromEntries([...stepTimesOf(runOf('r', began, events).events).took].map(([id, time]) => [id, time / MINUTE]));

test('a step takes from the end of the one before it until it is done', () => {
  expect(
    took([
      [2, { type: 'step-ticked', step: 'a' }],
      [7, { type: 'step-ticked', step: 'b' }],
    ]),
  ).toEqual({ a: 2, b: 5 });
});

test('it begins when it is entered, and looking at others in between changes nothing', () => {
  expect(
    took([
      [3, { type: 'step-entered', step: 'b' }],
      [4, { type: 'step-entered', step: 'c' }],
      [5, { type: 'step-entered', step: 'b' }],
      [9, { type: 'step-ticked', step: 'b' }],
    ]),
  ).toEqual({ b: 6 });
});

test('a skipped or failed step has no time, and the next one begins with its end', () => {
  expect(
    took([
      [2, { type: 'step-skipped', step: 'a' }],
      [4, { type: 'step-failed', step: 'b' }],
      [5, { type: 'step-ticked', step: 'c' }],
    ]),
  ).toEqual({ c: 1 });
});

test("time in which the window was closed is nobody's", () => {
  expect(
    took([
      [2, { type: 'step-ticked', step: 'a' }],
      [600, { type: 'resumed' }],
      [603, { type: 'step-ticked', step: 'b' }],
    ]),
  ).toEqual({ a: 2, b: 3 });
});

test('a clock that was set back gives no time', () => {
  expect(took([[-3, { type: 'step-ticked', step: 'a' }]])).toEqual({});
});

test('the present step goes on since it was entered, else since the last end', () => {
  const { since } = stepTimesOf(
    runOf('r', began, [
      [2, { type: 'step-ticked', step: 'a' }],
      [3, { type: 'step-entered', step: 'c' }],
    ]).events,
  );
  expect(since('b')).toBe(minute(2));
  expect(since('c')).toBe(minute(3));
  expect(stepTimesOf([]).since('a')).toBeUndefined();
});

test('rubbish is passed over', () => {
  const events = [null, 'x', { type: 'step-ticked', step: 4, at: began }, { type: 'step-ticked', step: 'a' }];
  expect(stepTimesOf(events as unknown as RunEvent[]).took.size).toBe(0);
});

test('usual is the median over runs; drills and dry runs are no measure', () => {
  const run = (minutes: number, start: object = {}) => {
    const { events, ...rest } = runOf('r', began, [[minutes, { type: 'step-ticked', step: 'a' }]]);
    return { ...rest, events: events.map((event, index) => (index === 0 ? { ...event, ...start } : event)) };
  };
  const runs = [run(2), run(30), run(4), run(500, { drill: true }), run(0, { dryRun: true }), { events: [] }];
  expect(usualTimes(runs as Parameters<typeof usualTimes>[0]).get('a')).toEqual({ median: 4 * MINUTE, runs: 3 });
});
