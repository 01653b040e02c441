import { describe, expect, test } from 'vitest';
import { mask } from '../../src/masking/mask.ts';
import { ordinary, secretForms } from './secretForms.ts';

describe('nothing is left of a secret that a command prints', () => {
  test.each(secretForms)('%s', (_, text, ...secrets) => {
    for (const shown of [mask(text), mask(`first\n${text}\nand so on.`)]) {
      for (const secret of secrets) expect(shown).not.toContain(secret);
      expect(shown).toContain('***');
    }
    expect(mask(`first\n${text}\nand so on.`)).toMatch(/^first\n[^]*(?:\n|\*\*\*)and so on\.$/);
  });
});

test.each(ordinary)('ordinary output stays: %s', (line) => {
  expect(mask(line)).toBe(line);
  expect(mask(`${line}\n`)).toBe(`${line}\n`);
});

test('what is hidden once stays as it is', () => {
  for (const [, text] of secretForms) {
    const once = mask(text);
    expect(mask(once)).toBe(once);
  }
});
