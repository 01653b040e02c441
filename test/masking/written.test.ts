import { expect, test } from 'vitest';
import { mask } from '../../src/masking/mask.ts';

test.each([
  'Passwort: Sommer2024!x',
  'mot de passe : Hiver2024!x',
  'PHPSESSID=8f14e45fceea167a5a36dedd4bea2543',
  '{"password":{"value":"Hunter22xx"}}',
  '<password><![CDATA[Hunter22xx]]></password>',
  'password -> Hunter22xx',
  'setPassword("Hunter22xx")',
  'SSWS 00abcdefghij1234567890klmn',
  'export DB_CREDENTIALS="/Hunter22xx/abc+q=="',
  'DB_PASSWORD=/home/2024/x.json',
])('a secret in another way of writing is hidden: %s', (text) => {
  expect(mask(text)).not.toMatch(/2024|8f14e4|Hunter22|00abcdef/);
});

test.each([
  'PASS src/app.test.js',
  '--- PASS: TestFoo (0.00s)',
  'passwd: password updated successfully',
  'credentials: /home/me/.aws/credentials',
  'Set-Cookie: lang=en; Path=/',
  'password: must be at least 8 characters',
  'use --password to set one',
  'gpg --list-secret-keys --keyid-format LONG',
  'Passwort: falsch',
  'export GOOGLE_APPLICATION_CREDENTIALS="/home/conan/.hidden/service-account-file.json"',
  'GCP_CREDENTIALS=~/keys/Shop.json terraform plan',
  'export AWS_CREDENTIALS=$HOME/.aws/credentials',
])('what tells of secrets stays: %s', (text) => {
  expect(mask(text)).toBe(text);
});
