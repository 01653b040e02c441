import { describe, expect, it } from 'vitest';
import { findInJson, repeatedName } from '../../src/text/jsonPlace.ts';

/** The text at a path: its key and its value. */
function at(text: string, ...path: string[]): unknown {
  const found = findInJson(text, path);
  if (typeof found !== 'object') return found;
  const cut = (range?: { start: number; end: number }) => range && text.slice(range.start, range.end);
  return [cut(found.key), cut(found.value)];
}

describe('a place in JSON', () => {
  const text = '\uFEFF{ "a": [1, { "b\\n": "x" }, []], "": null,\n "a": {"c": -1.5e3} }';
  it.each([
    [
      ['a', '1', 'b\n'],
      ['"b\\n"', '"x"'],
    ],
    [
      ['a', 'c'],
      ['"c"', '-1.5e3'],
    ],
    [[''], ['""', 'null']],
    [['a', '9'], undefined],
    [['toString'], undefined],
  ])('is found by %j', (path, expected) => {
    expect(at(text, ...path)).toEqual(expected);
  });

  it.each([
    ['{ "a": 1,, }', 9],
    ['{ "a" 1 }', 6],
    ['[1 2]', 3],
    ['{ "a": tru }', 7],
    ['{} x', 3],
    ['{ "a": "x\n" }', 7],
    ['', 0],
  ])('of %j that goes wrong is where it does', (broken, offset) => {
    expect(findInJson(broken, ['none'])).toBe(offset);
  });
});

describe('a name that stands twice', () => {
  it.each([
    ['{ "a": 1, "b": 2, "a": 3 }', ['a', '"a"', 18]],
    ['{ "x": [{ "a": 1 }, { "b": 1, "\\u0062": 2 }] }', ['b', '"\\u0062"', 30]],
    ['{ "a": { "a": 1 }, "b": { "a": 1 } }', undefined],
    ['["a", "a"]', undefined],
    ['{ "a": 1, "a": 2', ['a', '"a"', 10]],
  ])('in %s', (text, expected) => {
    const found = repeatedName(text);
    expect(found && [found.name, text.slice(found.range.start, found.range.end), found.range.start]).toEqual(expected);
  });
});
