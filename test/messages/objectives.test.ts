import { expect, test } from 'vitest';
import { sloProblem, unmetObjective } from '../../src/messages/objectives.ts';

test.each([
  ['99.9% over 0 days', /length of time/],
  ['99% in -1 days', /length of time/],
  ['99.9% over 30', /length of time/],
  ['100% over 30 days', /percentage below 100/],
  ['often', /percentage below 100/],
])('%s is told what is wrong with it', (text, said) => {
  expect(sloProblem(text)).toMatch(said);
});

test.each(['99.9%', '99.9% over 30 days', '99.95 / 28d', '0.999'])('%s is an objective', (text) => {
  expect(sloProblem(text)).toBeUndefined();
});

test('an objective of a service that no incident has counts nothing; one for all does', () => {
  const incidents = [{ services: ['api', 'web'], severity: 'SEV1' }];
  expect(unmetObjective(incidents, { api: '99%', ap: '99%' })).toBe(
    '--slo ap=99%: no incident has the service ap: known are api, web',
  );
  expect(unmetObjective(incidents, { '*': '99%', web: '99%' })).toBeUndefined();
});
