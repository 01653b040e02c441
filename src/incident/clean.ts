import { HINTS } from '../masking/line.ts';
import { mask } from '../masking/mask.ts';
import { joinLines, visible } from '../text/visible.ts';

/** Every text of a value without secrets, and with characters that a terminal or page would obey shown as escapes. */
export function clean<Value>(value: Value): Value {
  const cleaner = new Cleaner();
  return cleanWith((text) => cleaner.text(text), value);
}

function cleanWith<Value>(shown: (text: string) => string, value: Value): Value {
  if (typeof value === 'string') return shown(value) as Value;
  if (Array.isArray(value)) return value.map((one: unknown) => cleanWith(shown, one)) as Value;
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, one]) => one !== undefined);
  return Object.fromEntries(
    entries.map(([key, one]: [string, unknown]) => [shown(key), cleanWith(shown, one)]),
  ) as Value;
}

/** The same for one text. */
export function cleanText(text: string): string {
  // Most texts hold nothing that could be a secret, and looking through them takes far longer than finding that out.
  return visible(text.includes('\u001b') || HINTS.some((hint) => text.search(hint) >= 0) ? mask(text) : text);
}

/** On one line, and no longer than is good to read; masked before it is cut, since half a secret is not recognised. */
export function cleanLine(text: string, longest = 2_000): string {
  const line = joinLines(cleanText(text)).trim();
  return line.length <= longest ? line : `${line.slice(0, longest - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

/**
 * A line of a file without secrets, with characters that a terminal would obey as escapes; its own end stays. A byte that
 * was not UTF-8 stands there as an escape, too: the file has another one.
 */
export function safeLine(line: string): string {
  const end = line.endsWith('\r') ? '\r' : '';
  const shown = visible(mask(line.slice(0, line.length - end.length)));
  return shown.replaceAll('\n', ' ').replaceAll('\uFFFD', '\\ufffd') + end;
}

const machines: ReadonlySet<string> = new Set(['id', 'at', 'type', 'kind', 'v', 'execution', 'block']);

/** `clean` for many values in which the same texts come again and again: each is looked through once. */
export class Cleaner {
  readonly #known = new Map<string, string>();

  text(said: string): string {
    const before = this.#known.get(said);
    if (before !== undefined) return before;
    const shown = cleanText(said);
    this.#known.set(said, shown);
    return shown;
  }

  /** The texts of a flat value, and of the values in it. What only machines read, times and ids, is left alone. */
  fields<Value extends object>(value: Value): Value {
    const entries = Object.entries(value).map(([key, one]: [string, unknown]) => [
      key,
      machines.has(key)
        ? one
        : typeof one === 'string'
          ? this.text(one)
          : typeof one === 'object' && one !== null
            ? clean(one)
            : one,
    ]);
    return Object.fromEntries(entries) as Value;
  }
}
