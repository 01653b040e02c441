import { expect, test } from 'vitest';
import { scanExports } from '../../src/scan/exportedNames.ts';

const namesIn = (text: string): string[] => [...scanExports(text).names].sort();

test.each([
  ['export const a = 1;', ['a']],
  ['export const a = 1, b: Map<string, string> = new Map();', ['a', 'b']],
  ['export let a = 1, f: (x: number) => void = g;', ['a', 'f']],
  ['export function f() {}\nexport async function* g() {}\nexport function *h() {}', ['f', 'g', 'h']],
  ['export default class A {}\nexport abstract class B<T> extends A {}', ['A', 'B']],
  [
    'export declare const enum E { x }\nexport type T = 1;\nexport interface I {}\nexport namespace N {}',
    ['E', 'I', 'N', 'T'],
  ],
  ['const a = 1;\nexport { a as b, type C, d as default };', ['C', 'b', 'default']],
  ["export { x, y as 'z' } from './x';\nexport type { Q } from './q';", ['Q', 'x', 'z']],
  ["export * as all from './all';\nexport { a, // why\n b // last\n};", ['a', 'all', 'b']],
  ["import { a } from './a';\na();", []],
])('the names that %j may export', (text, names) => {
  expect(namesIn(text)).toEqual(expect.arrayContaining(names));
  expect(scanExports(text).open).toBe(false);
});

test.each([
  'module.exports = { a };',
  'exports.a = 1;',
  'export = client;',
  'export const { a, b } = clients;',
  'export let [first] = all;',
  'export /* here */ const a = 1;',
  "Object.defineProperty(exports, 'a', {});",
])('%j may export what its text does not show', (text) => expect(scanExports(text).open).toBe(true));

test('modules that are handed on whole are named', () => {
  const { stars } = scanExports("export * from './a';\nexport type * from \"./b\";\nexport * as c from './c';");
  expect(stars).toEqual(['./a', './b']);
});
