import { expect, test } from 'vitest';
import { readCalls } from '../../src/shell/calls.ts';
import { commandRisk } from '../../src/risk/risk.ts';

test.each([
  ["sh <<< 'rm -rf x'", 'destroys'],
  ['bash <<< "rm -rf x"', 'destroys'],
  ["sudo bash <<< 'rm -rf x'", 'destroys'],
  ['bash <<< ls', 'reads'],
  ['bash <<< $x', 'unknown'],
  ['bash <<< "$(cat f)"', 'unknown'],
  ["cat <<< 'rm -rf x'", 'reads'],
  ["ssh h <<< 'rm -rf x'", 'destroys'],
  ['redis-cli <<< FLUSHALL', 'destroys'],
  ["redis-cli <<< 'GET a'", 'reads'],
  ["psql <<< 'drop table a'", 'destroys'],
  ["psql <<< 'select 1'", 'reads'],
  ["read x <<< 'rm -rf y'", 'reads'],
  ["grep a <<< '$(rm -rf x)'", 'reads'],
])('%s', (command, risk) => {
  expect(commandRisk(command)).toBe(risk);
});

test('its word is the input of its call', () => {
  const [call] = readCalls("cat <<< 'a b'").calls;
  expect(call!.input).toMatchObject({ kind: 'text', text: 'a b', fixed: true });
  expect(readCalls('cat <<< $x').calls[0]!.input).toMatchObject({ kind: 'text', text: '$x', fixed: false });
  expect(readCalls('cat 3<<< x').calls[0]!.input.kind).toBe('inherited');
  expect(readCalls('echo "<<< x"').calls[0]!.input.kind).toBe('inherited');
});
