import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Risk } from '../../src/commands/risk.ts';
import { commandRisk } from '../../src/risk/risk.ts';

/** The tables of commands with their true risk, labelled by reading; their heads explain the columns. */
const TABLES = ['commands.tsv', 'flags.tsv', 'operations.tsv', 'dataTools.tsv'];

interface Row {
  readonly right: readonly Risk[];
  readonly command: string;
  readonly got: Risk;
}

function readRows(table: string): Row[] {
  return readFileSync(new URL(table, import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const [risk = '', text = '', , note = ''] = line.split('\t');
      const others = /^or:([a-z,]+)/.exec(note)?.[1]?.split(',') ?? [];
      const command = decode(text);
      return { right: [risk, ...others] as Risk[], command, got: commandRisk(command) };
    });
}

function decode(text: string): string {
  return text.replace(/\\([nt\\])/g, (_, letter: string) => (letter === 'n' ? '\n' : letter === 't' ? '\t' : '\\'));
}

const HEIGHT: Readonly<Record<Risk, number>> = { reads: 0, unknown: 1, changes: 1, destroys: 2 };

/** Below the lowest label that is right; `unknown` asks, so it understates nothing. */
function isUnderstated({ right, got }: Row): boolean {
  if (got === 'unknown') return false;
  return HEIGHT[got] < Math.min(...right.map((risk) => HEIGHT[risk]));
}

const share = (part: number, whole: number): number => Math.round((1000 * part) / whole) / 10;
const show = (row: Row): string => `${row.right.join('|')}, not ${row.got}: ${row.command}`;

describe.each(TABLES)('%s', (table) => {
  const rows = readRows(table);
  const exact = rows.filter(({ right, got }) => right.includes(got));
  const known = rows.filter(({ right }) => !right.includes('unknown'));
  const unknown = known.filter(({ got }) => got === 'unknown');

  test('no command is shown below its true risk', () => {
    expect(rows.length).toBeGreaterThan(300);
    expect(rows.filter(isUnderstated).map(show)).toEqual([]);
  });

  test('nearly all are exact, and few that can be known are not', () => {
    const figures = {
      commands: rows.length,
      exact: share(exact.length, rows.length),
      unknown: share(unknown.length, known.length),
    };
    console.log(`risk labels of ${table}: ${JSON.stringify(figures)}`);
    expect(figures.exact).toBeGreaterThanOrEqual(95);
    expect(figures.unknown).toBeLessThanOrEqual(12);
  });
});
