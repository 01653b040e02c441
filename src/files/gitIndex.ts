import { createHash } from 'node:crypto';
import { joinPath, toAbsolute } from './paths.ts';
import { readIfPlain, readPlainBytes } from './readPlain.ts';

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

/** Larger ones are of repositories that nobody opens whole. */
const MAX_BYTES = 100_000_000;

interface Entry {
  readonly name: string;
  /** Another repository, as `git add` makes it of a folder with a repository of its own. */
  readonly link: boolean;
}

/** Paths of the other repositories that an index of git has as entries; undefined where the bytes are something else. */
export function gitlinksOf(index: Buffer): readonly string[] | undefined {
  return entriesOf(index)?.flatMap(({ name, link }) => (link ? [name] : []));
}

/** Paths that git keeps in a repository, relative to its folder; none where its index is missing or can't be read. */
export function trackedIn(repository: string): readonly string[] {
  try {
    const bytes = readPlainBytes(joinPath(gitFolder(repository), 'index'));
    return bytes.length > MAX_BYTES ? [] : (entriesOf(bytes)?.map(({ name }) => name) ?? []);
  } catch {
    return [];
  }
}

/** `.git`, or what the file of that name in a linked work tree or a submodule leads to. */
function gitFolder(repository: string): string {
  const own = joinPath(repository, '.git');
  const target = /^gitdir:\s*(.+?)\s*$/m.exec(readIfPlain(own) ?? '')?.[1];
  return target === undefined ? own : toAbsolute(target, repository);
}

/**
 * By git's documentation of the index format, versions 2 to 4, objects of SHA-1; undefined where the bytes are something
 * else.
 */
function entriesOf(index: Buffer): readonly Entry[] | undefined {
  if (index.length < HEADER_BYTES || index.toString('latin1', 0, 4) !== 'DIRC') return undefined;
  if (!endsWithSha1(index)) return undefined;
  const version = index.readUInt32BE(4);
  if (version < 2 || version > 4) return undefined;
  const entries: Entry[] = [];
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
    entries.push({
      name: name.toString('utf8'),
      link: (index.readUInt32BE(at + MODE_AT) & 0o170000) === GITLINK,
    });
    before = name as Buffer<ArrayBuffer>;
    // Entries are filled up to eight bytes, with one zero at least.
    at = version === 4 ? end + 1 : at + ((end - at + 8) & ~7);
  }
  // What a shared index has stands in another file.
  return index.includes('link', at, 'latin1') && isSplit(index, at) ? undefined : entries;
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
