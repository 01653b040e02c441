/** Written like a placeholder, but printed by tools or used as a sentinel. */
export const NOT_A_PLACEHOLDER: ReadonlySet<string> = new Set(
  `none unset nil null unknown pending empty invalid no-value snip redacted truncated omitted eof cr lf tab enter return esc space ctrl shift alt cmd
  anonymous stdin stdout stderr file-redacted missing binary set default`
    .split(/\s+/)
    .concat('no value'),
);

const htmlNames =
  /^\/?(?:a|abbr|article|aside|audio|b|blockquote|body|br|button|canvas|caption|center|cite|code|col|colgroup|dd|del|details|div|dl|dt|em|fieldset|figcaption|figure|font|footer|form|h[1-6]|head|header|hr|html|i|iframe|img|input|ins|kbd|label|legend|li|link|main|map|mark|meta|nav|noscript|ol|optgroup|option|p|param|picture|pre|q|s|samp|script|section|select|small|span|strong|style|sub|summary|sup|svg|table|tbody|td|textarea|tfoot|th|thead|tr|tt|u|ul|var|video|xml)(?:\s|$|\/)/;

function isHtmlTag(inner: string): boolean {
  if (!htmlNames.test(inner)) return false;
  // `<link to the dashboard>` and `<label>` are placeholders; `<label for="x">` and `<br>` are not.
  return (
    /=/.test(inner) ||
    /^\/?(?:br|hr|p|div|span|pre|ul|ol|li|td|tr|th|b|i|em|strong|details|summary|html|h[1-6]|sub|sup)\/?$/.test(inner)
  );
}

/** A placeholder in angle brackets: `<pod name>`, `<<pod>>`; offsets in UTF-16 units. */
export interface AnglePlaceholder {
  readonly start: number;
  readonly end: number;
  readonly name: string;
}

const angle =
  /<( ?[\p{L}_$%][^<>\n`;{}]{0,70}?|\/[\w.-]+\/[\w./-]{1,60}|\.{2,3}[A-Za-z][\w -]{0,30}\.{2,3}|\.{3}[^<>\n]{0,30}|\{[\w -]+\})>/gu;

/**
 * The placeholders in angle brackets of a text. A shell would read them as redirections, so who reads shell and who
 * fills in values must agree on them: both ask here.
 */
export function findAnglePlaceholders(text: string): AnglePlaceholder[] {
  const out: AnglePlaceholder[] = [];
  // `<b>x</b>`: tags, which are closed somewhere.
  const closed = new Set([...text.matchAll(/<\/([^<>\s]{1,70})>/g)].map((match) => match[1]!));
  for (const match of text.matchAll(angle)) {
    const start = match.index;
    const end = start + match[0].length;
    const inner = match[1]!;
    const before = text[start - 1] ?? '';
    const after = text[end] ?? '';
    if (before === '<' && after !== '>') continue;
    if (!isName(inner.trim(), before, closed) || isRedirection(inner, before, after)) continue;
    // `< pod >` at the end of a command; `cat < in > out` reads and writes files.
    if (inner.startsWith(' ') && !(inner.endsWith(' ') && /^\s*(?:$|[\n|;&)"'])/.test(text.slice(end, end + 80))))
      continue;
    const doubled = before === '<' && after === '>';
    const name = inner
      .trim()
      .replace(/^\$?\{(.*)\}$/, '$1')
      .replace(/\\$/, '')
      .replace(/^\.{2,3}([A-Za-z].*?)\.{2,3}$/, '$1');
    out.push({ start: doubled ? start - 1 : start, end: doubled ? end + 1 : end, name });
  }
  return out;
}

function isName(inner: string, before: string, closed: ReadonlySet<string>): boolean {
  if (NOT_A_PLACEHOLDER.has(inner.toLowerCase())) return false;
  // `A <a@b.example>` is an address; as the value of an option it is an example of one.
  if (/^\S+@\S+$/.test(inner))
    return before === '=' || /^(?:you|user|name|my|login|account)\b/i.test(inner) || /^your/i.test(inner);
  // `<resource-type=resource-name>`: two blanks in one.
  if (/^[a-z]+(?:-[a-z]+)+=[a-z]+(?:-[a-z]+)+$/.test(inner)) return true;
  // `<matcher=value>`, `<a=b>` as a word of its own.
  if (/^[a-z]\w*=[a-z]\w*$/i.test(inner)) return /^\s?$/.test(before);
  if (/^(?:https?:|mailto:)|^\S*=\S*$|\s[\w:-]+="|\/$/.test(inner)) return false;
  // `List<String>`: a generic. A placeholder may follow a letter only in lower case or with marks.
  if (/[A-Za-z)]/.test(before) && /^[A-Z]\w*(?:, ?\w+)*$/.test(inner) && !/^[A-Z][A-Z0-9_]+$/.test(inner)) return false;
  return !closed.has(inner.split(/\s/)[0]!) && !isHtmlTag(inner);
}

/** `cmd <in.txt >out.txt`: what stands between two redirections. */
function isRedirection(inner: string, before: string, after: string): boolean {
  if (/^\S+\s+(?:\d|&)$/.test(inner)) return true;
  if (/^\S+\s+$/.test(inner)) return /[\s\w./&>$"'~-]/.test(after);
  // `<in>out`, `<in>>out`, `<in>&2` behind a gap: a file that is read, and one that is written.
  if (!/^\s?$/.test(before) || /\s/.test(inner)) return false;
  return after === '&' || after === '>' || (/[\p{L}0-9_]/u.test(after) && /\.\w+$/.test(inner));
}
