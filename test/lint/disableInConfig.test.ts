import { describe, expect, it } from 'vitest';
import { configWithout, disableInConfigEdit } from '../../src/lint/disableInConfig.ts';
import { parseConfig } from '../../src/lint/parseConfig.ts';
import { applyEdits } from '../../src/text/edit.ts';

const rule = 'require-timeout';
const isOn = (text: string): boolean =>
  parseConfig(text, 'breakwater.config.json', '/p')
    .settingsFor('/p/a.ts')
    .some((one) => one.rule.id === rule);

describe('turning a rule off in a configuration', () => {
  it.each([
    ['without rules', '{ "preset": "strict" }', '{ "preset": "strict", "rules": { "require-timeout": "off" } }'],
    ['that says nothing', '{}', '{\n  "rules": { "require-timeout": "off" }\n}'],
    ['with no rule yet', '{ "rules": {} }', '{ "rules": { "require-timeout": "off" } }'],
    [
      'with rules below each other',
      '{\r\n  "rules": {\r\n    "lossy-queue": "off"\r\n  }\r\n}\r\n',
      '{\r\n  "rules": {\r\n    "lossy-queue": "off",\r\n    "require-timeout": "off"\r\n  }\r\n}\r\n',
    ],
    [
      'with other keys below each other',
      '{\n    "ignores": ["x"]\n}',
      '{\n    "ignores": ["x"],\n    "rules": { "require-timeout": "off" }\n}',
    ],
    ['that names it', '{ "rules": { "require-timeout": "error" } }', '{ "rules": { "require-timeout": "off" } }'],
    [
      'with options of it, which stay',
      '{ "rules": { "require-timeout": ["error", { "timeoutMs": 5 }] } }',
      '{ "rules": { "require-timeout": ["off", { "timeoutMs": 5 }] } }',
    ],
    ['that begins with a byte order mark', '\uFEFF{"rules":{}}', '\uFEFF{"rules":{ "require-timeout": "off" }}'],
  ])('%s', (_, text, after) => {
    expect(isOn(text)).toBe(true);
    const changed = applyEdits(text, [disableInConfigEdit(text, rule)!]);
    expect(changed).toBe(after);
    expect(isOn(changed)).toBe(false);
  });

  it.each(['', '{ "rules": ', '[]', '{ "rules": [] }', '{ "a": 1 } x'])('changes nothing in %j', (text) => {
    expect(disableInConfigEdit(text, rule)).toBeUndefined();
  });

  it('begins a configuration with the preset that held so far', () => {
    const text = configWithout(rule, 'strict');
    expect(parseConfig(text, 'breakwater.config.json', '/p').source.preset).toBe('strict');
    expect(isOn(text)).toBe(false);
  });
});
