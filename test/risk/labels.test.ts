import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Risk } from '../../src/risk/model.ts';
import { commandRisk } from '../../src/risk/risk.ts';

/** The table of commands with their true risk, labelled by reading; its head explains the columns. */
const rows = readFileSync(new URL('commands.tsv', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => {
    const [risk = '', command = '', , note = ''] = line.split('\t');
    const others = /^or:([a-z,]+)/.exec(note)?.[1]?.split(',') ?? [];
    return { right: [risk, ...others] as Risk[], command: decode(command), got: 'unknown' as Risk };
  })
  .map((row) => ({ ...row, got: commandRisk(row.command) }));

function decode(text: string): string {
  return text.replace(/\\([nt\\])/g, (_, letter: string) => (letter === 'n' ? '\n' : letter === 't' ? '\t' : '\\'));
}

const HEIGHT: Readonly<Record<Risk, number>> = { reads: 0, unknown: 1, changes: 1, destroys: 2 };

/** Below the lowest label that is right; `unknown` asks, so it understates nothing. */
function isUnderstated({ right, got }: (typeof rows)[number]): boolean {
  if (got === 'unknown') return false;
  return HEIGHT[got] < Math.min(...right.map((risk) => HEIGHT[risk]));
}

const share = (part: number, whole: number): number => Math.round((1000 * part) / whole) / 10;
const show = (row: (typeof rows)[number]): string => `${row.right.join('|')}, not ${row.got}: ${row.command}`;
const exact = rows.filter(({ right, got }) => right.includes(got));
const known = rows.filter(({ right }) => !right.includes('unknown'));
const unknown = known.filter(({ got }) => got === 'unknown');

test('no command of the table is shown below its true risk', () => {
  expect(rows.length).toBeGreaterThan(300);
  expect(rows.filter(isUnderstated).map(show)).toEqual([]);
});

test('nine in ten are exact, and few that can be known are not', () => {
  const figures = {
    commands: rows.length,
    exact: share(exact.length, rows.length),
    unknown: share(unknown.length, known.length),
  };
  console.log(`risk labels: ${JSON.stringify(figures)}`);
  expect(figures.exact).toBeGreaterThanOrEqual(90);
  expect(figures.unknown).toBeLessThanOrEqual(12);
});
