import { expect, it } from 'vitest';
import type { RunEvent } from '../../src/record/events.ts';
import { Reduction } from '../../src/record/reduce.ts';
import { timelineOf } from '../../src/reports/timeline.ts';
import { parseRunbook } from '../../src/runbook/parse.ts';

const base = { v: 1, at: '2026-01-01T00:00:00.000Z', by: 'ada' } as const;
const set = (more: object): RunEvent =>
  ({ ...base, id: 'e1', type: 'variable-set', name: 'host', secret: false, value: 'db-2', ...more }) as RunEvent;

it.each([
  ['link', { value: 'db-2', secret: false, from: 'link' }],
  [undefined, { value: 'db-2', secret: false }],
  ['elsewhere', { value: 'db-2', secret: false }],
])('a value from %s is kept with where it came from', (from, expected) => {
  const reduction = new Reduction();
  reduction.add(set({ from }));
  expect(reduction.state(parseRunbook('')).variables['host']).toEqual(expected);
});

it('a value that the responder sets is no longer from a link', () => {
  const reduction = new Reduction();
  reduction.add(set({ from: 'link' }));
  reduction.add(set({ id: 'e2', value: 'db-3' }));
  expect(reduction.state(parseRunbook('')).variables['host']).toEqual({ value: 'db-3', secret: false });
});

it('the timeline says that a value came from a link', () => {
  const texts = timelineOf(parseRunbook(''), [set({ from: 'link' }), set({ id: 'e2' })]).map(({ text }) => text);
  expect(texts).toEqual(['Set host=db-2 (from a link)', 'Set host=db-2']);
});
