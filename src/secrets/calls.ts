/** A name, as far as a bracket: `getpass(`, `vault.read(`, `os.environ['`. */
const HEAD = /^(?:await |new )?(?:\$?[A-Za-z_]\w{0,64}(?:\.|\?\.|::|->)){0,8}\$?[A-Za-z_]\w{0,64}(\(|\[(?=['"`]|$))/;
/** What code holds outside of its quotes, up to the next one or bracket. */
const PLAIN = /[^()'"`]+/y;
/** How an argument begins, where its end isn't known. */
const ARGUMENT = /^(?:$|[\s&*@:-]{0,2}[\w$['"`({])/;
/** What follows a call: another one, an index, an operator, or nothing. */
const GOES_ON = /^(?:$|[\s.,;:?)\]}[(!|&+>-]|["'`])/;
/** Signs that no argument holds in such a place. */
const NO_CODE = /[#^~]|\w[!@%](?!=)/;
/** A word that is no variable: capital and small letters, and a number of two digits or more. */
const MADE_UP = /^(?=\w{0,64}[a-z])(?=\w{0,64}[A-Z])\w{0,64}\d{2}\w{0,64}$/;

/** Whether a value is code that gets it: a call of a function or an index, not a password with a bracket in it. */
export function isCall(value: string): boolean {
  const head = HEAD.exec(value);
  if (head === null) return false;
  const rest = value.slice(head[0].length);
  if (head[1] === '[') return isIndex(rest);
  const end = closing(rest);
  const inside = rest.slice(0, end ?? rest.length);
  if (MADE_UP.test(inside)) return false;
  if (end === undefined) return ARGUMENT.test(rest) && !hasForeignSign(rest);
  return GOES_ON.test(rest.slice(end + 1)) && !hasForeignSign(inside);
}

/** `'X']`, or a beginning of it. */
function isIndex(rest: string): boolean {
  if (rest === '') return true;
  const end = rest.indexOf(rest[0]!, 1);
  return end < 0 || (rest[end + 1] ?? ']') !== ']' || GOES_ON.test(rest.slice(end + 2));
}

/** Where the bracket ends that has been opened. */
function closing(text: string): number | undefined {
  let depth = 1;
  for (let at = 0; at < text.length; at++) {
    const sign = text[at]!;
    if (sign === '(') depth++;
    else if (sign === ')' && --depth === 0) return at;
    else if (/["'`]/.test(sign)) {
      const end = text.indexOf(sign, at + 1);
      if (end < 0) return undefined;
      at = end;
    }
  }
  return undefined;
}

function hasForeignSign(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    PLAIN.lastIndex = at;
    const plain = PLAIN.exec(text)?.[0] ?? '';
    if (NO_CODE.test(plain)) return true;
    at += plain.length;
    const quote = text[at];
    if (quote === undefined || !/["'`]/.test(quote)) continue;
    const end = text.indexOf(quote, at + 1);
    if (end < 0) return false;
    at = end;
  }
  return false;
}
