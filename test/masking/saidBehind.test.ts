import { expect, test } from 'vitest';
import { mask } from '../../src/masking/mask.ts';

const hex = '7989aff4a978ee7e304d37de7e0f73f77752bfe7e0f281a0fd2db6236d5cc510';
const base64 = 'OqE7vpU6ehGCpz8fujKmHIKbXgstnURSYSmRx5bJN1H7==';

test.each([
  ['Authorization: Basic dXNlcjpwYXNzd29yZA== worked', 'Authorization: Basic *** worked'],
  ['Authorization: Bearer abcdef123456 was refused, with 401', 'Authorization: Bearer *** was refused, with 401'],
  [
    `client_secret=${hex} wrong\nAccountKey=${base64} in the connection string`,
    'client_secret=*** wrong\nAccountKey=*** in the connection string',
  ],
  [`A=1\nAPI_KEY=${hex} isn't the one of (today).\nB=2`, `A=1\nAPI_KEY=*** isn't the one of (today).\nB=2`],
])('what is said about a secret stays: %s', (said, shown) => {
  expect(mask(said)).toBe(shown);
});

test.each([
  ['A=1\nDB_PASSWORD=correct horse battery staple\nB=2', 'A=1\nDB_PASSWORD=***\nB=2'],
  ['A=1\nDB_PASSWORD=Xk29f horse battery\nB=2', 'A=1\nDB_PASSWORD=***\nB=2'],
  [`A=1\nAPI_KEY=${hex} ${base64}\nB=2`, 'A=1\nAPI_KEY=***\nB=2'],
  ['Authorization: Digest username="bob7", realm="a b", response="x1y2z3"', 'Authorization: Digest ***'],
  ['Authorization: Bearer my own secret words', 'Authorization: Bearer ***'],
])('a value of several words is hidden as a whole: %s', (said, shown) => {
  expect(mask(said)).toBe(shown);
});

test.each(['redis-cli -a was deprecated', 'valkey-cli --pass is safer than -a', 'sshpass -p isn\'t "installed"'])(
  '%s says something about an option',
  (said) => {
    expect(mask(said)).toBe(said);
  },
);

test.each([
  ['redis-cli -a hunter2 was slow', 'redis-cli -a *** was slow'],
  ['redis-cli -a was', 'redis-cli -a ***'],
  ['redis-cli -a wasp ping', 'redis-cli -a *** ping'],
])('%s gives one', (said, shown) => {
  expect(mask(said)).toBe(shown);
});
