import { expect, test } from 'vitest';
import { mask } from '../../src/masking/mask.ts';

const SECRET = 'hunter2';

test.each([
  `mysql --user root --password \\\n  ${SECRET} db`,
  `mysql --password \\\r\n  ${SECRET} db`,
  `tool --password ^\n  ${SECRET}`,
  `tool --password \`\n  '${SECRET}' -v`,
  `Generated new password "${SECRET}"`,
  `Generated new password ${SECRET} for alice`,
  `New password "${SECRET}" was generated`,
  `Password set to ${SECRET}`,
  `Password for alice set to "${SECRET}"`,
  `The password was changed to ${SECRET}.`,
  `Setting the admin password to ${SECRET}`,
  `Created token ${SECRET}`,
  `requirepass  ${SECRET}`,
  `export PASSWORD='it''s${SECRET}'`,
  `PASSWORD='it'\\''s ${SECRET}'`,
  `PASSWORD="a"'${SECRET}'`,
  `ALTER USER a PASSWORD 'it''s ${SECRET}';`,
  `╔═══════╦══════════╗\n║ user  ║ password ║\n╠═══════╬══════════╣\n║ alice ║ ${SECRET}  ║\n╚═══════╩══════════╝`,
  `┏━━━━━━━┳━━━━━━━━━━┓\n┃ User  ┃ Password ┃\n┡━━━━━━━╇━━━━━━━━━━┩\n│ alice │ ${SECRET}  │\n└───────┴──────────┘`,
  `USER    PASSWORD   ROLE\nalice   ${SECRET}    admin`,
])('hides the secret of %j', (text) => {
  expect(mask(text)).not.toContain(SECRET);
});

test.each([
  'USER    PASSWORD AGE   ROLE\nalice   30 days        admin',
  '║ user  ║ password age ║\n╠═══════╬══════════════╣\n║ alice ║ 30 days      ║',
  'password: (hidden)',
  'Password set to expire in 30 days',
  'Generated new password for alice',
  'Generated new password and stored it in vault',
  'The password was reset to the default.',
  'requirepass is not set',
  'curl --silent \\\n  https://h/x',
  'tool --password \\\n  --verbose',
  `echo 'a' "b" 'c''d'`,
])('leaves %j', (text) => {
  expect(mask(text)).toBe(text);
});
