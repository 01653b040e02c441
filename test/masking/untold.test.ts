import { expect, test } from 'vitest';
import { mask } from '../../src/masking/mask.ts';

const line = (seed: number): string =>
  Buffer.from(Array.from({ length: 48 }, (_, i) => (i * 37 + seed * 101) % 256)).toString('base64').slice(0, 64); // prettier-ignore

test('a value that begins as a version does is one only as a whole', () => {
  expect(mask('password: v9KxWq7LmP2\n')).toBe('password: ***\n');
  expect(mask('DB_PASSWORD=1.2.3-Xk9fWq\n')).toBe('DB_PASSWORD=***\n');
  for (const kept of ['password: v1.2.3\n', 'token: 1.2.3-rc.1\n', 'secret: >=2.0\n']) expect(mask(kept)).toBe(kept);
});

test.each(['unchanged', 'rotated', 'provided', 'expired', 'stored'])('a state is no secret: %s', (state) => {
  expect(mask(`password: ${state}\n`)).toBe(`password: ${state}\n`);
});

test('the rest of a key is hidden without its first line, that of a certificate is not', () => {
  const end = '-----END RSA PRIVATE KEY-----';
  expect(mask(`${line(1)}\n${line(2)}\nQx8z\n${end}\ndone\n`)).toBe(`***\n***\n***\n${end}\ndone\n`);
  const certificate = `-----BEGIN CERTIFICATE-----\n${line(1)}\n${line(2)}\n-----END CERTIFICATE-----\n`;
  expect(mask(certificate)).toBe(certificate);
  const hash = `${'0123456789abcdef'.repeat(4)}\n`;
  expect(mask(hash)).toBe(hash);
});

test("Terraform's random_password is hidden in a state, what else has a result is not", () => {
  expect(mask('"type": "random_password",\n"attributes": {\n  "length": 16,\n  "result": "xY7kk2"\n')).toContain(
    '"result": "***"',
  );
  expect(mask('{"type":"random_password","values":{"result":"xY7kk2"}}')).not.toContain('xY7kk2');
  expect(mask('"type": "random_pet",\n"result": "calm-fox"\n')).toContain('calm-fox');
});

test('numbers of cards are hidden, those that count or find something are not', () => {
  for (const number of ['4242 4242 4242 4242', '5555-5555-5555-4444', '3782 822463 10005'])
    expect(mask(`paid with ${number} at noon\n`)).toBe('paid with *** at noon\n');
  expect(mask('card=4242424242424242\n')).toBe('card=***\n');
  for (const kept of [
    'id=4242424242424242',
    'took 4242424242424242 ns',
    'card 4242 4242 4242 4241',
    'ts 1732700000000',
  ])
    expect(mask(`${kept}\n`)).toBe(`${kept}\n`);
});

test('a known account and its password, and a bot of Discord', () => {
  expect(mask('admin:Xfsve1PcV3dw!9\n')).toBe('admin:***\n');
  expect(mask(`x M${'aB3'.repeat(7)}aB.Gx4k2Q.${'zY7'.repeat(9)}\n`)).toBe('x ***\n');
  for (const kept of ['root:x:0:0:root:/root:/bin/bash', 'image admin:v1.2.3', 'user:1000 group:Wheel'])
    expect(mask(`${kept}\n`)).toBe(`${kept}\n`);
});
