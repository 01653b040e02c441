import type { TextEdit } from '../text/edit.ts';
import { findInJson, type JsonPlace } from '../text/jsonPlace.ts';
import type { Range } from '../text/range.ts';

/** A configuration that turns one rule off, for a project that has none yet. It names the preset that held so far. */
export function configWithout(ruleId: string, preset: string): string {
  return `{\n  "preset": ${JSON.stringify(preset)},\n  "rules": { ${entryOf(ruleId)} }\n}\n`;
}

/**
 * The edit that turns a rule off in a configuration file's text, in the file's own layout; options that the rule has
 * there stay. Undefined where the text is no JSON object, or its rules are none.
 */
export function disableInConfigEdit(text: string, ruleId: string): TextEdit | undefined {
  const whole = isJson(text) ? placeOf(text, []) : undefined;
  if (!whole) return undefined;
  const known = placeOf(text, ['rules', ruleId]);
  if (known) {
    const level = text[known.value.start] === '[' ? placeOf(text, ['rules', ruleId, '0']) : known;
    return level && { range: level.value, newText: '"off"' };
  }
  const rules = placeOf(text, ['rules']);
  return rules
    ? addMember(text, rules.value, entryOf(ruleId), ' ')
    : addMember(text, whole.value, `"rules": { ${entryOf(ruleId)} }`, '\n  ');
}

function entryOf(ruleId: string): string {
  return `${JSON.stringify(ruleId)}: "off"`;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text.replace(/^\uFEFF/, ''));
    return true;
  } catch {
    return false;
  }
}

function placeOf(text: string, path: readonly string[]): JsonPlace | undefined {
  const found = findInJson(text, path);
  return typeof found === 'number' ? undefined : found;
}

/** @param usual what stands before the first member of an object that has none yet */
function addMember(text: string, object: Range, entry: string, usual: string): TextEdit | undefined {
  if (text[object.start] !== '{') return undefined;
  const body = text.slice(object.start + 1, object.end - 1);
  if (body.trim() === '') {
    const newText = `{${usual}${entry}${usual.replace('  ', '')}}`;
    return { range: object, newText };
  }
  // Members stand one below the other, or on one line, as the first of them does.
  const before = /^\s*/.exec(body)![0];
  const separator = /\r?\n[ \t]*$/.exec(before)?.[0] ?? ' ';
  const end = object.start + 1 + body.trimEnd().length;
  return { range: { start: end, end }, newText: `,${separator}${entry}` };
}
