import { readFileSync } from 'node:fs';
import stripJsonComments from 'strip-json-comments';
import { codeOf } from './ignoreRules.ts';

export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json | undefined;
}

export type Warn = (path: string, message: string) => void;

/**
 * Reads a JSON object, with comments and trailing commas allowed. Undefined, after a warning that says what is lost,
 * where the file can't be read, is no JSON, or holds something other than an object.
 */
export function readJsonObject(path: string, warn: Warn, loss: string): JsonObject | undefined {
  let text: string;
  try {
    text = readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    warn(path, `can't be read (${codeOf(error)}); ${loss}`);
    return undefined;
  }
  return parseJsonObject(text, (why) => warn(path, `${why}; ${loss}`));
}

/** Parses a JSON object, with comments and trailing commas allowed. */
export function parseJsonObject(text: string, complain: (why: string) => void): JsonObject | undefined {
  const value = parsed(text);
  if (value instanceof Error) {
    complain(`isn't valid JSON (${describeJsonError(value, text)})`);
    return undefined;
  }
  if (!isObject(value)) {
    complain("isn't a JSON object");
    return undefined;
  }
  return value;
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function stringIn(object: JsonObject | undefined, key: string): string | undefined {
  const value = object?.[key];
  return typeof value === 'string' ? value : undefined;
}

export function objectIn(object: JsonObject | undefined, key: string): JsonObject | undefined {
  const value = object?.[key];
  return isObject(value) ? value : undefined;
}

export function stringsIn(value: Json | undefined): readonly string[] {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}

function parsed(text: string): Json | Error {
  try {
    return JSON.parse(text) as Json;
  } catch {
    // Comments are rare in the large ones, so they are looked for only when plain JSON fails.
  }
  try {
    return JSON.parse(stripJsonComments(text, { trailingCommas: true })) as Json;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** V8's message without the excerpt that it quotes, and with a line instead of an offset. */
function describeJsonError(error: Error, text: string): string {
  const offset = /at position (\d+)/.exec(error.message)?.[1];
  const what = error.message
    .replace(/,? (?:in JSON )?at position.*$/s, '')
    .replace(/,? ?(?:\.\.\.)?"[^]*is not valid JSON$/, '');
  if (offset === undefined) return what.replace(/\s+/g, ' ');
  return `line ${text.slice(0, Number(offset)).split('\n').length}: ${what.replace(/\s+/g, ' ')}`;
}
