import { describe, expect, test } from 'vitest';
import { mask, Masker } from '../../src/masking/mask.ts';

const value = 'p&s/w "x" \'y\' ü+é!$z=';
const bytes = Buffer.from(value);
const hex = bytes.toString('hex');

/** What programs make of a value that they print. */
const forms: Readonly<Record<string, string>> = {
  JSON: JSON.stringify(value).slice(1, -1),
  'JSON within JSON': JSON.stringify(JSON.stringify(value)).slice(3, -3),
  'JSON, ASCII only': JSON.stringify(value).slice(1, -1).replace('ü', '\\u00fc').replace('é', '\\u00e9'),
  'shell, single quotes': value.replaceAll("'", `'\\''`),
  'shell, backslashes': value.replace(/[^\w@%+=:,./-]/g, '\\$&'),
  'shell, double quotes': value.replace(/[$`"\\!]/g, '\\$&'),
  'PowerShell': value.replace(/[$`"]/g, '`$&'),
  SQL: value.replaceAll("'", "''"),
  CSV: value.replaceAll('"', '""'),
  XML: value.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll("'", '&apos;'),
  HTML: value.replaceAll('&', '&amp;').replaceAll('"', '&#34;').replaceAll("'", '&#39;'),
  URL: encodeURIComponent(value),
  'URL, twice': encodeURIComponent(encodeURIComponent(value)),
  form: new URLSearchParams({ v: value }).toString().slice(2),
  hex,
  'hex, upper case': hex.toUpperCase(),
  'hex with colons': hex.replace(/..(?!$)/g, '$&:'),
  'hex of a string in C': hex.replace(/../g, '\\x$&'),
  'percent signs': hex.replace(/../g, '%$&'),
  mail: [...bytes].map((byte) => (byte < 33 || byte > 126 || byte === 61 ? `=${byte.toString(16).toUpperCase().padStart(2, '0')}` : String.fromCharCode(byte))).join('').replaceAll('=20', ' '),
}; // prettier-ignore

test.each(Object.entries(forms))('a declared value is hidden as %s', (_, form) => {
  expect(mask(`<${form}>`, [value])).toBe('<***>');
});

test.each([0, 1, 2])('a declared value is hidden in base64, %i bytes from its beginning', (before) => {
  const secret = 'hunter2-is-secret';
  const text = Buffer.from('x'.repeat(before) + secret + '.').toString('base64');
  const shown = mask(`is ${text}.`, [secret]);
  expect(Buffer.from(shown.slice(3, -1).replace('***', ''), 'base64').toString()).not.toMatch(/hunter2|secret/);
});

const plain = 'Xk29fj-LLq.77zz@prod';
const dumped = {
  'xxd': '00000000: 586b 3239 666a 2d4c 4c71 2e37 377a 7a40  Xk29fj-LLq.77zz@\n00000010: 7072 6f64                                prod\n',
  'od -tx1': '0000000 58 6b 32 39 66 6a 2d 4c 4c 71 2e 37 37 7a 7a 40\n0000020 70 72 6f 64\n0000024\n',
  'od -An -tx1': ' 58 6b 32 39 66 6a 2d 4c 4c 71 2e 37 37 7a 7a 40\n 70 72 6f 64\n',
  'hexdump -C': '00000000  61 3a 58 6b 32 39 66 6a  2d 4c 4c 71 2e 37 37 7a  |a:Xk29fj-LLq.77z|\n00000010  7a 40 70 72 6f 64                                 |z@prod|\n',
  hexdump: '0000000 6b58 3932 6a66 4c2d 714c 372e 7a37 407a\n0000010 7270 646f\n',
  base32: 'LBVTEOLGNIWUYTDRFY3TO6T2IBYHE33E\n',
  'base64, twice': `${Buffer.from(Buffer.from(plain).toString('base64')).toString('base64')}\n`,
  'capital letters': `${plain.toUpperCase()}\n`,
}; // prettier-ignore

test.each(Object.entries(dumped))('nothing of a declared value is left in %s', (_, text) => {
  const shown = mask(`before\n${text}after\n`, [plain]);
  const left = shown.replace(/^(?:before|after)$|^0[\da-f]*:?|\*\*\*/gm, '').replace(/\s/g, '');
  expect(left.length).toBeLessThan(8);
  for (const size of [1, 3, 17]) {
    const masker = new Masker(() => [plain]);
    let parts = '';
    const whole = `before\n${text}after\n`;
    for (let at = 0; at < whole.length; at += size) parts += masker.push(whole.slice(at, at + size));
    expect(parts + masker.flush()).toBe(shown);
  }
});

test.each([
  ['00000000: 7075 626c 6963 2074 6578 7420 6f6e 6c79  public text only\n'],
  ['0000000 de ad be ef\n2026-01-01 10:00 ok\n'],
  ['PROD\nprod\n'],
])('other dumps stay: %s', (text) => {
  expect(mask(text, [plain])).toBe(text);
});

const long = 'Zq8#kL2mN4pR6tV8xY0bD3fH5jK7nQ9sU1wA3cE5gI7kM9oQ1sU3wY5aC7eG9iK1mO3qS5uW7yA9';

function streamed(text: string, size: number, secret: string): string {
  const masker = new Masker(() => [secret]);
  let shown = '';
  for (let at = 0; at < text.length; at += size) shown += masker.push(text.slice(at, at + size));
  return shown + masker.flush();
}

describe.each([10, 20, 64, 76, 80])('lines of %i columns', (columns) => {
  test.each([0, 5, 33])('hide a value that begins in column %i', (before) => {
    for (const end of ['\n', '\r\n', '=\n', '\n  ']) {
      const text = `${'x'.repeat(before)} ${long} tail`.replace(new RegExp(`.{${columns}}`, 'g'), `$&${end}`);
      const shown = mask(text, [long]);
      const flat = shown.replace(/=?\r?\n */g, '');
      for (let at = 0; at + 8 < long.length; at++) expect(flat).not.toContain(long.slice(at, at + 8));
      for (const size of [1, 3, 10, 50]) expect(streamed(text, size, long)).toBe(shown);
    }
  });
});

test('what only begins as a value does is shown in the end', () => {
  expect(streamed('hunter\nhunting\nhunter2-and', 1, 'hunter2-secret')).toBe('hunter\nhunting\nhunter2-and');
});

test.each(['\u200b', '\u00ad', '\x1b[1;31m', '\x1b[0m', '\x1b]8;;\x07', '\0'])('a declared value is hidden with %j in it', (mark) => {
  const secret = 'hunter2-secret';
  const text = `is hunter2${mark}-sec${mark}ret now`;
  expect(mask(text, [secret])).toBe('is *** now');
  for (const size of [1, 2, 3, 5, 9]) expect(streamed(text, size, secret)).toBe('is *** now');
  expect(mask(`is hunter2${mark} now`, [secret])).toBe(`is hunter2${mark} now`);
}); // prettier-ignore
