/** What stands after the fence: the language and the attributes. */
export interface InfoString {
  /** Lower case; empty where there is none. */
  readonly language: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** True where there is a `{...}` that could not be read. */
  readonly malformed: boolean;
}

/**
 * Reads an info string: `sh {"name":"x"}` and `sh { name=x flag }` as Runme reads them (JSON first, then words; the
 * braces end at the first `}`), `sh {#id .class key="a b"}` as Pandoc writes them, and `title="x"` words outside braces.
 */
export function readInfoString(info: string): InfoString {
  const text = info.trim();
  const open = /\{(?!\})/.exec(text);
  const language = (/^[^\s{,]+/.exec(text)?.[0] ?? '').toLowerCase().replace(/^language-/, '');
  if (!open)
    return { language: fromClass(language), attributes: readWords(text.slice(language.length)), malformed: false };
  const inner = text.slice(open.index);
  const json = readJson(inner);
  const outer = readWords(text.slice(language.length, open.index));
  if (json) return { language, attributes: { ...outer, ...json }, malformed: false };
  const close = closingBrace(inner);
  const attributes = readBraces(inner.slice(1, close < 0 ? inner.length : close));
  const own = language === '' && attributes['class'] ? attributes['class'].split(' ')[0]! : fromClass(language);
  return { language: own.toLowerCase(), attributes: { ...outer, ...attributes }, malformed: close < 0 };
}

function fromClass(language: string): string {
  return language.replace(/^\./, '').replace(/[:].*$/, '');
}

function readJson(inner: string): Record<string, string> | undefined {
  if (!/^\{\s*"/.test(inner)) return undefined;
  for (let close = inner.indexOf('}'); close >= 0; close = inner.indexOf('}', close + 1)) {
    try {
      const value: unknown = JSON.parse(inner.slice(0, close + 1));
      const out: Record<string, string> = {};
      for (const [key, entry] of Object.entries(value as object)) {
        if (safeKey(key)) out[key] = typeof entry === 'string' ? entry : JSON.stringify(entry);
      }
      return out;
    } catch {
      // A `}` inside a value: try the next one.
    }
  }
  return undefined;
}

function closingBrace(inner: string): number {
  let quote = '';
  for (let i = 1; i < inner.length; i++) {
    const c = inner[i]!;
    if (quote) {
      if (c === quote) quote = '';
    } else if ((c === '"' || c === "'") && inner[i - 1] === '=' && inner.indexOf(c, i + 1) > 0) quote = c;
    else if (c === '}') return i;
  }
  return inner.indexOf('}');
}

const word = /#([\w-]+)|\.([\w-]+)|([\w./:$-]+)(?:=(?:"([^"]*)"|'([^']*)'|([^\s]*)))?/g;

function readBraces(inner: string): Record<string, string> {
  const out: Record<string, string> = {};
  for (const match of inner.matchAll(word)) {
    const [, id, className, key] = match;
    const value = match[4] ?? match[5] ?? match[6] ?? '';
    if (id) out['id'] = id;
    else if (className) out['class'] = out['class'] ? `${out['class']} ${className}` : className;
    else if (key && safeKey(key)) out[key] = value;
  }
  return out;
}

/** `title="x"` and `name=x` outside braces; words without `=` are not attributes. */
function readWords(text: string): Record<string, string> {
  const out: Record<string, string> = {};
  if (!text.includes('=')) return out;
  for (const match of text.matchAll(/([A-Za-z][\w-]*)=(?:"([^"]*)"|'([^']*)'|(\S*))/g)) {
    if (safeKey(match[1]!)) out[match[1]!] = match[2] ?? match[3] ?? match[4] ?? '';
  }
  return out;
}

function safeKey(key: string): boolean {
  return key !== '__proto__' && key !== 'constructor' && key !== 'prototype';
}

/** Reads the inside of `<!-- breakwater: key=value key="a b" flag -->`. */
export function readAttributeWords(text: string): Readonly<Record<string, string>> {
  return readBraces(text);
}
