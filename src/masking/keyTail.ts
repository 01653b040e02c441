import type { Span } from '../secrets/named.ts';

/** What lines without their beginning are part of: of a key, or of a block that is no secret. */
export type Tail = 'key' | 'public';

/** A line of a key as it is broken: 64 signs, 70 of OpenSSH. A hash has no capitals. */
const WHOLE = /^[ \t]*(?=\S*[a-z])(?=\S*[A-Z])(?=\S*\d)(?![\dA-F]+\s*$)(?:[A-Za-z0-9+/]{64}|[A-Za-z0-9+/]{70})[ \t]*$/;
const LAST =
  /^[ \t]*(?=\S*[A-Z\d])(?:[A-Za-z0-9+/]{4}){0,17}(?:[A-Za-z0-9+/]{4}|[A-Za-z0-9+/]{3}=|[A-Za-z0-9+/]{2}==)[ \t]*$/;
const BEGINS = /-----BEGIN (?![\w ]*PRIVATE)/;
/** How a certificate begins in base64, whose frame is left out; a key's number follows at another place. */
const CERTIFICATE = /^[ \t]*MII[A-Za-z0-9+/]{3}CC/;

/** Lines that may be of a key, or begin what is none. */
export const TAIL_HINT = /^[ \t]*[A-Za-z0-9+/]{64}(?:[A-Za-z0-9+/]{6})?[ \t]*$|-----BEGIN /m;

/** The rest of a private key whose first line is not shown: `tail key.pem`. */
export function tailSpans(line: string, tail: Tail | undefined, complete: boolean): Span[] {
  if (!complete || tail === 'public' || CERTIFICATE.test(line) || !isTail(line, tail)) return [];
  return [{ start: /^\s*/.exec(line)![0].length, end: line.trimEnd().length }];
}

function isTail(line: string, tail: Tail | undefined): boolean {
  return WHOLE.test(line) || (tail === 'key' && LAST.test(line));
}

/** What holds behind a line. */
export function tailAfter(line: string, before: Tail | undefined): Tail | undefined {
  if (BEGINS.test(line) || CERTIFICATE.test(line)) return 'public';
  if (before === 'public') return /^[ \t]*[A-Za-z0-9+/]+={0,2}[ \t]*$/.test(line) ? 'public' : undefined;
  return isTail(line, before) ? 'key' : undefined;
}

/** Lines between what Terraform has made up and its value. */
const MOST_LINES = 60;
const MADE_UP = /\brandom_password\b/;
const MADE_UP_VALUE =
  /(?<![\w.])\\{0,3}["']?(?:result|bcrypt_hash)\\{0,3}["']?\s{0,16}[:=]\s{0,4}\\{0,3}"([^"\\]{1,1024})/dg;

export const MADE_UP_HINT = MADE_UP;

/** The password that Terraform's `random_password` has made up. */
export function madeUpSpans(line: string, left: number | undefined): Span[] {
  if (left === undefined && !MADE_UP.test(line)) return [];
  return [...line.matchAll(MADE_UP_VALUE)].map(({ indices }) => ({ start: indices![1]![0], end: indices![1]![1] }));
}

/** For how many more lines its value may follow. */
export function madeUpAfter(line: string, left: number | undefined): number | undefined {
  if (MADE_UP.test(line)) return MOST_LINES;
  // Another resource has begun.
  if (left === undefined || left <= 1 || /"type"\s*:|^(?:resource|data) "/.test(line)) return undefined;
  return left - 1;
}
