import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mask, Masker } from '../../src/run/mask.ts';

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
function streamed(text: string, cuts: readonly number[], secrets: readonly string[] = []): string {
  const masker = new Masker(() => secrets);
  const ends = [...cuts.map((cut) => cut % (text.length + 1)), text.length].sort((a, b) => a - b);
  let from = 0;
  let shown = '';
  for (const end of ends) {
    shown += masker.push(text.slice(from, end));
    from = end;
  }
  return shown + masker.flush();
}

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

test('nothing is shown of a key that is too long to be waited for, nor of what another masker takes over', () => {
  const text = `before ${key(2000)} after`;
  const cuts = Array.from({ length: 30 }, (_, index) => index * 1000);
  expect(streamed(text, cuts)).toBe('before *** after');
  const first = new Masker(() => []);
  let shown = first.push(text.slice(0, 20_000));
  const second = new Masker(() => []);
  shown += second.push(first.release()) + second.push(text.slice(20_000)) + second.flush();
  expect(shown).not.toContain('MII');
  expect(shown).toMatch(/^before \*\*\*.*after$/);
});

test('text that looks like the beginnings of tokens all over is read in time', () => {
  const began = performance.now();
  for (const text of [' '.repeat(200_000), '-eyJaaaaaaaaaaaa'.repeat(8000), 'Bearer '.repeat(20_000)])
    streamed(
      text,
      Array.from({ length: 20 }, (_, index) => index * 9_000),
    );
  // Not a measure of speed: what was wrong here took half a minute.
  expect(performance.now() - began).toBeLessThan(5_000);
});
