import { expect, test } from 'vitest';
import { confirmationFor, productionName } from '../../src/run/confirmation.ts';
import { linearPattern } from '../../src/text/linearPattern.ts';

test('patterns match as written, flags included', () => {
  expect(linearPattern('^READY$', 'im')!('x\nready\ny')).toBe(true);
  expect(linearPattern('a.b', 's')!('a\nb')).toBe(true);
  expect(linearPattern('a.b')!('a\nb')).toBe(false);
});

test('a pattern that would backtrack exponentially ends at once', () => {
  expect(linearPattern('(a+)+$')!(`${'a'.repeat(50_000)}!`)).toBe(false);
  expect(linearPattern('(a|a)*b')!('a'.repeat(50_000))).toBe(false);
});

test.each(['(?<=a)b', '(a)\\1', '(', '[z-a]'])(
  'what cannot be matched in linear time, or at all, is refused: %s',
  (source) => {
    expect(linearPattern(source)).toBeUndefined();
  },
);

test('names of production, and look-alikes', () => {
  const patterns = ['prod(uction|[^u]|$)', '\\bprd\\b', '\\blive\\b'];
  const isProduction = (name: string): boolean => productionName({ cluster: name }, patterns) !== undefined;
  expect(
    ['prod', 'prod-eu', 'eu-prod', 'preprod', 'production', 'PROD', 'prodeu', 'prd', 'live'].map(isProduction),
  ).not.toContain(false);
  expect(['product', 'products-db', 'producer', 'delivery', 'staging'].map(isProduction)).not.toContain(true);
  const by = { production: ['(a+)+$'] };
  expect(confirmationFor({ risk: 'changes', attributes: {} }, { host: `${'a'.repeat(200)}!` }, by).kind).toBe('none');
});
