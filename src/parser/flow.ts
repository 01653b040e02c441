/** Says that a file is checked by Flow, in a comment before its code. */
const FLOW =
  /^(?:\s|#![^\n]*\n|(['"])use \w+\1;?|\/\/[^\n]*\n|\/\*[\s\S]*?\*\/)*?(?:\/\/|\/\*)[^\n]*?(?:\n[ \t]*\*[^\n]*?)*?@flow\b/;
/** Repairs that are tried: each takes another parse. */
const MAX_REPAIRS = 60;

export function isFlow(text: string): boolean {
  return text.includes('@flow') && FLOW.test(text);
}

/**
 * A text with what Flow writes and TypeScript does not blanked out, so that all positions stay what they are. What is
 * read as a type either way stays.
 * @param errorAt gives where a text fails to parse; undefined where it parses
 * @returns undefined where something else is wrong with it
 */
export function withoutFlow(text: string, errorAt: (text: string) => number | undefined): string | undefined {
  let current = text
    .replace(/\{\|/g, '{ ')
    .replace(/\|\}/g, ' }')
    .replace(/\bimport\s+typeof\b/g, (match) => `import type${' '.repeat(match.length - 11)}`)
    .replace(/\bopaque(?=\s+type\s+\w)/g, '      ');
  for (let round = 0; round < MAX_REPAIRS; round++) {
    const at = errorAt(current);
    if (at === undefined) return current;
    const repaired = repairAt(current, at);
    if (repaired === undefined || repaired === current) return undefined;
    current = repaired;
  }
  return undefined;
}

/** Takes the piece of Flow away that a parser stopped at, or just before. */
function repairAt(text: string, at: number): string | undefined {
  for (const place of [at, at - 1]) {
    const sign = text[place];
    // `(value: Type)`, `<T: Bound>`
    if (sign === ':') return blank(text, place, endOfType(text, place + 1));
    // `?Type`, `+field: Type`
    if ((sign === '?' || sign === '+' || sign === '-') && /[\w{[(]/.test(text[place + 1] ?? ''))
      return blank(text, place, place + 1);
    // `(any[], Type) => void`: the type of a parameter without a name
    if (text.startsWith('[]', place)) return blank(text, place, place + 2);
    // `{ ...Other, field: Type }`
    if (text.startsWith('...', place)) return blank(text, place, endOfMember(text, place + 3));
  }
  // `(value: Type);` was read as the parameters of an arrow function, whose arrow is missed behind it.
  const close = text.slice(0, at).trimEnd().length - 1;
  // `(string[]) => void` was read as a type in parentheses.
  const array = text.startsWith('=>', at) && text[close] === ')' ? text.lastIndexOf('[]', close) : -1;
  if (array > text.lastIndexOf('(', close)) return blank(text, array, array + 2);
  const colon = text[close] === ')' ? colonBefore(text, close) : undefined;
  return colon === undefined ? undefined : blank(text, colon, close);
}

/** The first `:` that stands directly in the parentheses which close at `close`. */
function colonBefore(text: string, close: number): number | undefined {
  let depth = 0;
  let colon: number | undefined;
  for (let i = close - 1; i >= 0; i--) {
    const sign = text[i]!;
    if (')]}'.includes(sign)) depth++;
    else if ('([{'.includes(sign) && depth-- === 0) return colon;
    else if (sign === ':' && depth === 0) colon = i;
  }
  return undefined;
}

function blank(text: string, start: number, end: number): string {
  return text.slice(0, start) + text.slice(start, end).replace(/[^\n]/g, ' ') + text.slice(end);
}

/** Where a type ends: at a bracket that closes one opened before it, or at a comma. */
function endOfType(text: string, start: number): number {
  let depth = 0;
  for (let i = start; i < text.length; i++) {
    const sign = text[i]!;
    if ('([{<'.includes(sign)) depth++;
    else if (sign === '>' && text[i - 1] === '=') continue;
    else if (')]}>'.includes(sign) && depth-- === 0) return i;
    else if ((sign === ',' || sign === ';') && depth === 0) return i;
  }
  return text.length;
}

function endOfMember(text: string, start: number): number {
  const end = endOfType(text, start);
  return text[end] === ',' || text[end] === ';' ? end + 1 : end;
}
