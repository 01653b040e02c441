/**
 * A file's bytes as text, with a byte order mark as its first character; undefined where they are not UTF-8: written
 * back, such bytes would be lost.
 */
export function utf8Text(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** The first line, from 1, with bytes that are no UTF-8; undefined where all are. */
export function lineNotUtf8(bytes: Uint8Array): number | undefined {
  if (utf8Text(bytes) !== undefined) return undefined;
  const decoded = new TextEncoder().encode(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes));
  const at = bytes.findIndex((byte, index) => byte !== decoded[index]);
  return bytes.subarray(0, at < 0 ? bytes.length : at).reduce((lines, byte) => lines + (byte === 0x0a ? 1 : 0), 1);
}

/** Why a file is left alone whose bytes are no text in UTF-8, and what to do; goes after its name. */
export function notUtf8(bytes: Uint8Array): string {
  const line = lineNotUtf8(bytes) ?? 1;
  return `isn't UTF-8 (line ${line}) and stays as it is, since writing it would lose text. Save it as UTF-8 first`;
}
