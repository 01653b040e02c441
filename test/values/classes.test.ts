import { describe, expect, test } from 'vitest';
import { filesPort, valueShown, wordShown } from './shown.ts';

const pg = (rest: string): string => `import { Pool } from 'pg'; ${rest}`;

describe('a field holds', () => {
  test.each([
    ['what it starts with', 'class A { db = new Pool(); f() { show(this.db); } }'],
    ['what a constructor gives it', 'class A { db; constructor() { this.db = new Pool(); } f() { show(this.db); } }'],
    [
      'what a method gives it',
      'class A { db: Pool | null = null; open() { this.db = new Pool(); } f() { show(this.db); } }',
    ],
    ['what its type says', 'class A { db: Pool; f() { show(this.db); } }'],
    ['what a parameter property says', 'class A { constructor(private db: Pool) {} f() { show(this.db); } }'],
    ['what a private one holds', 'class A { #db = new Pool(); f() { show(this.#db); } }'],
    ['what a getter gives', 'class A { get db() { return new Pool(); } f() { show(this.db); } }'],
    ['what a method returns', 'class A { db() { return new Pool(); } f() { show(this.db()); } }'],
    ['the same in an arrow function', 'class A { db = new Pool(); f = () => show(this.db); }'],
    ['the same from outside', 'class A { db = new Pool(); } show(new A().db);'],
  ])('%s', (_, text) => {
    expect(wordShown(pg(text))).toBe('pg Pool');
  });
});

describe('a field does not hold', () => {
  test.each([
    ['what a static one of that name holds', 'class A { static db = new Pool(); f() { show(this.db); } }'],
    ['what the field of another class holds', 'class B { db = new Pool(); } class A { f() { show(this.db); } }'],
    ['what it holds for another this', 'class A { db = new Pool(); f() { return function () { show(this.db); }; } }'],
  ])('%s', (_, text) => {
    expect(wordShown(pg(text))).toBe('unknown');
  });
});

describe('static members', () => {
  test.each([
    ['by the class', 'class A { static db = new Pool(); } show(A.db);', 'pg Pool'],
    ['by this', 'class A { static db = new Pool(); static f() { show(this.db); } }', 'pg Pool'],
    ['added later', 'class A {} A.db = new Pool(); show(A.db);', 'pg Pool'],
    ['inherited', 'class A { static db = new Pool(); } class B extends A {} show(B.db);', 'pg Pool'],
    ['a method', 'class A { static open() { return new Pool(); } } show(A.open());', 'pg Pool'],
    ['not those of instances', 'class A { db = new Pool(); } show(A.db);', 'unknown'],
  ])('%s', (_, text, word) => {
    expect(wordShown(pg(text))).toBe(word);
  });
});

describe('inherited members', () => {
  test.each([
    ['a field', 'class A { db = new Pool(); } class B extends A { f() { show(this.db); } }', 'pg Pool'],
    [
      'a method by super',
      'class A { open() { return new Pool(); } } class B extends A { f() { show(super.open()); } }',
      'pg Pool',
    ],
    ['the nearer one', 'class A { db = new Pool(); } class B extends A { db = 5; f() { show(this.db); } }', '5'],
  ])('%s', (_, text, word) => {
    expect(wordShown(pg(text))).toBe(word);
  });

  test('of a class of the library', () => {
    const query = valueShown(pg('class Db extends Pool {} show(new Db().query);'));
    expect(query).toMatchObject({ kind: 'client', library: { name: 'pg' }, type: { call: { request: {} } } });
  });

  test('of a class in another file', () => {
    const port = filesPort({ base: pg('export class Base { protected db = new Pool(); }') });
    const text = "import { Base } from './base'; class A extends Base { f() { show(this.db); } }";
    expect(wordShown(text, port)).toBe('pg Pool');
  });
});

describe('functions as classes', () => {
  test.each([
    ['what they put on this', 'function A() { this.db = new Pool(); } show(new A().db);'],
    [
      'what their prototype has',
      'function A() {} A.prototype.open = function () { return new Pool(); }; show(new A().open());',
    ],
  ])('%s', (_, text) => {
    expect(wordShown(pg(text))).toBe('pg Pool');
  });
});
