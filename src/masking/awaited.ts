import { strengthOf, type Strength } from '../secrets/names.ts';
import type { Span } from '../secrets/named.ts';

/** A name on a line of its own: how sure it makes us of the next line, and how far in it stands. */
export interface Alone {
  readonly strength: Strength;
  readonly indent: number;
  /** The first word of the next line is the value, whatever follows it. */
  readonly word?: true;
}

/** `--password`, `<password>`, `password = \`, `{"password":`: the value stands on the next line. */
const FORMS: readonly RegExp[] = [
  /^(\s*)(--[a-z][\w-]{1,64})\s*\\?$/,
  /^(\s*)\S.{0,2000}\s(--[a-z][\w-]{1,64})(?:=|\s)\s{0,8}[\\^`]$/,
  /^(\s*)(--[a-z][\w-]{1,64})=\s{0,8}[\\^`]$/,
  /^(\s*)<([A-Za-z][\w.:-]{1,64})(?:\s[^<>]{0,200})?>\s*$/,
  /^(\s*)(?:export )?["']?([A-Za-z][\w.-]{1,64})["']?\s{0,8}(?:[:=]\s{0,8}\\|=\s{0,8})$/,
  /^([\s{[,]*[{[,]\s*)["']([\w.-]{1,64})["']\s*:\s*$/,
];
/** What is said of a secret at the end of a line. */
const SAID =
  /\b(?:(?:initial|temporary|generated|default|new|root|admin) password(?: is)?|(?:certificate|encryption|private|unseal|recovery|join) key):?\s*$/i;
const TITLE = /^\s*([A-Za-z][\w-]{2,40})\s*$/;
const RULE = /^\s*(?:={3,}|-{3,}|~{3,})\s*$/;

/** A name that ends its line in another form than by a colon. */
export function aloneOn(line: string): Alone | undefined {
  for (const form of FORMS) {
    const [, before = '', name = ''] = form.exec(line) ?? [];
    const strength = name === '' ? undefined : strengthOf(name);
    const word = name.startsWith('--') && /[\\^`]$/.test(line) ? ({ word: true } as const) : {};
    if (strength === 'strong') return { strength, indent: /^\s*/.exec(before)![0].length, ...word };
  }
  return SAID.test(line) ? { strength: 'weak', indent: 0 } : undefined;
}

/** A title of one word that names a secret. */
export function isSecretTitle(line: string): boolean {
  const name = TITLE.exec(line)?.[1];
  return name !== undefined && strengthOf(name) === 'strong';
}

/** A line of signs under a title. */
export const isRule = (line: string): boolean => RULE.test(line);

/** `pass%77ord=x`: the name is written in the signs of an address. */
export function encodedSpans(line: string): Span[] {
  if (!/%[2-7][\da-f]/i.test(line)) return [];
  const spans: Span[] = [];
  for (const match of line.matchAll(/(?<![\w%-])((?:[A-Za-z_-]|%[2-7][\da-fA-F]){4,60})=([^\s&"'<>]{1,400})/g)) {
    const name = match[1]!;
    const plain = name.replace(/%([\da-f]{2})/gi, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
    const start = match.index + name.length + 1;
    if (plain !== name && strengthOf(plain) === 'strong') spans.push({ start, end: start + match[2]!.length });
  }
  return spans;
}

/** Lines of `user:password`, as `chpasswd` reads them. */
export const feedsChpasswd = (line: string): boolean => /\bchpasswd\b[^|]*<<-?\s*['"]?\w+/.test(line);

/** The password of such a line; undefined where it is none, which ends them. */
export function chpasswdSpan(line: string): Span | undefined {
  const found = /^\s*[A-Za-z_][\w.-]{0,40}:(?=\S)/.exec(line);
  return found ? { start: found[0].length, end: line.length, open: true } : undefined;
}
