import { expect, test } from 'vitest';
import { commandRisk } from '../../src/risk/risk.ts';

test.each([
  ["printf -v 'a[$(rm -rf x)]' y", 'destroys'],
  ["printf -v'a[$(rm -rf x)]' y", 'destroys'],
  ["read 'a[$(rm -rf x)]'", 'destroys'],
  ["read -r -p 'n? ' 'a[$(rm -rf x)]'", 'destroys'],
  ["read -ra 'a[$(rm -rf x)]'", 'destroys'],
  ["unset 'a[$(rm -rf x)]'", 'destroys'],
  ["unset -v 'a[`rm -rf x`]'", 'destroys'],
  ["mapfile 'a[$(rm -rf x)]'", 'destroys'],
  ["getopts ab 'a[$(rm -rf x)]'", 'destroys'],
  ["wait -n -p 'a[$(rm -rf x)]'", 'destroys'],
  ["declare 'a[$(rm -rf x)]=1'", 'destroys'],
  ["export 'a[$(rm -rf x)]=1'", 'destroys'],
  ["command declare 'a[$(rm -rf x)]=1'", 'destroys'],
  ["declare -n r='a[$(rm -rf x)]'", 'destroys'],
  ["x='a[$(rm -rf y)]'; echo ${!x}", 'destroys'],
])('names of variables with a subscript run what stands in it: %s', (command, risk) => {
  expect(commandRisk(command)).toBe(risk);
});

test.each([
  ['printf -v x %s y', 'reads'],
  ['read -r x', 'reads'],
  ['read -p "$(date) " x', 'reads'],
  ['unset x y', 'reads'],
  ['unset -f f', 'reads'],
  ['mapfile -t x < f', 'reads'],
  ['getopts ab opt', 'reads'],
  ['wait -n', 'reads'],
  ['declare -a x', 'reads'],
  ['local x=1', 'reads'],
  ['declare -A m=([a]=1)', 'reads'],
  ['export A=b', 'reads'],
  ['readonly A', 'reads'],
  ['echo ${!PRE*}', 'reads'],
  ['echo "${!a[@]}"', 'reads'],
])('plain names do not: %s', (command, risk) => {
  expect(commandRisk(command)).toBe(risk);
});

test.each([
  ["trap 'rm -rf x' EXIT", 'destroys'],
  ["trap 'rm -rf x' DEBUG; ls", 'destroys'],
  ["trap -- 'rm -rf x' INT", 'destroys'],
  ['trap - EXIT', 'reads'],
  ['trap -p', 'reads'],
  ["mapfile -C 'rm -rf x' -c 1 a < f", 'destroys'],
  ["readarray -C 'rm -rf x' a", 'destroys'],
  ["complete -C 'rm -rf x' ls", 'destroys'],
  ['bind -x \'"a": rm -rf x\'', 'destroys'],
  ["complete -W '$(rm -rf x)' ls", 'destroys'],
  ["eval 'rm -rf x'", 'destroys'],
  ["builtin eval 'rm -rf x'", 'destroys'],
  ["command eval 'rm -rf x'", 'destroys'],
  ['eval "$x"', 'unknown'],
  ['enable -f ./x.so x', 'unknown'],
  ['hash -p ./x ls', 'unknown'],
  ['source <(echo ls)', 'unknown'],
  ['. ./x.sh', 'unknown'],
  ['fc -s ls', 'unknown'],
  ['fc -e cat', 'unknown'],
  ['fc -l', 'reads'],
  ["alias ls='rm -rf x'", 'destroys'],
  ['alias k=kubectl; k get pods', 'reads'],
  ['alias k=kubectl; k delete pod x', 'destroys'],
  ['coproc rm -rf x', 'destroys'],
  ['coproc { rm -rf x; }', 'destroys'],
  ['coproc ls', 'reads'],
])('code that is run later is code: %s', (command, risk) => {
  expect(commandRisk(command)).toBe(risk);
});

test.each([
  ["PS4='$(rm -rf x)'; set -x; ls", 'destroys'],
  ["export PS1='`rm -rf x`'", 'destroys'],
  ["PS0='$(touch x)'", 'unknown'],
  ["PROMPT_COMMAND='rm -rf x'", 'destroys'],
  ["x='$(rm -rf y)'; echo ${x@P}", 'destroys'],
  ["x='$(rm -rf y)'; z=$x; echo ${z@P}", 'destroys'],
  ["PS4='+ '; set -x; ls", 'reads'],
  ["PS4='[$(date)] '", 'unknown'],
  ['x=a; echo ${x@P}', 'reads'],
  ["x='$(rm -rf y)'; echo ${x@Q}", 'reads'],
])('prompts are expanded each time they are shown: %s', (command, risk) => {
  expect(commandRisk(command)).toBe(risk);
});
