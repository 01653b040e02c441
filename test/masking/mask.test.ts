import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mask, Masker } from '../../src/masking/mask.ts';
import { ordinary, secretForms } from './secretForms.ts';
import { streamed } from './streamed.ts';

test('a secret is hidden in base64, wherever in the text it begins', () => {
  const text = fc.string({ unit: fc.constantFrom(...'abcXYZ019+/?>~ é✓💥'), minLength: 8, maxLength: 24 });
  fc.assert(
    fc.property(text, fc.string({ maxLength: 5 }), fc.string({ maxLength: 5 }), (secret, before, after) => {
      for (const form of ['base64', 'base64url'] as const) {
        const encoded = Buffer.from(before + secret + after).toString(form);
        const shown = mask(`is ${encoded}.`, [secret]);
        expect(shown).toContain('***');
        expect(Buffer.from(shown.slice(3, -1).replace('***', ''), form).toString()).not.toContain(secret);
      }
    }),
  );
});

test('half a character and short values do not harm', () => {
  expect(mask('plain words', ['\ud800abcdef'])).toBe('plain words');
  expect(mask('YWI= and ab', ['ab'])).toBe('YWI= and ab');
});

const token = `ghp_${'a'.repeat(36)}`;
const bearer = `Authorization: Bearer ${'t0k3n'.repeat(8)}`;
const key = (lines: number): string =>
  `-----BEGIN RSA PRIVATE KEY-----\n${'MIIEowIBAAKCAQEA\n'.repeat(lines)}-----END RSA PRIVATE KEY-----`;

/** The text in chunks, as it would be shown. */

test('a declared value is hidden in hex, percent-encoded, escaped and within base64 that is broken into lines', () => {
  const value = 'p&s/w "x" \'y\' ü+é!';
  const bytes = Buffer.from(value);
  const forms = [
    bytes.toString('hex'),
    bytes.toString('hex').toUpperCase(),
    encodeURIComponent(value),
    encodeURIComponent(value).toLowerCase(),
    new URLSearchParams({ v: value }).toString().slice(2),
    JSON.stringify(value).slice(1, -1),
    value.replaceAll('&', '&amp;').replaceAll('"', '&quot;'),
  ];
  for (const form of forms) expect(mask(`<${form}>`, [value])).toBe('<***>');
  const long = 'All work and no play makes Jack a dull boy; '.repeat(3);
  const broken = Buffer.from(long).toString('base64').replace(/.{76}/g, '$&\n');
  // The line breaks lie within the value.
  expect(broken).toContain('\n');
  expect(mask(`<${broken}>`, [long])).toBe('<***>');
});

test.each([
  `-${token}`,
  `tail-${token}`,
  `${key(1)}${token}`,
  `a--glpat-${'q7RzT4mKx9Lw2VbN8cJd'}`,
  `x-xoxb-1234567890-abcdefghij`,
])('a token behind a dash is hidden, whatever else the line holds: %s', (text) => {
  const shown = mask(text);
  expect(shown).toMatch(/\*\*\*$/);
  expect(shown).not.toMatch(/aaaa|4mKx|1234567890/);
  expect(streamed(`${text}Authorization: Bearer x`, [text.length + 15])).not.toMatch(/aaaa|4mKx|1234567890/);
});

test('what only ends like the beginning of a token stays', () => {
  for (const text of ['graph_pr-ghp_short', 'a-glpat-', 'web-sk-team']) expect(mask(text)).toBe(text);
});

test('a value that is part of a token leaves nothing of it', () => {
  expect(mask(`see ${token}.`, ['aaaa'])).toBe('see ***.');
});

test('a stream hides what the whole text would, wherever it is cut', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      token,
      bearer,
      key(3),
      'postgres://me:pw123@db',
      'hunter2-secret',
      '-----BEGIN CERTIFICATE-----\nMII\n',
    ),
    fc.constantFrom(' ', '\n', '"', ',', '{"a":"', 'word', 'x,'.repeat(1500), ' '.repeat(300)),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), fc.array(fc.nat(50_000), { maxLength: 8 }), (pieces, cuts) => {
      const text = pieces.join('');
      expect(streamed(text, cuts, ['hunter2-secret'])).toBe(mask(text, ['hunter2-secret']));
    }),
    { numRuns: 300 },
  );
});

test('a stream hides each form of a secret as the whole text does, also in lines longer than what is looked at', () => {
  const forms = secretForms.map(([, text]) => text);
  const piece = fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...forms, ...ordinary) },
    { weight: 4, arbitrary: fc.constantFrom('\n', ' ', '\r\n', '\t', '"', ', ', '\x1b[0m') },
    { weight: 1, arbitrary: fc.constantFrom('word '.repeat(2000), 'x'.repeat(9000), '{"a":1},'.repeat(3000)) },
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 14 }), fc.array(fc.nat(100_000), { maxLength: 12 }), (pieces, cuts) => {
      const text = pieces.join('');
      // `"secret""more"` is one value to who sees the whole of it; a stream that is cut between has hidden the first alone.
      fc.pre(!/["'`](?:\x1b\[[\d;]*m)*["'`]/.test(text));
      expect(streamed(text, cuts, ['correcthorse'])).toBe(mask(text, ['correcthorse']));
    }),
    { numRuns: 60 },
  );
});

test('a working folder and what follows it stay, in a stream as in the whole text', () => {
  for (const name of ['PWD', 'OLDPWD', 'export PWD']) {
    const text = `${name}=/home/me/app found in it\n`;
    expect(mask(text)).toBe(text);
    expect(streamed(text, [20])).toBe(text);
  }
  expect(mask('PWD=/home/me/app AKIAQ7RZT4MKX9LW2VBN in it\n')).toBe('PWD=/home/me/app *** in it\n');
  expect(mask('PWD=hunter2 and more\n')).toBe('PWD=***\n');
});

test('each place to cut a form at gives the same', () => {
  for (const [, text] of secretForms) {
    const whole = mask(`${text}\n`);
    for (let cut = 1; cut < Math.min(text.length, 150); cut += 3) expect(streamed(`${text}\n`, [cut])).toBe(whole);
  }
});

test('what can no longer be a secret is shown before its line ends', () => {
  const masker = new Masker(() => []);
  expect(masker.push('Waiting for pods: 3 of 5 ... ')).toBe('Waiting for pods: 3 of 5 ... ');
  expect(masker.push('password: ')).toBe('password: ');
  expect(masker.push('hun')).toBe('');
  expect(masker.push('ter2 \nnext ')).toBe('*** \nnext ');
});

test('nothing is shown of a key that is too long to be waited for, nor of what another masker takes over', () => {
  const text = `before ${key(2000)} after`;
  const cuts = Array.from({ length: 30 }, (_, index) => index * 1000);
  expect(streamed(text, cuts)).toBe('before *** after');
  const first = new Masker(() => []);
  let shown = first.push(text.slice(0, 20_000));
  const second = new Masker(() => [], first.release());
  shown += second.push(text.slice(20_000)) + second.flush();
  expect(shown).not.toContain('MII');
  expect(shown).toMatch(/^before \*\*\*.*after$/);
});
