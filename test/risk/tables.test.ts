import { expect, test } from 'vitest';
import { riskRows } from '../../src/risk/programs.ts';

const rows = riskRows();

test('holds well over a hundred programs, each with its source', () => {
  expect(new Set(rows.map(({ program }) => program)).size).toBeGreaterThan(120);
  expect(rows.filter(({ source, risk }) => source === '' || risk === undefined)).toEqual([]);
});

test('names no verb as reading that it names as more elsewhere', () => {
  const worse = new Set(rows.filter(({ risk }) => risk !== 'reads').map(({ program, verb }) => `${program} ${verb}`));
  expect(
    rows.filter(({ program, verb, risk }) => verb !== '' && risk === 'reads' && worse.has(`${program} ${verb}`)),
  ).toEqual([]);
});
