import { describe, expect, it } from 'vitest';
import { applyBaseline, formatBaseline, parseBaseline } from '../../src/lint/baseline.ts';
import { Fingerprints } from '../../src/lint/fingerprint.ts';
import type { LintMessage, LintResult } from '../../src/lint/model.ts';

function resultOf(text: string): LintResult {
  const fingerprints = new Fingerprints();
  const messages: LintMessage[] = [];
  text.split('\n').forEach((line, index) => {
    if (!line.includes('bad')) return;
    const position = { line: index + 1, column: 1 };
    const range = { start: index, end: index };
    messages.push({
      ruleId: 'one',
      severity: 'warning',
      message: 'bad',
      suggestions: [],
      range,
      start: position,
      end: position,
      fingerprint: fingerprints.next('one', line),
    });
  });
  return { path: '/p/a.ts', messages, suppressed: [] };
}

const accept = (text: string) =>
  parseBaseline(
    formatBaseline([resultOf(text)], (path) => path.slice(3)),
    'b.json',
  ).get('a.ts');
const linesLeft = (text: string, accepted: ReadonlySet<string> | undefined) =>
  applyBaseline(resultOf(text), accepted).messages.map(({ start }) => start.line);

describe('baseline', () => {
  it('accepts the findings it was written with, wherever their lines have moved', () => {
    const accepted = accept('bad(1)\n  bad(2)');
    expect(linesLeft('bad(1)\n  bad(2)', accepted)).toEqual([]);
    expect(linesLeft('\n\nif (x) {\n    bad(2)\n}\nbad(1)', accepted)).toEqual([]);
  });

  it('does not accept new ones, not even equal ones', () => {
    const accepted = accept('bad(1)\nbad(1)');
    expect(linesLeft('bad(1)\nbad(1)\nbad(1)\nbad(3)', accepted)).toEqual([3, 4]);
  });

  it('keeps what it accepts as suppressed, and in the next baseline', () => {
    const result = applyBaseline(resultOf('bad(1)'), accept('bad(1)'));
    expect(result.suppressed).toMatchObject([{ ruleId: 'one', suppressedBy: 'baseline' }]);
    expect(formatBaseline([result], () => 'a.ts')).toBe(formatBaseline([resultOf('bad(1)')], () => 'a.ts'));
  });

  it.each([
    ['not json', 'not JSON'],
    ['[]', 'a version 1 baseline'],
    ['{"version":2,"files":{}}', 'a version 1 baseline'],
    ['{"version":1,"files":{"a.ts":3}}', '"a.ts" must be a list of findings'],
    ['{"version":1,"files":{"a.ts":[{}]}}', 'a finding of "a.ts" has no fingerprint'],
  ])('refuses %s', (text, message) => {
    expect(() => parseBaseline(text, 'b.json')).toThrow(message);
  });
});
