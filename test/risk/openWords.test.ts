import { expect, test } from 'vitest';
import { commandRisk } from '../../src/risk/risk.ts';

test.each([
  'a=(-X DELETE); curl "${a[@]}" http://h/x',
  'set -- -XDELETE; curl $1 http://h/x',
  'P=$(cat p.awk); awk "$P" a',
  'awk "$(cat p.awk)" a',
  'git remote $act origin',
  'sort $(echo -o out) a',
  'v=ls; for v in touch; do :; done; $v out',
  'v=ls; printf -v v touch; $v out',
  'for o in -n5 --rotate; do journalctl $o; done',
  'echo stats reset | nc localhost 11211',
])('words that the text does not tell make a reader unknown: %s', (command) => {
  expect(commandRisk(command)).toBe('unknown');
});

test.each([
  ['o=-XDELETE; curl "$o" http://h/x', 'destroys'],
  ['A=-XDELETE; B=$A; curl $B http://h/x', 'destroys'],
  ['T=\'t; drop table u\'; psql -c "select * from $T"', 'destroys'],
])('a value that the text tells counts: %s', (command, risk) => {
  expect(commandRisk(command)).toBe(risk);
});

test.each([
  'kubectl logs "$POD" -n $NS',
  'for p in $(kubectl get pods -o name); do kubectl describe $p; done',
  'D=/var/log; ls $D',
  'cat $(ls -t | head -1)',
  'echo ruok | nc localhost 2181',
])('names stay operands: %s', (command) => {
  expect(commandRisk(command)).toBe('reads');
});
