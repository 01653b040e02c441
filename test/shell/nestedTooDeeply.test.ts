import { expect, test } from 'vitest';
import { commandRisk } from '../../src/risk/risk.ts';

const many = (piece: string, count: number): string => piece.repeat(count);

test('what is nested too deeply to be read is not taken for something that reads', () => {
  expect(commandRisk(many('function f ', 3000))).toBe('unknown');
  expect(commandRisk(`${many('$(', 2000)}rm x${many(')', 2000)}`)).not.toBe('reads');
  expect(commandRisk(`${many('sudo ', 50)}rm -rf x`)).not.toBe('reads');
  expect(commandRisk(`${many('eval ', 50)}rm -rf x`)).not.toBe('reads');
});
