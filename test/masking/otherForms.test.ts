import { describe, expect, it } from 'vitest';
import { mask } from '../../src/masking/mask.ts';

const id = '6f1e2f5a-73b1-4f2f-8c5b-2b7d1a9e4c11';
const value = 'Tr0ub4dor&3-horse';
const base64 = (text: string): string => Buffer.from(text).toString('base64');

describe('secrets by their names', () => {
  it.each([
    [`Accessor ID  = ${id}\nSecret ID    = ${id}\n`, `Accessor ID  = ${id}\nSecret ID    = ***\n`],
    [`Secret ID: ${id}\n`, 'Secret ID: ***\n'],
    ['password=\nhunter2hunter2\n', 'password=\n***\n'],
    ['export API_KEY=\n  f81d4fae7dec11d0\n', 'export API_KEY=\n  ***\n'],
  ])('%j', (text, masked) => {
    expect(mask(text)).toBe(masked);
  });

  it.each([
    `Key ID = ${id}\n`,
    `Session ID   = ${id}\n`,
    'password:\n  - a list\n',
    'region=\nnothing\n',
    'Enter password:\nok\n',
  ])('look-alikes stay: %j', (text) => {
    expect(mask(text)).toBe(text);
  });
});

describe('declared values in other forms', () => {
  it.each([
    ['upper case', value.toUpperCase()],
    ['lower case', value.toLowerCase()],
    ['base64 of base64', base64(base64(value))],
    ['base64 of base64, each with a line end', base64(`${base64(`${value}\n`)}\n`)],
    ['base32', 'KRZDA5LCGRSG64RGGMWWQ33SONSQ===='],
    ['hexdump -C', '00000000  54 72 30 75 62 34 64 6f  72 26 33 2d 68 6f 72 73  |Tr0ub4dor&3-hors|'],
    ['xxd', '00000000: 5472 3075 6234 646f 7226 332d 686f 7273  Tr0ub4dor&3-hors'],
    ['od -tx1', '0000000 54 72 30 75 62 34 64 6f 72 26 33 2d 68 6f 72 73'],
    ['od -c', '0000000   T   r   0   u   b   4   d   o   r   &   3   -   h   o   r   s'],
  ])('%s', (_, shown) => {
    const masked = mask(`it is\n${shown}\nnow\n`, [value]);
    expect(masked).toContain('***');
    for (const part of shown.match(/\S{6,}/g) ?? []) if (!/^0+:?$/.test(part)) expect(masked).not.toContain(part);
    expect(masked).toMatch(/^it is\n.*\nnow\n$/s);
  });

  it('leave words in another case that mean anything', () => {
    expect(mask('The SECRET of a Horse\n', ['horse'])).toBe('The SECRET of a Horse\n');
    expect(mask('PRODUCTION\n', ['production'])).toBe('PRODUCTION\n');
  });
});

it('a path behind `-p` of a program that takes no password there stands as it is', () => {
  const install = 'ansible-galaxy install -r requirements.yml -p roles/galaxy/ --force';
  expect(mask(install, [])).toBe(install);
  expect(mask('ansible-galaxy collection install -p collections/ a.b', [])).toContain('collections/');
  expect(mask('ansible-galaxy role import --token k8Fq2zLw9Xv3 a b', [])).not.toContain('k8Fq2zLw9Xv3');
  expect(mask('influx -u admin -p k8Fq2zLw9Xv3', [])).not.toContain('k8Fq2zLw9Xv3');
});
