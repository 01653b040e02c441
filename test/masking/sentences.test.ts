import { expect, test } from 'vitest';
import { mask, Masker } from '../../src/masking/mask.ts';

const TYPED = 'Blaumeise7x';
const MADE = '8f7d6e5c4b3a2910ffee';

const TOLD: readonly string[] = [
  `rotated the db password to ${TYPED}`,
  `we reset the admin password to ${TYPED}, and told Bob`,
  `changed the password of svc-backup from ${TYPED} to Sommer2024!`,
  `changed the password from winter1 to ${TYPED}`,
  `set her pw to ${TYPED}`,
  `switched the signing key to ${MADE}`,
  `the token that leaked was ${MADE}`,
  `leaked key: ${MADE} (in the build log)`,
  `the key is now ${MADE}`,
  `log in with admin / ${TYPED}`,
  `signed in as root/${TYPED} on db-2`,
  `credentials are admin / ${TYPED}`,
  `creds: admin:${TYPED}`,
  `used password ${TYPED} for the console`,
  `new root pw ${TYPED}!`,
  `the pass is ${TYPED}`,
  `password \`${TYPED}\` works again`,
  `password "${TYPED}" does not work`,
  `**password**: \`${TYPED}\``,
  `**Password:** ${TYPED}`,
  `*token*: \`${MADE}\``,
  `> __root password__ = ${TYPED}`,
  `key-3ax6xnjp29jd6fds4gc373sgvjxteol0`,
  'eyJhbGciOiJkaXIiLCJlbmMiOiJBMTI4R0NNIn0..QmFzZTY0SVYxMjM0.Y2lwaGVydGV4dGNpcGhlcg.dGFnMTIzNDU2Nzg5MDEy',
];

test.each(TOLD)('hides the secret of %j', (text) => {
  const shown = mask(text);
  expect(shown).toContain('***');
  for (const part of [TYPED, MADE, '3ax6xnjp', 'QmFzZTY0']) expect(shown).not.toContain(part);
});

test.each([
  'password "expired" message',
  'the password "reset" mail was sent',
  'pw: see 1Password',
  'Password: wrong, says the log',
  'Password: see vault path secret/db',
  'rotated the db password to a new one',
  'changed the password to stop the leak',
  'set the token to expire in 5 minutes',
  'reset the password to its default',
  'rotated the password to version 7',
  'rotated the secret to v12',
  'changed the secret to db-creds-2',
  'changed the password policy to 12 characters',
  'the token was revoked at 14:02',
  'the api key is read from the environment',
  'key is orders-2024',
  'log in with admin / root rights',
  'log in with SSO / Okta',
  'log in with ssh/22',
  'connect as bob/2fa',
  'login with email/password',
  'use eslint / typescript5 to check it',
  'credentials are in Vault / 1Password',
  '* SSL connection using TLSv1.3 / TLS_AES_256_GCM_SHA384',
  'used password authentication for the console',
  'the pass is 80% done',
  'first pass was green',
  '**Password**: see the vault',
  '**Key**: value',
])('leaves %j', (text) => {
  expect(mask(text)).toBe(text);
});

test.each(TOLD)('hides it wherever the stream of %j is cut', (text) => {
  const whole = mask(`${text}\nok\n`);
  for (let cut = 1; cut < text.length; cut++) {
    const masker = new Masker(() => []);
    const shown = masker.push(text.slice(0, cut)) + masker.push(`${text.slice(cut)}\nok\n`) + masker.flush();
    expect(shown).toBe(whole);
  }
});
