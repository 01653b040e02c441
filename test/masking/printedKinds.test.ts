import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { mask, Masker } from '../../src/masking/mask.ts';

/** As many signs as a machine would print, another text for each name. */
function made(name: string, length: number): string {
  let text = '';
  for (let round = 0; text.length < length; round++)
    text += createHash('sha512').update(`${name} ${round}`).digest('base64').replace(/[+/=]/g, 'k');
  return text.slice(0, length);
}
const hex = (name: string, length: number): string => createHash('sha512').update(name).digest('hex').slice(0, length);
const low = (name: string, length: number): string =>
  made(name, length * 3)
    .toLowerCase()
    .slice(0, length);
const UUID = '5f0c1d2e-7a3b-4c9d-8e1f-2a3b4c5d6e7f';

function inPieces(text: string): string {
  const masker = new Masker(() => []);
  return (text.match(/[^]{1,3}/g) ?? []).map((piece) => masker.push(piece)).join('') + masker.flush();
}

describe('what tools print under names that tell nothing', () => {
  const key = `${made('key', 43)}=`;
  const publicKey = `${made('public', 43)}=`;
  test.each([
    ['a variable and its value, a space between', 'TWILIO_AUTH_TOKEN @', hex('twilio', 32)],
    ['a variable in a list of exports', '  export APP_DB_PASSWORD @', made('db', 20)],
    ['a key of a gossip ring, in HCL', 'encrypt = "@"', `${made('consul', 43)}=`],
    ['a key of a gossip ring, in YAML', 'encrypt: @', `${made('nomad', 22)}==`],
    ['a key of a gossip ring, in JSON', '{"server": true, "encrypt": "@"}', made('serf', 32)],
    ['a key of a storage account', '    "value": "@"', `${made('az', 86)}==`],
    ['a key of a batch account', '"primary": "@",', `${made('batch', 86)}==`],
    ['a key of functions', '{"functionKeys": {"default": "@"}}', `${made('fn', 54)}==`],
    ['a key of maps', 'Key1: @', made('maps', 43)],
    ['a plain text of KMS', '    "Plaintext": "@"', key],
    ['a key of an API', '{"name": "key", "value": "@"}', made('api', 40)],
    ['a private key of WireGuard', `wg0\t@\t${publicKey}\t51820\toff`, key],
    ['the same of one interface', `@\t${publicKey}\t51820\toff`, key],
    ['a shared key of WireGuard', `wg0\t${publicKey}\t@\t10.0.0.7:51820\t10.0.0.0/24`, key],
    ['a key of Ceph', '\tkey = @', `AQ${made('ceph', 36)}==`],
    ['a key of Ceph, alone', '@', `AQ${made('ceph', 36)}==`],
    ['a token that was made', 'Access token was successfully created... @', hex('gitea', 40)],
    ['a token of a runner, alone', '@', made('runner', 40)],
    ['a key of Elasticsearch', '{"id":"a","encoded":"@"}', made('es', 60)],
    [
      'a token of a service account',
      'SERVICE_TOKEN elastic/kibana/t = @',
      `AAEAAWVsYXN0aWMva2liYW5hL3Q6${made('st', 22)}`,
    ],
    ['a secret in a table', '| API Secret | @ |', made('confluent', 64)],
    ['a private key of Atlas', 'Private API Key @', UUID],
    ['a key of Splunk', 'pass4SymmKey = @', 'hunterlow'],
    ['what FortiGate encrypts', 'set psksecret ENC @', `${made('forti', 60)}==`],
    ['the pin of a token', 'pkcs11:token=a;pin-value=@', '48213377'],
    ['a key of SCRAM', 'stored_key=@', key],
    ['the first token of TeamCity', 'Super user authentication token: @', '1234567890123456789'],
    ['a key of Longhorn', 'CRYPTO_KEY_VALUE: @', 'violet-harbour'],
    ['a user of Concourse', 'CONCOURSE_ADD_LOCAL_USER=test:@', 'hunter'],
    ['the master key of Rails', 'master.key: @', hex('rails', 32)],
    ['a pepper', 'config.pepper = "@"', hex('pepper', 64)],
    ['a cookie of Erlang', 'erlang.cookie: @', 'ABCDEFGHIJKLMNOPQRST'],
    ['a key of Honeycomb', 'X-Honeycomb-Team: @', made('hc', 22)],
    ['a key of a disk', 'MK dump:\t@', '3a 5f 00 11 22 33 44 55 66 77 88 99 aa bb cc dd'],
    ['a webhook of Feishu', 'https://open.feishu.cn/open-apis/bot/v2/hook/@', UUID],
    ['a webhook of Mattermost', 'http://mm.x/hooks/@', low('mm', 26)],
    ['a check of healthchecks', 'https://hc-ping.com/@', UUID],
    ['a service of PagerDuty', 'https://events.pagerduty.com/integration/@/enqueue', hex('pd', 32)],
    ['a token of Unleash', '*:production.@', hex('unleash', 56)],
    ['a token of Infisical', '@', `st.63e03c4a97cb4a747186c71e.${hex('a', 32)}.${hex('b', 32)}`],
    ['a token of ntfy', '@', `tk_${low('ntfy', 29)}`],
    ['a token of 1Password', '@', `ops_${made('op', 80)}`],
    ['a token of Rancher', '@', `token-x7z9q:${low('rancher', 54)}`],
    ['a value of Redis', '127.0.0.1:6379> GET session:token\n"@"', made('redis', 24)],
    ['a value of ZooKeeper', 'get /db/password\n@', 'hunter2x9'],
    ['a secret that is handed to gh', 'gh secret set DB --body @', 'hunterlow'],
    ['dots as in a list', 'Password ............ @', 'Kiwi7xyz'],
    ['in German, without a digit', 'Passwort: @', 'tJrOPGfgZHFvox'],
    ...[
      'Heslo',
      'Пароль',
      'passord',
      'jelszó',
      'Κωδικός',
      'كلمة المرور',
      "parola d'ordine",
      'Lozinka',
      'mật khẩu',
      '口令',
    ].map((word) => [`called ${word}`, `${word}: @`, 'Tr100ubad']),
    ['of somebody, in Russian', 'пароль пользователя bob: @', 'Tr116ubad-Kiwi7'],
    ['of somebody, in German', 'Passwort von bob: @', 'Tr116ubad-Kiwi7'],
    ['a login in German', 'Zugangsdaten: bob / @', 'Tr103ubad-Kiwi7'],
    ['behind an arrow', 'keystore pass -> @', 'Tr163ubad-Kiwi7'],
    ['a key of Ceph that is older', '[client.admin]\n\tkey = @', `${made('old', 38)}==`],
    ['a variable in German', 'DB_PASSWORT=@', 'hunter'],
    ['a variable in Portuguese', 'export DB_SENHA=@', 'hunter'],
    ['a field in French', '"mot_de_passe": "@"', 'hunter'],
  ])('%s', (_, line, secret) => {
    const text = `${line.replace('@', secret!)}\n`;
    expect(mask(text)).not.toContain(secret);
    expect(mask(text)).toContain('***');
    expect(inPieces(text)).not.toContain(secret);
  });

  test.each([
    'Passwort: falsch',
    'Passwort gültig bis: 31.12.2026',
    'Passwort geändert am: 2026-11-28T10:00',
    'pass -> 12 of 12',
    'senha alterada por bob: ontem',
    'Passwort: Ge\u00e4ndert',
    'Пароль: неверный',
    'senha: alterada',
    'parola: parol\u0103 incorect\u0103',
    'key = primary',
    '"default": "eu-west-1"',
    `"value": "${hex('commit', 40)}"`,
    hex('commit', 40),
    hex('digest', 64),
    `"integrity": "sha512-${made('sri', 86)}=="`,
    '"encoded": "utf-8"',
    '"Plaintext": "hello"',
    '| Secret | web-tls |',
    'master.key: missing',
    `  public key: ${publicKey}`,
    `peer: ${publicKey}`,
    `wg0\t${publicKey}\t(none)\t10.0.0.7:51820\t10.0.0.0/24`,
    'ROTATED_TOKEN last-rotated-2026-01-01',
    'AUTH_TOKEN rotated by deploy1234567890123',
    'MAX_TOKEN 4096',
    'encrypt = true',
    'encrypt: aes-256-gcm',
    'hooks/pre-commit',
    '00000000  3a 5f 00 11 22 33 44 55 66 77 88 99 aa bb cc dd  |abc|',
    ' 3a 5f 00 11 22 33 44 55 66 77 88 99 aa bb cc dd',
    'default:release.1.2.3',
    'Token was created: 2026-11-28',
    'server_key=/etc/ssl/server.key',
    'ops_dashboard_for_the_production_cluster_in_eu_west',
    'GET session:count\n"120"',
    'get /db/config\n{"a":1}',
    'CRYPTO_KEY_VALUE: $KEY',
  ])('%s stays', (text) => {
    expect(mask(`${text}\n`)).toBe(`${text}\n`);
  });
});
