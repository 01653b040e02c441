import type { Span } from '../secrets/named.ts';
import { isEmptyValue, looksRandom, NAME_STEM, strengthOf } from '../secrets/names.ts';
import { valueAt } from '../text/writtenValue.ts';

/** A name before a list of values: `"X-Api-Key": ["x"]`, `passwords = ['a', 'b']`. */
const LIST =
  /(?<![\w.-])((?:set-)?cookie|[\w.-]{1,64})\\{0,3}["']?[ \t]{0,8}(?::|=>?)[ \t]{0,8}\[[ \t]{0,8}(?=\\{0,3}["'])/gi;
/** Longest list that is read. */
const LONGEST = 8192;

/** Values of a list in one line that a name before it makes secrets. @param complete the line has come to its end. */
export function listSpans(line: string, complete: boolean): Span[] {
  if (!line.includes('[')) return [];
  const spans: Span[] = [];
  for (const match of line.matchAll(LIST)) {
    const name = match[1]!.replace(/(?<=pass(?:word|phrase|code)|token|secret|credential|key)s$/i, '');
    const strength = /^(?:set-)?cookie$/i.test(name) ? 'cookie' : strengthOf(name);
    if (strength === undefined || strength === 'opaque') continue;
    let at = match.index + match[0].length;
    for (const limit = at + LONGEST; at < line.length && at < limit;) {
      const { start, end } = valueAt(line, at, '');
      const value = line.slice(start, end);
      if (end >= line.length && !complete) spans.push({ start, end, open: true });
      else if (isSecret(value, strength)) spans.push({ start: start + scheme(value), end });
      const next = /^\\{0,3}["'`]?[ \t]{0,8},[ \t]{0,8}(?=\\{0,3}["'])/.exec(line.slice(end, end + 32));
      if (next === null) break;
      at = end + next[0].length;
    }
  }
  return spans;
}

function isSecret(value: string, strength: 'strong' | 'weak' | 'cookie'): boolean {
  if (isEmptyValue(value)) return false;
  if (strength === 'cookie') return /^[^\s=;]{1,256}=[^\s;]/.test(value);
  return strength === 'strong' || looksRandom(value.slice(scheme(value)));
}

function scheme(value: string): number {
  return /^(?:Basic|Bearer|Token|Digest|Negotiate) +/i.exec(value)?.[0].length ?? 0;
}

const INSERT = /\b(?:INSERT|REPLACE)(?: IGNORE)? INTO [^\s(]{1,256} ?\(([^()]{1,4096})\) ?VALUES ?/gi;

/** Values of a secret's column, among those that a statement inserts. */
export function insertedSpans(line: string): Span[] {
  const spans: Span[] = [];
  if (!/INSERT|REPLACE/i.test(line)) return spans;
  for (const match of line.matchAll(INSERT)) {
    const secret = match[1]!.split(',').map((name) => {
      const strength = strengthOf(name.trim().replace(/["'`[\]]/g, ''));
      return strength === 'strong' || strength === 'weak' ? strength : undefined;
    });
    if (secret.some((one) => one !== undefined)) rows(line, match.index + match[0].length, secret, spans);
  }
  return spans;
}

/** A value in a row: quoted as SQL does it, or a word. */
const CELL = /[ \t]{0,8}(?:[NEX]?'((?:[^'\\]|\\.|'')*)'?|"((?:[^"\\]|\\.)*)"?|([^,()'"]*))[ \t]{0,8}([,)]?)/dy;

function rows(line: string, from: number, secret: readonly ('strong' | 'weak' | undefined)[], spans: Span[]): void {
  for (let at = from; line[at] === '(';) {
    CELL.lastIndex = at + 1;
    for (let index = 0; ; index++) {
      const cell = CELL.exec(line);
      if (cell === null) return;
      const [start, end] = (cell.indices![1] ?? cell.indices![2] ?? [0, 0]) as [number, number];
      const value = line.slice(start, end);
      const strength = secret[index];
      if (
        strength !== undefined &&
        end > start &&
        !isEmptyValue(value) &&
        (strength === 'strong' || looksRandom(value))
      )
        spans.push({ start, end });
      if (cell[4] === ')') break;
      if (cell[4] === '') return;
    }
    at = CELL.lastIndex;
    at += /^[ \t]{0,8},?[ \t]{0,8}/.exec(line.slice(at, at + 20))![0].length;
  }
}

/** Names of lists are names of secrets, too. */
export const LIST_HINT = new RegExp(`cookie|INSERT|REPLACE|${NAME_STEM.source}`, 'i');
