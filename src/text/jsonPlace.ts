import type { Range } from './range.ts';

/** Where a value stands in a JSON text, and the name it has in its object. */
export interface JsonPlace {
  readonly value: Range;
  readonly key?: Range;
}

/**
 * Finds the value at a path of names and indexes, `["rules", "a"]`. Undefined where it is not there; a number, the
 * offset of the first character that can't be read, where the text is no JSON before that.
 */
export function findInJson(text: string, path: readonly string[]): JsonPlace | number | undefined {
  const scanner = new Scanner(text);
  try {
    scanner.value(path, undefined);
    scanner.end();
  } catch (error) {
    if (error !== scanner) throw error;
    return scanner.found ?? scanner.at;
  }
  return scanner.found;
}

/** What an object names twice, of which readers take the last; undefined where each name stands once. */
export function repeatedName(text: string): { readonly name: string; readonly range: Range } | undefined {
  const scanner = new Scanner(text);
  try {
    scanner.value(undefined, undefined);
  } catch (error) {
    if (error !== scanner) throw error;
  }
  return scanner.repeated;
}

/** Throws itself where the text goes wrong: `at` is the place then. */
class Scanner {
  found: JsonPlace | undefined;
  repeated: { readonly name: string; readonly range: Range } | undefined;
  at = 0;
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
    if (text.startsWith('\uFEFF')) this.at = 1;
  }

  /** Reads one value; `wanted` is the rest of the path, undefined where the path leads elsewhere. */
  value(wanted: readonly string[] | undefined, key: Range | undefined): void {
    this.#blank();
    const start = this.at;
    const first = this.#text[start];
    if (first === '{') this.#members('}', wanted);
    else if (first === '[') this.#members(']', wanted);
    else if (first === '"') this.#string();
    else this.#take(/-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y);
    if (wanted?.length === 0) this.found = { value: { start, end: this.at }, ...(key ? { key } : {}) };
  }

  end(): void {
    this.#blank();
    if (this.at < this.#text.length) throw this;
  }

  #members(close: ']' | '}', wanted: readonly string[] | undefined): void {
    this.at++;
    this.#blank();
    if (this.#skip(close)) return;
    const names = new Set<string>();
    for (let index = 0; ; index++) {
      this.#blank();
      let name = String(index);
      let key: Range | undefined;
      if (close === '}') {
        const start = this.at;
        name = this.#string();
        key = { start, end: this.at };
        if (names.has(name)) this.repeated ??= { name, range: key };
        names.add(name);
        this.#blank();
        if (!this.#skip(':')) throw this;
      }
      this.value(wanted !== undefined && wanted[0] === name ? wanted.slice(1) : undefined, key);
      this.#blank();
      if (this.#skip(close)) return;
      if (!this.#skip(',')) throw this;
    }
  }

  #string(): string {
    const raw = this.#take(/"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y);
    return JSON.parse(raw) as string;
  }

  #take(pattern: RegExp): string {
    pattern.lastIndex = this.at;
    const match = pattern.exec(this.#text);
    if (!match) throw this;
    this.at += match[0].length;
    return match[0];
  }

  #skip(character: string): boolean {
    if (this.#text[this.at] !== character) return false;
    this.at++;
    return true;
  }

  #blank(): void {
    while (/[ \t\r\n]/.test(this.#text[this.at] ?? '')) this.at++;
  }
}
