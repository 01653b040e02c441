import { BASE32, BASE64, encoded, percent, utf8 } from '../text/encodings.ts';

/** Shorter ones would star out half of the output. */
const SHORTEST = 3;
/** An encoded short value, cut to what does not depend on its neighbours, is a word that may mean anything. */
const SHORTEST_ENCODED = 6;
const SHORTEST_HEX = 8;
/** Columns at which `base64` and `openssl` break lines. */
const BREAKS = [76, 64];

/**
 * How values may be printed: as they are, line by line, quoted, escaped, in other cases, in base64 (also twice), base32, hex or percent-encoded. Longest
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
    for (const piece of base32(bytes)) add(piece, SHORTEST_HEX);
    for (const piece of twice(bytes)) add(piece, SHORTEST_HEX);
    if (/[^A-Za-z]/.test(value)) for (const form of [value.toUpperCase(), value.toLowerCase()]) add(form, SHORTEST_HEX);
    const hex = bytes.map(twoDigits).join('');
    for (const form of hexForms(hex)) add(form, SHORTEST_HEX);
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

/** What the base64 of any text that holds the value must hold, for each of its three places in a group of bytes. */
function base64(bytes: readonly number[]): readonly string[] {
  return [0, 1, 2].flatMap((before) => {
    const text = encoded(bytes, before, BASE64);
    const broken = before === 0 ? BREAKS.flatMap((width) => text.match(new RegExp(`.{1,${width}}`, 'g')) ?? []) : [];
    return [text, text.replaceAll('+', '-').replaceAll('/', '_'), ...broken];
  });
}

function base32(bytes: readonly number[]): readonly string[] {
  return [0, 1, 2, 3, 4].map((before) => encoded(bytes, before, BASE32));
}

/** The base64 of a base64. */
function twice(bytes: readonly number[]): readonly string[] {
  return [0, 1, 2].flatMap((before) => {
    const inner = utf8(encoded(bytes, before, BASE64));
    return [0, 1, 2].map((place) => encoded(inner, place, BASE64));
  });
}
