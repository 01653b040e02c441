import { expect, test } from 'vitest';
import { mask } from '../../src/masking/mask.ts';

test.each([
  ['the password is Blaumeise', 'the password is ***'],
  ['the passwd is Xy7-abc', 'the passwd is ***'],
  ['pwd is abc123', 'pwd is ***'],
  ['password is "abc def"', 'password is "***"'],
  ['the pin is 1234 now', 'the pin is *** now'],
  ['new pw: tiger', 'new pw: ***'],
  ['initial admin password → Xk29fjQ2mB', 'initial admin password → ***'],
  ['root token => s8Fk2LQ9xZ', 'root token => ***'],
  [`join with K10${'3f'.repeat(32)}::server:8a91f0c2d7`, 'join with ***'],
])('%s', (said, shown) => {
  expect(mask(said)).toBe(shown);
});

test.each([
  'the password is wrong',
  'password -> resetPassword',
  'token => next',
  'K10 is our backup tool',
  'the password is expired',
  'the password was reset',
  'the password is in the vault',
  'the password is case-sensitive',
  'the password is being rotated',
  'the pin is wrong',
  'the pin is 1234 characters long',
])('%s is no secret', (said) => {
  expect(mask(said)).toBe(said);
});
