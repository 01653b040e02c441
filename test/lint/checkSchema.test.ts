import Ajv from 'ajv';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkSchema, type Schema } from '../../src/lint/checkSchema.ts';
import { configSchema } from '../../src/lint/configSchema.ts';
import { rules } from '../../src/rules/index.ts';

const schema = configSchema(rules) as Schema;
const ajv = new Ajv({ strict: false }).compile(schema);

// Words that configurations consist of, so that many of what is made of them are nearly right.
const word = fc.constantFrom('strict', 'off', 'error', 'axios', 'a', '', 'retry', 'bounded', 'both');
const key = fc.constantFrom(
  ...['preset', 'rules', 'ignores', 'overrides', 'files', 'suppressions', 'reportUnused', 'clients', 'module', 'like'],
  ...['wrappers', 'policies', 'role', 'argument', 'name', 'timeoutMs', 'require-timeout', '__proto__', 'constructor'],
);
const { data } = fc.letrec<{ data: unknown }>((tie) => ({
  data: fc.oneof(
    { depthSize: 'medium', withCrossShrink: true },
    word,
    fc.constantFrom(0, -1, 1.5, true, null),
    fc.array(tie('data'), { maxLength: 3 }),
    fc.array(fc.tuple(key, tie('data')), { maxLength: 4 }).map((pairs) => Object.fromEntries(pairs) as unknown),
  ),
}));

describe('the check of a configuration', () => {
  it('agrees with a validator of JSON schema', () => {
    fc.assert(
      fc.property(data, (value) => {
        expect(checkSchema(schema, value).length === 0).toBe(ajv(value));
      }),
      { numRuns: 3_000 },
    );
  });

  it.each([
    [{}, true],
    [{ preset: 'all', rules: { 'require-timeout': ['error', { timeoutMs: 5 }] } }, true],
    [{ rules: { 'require-timeout': [] } }, false],
    [{ rules: { 'require-timeout': ['off', {}, 1] } }, false],
    [{ rules: { 'require-timeout': ['error', { timeoutMs: 0 }] } }, false],
    [{ rules: { 'require-timeout': ['error', { timeoutConstant: 'LIMIT_MS' }] } }, true],
    [{ rules: { 'require-timeout': ['error', { timeoutConstant: 'a b' }] } }, false],
    [{ rules: { 'require-timeout': ['error', { timeoutMs: 1e99 }] } }, false],
    [{ overrides: [{ files: [] }] }, false],
    [{ ignores: [''] }, false],
    [{ policies: [{ module: 'a', name: 'b', role: 'retry', argument: -1 }] }, false],
    [{ clients: [{ module: 'a' }] }, false],
  ])('%j: %j', (value, right) => {
    expect(checkSchema(schema, value).length === 0).toBe(right);
    expect(ajv(value)).toBe(right);
  });

  it('knows every keyword that the schema uses', () => {
    const known = new Set(
      'type enum properties required additionalProperties items minItems maxItems minLength pattern minimum maximum if then else description title $schema'.split(
        ' ',
      ),
    );
    const unknown = new Set<string>();
    const visit = (one: Record<string, unknown>): void => {
      for (const [name, value] of Object.entries(one)) {
        if (!known.has(name)) unknown.add(name);
        if (name === 'properties') for (const member of Object.values(value as object)) visit(member as never);
        else if (['if', 'then', 'else'].includes(name)) visit(value as never);
        else if (name === 'items') for (const member of [value].flat()) visit(member as never);
      }
    };
    visit(schema as never);
    expect([...unknown]).toEqual([]);
  });
});
