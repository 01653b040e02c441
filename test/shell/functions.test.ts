import { expect, test } from 'vitest';
import { commandRisk } from '../../src/risk/risk.ts';

test.each([
  ['f() { rm -rf x; }; f', 'destroys'],
  ['f() { rm -rf x; }', 'destroys'],
  ['function f { rm -rf x; }; f', 'destroys'],
  ['function f() { ls; }; f', 'reads'],
  ['f() { ls; }; f', 'reads'],
  ['f() ( rm -rf x ); f', 'destroys'],
  ['f() { g; }; g() { rm -rf x; }; f', 'destroys'],
  ['f() { ls; } > out; f', 'changes'],
])('a function counts by what stands in it: %s', (command, risk) => {
  expect(commandRisk(command)).toBe(risk);
});

test.each([
  ['ls() { rm -rf x; }; ls', 'destroys'],
  ['function kubectl { rm -rf x; }; kubectl get pods', 'destroys'],
  // What it is called with may be an option of its own: `f -o file` of `f() { sort "$@"; }`.
  ['kubectl() { command kubectl --context a "$@"; }; kubectl get pods', 'unknown'],
  ['command_not_found_handle() { rm -rf x; }; nosuch', 'destroys'],
  ['cd() { rm -rf x; }; cd y', 'destroys'],
  ['sudo() { "$@"; }; sudo ls', 'reads'],
  ['sudo() { "$@"; }; sudo rm x', 'destroys'],
])('also where it takes the name of a program: %s', (command, risk) => {
  expect(commandRisk(command)).toBe(risk);
});
