import { body, word, type Form } from './form.ts';

const random = 'q7RzT4mKx9Lw';
/** As terminals and editors write what nobody sees. */
const invisible: readonly (readonly [name: string, mark: string])[] = [
  ['zero-width space', '\u200b'],
  ['zero-width joiner', '\u200d'],
  ['soft hyphen', '\u00ad'],
  ['byte order mark', '\ufeff'],
  ['word joiner', '\u2060'],
  ['direction mark', '\u200e'],
  ['direction override', '\u202e'],
  ['colour', '\x1b[1;31m'],
  ['end of a colour', '\x1b[0m'],
  ['link', '\x1b]8;;\x07'],
  ['title', '\x1b]0;a title\x1b\\'],
  ['character set', '\x1b(B'],
  ['letter and backspace', 'x\b'],
  ['bell', '\x07'],
  ['null', '\0'],
];

/** Names, separators and tokens that are broken by what nobody sees. */
export const broken: readonly Form[] = invisible.flatMap(([name, mark]): Form[] => [
  [`${name} in a name`, `pass${mark}word=${word}`, word],
  [`${name} behind a name`, `password${mark}: ${word}`, word],
  [`${name} before a value`, `DB_PASSWORD=${mark}${word}`, word],
  [`${name} in JSON`, `{"pass${mark}word":${mark}"${word}"}`, word],
  [`${name} in a variable`, `API_${mark}KEY=${random}`, random],
  [`${name} in a token's beginning`, `gh${mark}p_${body(36)}`, body(36)],
  [`${name} in an address`, `postgres:/${mark}/me:${word}@db`, word],
  [`${name} in a header`, `Authori${mark}zation: Bearer ${body(24)}`, body(24)],
  [`${name} in an option`, `mysql -u me ${mark}-p${word}`, word],
]);

/** The value itself is broken: nothing of either half is left. */
export const brokenValues: readonly Form[] = invisible.flatMap(([name, mark]): Form[] => [
  [`${name} in a value`, `password=corre${mark}cthorse`, 'corre', 'cthorse'],
  [`${name} in a token`, `see ghp_${body(18)}${mark}${body(18)}.`, body(18)],
]);

export const harmlessBroken: readonly string[] = [
  '\x1b[32mok\x1b[0m 12 passed, \x1b[31m0 failed\x1b[0m',
  'a\u200bword and a soft\u00adhyphen',
  '\ufeffname,age',
  'pass\u200bed: 12',
  'pas\bs the salt\x07',
  '\x1b]0;me@host: ~/src\x07me@host:~/src$ ls',
  'build \x1b]8;;https://example.org/a\x07log\x1b]8;;\x07 done',
  'N\bNA\bAM\bME\bE\n       ls - list',
];
