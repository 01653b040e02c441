/** Shorter ones would star out half of the output. */
const SHORTEST = 3;
/** An encoded short value, cut to what does not depend on its neighbours, is a word that may mean anything. */
const SHORTEST_ENCODED = 6;
const SHORTEST_HEX = 8;
/** Columns at which `base64` and `openssl` break lines. */
const BREAKS = [76, 64];

/**
 * How values may be printed: as they are, line by line, quoted, escaped, in base64, in hex or percent-encoded. Longest
 * first. Where a line is broken within one, `valueSpans` finds it.
 */
export function printedForms(values: Iterable<string>): readonly string[] {
  const all = new Set<string>();
  const add = (form: string, shortest = SHORTEST): void => {
    if (form.length >= shortest) all.add(form);
  };
  for (const value of values) {
    for (const part of [value, ...value.split(/\r?\n/)]) add(part);
    if (value.length < SHORTEST) continue;
    for (const form of escapedForms(value)) add(form);
    const bytes = utf8(value);
    for (const piece of base64(bytes)) add(piece, SHORTEST_ENCODED);
    const hex = bytes.map(twoDigits).join('');
    for (const form of hexForms(hex)) add(form, SHORTEST_HEX);
    for (const form of dumpForms(bytes)) add(form, SHORTEST_HEX);
    for (const form of otherCases(value)) add(form);
    // As commands print it, with the end of a line behind it or not.
    for (const whole of [bytes, [...bytes, NEWLINE]]) {
      add(base32(whole), SHORTEST_HEX);
      for (const piece of base64(utf8(padded(base64(whole)[0]!)))) add(piece, SHORTEST_HEX);
    }
  }
  return [...all].sort((a, b) => b.length - a.length);
}

function hexForms(hex: string): readonly string[] {
  return [hex, hex.toUpperCase()].flatMap((form) => [
    form,
    ...[' ', ':', '-'].map((gap) => form.replace(/..(?!$)/g, `$&${gap}`)),
    ...['\\x', '%', '0x'].map((mark) => form.replace(/../g, `${mark}$&`)),
    form.replace(/../g, '0x$&, ').replace(/, $/, ''),
    form.replace(/.{4}(?!$)/g, '$& '),
  ]);
}

const NEWLINE = 10;
/** Bytes in a line of `xxd`, `hexdump -C` and `od`. */
const DUMPED = 16;
const DUMPED_LEAST = 4;

/** The lines of a dump that begins with the value, by their columns; a rest of a few bytes is left. */
function dumpForms(bytes: readonly number[]): readonly string[] {
  const rows: string[] = [];
  for (let at = 0; at < bytes.length; at += DUMPED) {
    const row = bytes.slice(at, at + DUMPED);
    if (row.length < DUMPED_LEAST) continue;
    const pairs = row.map(twoDigits);
    const shown = row.map((byte) => (byte < 0x20 || byte > 0x7e ? '.' : String.fromCharCode(byte)));
    rows.push(
      pairs.join(' '),
      [pairs.slice(0, 8).join(' '), pairs.slice(8).join(' ')].filter((half) => half !== '').join('  '),
      pairs.join('').replace(/.{4}(?!$)/g, '$& '),
      shown.join(''),
      // `od -c`
      shown
        .map((one) => one.padStart(4))
        .join('')
        .trimStart(),
    );
  }
  return rows;
}

/** What `tr a-z A-Z` and the like make of a value that is no plain word. */
function otherCases(value: string): readonly string[] {
  return value.length >= SHORTEST_HEX && /[^A-Za-z]/.test(value) ? [value.toUpperCase(), value.toLowerCase()] : [];
}

const ALPHABET_32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** RFC 4648, as far as it does not depend on what follows. */
function base32(bytes: readonly number[]): string {
  const bits = bytes.map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{5}/g) ?? []).map((five) => ALPHABET_32[Number.parseInt(five, 2)]).join('');
}

/** The text of base64 without its end, filled up as if it were whole. */
function padded(text: string): string {
  return text.slice(0, text.length - (text.length % 4));
}

