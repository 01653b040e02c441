import type { ErrorObject } from 'ajv';
import Ajv from 'ajv';
import type { Rule } from '../rules/model.ts';
import { rules as allRules } from '../rules/index.ts';
import { makeConfig, type Config } from './config.ts';
import { ConfigError, type ConfigFile, type Override } from './configFile.ts';
import { configSchema } from './configSchema.ts';
import { libraryLike, knownClientNames } from './declared.ts';
import { didYouMean } from './nearest.ts';

/**
 * Reads a configuration file's text.
 * @param name how messages name the file
 * @param root absolute folder that its globs are relative to
 * @throws ConfigError with one line that says what is wrong, where, and what would be right.
 */
export function parseConfig(text: string, name: string, root: string): Config {
  return makeConfig(parseConfigFile(text, name, allRules), root);
}

/**
 * Checks a configuration file's text.
 * @throws ConfigError where it is not JSON, or says something that is not known.
 */
function parseConfigFile(text: string, name: string, rules: readonly Rule[]): ConfigFile {
  let data: unknown;
  try {
    data = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new ConfigError(`${name} isn't valid JSON: ${(error as Error).message.split('\n', 1)[0]}`);
  }
  if (typeof data !== 'object' || data === null || Array.isArray(data)) {
    throw new ConfigError(`${name} must be an object, such as { "preset": "recommended" }`);
  }
  const unknownRule = firstUnknownRule(data as ConfigFile, rules);
  if (unknownRule) throw new ConfigError(`${name}: ${unknownRule.message}`, unknownRule.path, true);
  const ajv = new Ajv({ strict: false, verbose: true });
  const validate = ajv.compile(configSchema(rules));
  if (!validate(data)) {
    const error = mostTelling(validate.errors ?? []);
    const wrongName = error?.keyword === 'additionalProperties';
    throw new ConfigError(`${name}: ${error ? explain(error) : 'invalid'}`, error && placeOf(error), wrongName);
  }
  const config = data as ConfigFile;
  for (const [index, { like }] of (config.clients ?? []).entries()) {
    if (libraryLike(like)) continue;
    throw new ConfigError(
      `${name}: unknown library "${like}" in clients > ${index} > like. ${didYouMean(like, knownClientNames())}`,
      ['clients', String(index), 'like'],
    );
  }
  return config;
}

function firstUnknownRule(
  config: ConfigFile,
  rules: readonly Rule[],
): { readonly message: string; readonly path: readonly string[] } | undefined {
  const ids = rules.map(({ id }) => id);
  const layers = [config, ...(Array.isArray(config.overrides) ? (config.overrides as readonly Override[]) : [])];
  for (const [index, layer] of layers.entries()) {
    if (typeof layer?.rules !== 'object' || layer.rules === null) continue;
    for (const key of Object.keys(layer.rules)) {
      const id = key.replace(/^breakwater\//, '');
      const path = [...(index === 0 ? [] : ['overrides', String(index - 1)]), 'rules', key];
      if (!ids.includes(id)) return { message: `unknown rule "${key}". ${didYouMean(id, ids)}`.trimEnd(), path };
      if (id !== key) return { message: `use "${id}" for rule "${key}"`, path };
    }
  }
  return undefined;
}

function mostTelling(errors: readonly ErrorObject[]): ErrorObject | undefined {
  return (
    errors.find(({ keyword }) => keyword === 'additionalProperties') ??
    [...errors].sort((a, b) => b.instancePath.length - a.instancePath.length)[0]
  );
}

function pathOf({ instancePath }: ErrorObject): string[] {
  const parts = instancePath.slice(1).split('/');
  return parts.map((part) => part.replace(/~1/g, '/').replace(/~0/g, '~')).filter((part) => part !== '');
}

/** The path to what is wrong: the name that isn't known, else the value. */
function placeOf(error: ErrorObject): string[] {
  const { additionalProperty } = error.params as { additionalProperty?: string };
  return [...pathOf(error), ...(additionalProperty === undefined ? [] : [additionalProperty])];
}

/** A validator's error in words. */
function explain(error: ErrorObject): string {
  const where = pathOf(error).join(' > ');
  const at = where === '' ? '' : ` in ${where}`;
  if (error.keyword === 'additionalProperties') {
    const { additionalProperty } = error.params as { additionalProperty: string };
    const known = Object.keys((error.parentSchema as { properties?: object }).properties ?? {});
    return `unknown option "${additionalProperty}"${at}. ${didYouMean(additionalProperty, known)}`.trimEnd();
  }
  if (error.keyword === 'required') {
    return `"${(error.params as { missingProperty: string }).missingProperty}" is missing${at}`;
  }
  const value = JSON.stringify(error.data);
  if (error.keyword === 'enum') {
    const allowed = (error.params as { allowedValues: readonly unknown[] }).allowedValues.map(String);
    return `${value} isn't valid${at}. ${didYouMean(String(error.data), allowed)}`.trimEnd();
  }
  return `${value} isn't valid${at}${error.message ? `: ${error.message}` : ''}`;
}
