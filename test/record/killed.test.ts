import { expect, test } from 'vitest';
import { withKilledEnded } from '../../src/record/killed.ts';
import { reportOf } from '../../src/reports/report.ts';
import { blockStarted, event, started } from '../run/sample.ts';

const owner = { pid: 4_194_305, started: 'x', host: 'here' };
const running = [started('r1'), { ...blockStarted('b1', 'x1', 's1'), owner }];
const endsOf = async (events: Parameters<typeof withKilledEnded>[0], lives: boolean): Promise<readonly string[]> =>
  (await withKilledEnded(events, () => Promise.resolve(lives)))
    .slice(events.length)
    .map((one) => `${one.type} ${one.type === 'block-ended' ? one.how : ''}`);

test('what ran when its Breakwater was killed has an unknown result', async () => {
  expect(await endsOf(running, false)).toEqual(['block-ended unknown']);
  expect(await endsOf(running, true)).toEqual([]);
  expect(await endsOf([started('r1'), blockStarted('b1', 'x1', 's1')], false)).toEqual([]);
});

test('an end that is told already stays', async () => {
  const ended = event({ type: 'block-ended', execution: 'x1', how: 'exited', exitCode: 0, duration: 1 });
  expect(await endsOf([...running, ended], false)).toEqual([]);
  expect(await endsOf([...running, event({ type: 'resumed', running: [] })], false)).toEqual([]);
  expect(await endsOf([...running, event({ type: 'resumed', running: ['x1'] })], false)).toEqual([
    'block-ended unknown',
  ]);
});

test('an ending by the name of what every object has is unknown as well', () => {
  for (const how of ['__proto__', 'constructor', 'toString']) {
    const ended = { ...event({ type: 'block-ended', execution: 'x1', how: 'unknown', duration: 1 }), how };
    const report = reportOf({ events: [...running, ended as never], warnings: [] });
    expect(JSON.stringify(report?.timeline)).toContain('Result unknown');
  }
});
