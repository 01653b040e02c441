import { expect, test } from 'vitest';
import { commandRisk } from '../../src/risk/risk.ts';
import { parseRunbook } from '../../src/runbook/parse.ts';
import { fill } from '../../src/shell/quote.ts';
import { workOf } from '../support/work.ts';

const many = (piece: string, count: number): string => piece.repeat(count);

/** Processor time, as other tests run beside this one. */
test.each([
  ['here-documents on one line', `cat ${many('<<A ', 1600)}\n${many('x\nA\n', 1600)}`],
  ['here-documents that never end', `cat ${many('<<A ', 1600)}\n`],
  ['here-documents, one a line', many('cat <<A\nx\nA\n', 3000)],
  ['open substitutions', many('$(', 5000)],
  ['nested substitutions', many('$(', 2000) + many(')', 2000)],
  ['nested substitutions in quotes', many('"$(a ', 300) + many(')"', 300)],
  ['arithmetic', many('((', 5000)],
  ['nested arithmetic', `(( ${many('(', 3000)}1${many(')', 3000)} ))`],
  ['back-quotes', many('`', 20_001)],
  ['escaped back-quotes', `\`${many('\\`', 3000)}`],
  ['quotes', many('"', 20_001)],
  ['case on one line', many('case x in a) ', 2000)],
  ['case on many lines', many('case x in a)\n', 2000)],
  ['test brackets', many('[[ ', 5000)],
  ['a long word', many('a', 100_000)],
  ['a long quoted word', `"${many('a', 100_000)}"`],
  ['a word of variables', many('$a', 20_000)],
  ['pipes', `${many('ls | ', 10_000)}ls`],
  ['pipes that are never closed', many('ls |\n', 5000)],
  ['functions', many('function f ', 3000)],
  ['placeholders', `ls ${many('<pod> ', 3000)}`],
  ['wrappers', `${many('sudo ', 5000)}ls`],
  [
    'variables that name each other',
    `${Array.from({ length: 2000 }, (_, i) => `v${i}=$v${i + 1}`).join('\n')}\n(( v0 ))`,
  ],
  ['code in many values', `${many("x='a[$(touch y)]'; ", 400)}(( x ))`],
])('%s are read in time', (_, text) => {
  const fence = '~~~~';
  expect(workOf(() => parseRunbook(`# B\n\n${fence}sh\n${text}\n${fence}\n`))).toBeLessThan(3000);
  expect(workOf(() => commandRisk(text))).toBeLessThan(3000);
  const value = { start: 5, end: 8, name: 'x', value: 'a b' };
  expect(workOf(() => fill(`echo <x> ${text}`, [value], 'posix'))).toBeLessThan(3000);
});

test('what is nested too deeply to be read is not taken for something that reads', () => {
  expect(commandRisk(many('function f ', 3000))).toBe('unknown');
  expect(commandRisk(`${many('$(', 2000)}rm x${many(')', 2000)}`)).not.toBe('reads');
  expect(commandRisk(`${many('sudo ', 50)}rm -rf x`)).not.toBe('reads');
  expect(commandRisk(`${many('eval ', 50)}rm -rf x`)).not.toBe('reads');
});
