import { describe, expect, it } from 'vitest';
import { makeConfig } from '../../src/lint/config.ts';
import { parseConfig } from '../../src/lint/parseConfig.ts';
import { rules } from '../../src/rules/index.ts';

const read = (data: unknown) => parseConfig(JSON.stringify(data), 'breakwater.config.json', '/project');
const levels = (config: ReturnType<typeof makeConfig>, path: string) =>
  Object.fromEntries(config.settingsFor(path).map(({ rule, severity }) => [rule.id, severity]));

describe('configuration', () => {
  it('starts from the recommended preset', () => {
    const ids = makeConfig()
      .settingsFor('/a.ts')
      .map(({ rule }) => rule.id);
    expect(ids).toEqual(rules.filter(({ preset }) => preset === 'recommended').map(({ id }) => id));
  });

  it('lets later layers win, per glob', () => {
    const config = read({
      rules: { 'require-timeout': 'error' },
      overrides: [
        { files: ['src/jobs/**'], rules: { 'require-timeout': 'off' } },
        { files: ['*.tsx'], ignores: ['src/server/'], rules: { 'require-timeout': ['info', { timeoutMs: 3000 }] } },
      ],
    });
    expect(levels(config, '/project/src/a.ts')['require-timeout']).toBe('error');
    expect(levels(config, '/project/src/jobs/a.ts')).not.toHaveProperty('require-timeout');
    expect(levels(config, '/project/src/jobs/a.tsx')['require-timeout']).toBe('info');
    expect(levels(config, '/project/src/server/a.tsx')['require-timeout']).toBe('error');
    const setting = config.settingsFor('/project/a.tsx').find(({ rule }) => rule.id === 'require-timeout');
    expect(setting).toMatchObject({ explicit: true, options: { timeoutMs: 3000, reportUnknown: false } });
  });

  it('keeps a rule at its own severity for "on"', () => {
    const config = read({ overrides: [{ files: ['a.ts'], rules: { 'require-timeout': 'off' } }] });
    expect(levels(config, '/project/b.ts')['require-timeout']).toBe('warning');
    expect(levels(read({ rules: { 'require-timeout': 'on' } }), '/project/b.ts')['require-timeout']).toBe('warning');
  });

  it.each([
    ['[', 'has no closing ]'],
    ['src/{a,b', 'has no closing }'],
    ['lib/(a', 'has no closing )'],
    ['a]', 'has no opening ['],
    ['!src/a.ts', "must not start with '!'"],
  ])('refuses a glob that would not match what it seems to: %s', (glob, why) => {
    const places = [
      [{ ignores: ['a', glob] }, 'ignores > 1'],
      [{ overrides: [{ files: [glob], rules: {} }] }, 'overrides > 0 > files > 0'],
      [{ overrides: [{ files: ['a'] }, { files: ['a'], ignores: [glob] }] }, 'overrides > 1 > ignores > 0'],
    ] as const;
    for (const [data, place] of places)
      expect(() => read(data)).toThrow(`${JSON.stringify(glob)} isn't valid in ${place}: ${why}`);
  });

  it.each([
    ['app/\\[id\\]/*.ts', 'app/[id]/a.ts'],
    ['[a-c].ts', 'b.ts'],
    ['src/{a,b}.ts', 'src/b.ts'],
    ['!(a).ts', 'b.ts'],
    ['app/(group)/**', 'app/group/a.ts'],
  ])('takes brackets that are closed, or part of a name: %s', (glob, path) => {
    expect(read({ ignores: [glob] }).ignores(`/project/${path}`)).toBe(true);
  });

  it('ignores files by glob', () => {
    const config = read({ ignores: ['vendor/', '*.gen.ts'] });
    expect(config.ignores('/project/vendor/a.ts')).toBe(true);
    expect(config.ignores('/project/src/a.gen.ts')).toBe(true);
    expect(config.ignores('/project/src/a.ts')).toBe(false);
  });

  it.each([
    [
      'a misspelt rule',
      { rules: { 'require-timeouts': 'off' } },
      'unknown rule "require-timeouts". Did you mean "require-timeout"?',
    ],
    [
      'an ESLint name',
      { rules: { 'breakwater/require-timeout': 'off' } },
      'use "require-timeout" for rule "breakwater/require-timeout"',
    ],
    [
      'a rule in an override',
      { overrides: [{ files: ['a'], rules: { 'retry-without-backof': 'off' } }] },
      'unknown rule "retry-without-backof". Did you mean "retry-without-backoff"?',
    ],
    [
      'a misspelt option',
      { rules: { 'require-timeout': ['error', { timeoutMS: 5 }] } },
      'unknown option "timeoutMS" in rules > require-timeout > 1. Did you mean "timeoutMs"?',
    ],
    ['a misspelt key', { presets: 'all' }, 'unknown option "presets". Did you mean "preset"?'],
    ['an unknown preset', { preset: 'strikt' }, '"strikt" isn\'t valid in preset. Did you mean "strict"?'],
    [
      'an unknown level',
      { rules: { 'require-timeout': 'warn' } },
      '"warn" isn\'t valid in rules > require-timeout. Did you mean "warning"?',
    ],
    [
      'a wrong option value',
      { rules: { 'require-timeout': ['error', { timeoutMs: 'long' }] } },
      '"long" isn\'t valid in rules > require-timeout > 1 > timeoutMs: must be integer',
    ],
    ['an override without files', { overrides: [{ rules: {} }] }, '"files" is missing in overrides > 0'],
  ])('names %s', (_, data, message) => {
    expect(() => read(data)).toThrow(`breakwater.config.json: ${message}`);
  });

  it.each([
    ['null', { preset: null }, "null isn't valid in preset. Use recommended, strict or all."],
    [
      'a number for a level',
      { rules: { 'require-timeout': 2 } },
      "2 isn't valid in rules > require-timeout. Use off, on, info, warning or error.",
    ],
    [
      'an option of overrides',
      { files: ['a'] },
      /^breakwater\.config\.json: unknown option "files"\. Use \$schema, .* or policies\.$/,
    ],
    [
      'no files',
      { overrides: [{ files: [], rules: {} }] },
      "[] isn't valid in overrides > 0 > files: must have at least 1",
    ],
    [
      'more than timers can wait',
      { rules: { 'require-timeout': ['on', { timeoutMs: 1e99 }] } },
      'timeoutMs: must be <= 2147483647',
    ],
  ])('says what there is to choose from for %s', (_, data, message) => {
    expect(() => read(data as never)).toThrow(message);
  });

  it('says where a name stands twice', () => {
    const text = '{\n  "preset": "all",\n  "preset": "strict"\n}';
    expect(() => parseConfig(text, 'c.json', '/')).toThrow(
      'c.json: "preset" stands twice in one object, again in line 3; keep one',
    );
  });

  it('says what is not JSON, and what is not an object', () => {
    expect(() => parseConfig('{ "preset": ', 'c.json', '/')).toThrow(
      "c.json isn't valid JSON: the text ends too early in line 1",
    );
    expect(() => parseConfig('{\n  "preset": "all",\n}', 'c.json', '/')).toThrow(
      'c.json isn\'t valid JSON: "}" is unexpected in line 3',
    );
    expect(() => parseConfig('[]', 'c.json', '/')).toThrow('c.json must be an object');
    expect(() => parseConfig('null', 'c.json', '/')).toThrow('c.json must be an object');
  });
});
