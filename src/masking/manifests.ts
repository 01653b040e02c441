import type { Span } from '../secrets/named.ts';
import { valueAt } from '../text/writtenValue.ts';

/** What earlier lines tell of a Kubernetes manifest. */
export interface Manifest {
  /** Where its fields begin. */
  readonly indent: number;
  /** Its kind was said. Absent: it may still come, as `kubectl get -o yaml` prints it behind the data. */
  readonly secret?: true;
  /** Within `data:` or `stringData:`, by the indentation of that name; `plain`: what stands there is no base64. */
  readonly map?: { readonly indent: number; readonly plain: boolean };
}

const KIND = /^([\s-]*)["']?kind["']?\s{0,4}:\s{0,4}["']?([A-Za-z]{1,64})["']?,?\s*$/;
const VERSION = /^[\s-]*["']?apiVersion["']?\s{0,4}:/;
const MAP = /^([\s-]*)["']?(data|stringData|binaryData)["']?\s{0,4}:\s{0,4}\{?\s*$/;
const ENTRY = /^(\s*)(?:"(?:[^"\\]|\\.){1,253}"|'[^']{1,253}'|[\w.-]{1,253})\s{0,4}:\s{0,16}(?=\S)/;
const INLINE = /(?<![\w.-])(\\{0,3}["']?)(data|stringData|binaryData)\1\s{0,4}:\s{0,4}(?:map\[|\{)/g;

/** Lines that hold none of these tell nothing of manifests. */
export const MANIFEST_HINT =
  /\b(?:apiVersion|kind)\b["']?\s{0,4}:|\b(?:data|stringData|binaryData)\b\\{0,3}["']?\s{0,4}:|Secret/;

/** Values of a Secret. @param complete the line has come to its end. */
export function manifestSpans(line: string, manifest: Manifest | undefined, complete: boolean): Span[] {
  const spans = inlineSpans(line, manifest, complete);
  const map = manifest?.map;
  if (map === undefined) return spans;
  const entry = ENTRY.exec(line);
  if (entry === null || entry[1]!.length <= map.indent) {
    // What a value goes on with on further lines.
    const indent = /^\s*/.exec(line)![0].length;
    const goesOn = indent > map.indent && indent < line.length && (map.plain || manifest?.secret === true);
    // The beginning of a name waits, too: only its colon tells it from a value that goes on.
    if (goesOn && entry === null) spans.push({ start: indent, end: line.length, open: true });
    return spans;
  }
  const value = valueAt(line, entry[0].length, '');
  const end = value.quoted ? value.end : Math.max(value.end, line.trimEnd().length);
  const text = line.slice(value.start, end);
  if (/^[|>][-+\d]*$|^[{[]$/.test(text)) return spans;
  const secret = map.plain || manifest!.secret === true || decodesToText(text);
  if (!complete && end >= line.trimEnd().length) spans.push({ start: value.start, end: line.length, open: true });
  else if (secret && text !== '') spans.push({ start: value.start, end, ...(value.quoted ? {} : { open: true }) });
  return spans;
}

/** `"data":{"a":"b"}` in one line. */
function inlineSpans(line: string, manifest: Manifest | undefined, complete: boolean): Span[] {
  const spans: Span[] = [];
  for (const match of line.matchAll(INLINE)) {
    const from = match.index + match[0].length;
    const close = /[}\]]/g;
    close.lastIndex = from;
    const end = close.test(line) ? close.lastIndex - 1 : line.length;
    const kind = /["']?kind\\{0,3}["']?\s{0,4}:\s{0,4}\\{0,3}["']?(\w+)/.exec(line)?.[1];
    // All of it may change its meaning as long as the map goes on.
    if (!complete && end === line.length) spans.push({ start: from, end, open: true });
    const isSecret =
      match[2] === 'stringData' || kind === 'Secret' || (kind === undefined && manifest?.secret === true);
    const map = line.slice(from, end);
    const entries = /([\w.-]{1,253})\\{0,3}["']?\s{0,4}:\s{0,4}(\\{0,3}["']?)([^"'\\,\s}\]]{1,65536})/g;
    for (const one of map.matchAll(entries)) {
      const start = from + one.index + one[0].length - one[3]!.length;
      const stop = start + one[3]!.length;
      if (isSecret || decodesToText(one[3]!)) spans.push({ start, end: stop });
    }
    if (isSecret && match[1] === '') continue;
    for (const one of isSecret ? map.matchAll(/:\s{0,4}"((?:[^"\\]|\\.)*)"/g) : []) {
      const start = from + one.index + one[0].length - one[1]!.length - 1;
      if (one[1] !== '') spans.push({ start, end: start + one[1]!.length });
    }
  }
  return spans;
}

/** What holds behind a line. */
export function manifestAfter(line: string, before: Manifest | undefined): Manifest | undefined {
  const indent = /^[\s-]*/.exec(line)![0].length;
  if (before?.map !== undefined && indent > before.map.indent) return before;
  if (/^---\s*$/.test(line)) return undefined;
  if (VERSION.test(line) && (before === undefined || indent <= before.indent || /^\s*-/.test(line))) {
    const again = before?.secret && indent === before.indent && !/^\s*-/.test(line);
    return again ? { indent, secret: true } : { indent };
  }
  const map = MAP.exec(line);
  if (map !== null && (before !== undefined || map[2] === 'stringData'))
    return { ...(before ?? { indent }), map: { indent: map[1]!.length, plain: map[2] === 'stringData' } };
  const kind = KIND.exec(line);
  if (kind !== null && (before === undefined || indent <= before.indent))
    return kind[2] === 'Secret' ? { indent, secret: true } : undefined;
  if (before === undefined) return undefined;
  return before.secret ? { indent: before.indent, secret: true } : { indent: before.indent };
}

/** Whether something is base64 of text that can be read: what a Secret holds, and the words of a ConfigMap do not. */
export function decodesToText(value: string): boolean {
  if (value.length < 4 || value.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(value)) return false;
  const bytes = bytesOf(value.slice(0, 512));
  return bytes.every((byte) => (byte >= 0x20 && byte < 0x7f) || byte === 9 || byte === 10 || byte === 13);
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

function bytesOf(base64: string): number[] {
  const bytes: number[] = [];
  let bits = 0;
  let count = 0;
  for (const char of base64) {
    const value = ALPHABET.indexOf(char);
    if (value < 0) break;
    bits = ((bits << 6) | value) & 0xffff;
    count += 6;
    if (count < 8) continue;
    count -= 8;
    bytes.push((bits >> count) & 0xff);
  }
  return bytes;
}
