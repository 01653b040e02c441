import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hash53, hashText } from '../../src/text/hash.ts';

test('is the same on every machine: records of earlier runs hold these', () => {
  expect([hash53(''), hash53('a'), hash53('kubectl get pods')]).toMatchInlineSnapshot(`
    [
      3338908027751811,
      7929297801672961,
      1216602098265127,
    ]
  `);
});

test('a change of one letter, of case or of order is another text', () => {
  const texts = ['restart', 'restarT', 'restrat', 'restart ', 'restar', ''];
  expect(new Set(texts.map(hash53)).size).toBe(texts.length);
});

test('is a whole number of 53 bits', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(Number.isSafeInteger(hash53(text))).toBe(true);
      expect(hash53(text)).toBeGreaterThanOrEqual(0);
    }),
  );
});

test('the short name is letters and digits', () => {
  fc.assert(fc.property(fc.string(), (text) => /^[0-9a-z]+$/.test(hashText(text))));
});
