import { describe, expect, it } from 'vitest';
import type { StepOutline } from '../../src/protocol/webview.ts';
import { stepOf } from '../../src/webview/stepOf.ts';

const step = (id: string, line: number, endLine: number, more: Partial<StepOutline> = {}): StepOutline => ({
  id,
  title: id,
  level: 1,
  line,
  endLine,
  checks: [],
  blocks: [],
  ...more,
});
const steps = [
  step('outer', 3, 20, { blocks: ['b1'], checks: ['c1'] }),
  step('inner', 8, 12, { level: 2, blocks: ['b2'] }),
  step('last', 22, 30),
];

describe('stepOf', () => {
  it('goes by the owner of a block or check, before the element around it', () => {
    expect(stepOf(steps, { block: 'b1', step: 'inner', line: 9 })).toBe('outer');
    expect(stepOf(steps, { check: 'c1', line: 25 })).toBe('outer');
  });

  it('goes by the step that is named, else by the innermost one around the line', () => {
    expect(stepOf(steps, { step: 'last', line: 4 })).toBe('last');
    expect(stepOf(steps, { line: 9 })).toBe('inner');
    expect(stepOf(steps, { line: 13 })).toBe('outer');
    expect(stepOf(steps, { block: 'of no step', line: 22 })).toBe('last');
  });

  it('finds none between, before and after steps, nor for what is not there', () => {
    for (const line of [1, 21, 31]) expect(stepOf(steps, { line })).toBeUndefined();
    expect(stepOf(steps, { step: 'gone' })).toBeUndefined();
    expect(stepOf(steps, {})).toBeUndefined();
  });
});
