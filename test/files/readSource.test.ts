import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeSource, encodeSource } from '../../src/files/readSource.ts';

test('texts come back as they were written, whatever their encoding', () => {
  const encodings = fc.constantFrom(
    { encoding: 'utf-8' as const, bom: false },
    { encoding: 'utf-8' as const, bom: true },
    { encoding: 'utf-16le' as const, bom: true },
    { encoding: 'utf-16be' as const, bom: true },
  );
  const texts = fc.string({ unit: 'grapheme' }).filter((text) => !/[\0\uFEFF\uFFFD]/.test(text));
  fc.assert(
    fc.property(texts, encodings, (text, like) => {
      const bytes = encodeSource(text, like);
      const source = decodeSource(bytes);
      expect(source?.text).toBe(text);
      expect(Buffer.from(encodeSource(text, source!))).toEqual(Buffer.from(bytes));
    }),
  );
});

test('bytes that are not UTF-8 are read as Latin-1, and binary content is no source', () => {
  expect(decodeSource(Buffer.from('// caf\xe9', 'latin1'))).toEqual({
    text: '// café',
    encoding: 'latin1',
    bom: false,
  });
  expect(decodeSource(Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 1]))).toBeUndefined();
});
