import { expect, test } from 'vitest';
import { mask } from '../../src/masking/mask.ts';
import { streamed } from './streamed.ts';

const HIDDEN: readonly (readonly [text: string, secret: string])[] = [
  ['APP_SECRET_KEY="q7(!mmZrTVh2xWd8KpL0"', 'q7(!mmZrTVh2xWd8KpL0'],
  ['SECRET_KEY="uv(w)xYz4Kl9Qr7Tn"', 'uv(w)xYz4Kl9Qr7Tn'],
  ["password='z(4)Rtb8mWq'", 'z(4)Rtb8mWq'],
  ['password=bar(quxLam34)', 'quxLam34'],
  ['DB_PASSWORD="ma$tree(2)kLm"', 'tree(2)kLm'],
  ['password: "Ro(se)99tree"', 'Ro(se)99tree'],
  ['{"password":"f(x)=2x+Zeta"}', 'Zeta'],
  ['export ADMIN_PASSWORD=hey(you#17', 'hey(you#17'],
  ['mysql --password=a(b@c1d2', 'a(b@c1d2'],
  ["client_secret: 'k[4](Tt7~pq'", 'k[4](Tt7~pq'],
  ['secret="n[\'0\']8Hx2Lm"', '8Hx2Lm'],
];

test.each(HIDDEN)('a password with a bracket in it is none of code: %s', (text, secret) => {
  expect(mask(text)).not.toContain(secret);
  expect(mask(text)).toContain('***');
});

test.each(HIDDEN)('it is hidden wherever the stream is cut: %s', (text) => {
  const line = `${text}\nok\n`;
  for (let cut = 1; cut < line.length; cut++) expect(streamed(line, [cut])).toBe(mask(line));
});

test.each([
  'password=getpass()',
  'password = getpass("Password: ")',
  'password = os.environ["X"]',
  "password = os.environ['DB_PASSWORD']",
  'token=$(vault read -field=token auth/x)',
  'secret: data.get("x")',
  'password=generate(16)',
  'password=random_string(length=16)',
  'password = decrypt(cipher_text)',
  'password = hash(user, salt)',
  'api_key = base64encode(random_id.key.hex)',
  'secretKey = Buffer.from(raw, "base64").toString()',
  'password=await vault.read("a/b")',
  'password: str(uuid.uuid4())',
  'token = getToken(req.headers["x-token"])',
  'password = SecretStore::load(&path)',
])('code that gets one stays: %s', (text) => {
  expect(mask(text)).toBe(text);
});
