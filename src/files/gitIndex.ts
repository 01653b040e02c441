import { createHash } from 'node:crypto';

const HEADER_BYTES = 12;
/** Times, device, inode, mode, owner, size, object and flags stand before an entry's name. */
const ENTRY_BYTES = 62;
const MODE_AT = 24;
const FLAGS_AT = 60;
const GITLINK = 0o160000;
/** A second word of flags follows. */
const EXTENDED = 0x4000;
const SHA1_BYTES = 20;
const SHA256_BYTES = 32;

/**
 * Paths of the other repositories that an index of git has as entries, as `git add` makes them of a folder with a
 * repository of its own. By git's documentation of the index format, versions 2 to 4, objects of SHA-1; undefined where
 * the bytes are something else.
 */
export function gitlinksOf(index: Buffer): readonly string[] | undefined {
  if (index.length < HEADER_BYTES || index.toString('latin1', 0, 4) !== 'DIRC') return undefined;
  if (!endsWithSha1(index)) return undefined;
  const version = index.readUInt32BE(4);
  if (version < 2 || version > 4) return undefined;
  const links: string[] = [];
  let at = HEADER_BYTES;
  let before = Buffer.alloc(0);
  for (let left = index.readUInt32BE(8); left > 0; left--) {
    if (at + ENTRY_BYTES > index.length) return undefined;
    const extended = version > 2 && (index.readUInt16BE(at + FLAGS_AT) & EXTENDED) !== 0;
    let from = at + ENTRY_BYTES + (extended ? 2 : 0);
    let kept = Buffer.alloc(0);
    if (version === 4) {
      const { value, next } = readOffset(index, from);
      kept = before.subarray(0, Math.max(0, before.length - value));
      from = next;
    }
    const end = index.indexOf(0, from);
    if (end < 0) return undefined;
    const name = version === 4 ? Buffer.concat([kept, index.subarray(from, end)]) : index.subarray(from, end);
    if ((index.readUInt32BE(at + MODE_AT) & 0o170000) === GITLINK) links.push(name.toString('utf8'));
    before = name as Buffer<ArrayBuffer>;
    // Entries are filled up to eight bytes, with one zero at least.
    at = version === 4 ? end + 1 : at + ((end - at + 8) & ~7);
  }
  // What a shared index has stands in another file.
  return index.includes('link', at, 'latin1') && isSplit(index, at) ? undefined : links;
}

/**
 * Whether the objects are named by SHA-1: the index ends with its own, or with zeros where git was told to leave it out.
 * With SHA-256 an entry is longer, and would be read as something else.
 */
function endsWithSha1(index: Buffer): boolean {
  const sum = index.subarray(-SHA1_BYTES);
  if (sum.every((byte) => byte === 0)) return index.subarray(-SHA256_BYTES).some((byte) => byte !== 0);
  return createHash('sha1').update(index.subarray(0, -SHA1_BYTES)).digest().equals(sum);
}

/** Whether the extensions behind the entries begin with the one of a split index. */
function isSplit(index: Buffer, from: number): boolean {
  for (let at = from; at + 8 <= index.length - 20; at += 8 + index.readUInt32BE(at + 4))
    if (index.toString('latin1', at, at + 4) === 'link') return true;
  return false;
}

/** How many bytes of the last name are dropped: git's variable width encoding. */
function readOffset(index: Buffer, from: number): { readonly value: number; readonly next: number } {
  let at = from;
  let byte = index[at++] ?? 0;
  let value = byte & 127;
  while (byte & 128) {
    byte = index[at++] ?? 0;
    value = ((value + 1) << 7) | (byte & 127);
  }
  return { value, next: at };
}
