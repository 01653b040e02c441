import { findInJson } from '../text/jsonPlace.ts';
import type { Range } from '../text/range.ts';
import type { ConfigError } from './configFile.ts';

/** The part of a configuration's text that an error is about: a name, a value, or the place where JSON ends. */
export function configErrorRange(text: string, { path, wrongName }: Pick<ConfigError, 'path' | 'wrongName'>): Range {
  const found = findInJson(text, path ?? []);
  if (typeof found === 'number') return { start: found, end: Math.min(found + 1, text.length) };
  if (!found) return { start: 0, end: 0 };
  const { key, value } = found;
  if (wrongName && key) return key;
  // Of the whole file, its first character says enough.
  return path?.length ? value : { start: value.start, end: value.start + 1 };
}
