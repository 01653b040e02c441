import { expect, test } from 'vitest';
import { commandRisk } from '../../src/risk/risk.ts';

test.each([
  ['ls > out', 'changes'],
  ['ls >> out', 'changes'],
  ['ls 2> err', 'changes'],
  ['ls &> out', 'changes'],
  ['ls >| out', 'changes'],
  ['> out', 'destroys'],
  [': > out', 'destroys'],
  ['cat /dev/null > out', 'destroys'],
  ['cat < in > out', 'changes'],
  ['sort < a > b', 'changes'],
  ['exec > out', 'changes'],
  ['ls > /dev/sda', 'destroys'],
  ['ls <> f', 'changes'],
  ['{ ls; } > out', 'changes'],
  ['ls > $(rm -rf x)', 'destroys'],
])('what is written counts: %s', (command, risk) => {
  expect(commandRisk(command)).toBe(risk);
});

test.each([
  ['ls 2>&1', 'reads'],
  ['ls > /dev/null', 'reads'],
  ['ls >/dev/null 2>&1', 'reads'],
  ['ls &> /dev/null', 'reads'],
  ['cat < in', 'reads'],
  ['ls >&2', 'reads'],
  ['ls 2>&-', 'reads'],
  ['exec 3< f', 'reads'],
  ['echo "a > b"', 'reads'],
  ["awk '$1 > 2' f", 'reads'],
  ['[[ a > b ]]', 'reads'],
])('what is only joined or thrown away does not: %s', (command, risk) => {
  expect(commandRisk(command)).toBe(risk);
});

test.each([
  ['echo x > /dev/tcp/h/1', 'unknown'],
  ['cat < /dev/tcp/h/1', 'unknown'],
  ['diff <(ls a) <(ls b)', 'reads'],
  ['diff <(ls a) <(rm -rf b)', 'destroys'],
  ['ls > >(rm -rf x)', 'destroys'],
  ['tee >(sh) < f', 'unknown'],
])('networks and names of descriptors: %s', (command, risk) => {
  expect(commandRisk(command)).toBe(risk);
});
