import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { filesPort, shown } from './shown.ts';

function constantShown(text: string, files: Readonly<Record<string, string>> = {}): unknown {
  const { context, node } = shown(text, filesPort(files));
  return context.constant(node);
}

describe('a constant', () => {
  test.each([
    ['show(5);', 5],
    ["show('a');", 'a'],
    ['show(null);', null],
    ['show(true);', true],
    ['show(-1);', -1],
    ['show(!0);', true],
    ['show(60 * 1000 + 5);', 60_005],
    ['show(2 ** 10 % 1000);', 24],
    ["show('a' + 1);", 'a1'],
    ['show(`a`);', 'a'],
    ['const n = 2; show(`${n}s`);', '2s'],
    ['const SECOND = 1000; const WAIT = 5 * SECOND; show(WAIT);', 5000],
    ['show((5 as number)!);', 5],
    ['show(Infinity);', Infinity],
    ['show(Number.POSITIVE_INFINITY);', Infinity],
    ['show(Number.MAX_SAFE_INTEGER);', Number.MAX_SAFE_INTEGER],
    ['const limits = { wait: 5 }; show(limits.wait);', 5],
  ])('%s', (text, value) => {
    expect(constantShown(text)).toBe(value);
  });

  test('comes from another file', () => {
    expect(constantShown("import { WAIT } from './time'; show(WAIT * 2);", { time: 'export const WAIT = 500;' })).toBe(
      1000,
    );
  });
});

describe('no constant', () => {
  test.each([
    'show(x);',
    'show(/a/);',
    'show(5n);',
    'show(f());',
    'show(`${x}`);',
    'show(x + 1);',
    "show(+'5');",
    "show('5' * 2);",
    'let n = 1; n = 2; show(n);',
    'function f(n) { show(n); }',
    'const Infinity = 5; show(-Infinity + x);',
    'show([1]);',
    'enum Wait { Short = 5 } show(Wait.Short);',
  ])('%s', (text) => {
    expect(constantShown(text)).toBeUndefined();
  });
});

const arithmetic: Readonly<Record<string, (a: number, b: number) => number>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '%': (a, b) => a % b,
  '**': (a, b) => a ** b,
};

test.each(Object.entries(arithmetic))('%s of numbers gives what JavaScript gives', (operator, calculate) => {
  const numbers = fc.integer({ min: 0, max: 1000 });
  fc.assert(
    fc.property(numbers, numbers, (a, b) => {
      expect(constantShown(`show(${a} ${operator} ${b});`)).toEqual(calculate(a, b));
    }),
    { numRuns: 10 },
  );
});
