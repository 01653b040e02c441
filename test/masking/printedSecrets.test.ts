import { describe, expect, test } from 'vitest';
import { mask, Masker } from '../../src/masking/mask.ts';

const KEY = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYzEXAMPLEa1';
const SHARE = '4jYbl2CBIv6SpkKj6Hos9iD32k5RfGkLzlosrrq/JgOm';
const WORD = 'kP3vQz8LmT2wXr';
const TOKEN = 'qR7sT2uV9wX4yZ1aB6cD3eF8gH5iJ0kLmN2oP4qR';

/** The text as it comes in pieces of a few characters. */
function inPieces(text: string): string {
  const masker = new Masker(() => []);
  return (text.match(/[^]{1,3}/g) ?? []).map((piece) => masker.push(piece)).join('') + masker.flush();
}

describe('what commands print is hidden', () => {
  test.each([
    ['a key of AWS as text', `SecretAccessKey ${KEY}`, KEY],
    ['the same in lower case', `aws_secret_access_key ${KEY}`, KEY],
    ['the same behind a number', `12| SecretAccessKey   ${KEY}`, KEY],
    ['a row with blanks', `ACCESSKEY AKIAQ3EGRT5YUIOPLKJH 2026-11-26T15:00:00+00:00 ${KEY} Active me`, KEY],
    ["Alibaba's", `AccessKeySecret  ${TOKEN.slice(0, 30)}`, TOKEN.slice(0, 30)],
    ['.pgpass', `db.local:5432:app:me:${WORD}`, WORD],
    ['.pgpass with numbers of lines', `12| h:5432:db:user:${WORD}`, WORD],
    ['.pgpass found by grep', `/root/.pgpass:*:6432:*:me:${WORD}`, WORD],
    ['.pgpass that is written', `echo 'db:5432:app:me:${WORD}'`, WORD],
    ['a share', `Unseal Key 1: ${SHARE}`, SHARE],
    ['a share in lower case', `unseal key 1: ${SHARE}`, SHARE],
    ['a share by its encoding', `Unseal Key 2 (base64): ${SHARE}`, SHARE],
    ['a share of old versions', `Key 1: ${SHARE}`, SHARE],
    ['a key to recover with', `recovery key 3: ${SHARE}`, SHARE],
    ['the first token', 'Initial Root Token: hvs.Ab1', 'hvs.Ab1'],
    ['the first token in lower case', `initial root token: s.${TOKEN.slice(0, 24)}`, TOKEN.slice(0, 24)],
    ['a token in the second column', 'token                s.Ab12Cd34', 's.Ab12Cd34'],
    ['a token behind a number', `66| token    ${TOKEN}`, TOKEN],
    ['a token of Vault behind a number', '66| token                hvs.CAESIJ12ab', 'hvs.CAESIJ12ab'],
  ])('%s', (_, line, secret) => {
    for (const text of [`${line}\n`, `before\n${line}\nafter\n`, line]) {
      expect(mask(text)).not.toContain(secret);
      expect(mask(text)).toContain('***');
      expect(inPieces(text)).not.toContain(secret);
    }
  });
});

test.each([
  'SecretAccessKey is required',
  'SecretAccessKey was rotated 40 days ago',
  'secretaccesskey missing in /etc/app/credentials.d/default/config',
  'main.c:1234:main:error: expected something',
  'at web.internal:5432:app:me',
  'see lib/web.c:1234:main:error:handler',
  'image registry.local:5000:app:latest',
  'Unseal Key 1 (will be hidden): ',
  'Unseal Progress    1/3',
  'Unseal Key Shares  5',
  'recovery key 1: kept in the safe',
  'Key 1: primary',
  'Root token: see the safe',
  'token count 40',
  'tokens 123',
  'token    40',
  '12| token    web-7d9f8b6c5d-x2x9z',
  'token bucket is full',
  'token_duration       768h',
  'token_policies       ["default"]',
])('look-alikes stay: %s', (line) => {
  expect(mask(`${line}\n`)).toBe(`${line}\n`);
  expect(inPieces(`${line}\n`)).toBe(`${line}\n`);
});
