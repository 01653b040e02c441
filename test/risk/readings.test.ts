import { expect, test } from 'vitest';
import { commandRisk } from '../../src/risk/risk.ts';

/** What is set somewhere else than on the way of the text may hold, or not. */
test.each([
  'c=delete; (c=get); kubectl $c pod x',
  'c=delete; true | c=get; kubectl $c pod x',
  'c=delete; echo $(c=get); kubectl $c pod x',
  'c=delete; c=get & kubectl $c pod x',
  'c=delete; false && c=get; kubectl $c pod x',
  'c=delete; f() { c=get; }; kubectl $c pod x',
  'c=delete; f() { local c=get; }; f; kubectl $c pod x',
  'c=delete; case x in a) c=get;; esac; kubectl $c pod x',
  'c=delete; while false; do c=get; done; kubectl $c pod x',
  "c=delete; bash -c 'c=get'; kubectl $c pod x",
  'c=delete; readonly c; c=get; kubectl $c pod x',
  'readonly c=delete; c=get; kubectl $c pod x',
  '(c=get); kubectl $c delete pod x',
  'if false; then c=get; fi; kubectl $c delete pod x',
  'c=get; unset c; kubectl $c delete pod x',
  'c=get; unset -v c; kubectl $c delete pod x',
  'c=get; unset $n; kubectl $c delete pod x',
  'c=get; ((c=0)); kubectl $c delete pod x',
  'c=get; printf -vc delete; kubectl $c pod x',
  'c=get; exec {c}>/dev/null; kubectl $c delete pod x',
  'typeset -i c=get; kubectl $c delete pod x',
  'x=delete; (x=get); c=$x; kubectl $c pod x',
  "xargs -I{} bash -c 'echo {}' < f",
  "cat f | xargs -I % sh -c 'ls %'",
])('a value that may be another one is not relied on: %s', (command) => {
  expect(commandRisk(command)).not.toBe('reads');
});

test.each([
  'c=get; kubectl $c pod x',
  'export c=get; kubectl $c pod x',
  'NS=a; if true; then NS=b; fi; kubectl get pods -n $NS',
  'if true; then c=get; else c=describe; fi; kubectl get pods $c',
  'URL=http://a; (URL=http://b); curl -s "$URL"',
  "ls | xargs -I{} sh -c 'ls {}'",
  'xargs -I{} bash -c \'echo "$1"\' _ {} < f',
  'f() { kubectl "$@"; }; f get pods',
  'f() { echo "$@"; "$@"; }; f ls -l',
  'f() { ns=$1; kubectl get pods -n "$ns"; }; f a',
])('look-alikes read: %s', (command) => {
  expect(commandRisk(command)).toBe('reads');
});

test.each([
  ['f() { kubectl "$@"; }; f delete pod x', 'destroys'],
  ['f() { "$@"; }; f rm x', 'destroys'],
  ['f() { $1 x; }; f rm', 'destroys'],
  ['g() { "$@"; }; f() { g "$@"; }; f rm x', 'destroys'],
  ['f() { sort "$@"; }; f -o out a', 'changes'],
  ['main() { run rm x; }; run() { "$@"; }; main', 'destroys'],
  ['f() { kubectl $1 delete pod x; }; f', 'destroys'],
  ['f() { shift; kubectl "$@"; }; f get delete pod x', 'unknown'],
  ['f() { eval "$@"; }; f rm x', 'unknown'],
  ['command_not_found_handle() { "$@"; }; ls', 'unknown'],
  ['f() { "$@"; }; f "$cmd"', 'unknown'],
])('functions that hand on what they are given: %s', (command, risk) => {
  expect(commandRisk(command)).toBe(risk);
});
