import { expect, test } from 'vitest';
import { commandRisk } from '../../src/risk/risk.ts';

test.each([
  ['case $x in a) ls;; esac', 'reads'],
  ['case $x in a) ls;; b) rm -rf y;; esac', 'destroys'],
  ['case $(rm -rf x) in a) ls;; esac', 'destroys'],
  ['case $x in (a|b) rm -rf y;; esac', 'destroys'],
  ['case $x in a) ls;& b) touch y;; esac', 'changes'],
  ['case rm in rm) ls;; esac', 'reads'],
  ['if ls; then rm -rf x; fi', 'destroys'],
  ['if rm -rf x; then ls; fi', 'destroys'],
  ['if ls; then ls; elif rm -rf x; then ls; fi', 'destroys'],
  ['if ls; then ls; else rm -rf x; fi', 'destroys'],
  ['if true; then ls; fi', 'reads'],
  ['if [ -f x ]; then cat x; fi', 'reads'],
])('all branches count: %s', (command, risk) => {
  expect(commandRisk(command)).toBe(risk);
});

test.each([
  ['for i in a b; do rm -rf $i; done', 'destroys'],
  ['for i in a b; do echo $i; done', 'reads'],
  ['for i in $(rm -rf x); do echo $i; done', 'destroys'],
  ['while rm -rf x; do ls; done', 'destroys'],
  ['while read l; do echo $l; done < f', 'reads'],
  ['until ls; do rm -rf x; done', 'destroys'],
  ['for p in $(kubectl get pods -o name); do kubectl delete $p; done', 'destroys'],
  ['for p in $(kubectl get pods -o name); do kubectl describe $p; done', 'reads'],
  ['select x in a b; do rm -rf $x; done', 'destroys'],
  ['for i in 1 2; do ls; done > out', 'changes'],
  ['for rm in a b; do echo $rm; done', 'reads'],
  ['while true; do ls; sleep 1; done', 'reads'],
])('loops count once and for all: %s', (command, risk) => {
  expect(commandRisk(command)).toBe(risk);
});
