import { expect, test } from 'vitest';
import { commandRisk } from '../../src/risk/risk.ts';

test.each([
  ['echo $((1 + 2))', 'reads'],
  ['(( i++ ))', 'reads'],
  ['i=0; while (( i < 3 )); do ls; (( i++ )); done', 'reads'],
  ['for ((i = 0; i < 3; i++)); do ls; done', 'reads'],
  ['let i=1+1', 'reads'],
  ["let 'i = i + 1'", 'reads'],
  ['declare -i n=3; (( n > 1 ))', 'reads'],
  ['a=(1 2); echo ${a[0]}', 'reads'],
  ['x=abc; echo ${x:0:2}', 'reads'],
  ['echo $(( ${#x} - 1 ))', 'reads'],
  ['n=$(kubectl get pods | wc -l); (( n > 3 )) && ls', 'reads'],
  ['n=$(grep -c error log); echo $((n * 2))', 'reads'],
  ['now=$(date +%s); echo $(( now - 60 ))', 'reads'],
  ['n=$(nproc); (( n > 4 ))', 'reads'],
  ['for i in 1 2 3; do (( i > 2 )) && ls; done', 'reads'],
  ['n=$(kubectl get pods -o json | jq length); (( n ))', 'reads'],
  ['n=$(id -u); (( n == 0 )) && ls', 'reads'],
  ['declare -A m; k=$(hostname); echo ${m[$k]}', 'reads'],
])('numbers and plain variables change nothing: %s', (command, risk) => {
  expect(commandRisk(command)).toBe(risk);
});

test.each([
  ["(( a['$(rm -rf x)'] ))", 'destroys'],
  ["let 'a[$(rm -rf x)]=1'", 'destroys'],
  ["let 'a[$(touch x)]=1'", 'unknown'],
  ["builtin let 'a[$(rm -rf x)]'", 'destroys'],
  ["declare -i n='a[$(rm -rf x)]'", 'destroys'],
  ["typeset -i n='a[`rm -rf x`]'", 'destroys'],
  ['echo $(( a[$(rm -rf x)] ))', 'destroys'],
  ['for ((i = a[$(rm -rf x)]; ; )); do ls; done', 'destroys'],
  ["a['$(rm -rf x)']=1", 'destroys'],
  ['a=([$(rm -rf x)]=1)', 'destroys'],
  ["echo ${a['$(rm -rf x)']}", 'destroys'],
  ['echo ${a:$(rm -rf x)}', 'destroys'],
  ["x=abc; echo ${x:0:'a[$(rm -rf x)]'}", 'destroys'],
])('code in literal text runs: %s', (command, risk) => {
  expect(commandRisk(command)).toBe(risk);
});

test.each([
  ["x='a[$(rm -rf y)]'; (( x ))", 'destroys'],
  ["x='a[$(rm -rf y)]'; echo $((x + 1))", 'destroys'],
  ["x='a[$(rm -rf y)]'; z=x; (( z ))", 'destroys'],
  ["x='a[$(rm -rf y)]'; z=$x; (( z ))", 'destroys'],
  ["x='a[$(rm -rf y)]'; echo ${b[x]}", 'destroys'],
  ["x='a[$(rm -rf y)]'; echo ${s:x:1}", 'destroys'],
  ["export X='a[$(rm -rf y)]'; (( X ))", 'destroys'],
  ["readonly X='a[$(rm -rf y)]'; (( X ))", 'destroys'],
  ["declare -i n; n='a[$(rm -rf y)]'", 'destroys'],
  ["for x in 1 'a[$(rm -rf y)]'; do (( x )); done", 'destroys'],
  ["set -- 'a[$(rm -rf y)]'; (( $1 ))", 'destroys'],
  ["f() { (( $1 > 2 )); }; f 'a[$(rm -rf y)]'", 'destroys'],
  ["read x <<< 'a[$(rm -rf y)]'; (( x ))", 'destroys'],
  ["echo 'a[$(rm -rf y)]' | while read x; do (( x )); done", 'destroys'],
  ["printf -v x '%s' 'a[$(rm -rf y)]'; (( x ))", 'destroys'],
  ["x='a[$('; y='rm -rf z)]'; (( $x$y ))", 'unknown'],
  ['x="a[\\$(rm -rf y)]"; (( x ))', 'destroys'],
  ["x=$'a[$(rm -rf y)]'; (( x ))", 'destroys'],
  ["(( x )); x='a[$(rm -rf y)]'", 'destroys'],
  ['x=\'a[$(rm -rf y)]\'; echo "$x"', 'reads'],
])('values of variables are followed: %s', (command, risk) => {
  expect(commandRisk(command)).toBe(risk);
});

test.each([
  ['read n; (( n > 1 ))', 'unknown'],
  ['x=$(cat count); (( x > 1 ))', 'unknown'],
  ['x=$(curl -s https://a.example/n); echo $((x))', 'unknown'],
  ['mapfile -t lines < f; (( lines[0] ))', 'unknown'],
  ['while read ns n; do (( n > 5 )) && echo $ns; done < f', 'unknown'],
  ['(( $(cat count) > 1 ))', 'unknown'],
  ['select n in 1 2; do (( n )); done', 'reads'],
  ['x=$(cat count); echo $x', 'reads'],
  ['read n; echo $n', 'reads'],
])('a value that only a program tells is unknown: %s', (command, risk) => {
  expect(commandRisk(command)).toBe(risk);
});
