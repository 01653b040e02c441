export const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
export const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** The characters that depend on the bytes alone, where so many other bytes stand before them. */
export function encoded(bytes: readonly number[], before: number, alphabet: string): string {
  const size = Math.log2(alphabet.length);
  const bits = [...Array<number>(before).fill(0), ...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  const to = Math.floor(bits.length / size);
  let text = '';
  for (let at = Math.ceil((before * 8) / size); at < to; at++)
    text += alphabet[Number.parseInt(bits.slice(at * size, at * size + size), 2)];
  return text;
}

/** The bytes of a text; none where it is half a character long. */
export function utf8(text: string): readonly number[] {
  const escaped = percent(text);
  if (/[^\x20-\x7e]/.test(escaped)) return [];
  return [...escaped.matchAll(/%([0-9A-F]{2})|([^%])/g)].map((part) =>
    part[1] === undefined ? part[2]!.charCodeAt(0) : Number.parseInt(part[1], 16),
  );
}

/** As addresses have it; what has no such form stays as it is. */
export function percent(value: string): string {
  try {
    return encodeURIComponent(value);
  } catch {
    return value;
  }
}
