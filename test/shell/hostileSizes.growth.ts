import { describe, expect, test } from 'vitest';
import { commandRisk } from '../../src/risk/risk.ts';
import { parseRunbook } from '../../src/runbook/parse.ts';
import { fill } from '../../src/shell/quote.ts';
import { workOf } from '../support/work.ts';

const many = (piece: string, count: number): string => piece.repeat(count);

/** Each input by how often it says its piece. */
const inputs: Readonly<Record<string, (n: number) => string>> = {
  'here-documents on one line': (n) => `cat ${many('<<A ', n)}\n${many('x\nA\n', n)}`,
  'here-documents that never end': (n) => `cat ${many('<<A ', n)}\n`,
  'here-documents, one a line': (n) => many('cat <<A\nx\nA\n', n),
  'open substitutions': (n) => many('$(', n),
  'nested substitutions': (n) => many('$(', n) + many(')', n),
  'nested substitutions in quotes': (n) => many('"$(a ', n) + many(')"', n),
  arithmetic: (n) => many('((', n),
  'nested arithmetic': (n) => `(( ${many('(', n)}1${many(')', n)} ))`,
  'back-quotes': (n) => many('`', 8 * n + 1),
  'escaped back-quotes': (n) => `\`${many('\\`', n)}`,
  quotes: (n) => many('"', 8 * n + 1),
  'case on one line': (n) => many('case x in a) ', n),
  'case on many lines': (n) => many('case x in a)\n', n),
  'test brackets': (n) => many('[[ ', n),
  'a long word': (n) => many('a', 40 * n),
  'a long quoted word': (n) => `"${many('a', 40 * n)}"`,
  'a word of variables': (n) => many('$a', 4 * n),
  pipes: (n) => `${many('ls | ', n)}ls`,
  'pipes that are never closed': (n) => many('ls |\n', n),
  functions: (n) => many('function f ', n),
  placeholders: (n) => `ls ${many('<pod> ', n)}`,
  'wrappers with values': (n) => `${many('nice timeout 5 ', n)}ls`,
  'names of what belongs there': (n) => `kubectl get ${many('pods ', n)}pod-name`,
  wrappers: (n) => `${many('sudo ', n)}ls`,
  'variables that name each other': (n) =>
    `${Array.from({ length: n }, (_, i) => `v${i}=$v${i + 1}`).join('\n')}\n(( v0 ))`,
  'code in many values': (n) => `${many("x='a[$(touch y)]'; ", n)}(( x ))`,
};

const value = { start: 5, end: 8, name: 'x', value: 'a b' };
const readers: Readonly<Record<string, (text: string) => unknown>> = {
  parsed: (text) => parseRunbook(`# B\n\n~~~~sh\n${text}\n~~~~\n`),
  judged: commandRisk,
  filled: (text) => fill(`echo <x> ${text}`, [value], 'posix'),
};

describe.each(Object.entries(inputs))('%s', (_, make) => {
  test.each(Object.entries(readers))('are %s with work that grows with their length only', (__, read) => {
    const [few, many] = [400, 3200];
    const work = (n: number): number => {
      const text = make(n);
      return workOf(() => read(text));
    };
    work(few);
    const small = Math.max(10, Math.min(...Array.from({ length: 3 }, () => work(few))));
    // The collector's work for other tests of the process counts too: quadratic work is so each time.
    let large = Infinity;
    for (let round = 0; round < 3 && large / small >= 45; round++) large = Math.min(large, work(many));
    // Quadratic work would be 64 times as much; linear work is 8 times, and more with what memory costs.
    expect(large / small).toBeLessThan(45);
  });
});
