import { describe, expect, it } from 'vitest';
import { applySuppressions, type RuleFinding } from '../../src/lint/suppressions.ts';
import { loadParser } from '../../src/parser/parse.ts';
import { LineIndex } from '../../src/text/lineIndex.ts';
import { applyEdits } from '../../src/text/edit.ts';

const parse = await loadParser();

/** Reports each `bad_<rule>` of a text as a finding of that rule, and sifts them. */
function sift(text: string, settings: { requireReason?: boolean; reportUnused?: boolean } = {}, ran = ['one', 'two']) {
  const file = parse(text, '/a.ts');
  expect(file.errors).toEqual([]);
  const findings: RuleFinding[] = [...text.matchAll(/bad_(\w+)/g)].map((match) => ({
    ruleId: match[1]!,
    severity: 'warning',
    range: { start: match.index, end: match.index + match[0].length },
    message: 'bad',
  }));
  const { kept, suppressed } = applySuppressions(
    file,
    new LineIndex(text),
    findings,
    { reportUnused: true, requireReason: false, ...settings },
    { known: ['one', 'two', 'three'], ran: new Set(ran) },
  );
  return {
    kept: kept.map(({ ruleId, range }) => `${ruleId} ${text.slice(range.start, range.end)}`),
    suppressed: suppressed.map(({ finding, reason }) => `${finding.ruleId}${reason ? ` because ${reason}` : ''}`),
    findings: kept,
  };
}

describe('suppressions', () => {
  it('silence a rule on the next line, with a reason', () => {
    const text = '// breakwater-disable-next-line one -- local peer\nbad_one;\nbad_one;';
    expect(sift(text)).toMatchObject({ kept: ['one bad_one'], suppressed: ['one because local peer'] });
  });

  it('silence the line they stand on, several rules, and all rules', () => {
    expect(sift('bad_one; bad_two; // breakwater-disable-line one, two').kept).toEqual([]);
    expect(sift('/* breakwater-disable-next-line */\nbad_one; bad_two;').kept).toEqual([]);
    expect(sift('/* breakwater-disable-next-line\n * one -- two\n * lines */\nbad_one;').suppressed).toEqual([
      'one because two lines',
    ]);
  });

  it('silence a block up to enable, or the end', () => {
    const text = 'bad_one;\n// breakwater-disable one\nbad_one; bad_two;\n// breakwater-enable one\nbad_one;';
    expect(sift(text).kept).toEqual(['one bad_one', 'two bad_two', 'one bad_one']);
    expect(sift('/* breakwater-disable */\nbad_one;\nbad_two;').kept).toEqual([]);
  });

  it('silence a file from anywhere in it', () => {
    expect(sift('bad_one;\nbad_two;\n// breakwater-disable-file one -- vendored').kept).toEqual(['two bad_two']);
  });

  it("take ESLint's own comments for breakwater's rules", () => {
    expect(sift('// eslint-disable-next-line no-console, breakwater/one -- x\nbad_one; bad_two;').kept).toEqual([
      'two bad_two',
    ]);
    expect(sift('// eslint-disable-next-line no-console\nbad_one;').kept).toEqual(['one bad_one']);
    expect(sift('// eslint-disable-next-line\nbad_one; bad_two;').kept).toEqual([]);
    expect(
      sift('/* eslint-disable breakwater/one */\nbad_one;\n/* eslint-enable breakwater/one */\nbad_one;').kept,
    ).toEqual(['one bad_one']);
    expect(sift('// eslint-disable breakwater/one\nbad_one;').kept).toEqual(['one bad_one']);
  });

  it('are reported where they silence nothing, with a fix that removes them', () => {
    const text = 'go();\n  // breakwater-disable-next-line one -- long gone\nfine();\n';
    const { findings } = sift(text);
    expect(findings.map(({ message }) => message)).toEqual([
      'Unused suppression: one reports nothing here. Remove this comment.',
    ]);
    expect(applyEdits(text, findings[0]!.fix!.edits)).toBe('go();\nfine();\n');
    const behind = 'fine(); // breakwater-disable-line one\n';
    expect(applyEdits(behind, sift(behind).findings[0]!.fix!.edits)).toBe('fine();\n');
  });

  it('point at the one name of several that silences nothing', () => {
    expect(sift('// breakwater-disable-next-line one, two\nbad_one;').kept).toEqual(['unused-suppression two']);
  });

  it('name an unknown rule and the nearest one', () => {
    const { findings } = sift('// breakwater-disable-next-line tree\nfine();');
    expect(findings[0]!.message).toBe('Unknown rule "tree", so this comment suppresses nothing. Did you mean "three"?');
  });

  it('are not unused where their rule is off, where ESLint may need them, or where nobody asks', () => {
    expect(sift('// breakwater-disable-next-line three\nfine();').kept).toEqual([]);
    expect(sift('// eslint-disable-next-line\nfine();').kept).toEqual([]);
    expect(sift('// breakwater-disable-next-line one\nfine();', { reportUnused: false }).kept).toEqual([]);
  });

  it('may be asked for a reason', () => {
    expect(sift('// breakwater-disable-next-line one, two\nbad_one; bad_two;', { requireReason: true }).kept).toEqual([
      'missing-reason // breakwater-disable-next-line one, two',
    ]);
    expect(sift('// breakwater-disable-next-line one -- yes\nbad_one;', { requireReason: true }).kept).toEqual([]);
  });
});
