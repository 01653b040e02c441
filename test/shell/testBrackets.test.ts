import { expect, test } from 'vitest';
import { commandRisk } from '../../src/risk/risk.ts';

test.each([
  ['[ -f x ] && ls', 'reads'],
  ['[[ $a == b* ]] && ls', 'reads'],
  ['[ "$a" = "b" ] || ls', 'reads'],
  ['[[ -z $a || -n $b ]]', 'reads'],
  ['test -d x', 'reads'],
  ['[ 1 -eq 2 ]', 'reads'],
  ['[[ $n -gt 3 ]] && ls', 'reads'],
  ['n=3; [[ n -gt 2 ]]', 'reads'],
  ['[[ $a =~ ^x+$ ]]', 'reads'],
  ['[ -v HOME ]', 'reads'],
  ['[[ -v HOME ]]', 'reads'],
  ["[ 'a[b]' = c ]", 'reads'],
  ["[[ '$(rm x)' == y ]]", 'reads'],
  ['[ $? -ne 0 ] && ls', 'reads'],
  ['[[ ! -e x ]]', 'reads'],
  ['[[ ( a == b ) && c == d ]]', 'reads'],
])('comparing reads: %s', (command, risk) => {
  expect(commandRisk(command)).toBe(risk);
});

test.each([
  ["[[ 'a[$(rm -rf x)]' -eq 0 ]]", 'destroys'],
  ["[[ 0 -lt 'a[$(rm -rf x)]' ]]", 'destroys'],
  ["[[ ! 'a[`rm -rf x`]' -ge 0 ]]", 'destroys'],
  ["[[ a == b && 'a[$(rm -rf x)]' -ne 0 ]]", 'destroys'],
  ["[[ 'a[$(touch x)]' -eq 0 ]]", 'unknown'],
  ["X='a[$(rm -rf x)]'; [[ $X -eq 0 ]]", 'destroys'],
  ["X='a[$(rm -rf x)]'; [[ X -eq 0 ]]", 'destroys'],
  ["if [[ 1 -eq 1 && 'a[$(rm -rf x)]' -eq 0 ]]; then ls; fi", 'destroys'],
  ["test 'a[$(rm -rf x)]' -eq 0", 'destroys'],
  ["[ 'a[$(rm -rf x)]' -eq 0 ]", 'destroys'],
  ['x=$(cat f); [[ $x -eq 0 ]]', 'unknown'],
  ['n=$(ls | wc -l); [[ $n -gt 3 ]] && ls', 'reads'],
])('both sides of a number are evaluated: %s', (command, risk) => {
  expect(commandRisk(command)).toBe(risk);
});

test.each([
  ["test -v 'a[$(rm -rf x)]'", 'destroys'],
  ["[ -v 'a[$(rm -rf x)]' ]", 'destroys'],
  ["[[ -v 'a[$(rm -rf x)]' ]]", 'destroys'],
  ["[[ -R 'a[$(rm -rf x)]' ]]", 'destroys'],
  ["! [ -v 'a[`rm -rf x`]' ]", 'destroys'],
  ['[[ $(rm -rf x) == y ]]', 'destroys'],
])('names are evaluated: %s', (command, risk) => {
  expect(commandRisk(command)).toBe(risk);
});
