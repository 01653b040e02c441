import { expect, test } from 'vitest';
import { mask, Masker } from '../../src/masking/mask.ts';

const S = 'Zx81kQ9vLm27pRt4';
const HEX = 'a1b2c3d4'.repeat(8);

/** Values one level below their names, and kinds that have a form of their own. */
const HELD: readonly string[] = [
  `{"db_password":{"sensitive":true,"type":"string","value":"${S}"}}`,
  `{"admin":{"sensitive":true,"type":"string","value":"${S}"}}`,
  `{\n  "admin": {\n    "sensitive": true,\n    "type": "string",\n    "value": "${S}"\n  }\n}`,
  `{"type":"random_password","instances":[{"sensitive_attributes":[],"attributes":{"result":"${S}","length":20}}]}`,
  `{"password":{"S":"${S}"}}`,
  `password:\n  value: ${S}`,
  `api_keys:\n- ${S}a9`,
  `<password><value>${S}</value></password>`,
  `<entry key="password">${S}</entry>`,
  `cloudflared service install eyJhIjoi${S}${S}${S}${S}`,
  `https://x.io/reset-password/${S}${S}abcd`,
  `client_assertion=${S}`,
  `Recovery Key: 351274-446709-123456-123456-123456-123456-123456-123456`,
  `TLSPSK=${HEX}`,
  `key "k" { algorithm hmac-sha256; secret "${S}aa=="; };`,
  `  secret "${S}aa==";`,
  `define( 'AUTH_KEY', '${S}' );`,
  `define('AUTH_KEY',         'put ${S} phrase' );`,
  `ALTER USER scott IDENTIFIED BY ${S};`,
  `{"crumb":"${HEX}"}`,
  `crumb: ${HEX}`,
  `user default on #${HEX} ~* +@all`,
  `Login: bob / ${S}`,
  `credentials bob:${S}`,
  `Das Kennwort lautet ${S}`,
  `das neue Passwort ist ${S}`,
  `"password": { "value": "${S}" }`,
  `db_password = {\n  value = "${S}"\n}`,
];

test.each(HELD)('hides the secret of %j', (text) => {
  const shown = mask(text);
  expect(shown).toContain('***');
  for (const part of [S, HEX, '446709']) expect(shown).not.toContain(part);
});

test.each([
  'secret: arn:aws:secretsmanager:eu-west-1:123456789012:secret:prod/db-AbCdEf',
  'default_auth: mysql_native_password',
  'session: pool-mode-transaction',
  'pin: nginx-pinned-1.25',
  'Signature: verified-good-by-bob',
  '{"count":{"sensitive":false,"type":"number","value":"12345678901"}}',
  '{"password":{"type":"string","minLength":8}}',
  'password:\n  minLength: 8\n  required: true',
  'password:\n  description: The password of the user\n',
  '<entry key="host">db.example.org</entry>',
  'api_keys: 3',
  'api_keys:\n- name: ci\n  age: 3',
  'https://x.io/docs/reset-password/how-to-reset-the-password',
  'user default on nopass ~* +@all',
  'ALTER USER scott IDENTIFIED EXTERNALLY;',
  'credentials: {"type":"oauth"}',
  '<password><min>8</min></password>',
  'login: bob / admin',
  'secret:\n  name: db-creds\n  key: value',
  'secretKeyRef:\n  name: x\n  key: value-of',
])('leaves %j', (text) => {
  expect(mask(text)).toBe(text);
});

test.each(HELD)('hides it wherever the stream of %j is cut', (text) => {
  const whole = mask(`${text}\nok\n`);
  for (let cut = 1; cut < text.length; cut += 3) {
    const masker = new Masker(() => []);
    const shown = masker.push(text.slice(0, cut)) + masker.push(`${text.slice(cut)}\nok\n`) + masker.flush();
    expect(shown).toBe(whole);
  }
});
