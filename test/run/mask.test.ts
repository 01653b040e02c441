import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mask } from '../../src/run/mask.ts';

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
