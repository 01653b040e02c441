import { describe, expect, it } from 'vitest';
import { mask } from '../../src/masking/mask.ts';

const hex = '0123456789abcdef0123456789abcdef01234567';
const made = 'aB3dE5gH7jK9mN1pQ3rS5tU7vW9xY1zA';

describe('a secret that is named right before it, in a note', () => {
  it.each([
    [`api key ${made} works`, made],
    [`token ${hex} expired`, hex],
    [`the session token ${made} was revoked`, made],
    [`aws secret wJalrXUtnFEMIK7MDENGbPxRfiCYzEXAMPLEKEYA`, 'wJalr'],
    [`secret key base ${hex}${hex}`, hex],
    ['pass the password BobPw1234 to Bob', 'BobPw1234'],
    ['the new password for billing is now NewPw1234 ok', 'NewPw1234'],
    ['user admin, pass Adm1n!235', 'Adm1n!235'],
    ['PIN for the safe is 482913', '482913'],
  ])('is hidden: %s', (note, secret) => {
    const hidden = mask(`${note}\n`);
    expect(hidden).not.toContain(secret);
    expect(hidden).toContain('***');
  });

  it.each([
    'token abcdefgh expired',
    'the api key rotation works',
    'the token bucket 1024 is full',
    'key 12345678 of the shard',
    `cache key ${hex} was evicted`,
    `image of the token service ${hex}`,
    'the password argon2id hash is slow',
    'the password policy is strict',
    'the password for billing is expired',
    'the password for billing is stored in the vault',
    'user admin, pass rate 98 %',
    'PINs for the safe are in the book',
    'pin for the release is 482913',
  ])('is none: %s', (note) => {
    expect(mask(`${note}\n`)).toBe(`${note}\n`);
  });
});
