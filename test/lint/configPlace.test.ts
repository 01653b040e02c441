import { expect, it } from 'vitest';
import { ConfigError } from '../../src/lint/configFile.ts';
import { configErrorRange } from '../../src/lint/configPlace.ts';
import { parseConfig } from '../../src/lint/parseConfig.ts';

it.each([
  ['an unknown rule', '{ "rules": { "require-timeot": "off" } }', '"require-timeot"'],
  ['an unknown rule in an override', '{ "overrides": [{ "files": ["a"], "rules": { "x": "off" } }] }', '"x"'],
  ['a wrong severity', '{ "rules": { "require-timeout": "loud" } }', '"loud"'],
  ['an unknown option', '{\n  "presett": "all"\n}', '"presett"'],
  ['a wrong preset', '{ "preset": "al" }', '"al"'],
  ['an unknown library', '{ "clients": [{ "module": "m", "like": "axois" }] }', '"axois"'],
  ['a comma too many', '{ "preset": "all",, }', ','],
  ['an end too early', '{ "preset": ', ''],
  ['no object', '  [1]', '['],
])('marks %s where it stands', (_, text, marked) => {
  let error: unknown;
  try {
    parseConfig(text, 'breakwater.config.json', '/w');
  } catch (thrown) {
    error = thrown;
  }
  expect(error).toBeInstanceOf(ConfigError);
  const { start, end } = configErrorRange(text, error as ConfigError);
  expect(text.slice(start, end)).toBe(marked);
});
