import type { Rule } from '../rules/model.ts';
import { rules as allRules } from '../rules/index.ts';
import { checkSchema, type Schema, type SchemaError } from './checkSchema.ts';
import { makeConfig, type Config } from './config.ts';
import { ConfigError, type ConfigFile, type Override } from './configFile.ts';
import { configSchema } from './configSchema.ts';
import { faultOfGlob } from './globs.ts';
import { libraryLike, knownClientNames } from './declared.ts';
import { findInJson, repeatedName } from '../text/jsonPlace.ts';
import { LineIndex } from '../text/lineIndex.ts';
import { didYouMean } from '../text/nearest.ts';

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
  } catch {
    throw new ConfigError(`${name} isn't valid JSON: ${faultOf(text)}`);
  }
  if (typeof data !== 'object' || data === null || Array.isArray(data)) {
    throw new ConfigError(`${name} must be an object, such as { "preset": "recommended" }`);
  }
  const repeated = repeatedName(text);
  if (repeated)
    throw new ConfigError(
      `${name}: "${repeated.name}" stands twice in one object, again in line ${lineOf(text, repeated.range.start)}; keep one`,
    );
  const unknownRule = firstUnknownRule(data as ConfigFile, rules);
  if (unknownRule) throw new ConfigError(`${name}: ${unknownRule.message}`, unknownRule.path, true);
  const error = mostTelling(checkSchema(configSchema(rules) as Schema, data));
  if (error) throw new ConfigError(`${name}: ${explain(error)}`, placeOf(error), error.kind === 'unknown');
  const config = data as ConfigFile;
  const glob = firstFaultyGlob(config);
  if (glob) throw new ConfigError(`${name}: ${glob.message}`, glob.path);
  for (const [index, { like }] of (config.clients ?? []).entries()) {
    if (libraryLike(like)) continue;
    throw new ConfigError(
      `${name}: unknown library "${like}" in clients > ${index} > like. ${didYouMean(like, knownClientNames())}`,
      ['clients', String(index), 'like'],
    );
  }
  return config;
}

function firstFaultyGlob(config: ConfigFile): Pick<ConfigError, 'message' | 'path'> | undefined {
  const lists = [
    { path: ['ignores'], globs: config.ignores },
    ...(config.overrides ?? []).flatMap(({ files, ignores }, index) => [
      { path: ['overrides', String(index), 'files'], globs: files },
      { path: ['overrides', String(index), 'ignores'], globs: ignores },
    ]),
  ];
  for (const { path: list, globs = [] } of lists) {
    const index = globs.findIndex((glob) => faultOfGlob(glob) !== undefined);
    if (index < 0) continue;
    const path = [...list, String(index)];
    const fault = faultOfGlob(globs[index]!)!;
    return { message: `${JSON.stringify(globs[index])} isn't valid in ${path.join(' > ')}: ${fault}`, path };
  }
  return undefined;
}

/** Where JSON ends, and what stands there. */
function faultOf(text: string): string {
  const at = findInJson(text, []);
  const offset = typeof at === 'number' ? at : text.length;
  const rest = text.slice(offset).trimStart();
  const what = rest === '' ? 'the text ends too early' : `${JSON.stringify([...rest][0])} is unexpected`;
  return `${what} in line ${lineOf(text, text.length - rest.length)}`;
}

function lineOf(text: string, offset: number): number {
  return new LineIndex(text).positionAt(offset).line;
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

/** A name that isn't known, else what lies deepest. */
function mostTelling(errors: readonly SchemaError[]): SchemaError | undefined {
  return errors.find(({ kind }) => kind === 'unknown') ?? errors.toSorted((a, b) => b.path.length - a.path.length)[0];
}

/** The path to what is wrong: the name that isn't known, else the value. */
function placeOf({ kind, path, name }: SchemaError): readonly string[] {
  return kind === 'unknown' && name !== undefined ? [...path, name] : path;
}

function explain({ kind, path, value, name = '', known = [], message }: SchemaError): string {
  const at = path.length === 0 ? '' : ` in ${path.join(' > ')}`;
  switch (kind) {
    case 'unknown':
      return `unknown option "${name}"${at}. ${didYouMean(name, known)}`.trimEnd();
    case 'missing':
      return `"${name}" is missing${at}`;
    case 'choice':
      return `${JSON.stringify(value)} isn't valid${at}. ${didYouMean(typeof value === 'string' ? value : '', known)}`.trimEnd();
    case 'value':
      return `${JSON.stringify(value)} isn't valid${at}: ${message}`;
  }
}
