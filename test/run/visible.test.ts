import { expect, test } from 'vitest';
import { TerminalOutput, visible, visibleJson, visibleLine } from '../../src/text/visible.ts';

test('what a terminal would obey is shown', () => {
  expect(visible('a\u001b[2Kb\bc\rd\u009b1Ge\u0007')).toBe('a\\x1b[2Kb\\x08c\\x0dd\\x9b1Ge\\x07');
  expect(visible('\u001b]0;title\u0007')).toBe('\\x1b]0;title\\x07');
  expect(visible('a\u202eb\u2066c')).toBe('a\\u202eb\\u2066c');
  expect(visible('tab\tline\nwindows\r\nünï ✓ 👩‍💻')).toBe('tab\tline\nwindows\nünï ✓ 👩‍💻');
  expect(visibleLine('a\nb')).toBe('a b');
  const json = JSON.stringify({ a: 'x\u009b\u202e' });
  expect(visibleJson(json)).toBe('{"a":"x\\u009b\\u202e"}');
  expect(JSON.parse(visibleJson(json))).toEqual(JSON.parse(json));
});

test('output keeps its colours, in every cut, and nothing else', () => {
  const text =
    'a\u001b[31mred\u001b[0m \u001b[2K\u001b[1Gx\u001b]0;t\u0007\b\rend\u001b[8mhidden\u001b[1;8m!\u001b[32mgreen';
  const whole = new TerminalOutput();
  const expected = whole.push(text) + whole.end();
  expect(expected).toBe(
    'a\u001b[31mred\u001b[0m \\x1b[2K\\x1b[1Gx\\x1b]0;t\\x07\\x08\rendhidden!\u001b[32mgreen\u001b[0m',
  );
  for (let cut = 1; cut < text.length; cut++) {
    const output = new TerminalOutput();
    expect(output.push(text.slice(0, cut)) + output.push(text.slice(cut)) + output.end()).toBe(expected);
  }
  expect(new TerminalOutput().end()).toBe('');
});
