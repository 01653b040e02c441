import { readFileSync } from 'node:fs';

/** A source file's text without its byte order mark, and what is needed to write it back as it was. */
export interface Source {
  readonly text: string;
  readonly encoding: 'utf-8' | 'utf-16le' | 'utf-16be' | 'latin1';
  readonly bom: boolean;
}

/**
 * Decodes a source file: UTF-8, UTF-16 by its byte order mark, else Latin-1, in which every sequence of bytes is a text.
 * Undefined for binary content, which holds NUL bytes.
 */
export function decodeSource(bytes: Uint8Array): Source | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decodeBytes(bytes.subarray(2), 'utf-16le', true);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return decodeBytes(bytes.subarray(2), 'utf-16be', true);
  const bom = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  const body = bom ? bytes.subarray(3) : bytes;
  if (body.includes(0)) return undefined;
  const text = asBuffer(body).toString('utf8');
  // Decoding never fails but puts U+FFFD in the place of bytes that are not UTF-8.
  if (text.includes('\uFFFD') && !isUtf8(body)) return decodeBytes(body, 'latin1', false);
  return { text, encoding: 'utf-8', bom };
}

/** Reads and decodes a source file; undefined for binary content. Throws what the file system throws. */
export function readSource(path: string): Source | undefined {
  return decodeSource(readFileSync(path));
}

/** The bytes of a text in the encoding, and with the byte order mark, that it was read in. */
export function encodeSource(text: string, like: Pick<Source, 'encoding' | 'bom'>): Uint8Array {
  if (like.encoding === 'latin1') return Buffer.from(text, 'latin1');
  const marked = like.bom ? `\uFEFF${text}` : text;
  if (like.encoding === 'utf-8') return Buffer.from(marked, 'utf8');
  const bytes = Buffer.from(marked, 'utf16le');
  return like.encoding === 'utf-16be' ? bytes.swap16() : bytes;
}

function decodeBytes(bytes: Uint8Array, encoding: Source['encoding'], bom: boolean): Source {
  if (encoding !== 'utf-16be') return { text: asBuffer(bytes).toString(encoding as BufferEncoding), encoding, bom };
  const even = Buffer.from(bytes.subarray(0, bytes.length - (bytes.length % 2)));
  return { text: even.swap16().toString('utf16le'), encoding, bom };
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
