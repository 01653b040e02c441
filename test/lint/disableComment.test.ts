import { describe, expect, it } from 'vitest';
import { disableInFileSuggestion, disableSuggestion } from '../../src/lint/disableComment.ts';
import { loadParser } from '../../src/parser/parse.ts';
import { applyEdits } from '../../src/text/edit.ts';

const parse = await loadParser();

/** A text in which `two` has been disabled where `bad` stands. */
function disabled(text: string): string {
  const start = text.indexOf('bad');
  const { edits } = disableSuggestion(parse(text, '/a.ts'), { ruleId: 'two', range: { start, end: start + 3 } });
  return applyEdits(text, edits);
}

describe('disabling a rule on a line', () => {
  it.each([
    [
      'joins the comment above',
      '  // breakwater-disable-next-line one -- why\n  bad;\n',
      '  // breakwater-disable-next-line one, two -- why\n  bad;\n',
    ],
    [
      'joins the last of its names',
      '// breakwater-disable-next-line one three\nbad;',
      '// breakwater-disable-next-line one three, two\nbad;',
    ],
    [
      'joins the comment on the line',
      'bad; // breakwater-disable-line one',
      'bad; // breakwater-disable-line one, two',
    ],
    [
      'joins a block comment',
      '/* breakwater-disable-next-line one\n -- why */\nbad;',
      '/* breakwater-disable-next-line one, two\n -- why */\nbad;',
    ],
  ])('%s', (_, text, after) => {
    expect(disabled(text)).toBe(after);
  });

  it.each([
    ['a comment for another line', '// breakwater-disable-next-line one\nok;\nbad;'],
    ["ESLint's comment", '// eslint-disable-next-line breakwater/one\nbad;'],
    ['a range of lines', '// breakwater-disable one\nbad;'],
  ])('leaves %s alone', (_, text) => {
    expect(disabled(text)).toBe(text.replace(/^bad/m, '// breakwater-disable-next-line two -- reason\nbad'));
  });
});

describe('disabling a rule in a file', () => {
  it.each([
    ['on top', 'bad;\r\n', '// breakwater-disable-file two -- reason\r\nbad;\r\n'],
    [
      'below a shebang',
      '#!/usr/bin/env node\nbad;',
      '#!/usr/bin/env node\n// breakwater-disable-file two -- reason\nbad;',
    ],
    [
      'in the comment that is there',
      'bad;\n// breakwater-disable-file one -- old',
      'bad;\n// breakwater-disable-file one, two -- old',
    ],
  ])('is written %s', (_, text, after) => {
    expect(applyEdits(text, disableInFileSuggestion(parse(text, '/a.ts'), { ruleId: 'two' }).edits)).toBe(after);
  });
});
