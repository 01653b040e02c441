import { expect, test } from 'vitest';
import { mask } from '../../src/masking/mask.ts';
import { workOf } from '../support/work.ts';
import { streamed } from './streamed.ts';

test.each([' ', '-eyJaaaaaaaaaaaa', 'Bearer '])(
  'a stream of %j, which may begin a token anywhere, is read in time that grows with its length only',
  (piece) => {
    const time = (length: number): number => {
      const text = piece.repeat(length / piece.length);
      const places = Array.from({ length: 20 }, (_, index) => Math.floor((index * length) / 20));
      return workOf(() => streamed(text, places));
    };
    time(1 << 15);
    // Eight times the length would take 64 times as long if it were not so.
    expect(time(1 << 17)).toBeLessThan(40 * Math.max(10, time(1 << 14)));
  },
);

test.each([
  ' ',
  'a',
  'password=',
  'password: ',
  '"password":"x",',
  '://a:',
  'eyJ',
  'curl -u ',
  'Authorization: ',
  'a,',
  'x\b',
  '\x1b]8;;a\x07',
  'community ',
  'mysql ',
  'curl -u ',
  'password for a: ',
  'rotated the db password of a from b ',
  'log in with admin / ',
  'the key is ',
  '{"password":{"a":',
  '"sensitive":true,"value":',
  '<e key="password">',
  '"type":"random_password","result":',
  'backup codes: a1b2 ',
  'password: ["a",',
  "INSERT INTO x (a,password) VALUES ('a','b'),",
  'secret="a" -> ',
  'password="f(',
  'the passphrase is ab ',
  'passcode 12 ',
  'rotated it to a ',
  'api key was leaked ',
  'net use \\\\a\\b ',
])(
  'half a megabyte of %j is read in time that grows with its length only',
  (piece) => {
    const time = (length: number): number => {
      const text = `${piece.repeat(length / piece.length)} `;
      return workOf(() => mask(text));
    };
    time(1 << 15);
    // Eight times the length would take 64 times as long if it were not so.
    expect(time(1 << 19)).toBeLessThan(40 * Math.max(10, time(1 << 16)));
  },
  180_000,
);
