import { expect, test } from 'vitest';
import { plainAddress } from '../../src/files/webAddress.ts';
import { factsKey, receiverOf } from '../../src/messages/webhook.ts';

test.each([
  'http://127.0.0.1:9/ok/x/',
  'HTTP://127.0.0.1:9/ok/x',
  'http://127.1:9/ok/x',
  'http://127.0.0.1:9/ok/./x',
  'http://127.0.0.1:9/no/../ok/x#part',
  ' http://127.0.0.1:9/ok/x ',
  'http://127.0.0.1:9/ok/x?',
  'http://127.0.0.1:9/%6fk/%78/?',
  'http://u:p@127.0.0.1:9/ok/x',
  'http://localhost:9/ok/x',
  'http://LOCALHOST.:9/ok/x',
  'http://[::1]:9/ok/x',
])('%s leads to the same receiver', (address) => {
  expect(receiverOf(plainAddress(address))).toBe(receiverOf(plainAddress('http://127.0.0.1:9/ok/x')));
});

test.each([
  'http://127.0.0.1:9/ok/X',
  'http://127.0.0.1:8/ok/x',
  'http://127.0.0.2:9/ok/x',
  'http://localhost.example.org:9/ok/x',
  'http://127.0.0.1:9/u@localhost/ok/x',
  'http://127.0.0.1:9/ok/x?to=2',
  'http://127.0.0.1:9/ok%2Fx',
  'nowhere',
])('%s is another receiver', (address) => {
  expect(receiverOf(plainAddress(address))).not.toBe(receiverOf(plainAddress('http://127.0.0.1:9/ok/x')));
});

test('what is said is the same whatever its channel is called, and another thing to another address', () => {
  const message = { incident: 'I-1', title: 'Down', text: 'Hello' };
  const address = 'https://hooks.example.org/a';
  expect(factsKey(message, 'slack', address)).toBe(factsKey(message, 'everyone', address));
  expect(factsKey(message, 'slack', address)).not.toBe(factsKey(message, 'slack', 'https://hooks.example.org/b'));
  expect(factsKey(message, 'phone', undefined)).not.toBe(factsKey(message, 'mail', undefined));
});
