import { describe, expect, test } from 'vitest';
import { wordShown } from './shown.ts';

const pg = (rest: string): string => `import { Pool } from 'pg'; ${rest}`;

describe('a member of an object', () => {
  test.each([
    ['written', 'const all = { db: new Pool() }; show(all.db);'],
    ['by a text', "const all = { 'db': new Pool() }; show(all['db']);"],
    ['by shorthand', 'const db = new Pool(); const all = { db }; show(all.db);'],
    ['spread into it', 'const base = { db: new Pool() }; const all = { ...base }; show(all.db);'],
    ['given later', 'const all = {}; all.db = new Pool(); show(all.db);'],
    ['merged later', 'const all = {}; Object.assign(all, { db: new Pool() }); show(all.db);'],
    ['filled by a method', 'const all = { db: null, open() { this.db = new Pool(); } }; show(all.db);'],
    ['of a getter', 'const all = { get db() { return new Pool(); } }; show(all.db);'],
    ['of a method', 'const all = { open() { return new Pool(); } }; show(all.open());'],
    ['of an object inside', 'const all = { a: { db: new Pool() } }; show(all.a.db);'],
    ['under any of several names', 'const all = { a: new Pool(), b: new Pool() }; show(all[name]);'],
  ])('%s', (_, text) => {
    expect(wordShown(pg(text))).toBe('pg Pool');
  });

  test.each([
    ['that a later one replaces', 'const all = { db: new Pool(), ...{ db: 5 } }; show(all.db);', '5'],
    ['of another object', 'const a = { db: new Pool() }; const b = {}; show(b.db);', 'unknown'],
    ['under any of several names that differ', "const all = { a: new Pool(), b: 'x' }; show(all[name]);", 'unknown'],
    ['of an unknown spread', 'const all = { ...load() }; show(all.db);', 'unknown'],
  ])('not %s', (_, text, word) => {
    expect(wordShown(pg(text))).toBe(word);
  });
});

describe('what a collection holds', () => {
  test.each([
    ['a map', "const all = new Map(); all.set('a', new Pool()); show(all.get('a'));"],
    ['a map by its type', "const all = new Map<string, Pool>(); show(all.get('a'));"],
    ['a list', 'const all = [new Pool()]; show(all[0]);'],
  ])('%s', (_, text) => {
    expect(wordShown(pg(text))).toBe('pg Pool');
  });

  test('is unknown where it is filled elsewhere', () => {
    expect(wordShown(pg("const all = new Map(); fill(all); show(all.get('a'));"))).toBe('unknown');
  });
});
