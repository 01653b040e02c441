import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { generated } from '../../src/build/generated.ts';
import { addSorted } from '../../src/build/newRule.ts';
import { ruleUrl } from '../../src/rules/docs.ts';
import { findRule, rules } from '../../src/rules/index.ts';
import { pages } from '../../src/rules/pages.ts';

const ids = rules.map(({ id }) => id);

it('every rule has its page and its test, and nothing is left over', () => {
  const names = readdirSync('src/rules');
  const pageNames = names.filter((name) => name.endsWith('.md')).map((name) => name.slice(0, -3));
  expect(pageNames.sort()).toEqual(ids);
  expect(Object.keys(pages)).toEqual(ids);
  for (const id of ids) {
    expect(names).toContain(`${id}.ts`);
    expect(existsSync(`test/rules/${id}.test.ts`), `test of ${id}`).toBe(true);
  }
});

it('every file named like a rule is one that is listed', () => {
  const files = readdirSync('src/rules').filter((name) => name.endsWith('.ts'));
  const defining = files.filter((name) => /defineRule(<\w+>)?\(\{/.test(readFileSync(`src/rules/${name}`, 'utf8')));
  expect(defining.map((name) => name.slice(0, -3)).sort()).toEqual(ids);
});

it.each(rules.map((rule) => [rule.id, rule] as const))(
  '%s is described, in a preset, and describes its options',
  (id, rule) => {
    expect(findRule(id)).toBe(rule);
    expect(['recommended', 'strict', 'all']).toContain(rule.preset);
    expect(rule.description).toMatch(/^[a-z].*[^.]$/);
    // A name that nobody has chosen has no default.
    const described = Object.keys(rule.schema.properties).filter((name) => name !== 'timeoutConstant');
    expect(described).toEqual(Object.keys(rule.defaultOptions));
    for (const { description } of Object.values(rule.schema.properties)) expect(description).toMatch(/\.$/);
  },
);

it.each(rules.map((rule) => [rule.id, rule] as const))(
  '%s offers a change, or says why none can be right',
  (_, rule) => {
    const offers = rule.fixable || rule.hasSuggestions;
    expect(rule.noChange === undefined).toBe(offers);
    if (!offers) expect(rule.noChange).toMatch(/^[A-Z].*\.$/);
  },
);

it.each(generated().map((one) => [one.path, one] as const))('%s holds what the rules say', (path, { make }) => {
  const before = existsSync(path) ? readFileSync(path, 'utf8') : undefined;
  const after = make(before);
  if (after !== undefined) expect(before).toBe(after);
});

it('links rule pages in the repository that the manifest names', () => {
  const repository = manifest.repository.url.replace(/^git\+|\.git$/g, '');
  expect(ruleUrl('x')).toBe(`${repository}/blob/main/src/rules/x.md`);
});

it('new rules are listed in order', () => {
  expect(addSorted('a\n  b,\n  d,\nz', /^ {2}\w+,$/, '  c,')).toBe('a\n  b,\n  c,\n  d,\nz');
  expect(addSorted('  b,\n]', /^ {2}\w+,$/, '  c,')).toBe('  b,\n  c,\n]');
});
