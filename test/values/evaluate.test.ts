import { describe, expect, test } from 'vitest';
import { valueShown, wordShown } from './shown.ts';

const pg = (rest: string): string => `import { Pool } from 'pg'; ${rest}`;

describe('the same value by another way', () => {
  test.each([
    ['a variable', 'const db = new Pool(); show(db);'],
    ['another variable', 'const a = new Pool(); const b = a; show(b);'],
    ['an assignment', 'let db; db = new Pool(); show(db);'],
    ['an assignment in place', 'let db; show((db = new Pool()));'],
    ['a condition', 'show(x ? new Pool() : null);'],
    ['a default', 'show(given ?? new Pool());'],
    ['what && lets through', 'show(x && new Pool());'],
    ['a cast', 'show(new Pool() as unknown);'],
    ['await', 'show(await new Pool());'],
    ['a sequence', 'show((x, new Pool()));'],
    ['a function that returns it', 'const open = () => new Pool(); show(open());'],
    ['an async function', 'async function open() { return new Pool(); } show(await open());'],
    ['a member', 'const all = { db: new Pool() }; show(all.db);'],
    ['a computed member', "const all = { db: new Pool() }; show(all['d' + 'b']);"],
    ['an element', 'const all = [new Pool(), new Pool()]; show(all[1]);'],
    ['some element', 'const all = [new Pool(), new Pool()]; show(all[i]);'],
    ['destructuring', 'const { db } = { db: new Pool() }; show(db);'],
    ['a call that runs at once', 'const db = (() => new Pool())(); show(db);'],
  ])('%s', (_, text) => {
    expect(wordShown(pg(text))).toBe('pg Pool');
  });
});

describe('another value', () => {
  test.each([
    ['a name that the file declares itself', 'function f(Pool) { show(new Pool()); }', 'unknown'],
    ['what another function returns', 'const open = () => other(); show(open());', 'unknown'],
    ['another member', 'const all = { db: new Pool() }; show(all.web);', 'unknown'],
    ['a variable that is not that one', 'const db = new Pool(); { const db = 5; show(db); }', '5'],
    ['the function itself', 'const open = () => new Pool(); show(open);', 'function'],
  ])('%s', (_, text, word) => {
    expect(wordShown(pg(text))).toBe(word);
  });
});

describe('kinds', () => {
  test.each([
    ['show(() => 1);', 'function'],
    ['function f() {} show(f);', 'function'],
    ['class A {} show(A);', 'class'],
    ['class A {} show(new A());', 'object'],
    ['show({});', 'object'],
    ['show([]);', 'object'],
    ["show('a');", '"a"'],
    ['show(fetch);', 'global Fetch'],
    ['show(globalThis.fetch);', 'global Fetch'],
    ['show(window.fetch);', 'global Fetch'],
    ['show(nothing);', 'unknown'],
    ['function f(x) { show(x); }', 'injected'],
    ['function f(x) { show(x.y); }', 'injected'],
  ])('%s', (text, word) => {
    expect(wordShown(text)).toBe(word);
  });
});

describe('a type says what a value is where the value does not', () => {
  test.each([
    ["import type { Pool } from 'pg'; function f(db: Pool) { show(db); }", 'pg Pool'],
    ["import type { Pool } from 'pg'; show(given as Pool);", 'pg Pool'],
    ["import type { Pool } from 'pg'; show(<Pool>given);", 'pg Pool'],
    ["import type { Pool } from 'pg'; const db: Pool = given(); show(db);", 'pg Pool'],
    ["import type { Pool } from 'pg'; function f(db?: Pool | null) { show(db); }", 'pg Pool'],
    ["import type { Pool } from 'pg'; function f(p: Promise<Pool>) { show(await p); }", 'pg Pool'],
    ["import type { Pool } from './mine'; function f(db: Pool) { show(db); }", 'injected'],
  ])('%s', (text, word) => {
    expect(wordShown(text)).toBe(word);
  });
});

test('what is made in sight knows where, and what comes in does not', () => {
  expect(valueShown(pg('const db = new Pool({ max: 5 }); show(db);'))).toMatchObject({
    origin: 'instance',
    creation: {},
  });
  const injected = valueShown("import type { Pool } from 'pg'; function f(db: Pool) { show(db); }");
  expect(injected).toMatchObject({ origin: 'injected' });
  expect(injected).not.toHaveProperty('creation');
});

test.each([
  'let a = b; let b = a; show(a);',
  'const f = () => f(); show(f());',
  'const a = { ...a }; show(a.x);',
  'class A extends A {} show(new A().x);',
])('a value that depends on itself is unknown: %s', (text) => {
  expect(wordShown(text)).toBe('unknown');
});