function escapedForms(value: string): readonly string[] {
  const json = JSON.stringify(value).slice(1, -1);
  const percented = percent(value);
  const strict = percented.replace(/[!'()*~]/g, hexOf);
  const forms = [percented, strict, strict.replace(/%7E/g, '~'), percented.replace(/%2F/g, '/')];
  return [
    json,
    json.replaceAll('/', '\\/'),
    json.replace(/[<>&]/g, (c) => `\\u00${c.charCodeAt(0).toString(16)}`),
    JSON.stringify(json).slice(1, -1),
    ...forms,
    ...forms.map((form) => form.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase())),
    ...forms.map((form) => form.replace(/%20/g, '+')),
    ...forms.map((form) => form.replaceAll('%', '%25')),
    ...markupForms(value),
    ...quotedForms(value),
    asciiOnly(json, (code) => `\\u${code.toString(16).padStart(4, '0')}`),
  ];
}

/** As XML and HTML write it. */
function markupForms(value: string): readonly string[] {
  const least = value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const double = least.replaceAll('"', '&quot;');
  return [
    least,
    double,
    ...['&#39;', '&apos;', '&#x27;'].map((quote) => double.replaceAll("'", quote)),
    least.replaceAll('"', '&#34;').replaceAll("'", '&#39;'),
    asciiOnly(double, (code) => `&#${code};`),
  ];
}

/** As shells, SQL, CSV, YAML and mail write it. */
function quotedForms(value: string): readonly string[] {
  const special = /[^\w@%+=:,./\n-]/g;
  return [
    value.replaceAll("'", `'\\''`),
    value.replaceAll("'", `'"'"'`),
    value.replaceAll("'", "''"),
    value.replaceAll('"', '""'),
    value.replace(special, '\\$&'),
    value.replace(/[$`"\\!]/g, '\\$&'),
    value.replace(/[$`"]/g, '`$&'),
    value.replace(/[\\']/g, '\\$&').replaceAll('\n', '\\n').replaceAll('\t', '\\t'),
    value.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'),
    utf8(value)
      .map((byte) =>
        byte < 0x20 || byte > 0x7e || byte === 0x3d ? `=${twoDigits(byte).toUpperCase()}` : String.fromCharCode(byte),
      )
      .join(''),
  ];
}

function asciiOnly(text: string, escape: (code: number) => string): string {
  return text.replace(/[^\x00-\x7f]/g, (char) => escape(char.charCodeAt(0)));
}

function twoDigits(byte: number): string {
  return byte.toString(16).padStart(2, '0');
}

function hexOf(c: string): string {
  return `%${c.charCodeAt(0).toString(16).toUpperCase()}`;
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** What the base64 of any text that holds the value must hold, for each of its three places in a group of bytes. */
function base64(bytes: readonly number[]): readonly string[] {
  return [0, 1, 2].flatMap((before) => {
    const bits = [...Array<number>(before).fill(0), ...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
    const from = Math.ceil((before * 8) / 6);
    const to = Math.floor(bits.length / 6);
    let text = '';
    for (let at = from; at < to; at++) text += ALPHABET[Number.parseInt(bits.slice(at * 6, at * 6 + 6), 2)];
    const broken = before === 0 ? BREAKS.flatMap((width) => text.match(new RegExp(`.{1,${width}}`, 'g')) ?? []) : [];
    return [text, text.replaceAll('+', '-').replaceAll('/', '_'), ...broken];
  });
}

function utf8(text: string): readonly number[] {
  const encoded = percent(text);
  // A text that is half a character long has no bytes.
  if (/[^\x20-\x7e]/.test(encoded)) return [];
  return [...encoded.matchAll(/%([0-9A-F]{2})|([^%])/g)].map((part) =>
    part[1] === undefined ? part[2]!.charCodeAt(0) : Number.parseInt(part[1], 16),
  );
}

function percent(value: string): string {
  try {
    return encodeURIComponent(value);
  } catch {
    return value;
  }
}
