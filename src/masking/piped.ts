import type { Span } from '../secrets/named.ts';
import { isEmptyValue } from '../secrets/names.ts';
import { valueAt } from '../text/writtenValue.ts';

const PRINTED = /(?<![\w-])(?:echo|printf)(?: -\w{1,4})? {1,4}(?=[^\s$|;&-])/g;
/** What reads a password from its input. */
const READER =
  /^["']?[ \t]{0,8}\|[^|;]{0,200}?(?:--password-stdin|--pass(?:word|phrase)-fd[ =]0|\bchpasswd\b|\bpasswd --stdin\b|\bsudo (?:-\w+ )*-\w*S|--with-token\b|-pass(?:in|out)? stdin|\bsecret create \S+ -|\bsecrets versions add\b[^|;]*--data-file=-|\bwrangler secret put\b|\bgh secret set\b)/;

/** Lines without one of these pipe nothing to such a reader. */
export const PIPED_HINT = /\b(?:echo|printf) [^|\r\n]{1,512}\|/;

/** Passwords that are printed for a program to read: `echo x | docker login --password-stdin`. */
export function pipedSpans(line: string, complete: boolean): Span[] {
  if (!/(?:echo|printf) /.test(line)) return [];
  const spans: Span[] = [];
  for (const match of line.matchAll(PRINTED)) {
    const at = match.index + match[0].length;
    const { start, end } = valueAt(line, at, '');
    const rest = line.slice(end, end + 400);
    // What reads it may still come.
    if (
      !complete &&
      end + rest.length === line.length &&
      /^["']?[ \t]{0,8}(?:$|\|[^|;]*$)/.test(rest) &&
      !READER.test(rest)
    )
      spans.push({ start, end: line.length, open: true });
    else if (READER.test(rest) && !isEmptyValue(line.slice(start, end))) {
      const user = /chpasswd/.test(rest) ? /^[^:\s]{1,64}:/.exec(line.slice(start, end))?.[0].length : 0;
      spans.push({ start: start + (user ?? 0), end });
    }
  }
  return spans;
}
