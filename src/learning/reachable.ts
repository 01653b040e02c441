import { asWritten } from './compiled.ts';
import type { InstalledPackage } from './package.ts';

/** Files and characters of one package that are read at most. */
const MAX_FILES = 200;
const MAX_CHARACTERS = 2_000_000;

const IMPORT = /\b(?:from|import|require)\b\s*\(?\s*(?:\/\*(?:[^*]|\*(?!\/))*\*\/\s*)*(['"`])((?:(?!\1)[^\n\\])+)\1/g;
/** `require(name)`: what it loads cannot be told. */
const COMPUTED = /(?<![\w$.])(?:require|import)\(\s*(?!['"`)]|\/\*)[\w$]/;

/** The part of a package that its entry leads to. */
export interface Reachable {
  readonly entry: string;
  /** Texts by path, as `asWritten` gives them. */
  readonly texts: ReadonlyMap<string, string>;
  /** Specifiers of other packages and of Node's modules, by the file that imports them. */
  readonly outside: ReadonlyMap<string, readonly string[]>;
  /** All that the entry leads to is here. */
  readonly complete: boolean;
  /** There was more to read than the limit allows. */
  readonly cut: boolean;
}

/** Reads the files that an entry leads to inside its package, up to a limit. */
export function reachableFrom(pkg: InstalledPackage, entry: string): Reachable {
  const texts = new Map<string, string>();
  const outside = new Map<string, string[]>();
  const open = new Set([entry]);
  let size = 0;
  let complete = true;
  let cut = false;
  for (const path of open) {
    const raw = texts.size < MAX_FILES ? pkg.read(path) : undefined;
    if (raw === undefined || size + raw.length > MAX_CHARACTERS) {
      if (!path.endsWith('.json')) complete = false;
      cut ||= raw !== undefined || texts.size >= MAX_FILES;
      continue;
    }
    size += raw.length;
    const text = asWritten(raw);
    texts.set(path, text);
    if (COMPUTED.test(text)) complete = false;
    for (const match of text.matchAll(IMPORT)) {
      const inside = pkg.resolve(match[2]!, path);
      if (inside !== undefined) open.add(inside);
      else if (!/^[./#]/.test(match[2]!)) outside.set(path, [...(outside.get(path) ?? []), match[2]!]);
    }
  }
  return { entry, texts, outside, complete, cut };
}
