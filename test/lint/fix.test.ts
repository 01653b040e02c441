import { describe, expect, it } from 'vitest';
import { fixAll, mergeFixes } from '../../src/lint/fix.ts';
import type { LintMessage, LintResult } from '../../src/lint/model.ts';
import { applyEdits, type TextEdit } from '../../src/text/edit.ts';

const position = { line: 1, column: 1 };
const edit = (start: number, end: number, newText: string): TextEdit => ({ range: { start, end }, newText });
const message = (...edits: TextEdit[]): LintMessage => ({
  ruleId: 'one',
  severity: 'warning',
  message: 'bad',
  suggestions: [],
  fingerprint: 'f',
  range: edits[0]!.range,
  start: position,
  end: position,
  fix: { title: 'Fix', edits },
});
const result = (...messages: LintMessage[]): LintResult => ({ path: '/a.ts', messages, suppressed: [] });

describe('fixes', () => {
  it('are merged without overlaps, whole fixes at a time', () => {
    const merged = mergeFixes([
      message(edit(0, 1, 'X'), edit(4, 5, 'X')),
      message(edit(2, 3, 'Y')),
      message(edit(6, 7, 'Z')),
    ]);
    expect(applyEdits('abcdefgh', merged)).toBe('XbcdXfZh');
  });

  it.each(['const', 'let', 'var'])('are merged without declaring a name twice: %s', (kind) => {
    const named = (at: number) => message(edit(at, at, `${kind} response = 1; `));
    expect(applyEdits('ab', mergeFixes([named(0), named(1)]))).toBe(`${kind} response = 1; ab`);
  });

  it('are merged where a name is of a catch or a callback', () => {
    const caught = (at: number) => message(edit(at, at, 'catch (error) { console.error(error); } '));
    expect(mergeFixes([caught(0), caught(1)])).toHaveLength(2);
  });

  it('go on for as many rounds as there are names to choose', async () => {
    const fixed = await fixAll('a'.repeat(15), async (text) =>
      result(...[...text].flatMap((one, at) => (one === 'a' ? [message(edit(at, at + 1, 'const x'))] : []))),
    );
    expect(fixed.text).toBe('const x'.repeat(15));
  });

  it('are applied until none is left, and keep a byte order mark', async () => {
    let rounds = 0;
    const fixed = await fixAll('\uFEFFaaa', async (text) => {
      rounds++;
      const at = text.indexOf('a');
      return at < 0 ? result() : result(message(edit(at, at + 1, 'b')));
    });
    expect(fixed).toMatchObject({ text: '\uFEFFbbb', changed: true, result: { messages: [] } });
    expect(rounds).toBe(4);
  });

  it('stop after ten rounds where two undo each other', async () => {
    let rounds = 0;
    const flip = async (text: string) => {
      rounds++;
      return result(message(edit(0, 1, text === 'a' ? 'b' : 'a')));
    };
    expect((await fixAll('a', flip)).changed).toBe(false);
    expect(rounds).toBe(11);
  });
});
