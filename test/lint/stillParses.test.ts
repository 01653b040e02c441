import { describe, expect, it } from 'vitest';
import { stillParses } from '../../src/lint/stillParses.ts';
import { loadParser } from '../../src/parser/parse.ts';

const parse = await loadParser();
const text = `import a from 'a'\nexport function one() { a() }\nexport async function two() { await a() }\n`;
const file = parse(text, '/project/src/file.ts');
const parses = stillParses(file, parse);
/** Puts a text in front of the nth `a()`. */
const before = (nth: number, newText: string) => {
  const at = [...text.matchAll(/a\(\)/g)][nth]!.index;
  return { range: { start: at, end: at }, newText };
};
const change = (...edits: ReturnType<typeof before>[]) => ({ title: '', edits });

describe('a change is offered only where the file can be read after it', () => {
  it.each([
    ['a statement of its own', change(before(0, 'a(); '))],
    ['two places', change(before(0, 'a(); '), before(1, 'b && '))],
    ['a new import', change({ range: { start: 0, end: 0 }, newText: `import b from 'b'\n` }, before(1, 'b || '))],
    [
      'what only both edits make whole',
      change(before(0, '['), {
        range: { start: text.indexOf('a() }') + 3, end: text.indexOf('a() }') + 3 },
        newText: ']',
      }),
    ],
    [
      'a part that is taken out',
      change({ range: { start: text.indexOf('export function'), end: text.indexOf('export async') }, newText: '' }),
    ],
    ['nothing', change()],
  ])('%s', (_, one) => {
    expect(parses(one)).toBe(true);
  });

  it.each([
    ['two statements without an end between them', change(before(0, 'throw new Error() '))],
    ['a bracket that stays open', change(before(0, '('))],
    ['one of two places', change(before(0, 'a(); '), before(1, 'return '.repeat(2)))],
    ['a line beside the statements', change({ range: { start: text.length, end: text.length }, newText: 'const =' })],
  ])('not with %s', (_, one) => {
    expect(parses(one)).toBe(false);
  });
});
