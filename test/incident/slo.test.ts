import { expect, test } from 'vitest';
import { readSlo } from '../../src/incident/slo.ts';

const DAY = 86_400_000;

test.each([
  ['99.9%', 0.999, undefined],
  ['99,9 %', 0.999, undefined],
  ['0.999', 0.999, undefined],
  ['99.9% over 30 days', 0.999, 30 * DAY],
  ['99.95 / 28d', 0.9995, 28 * DAY],
  ['99.5% per quarter', 0.995, 90 * DAY],
  ['99.9% in production, all 3 regions', 0.999, undefined],
])('%s', (text, target, window) => {
  const slo = readSlo(text);
  expect(slo?.target).toBeCloseTo(target, 9);
  expect(slo?.window).toBe(window);
});

test.each([
  '-1%',
  '99.9% over banana',
  '99.9% over 0 days',
  '99.9% over -3 days',
  '99.9% over 30',
  '99.9 / 0d',
  '100%',
  '0%',
  'good',
  '50% of 99.9%',
  '99.9% over 30 days and 99% over 7 days',
  '99 percent, 99.9 percent at night',
])('no objective: %s', (text) => expect(readSlo(text)).toBeUndefined());
