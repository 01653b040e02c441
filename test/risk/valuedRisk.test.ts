import { expect, it } from 'vitest';
import { valuedRisk } from '../../src/risk/settings.ts';

it.each([
  ['curl $F', '-o out https://a.example'],
  ['find . ${F}', '-delete'],
  ['sort $F', '-o names names'],
  ['bash -c "cat a $F"', '; touch b'],
  ['awk "{print $F}" a', 'system("touch b")'],
  ['sed "$F" a', 's/x/y/w out'],
])('%s with F=%s does more than read', (command, value) => {
  expect(valuedRisk([command], { F: value }, 'bash')).not.toBe('reads');
});

it.each([
  ['kubectl get pod $F', 'web-0'],
  ['ls $F', '/var/log/app.log'],
  ['kubectl get pod $G', '-o yaml'],
  ['echo \\$F', '-n; touch b'],
])('%s with F=%s reads', (command, value) => {
  expect(valuedRisk([command], { F: value }, 'bash')).toBe('reads');
});
