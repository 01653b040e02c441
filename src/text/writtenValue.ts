/** Where a value lies in its line, without its quotes. */
export interface Value {
  readonly start: number;
  readonly end: number;
  readonly quoted: boolean;
}

const OPENING = /(?:[bruBRU]|\$|!!?\w{1,12} {1,4})?(\\{0,3}["'`]|%22|&quot;)/y;
const BARE = /[^\s"'`<>]+/y;
/** What is glued to a closing quote goes on with the value: `'a'"'"'b'`. */
const GLUED = /[^\s"'`<>,;:)}\]|&]+/y;
/** Where another name begins, or a list goes on, the value has ended. */
const NEXT = /[,;&](?=[\w.%-]{1,64}(?:[=:]|%3D)|\s|$)|\\[nrt](?=$|[\s"'])|%26|[)\]}]+[,;.]?(?=$|\s)/;
const TRAILING = /[,;.)\]}\\|]+$/;

/** The value that begins at a place: as far as its closing quote, or as a word goes. */
export function valueAt(line: string, at: number, until: string): Value {
  OPENING.lastIndex = at;
  const opening = OPENING.exec(line);
  if (opening !== null && until === '') return quotedAt(line, at + opening[0].length, opening[1]!);
  if (until !== '') {
    const end = line.indexOf(until, at);
    return { start: at, end: end < 0 ? line.length : end, quoted: end >= 0 };
  }
  return { start: at, end: bareEnd(line, at), quoted: false };
}

function quotedAt(line: string, start: number, quote: string): Value {
  let end = closing(line, start, quote);
  if (end >= line.length) return { start, end: line.length, quoted: true };
  for (;;) {
    const after = end + quote.length;
    GLUED.lastIndex = after;
    const glued = GLUED.exec(line)?.[0] ?? '';
    if (glued === '/' || quote.length > 1) return { start, end, quoted: true };
    const next = after + glued.length;
    const mark = line[next];
    if (mark !== '"' && mark !== "'") return { start, end: glued === '' ? end : next, quoted: true };
    // `'it'\''s'`: a quote that is one of the value's signs.
    if (glued.endsWith('\\')) end = next;
    else if (glued === '' && !isRepeated(line, { start, end }, mark)) return { start, end, quoted: true };
    else end = closing(line, next + 1, mark);
  }
}

/** `'it''s'`, `"a"'b'`: a quote right behind the closing one, where it closes nothing around the value. */
function isRepeated(line: string, { start, end }: Omit<Value, 'quoted'>, mark: string): boolean {
  if (end <= start || (line[end] !== mark && line.lastIndexOf(mark, start - 1) >= 0)) return false;
  return closing(line, end + 2, mark) < line.length;
}

/** The closing quote; backslashes hide one, unless they belong to it. */
function closing(line: string, from: number, quote: string): number {
  for (let at = line.indexOf(quote, from); at >= 0; at = line.indexOf(quote, at + 1)) {
    let slashes = 0;
    while (line[at - 1 - slashes] === '\\' && at - 1 - slashes >= from) slashes++;
    if (slashes % 2 === 0 || quote === "'") return at;
  }
  return line.length;
}

/** A word, without what follows it in a list or a sentence. */
function bareEnd(line: string, at: number): number {
  BARE.lastIndex = at;
  const word = BARE.exec(line)?.[0] ?? '';
  const near = word.slice(0, 8192);
  const next = NEXT.exec(near);
  if (next !== null && next.index > 0) return at + next.index;
  const trailing = word.length <= 8192 ? TRAILING.exec(word) : null;
  const open = /[([{]/.test(near.slice(0, 512));
  return at + word.length - (trailing === null || open ? 0 : trailing[0].length);
}
