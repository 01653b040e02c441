import { describe, expect, it } from 'vitest';
import { chooseEncoding, documentStore } from '../../src/server/documents.ts';

const text = 'aé😀b\r\n\n中z';
const offsets = [0, 1, 2, 4, 5, 7, 8, 9, 10];

const expected: Readonly<Record<string, readonly (readonly [number, number])[]>> = {
  'utf-16': [
    [0, 0],
    [0, 1],
    [0, 2],
    [0, 4],
    [0, 5],
    [1, 0],
    [2, 0],
    [2, 1],
    [2, 2],
  ],
  'utf-8': [
    [0, 0],
    [0, 1],
    [0, 3],
    [0, 7],
    [0, 8],
    [1, 0],
    [2, 0],
    [2, 3],
    [2, 4],
  ],
  'utf-32': [
    [0, 0],
    [0, 1],
    [0, 2],
    [0, 3],
    [0, 4],
    [1, 0],
    [2, 0],
    [2, 1],
    [2, 2],
  ],
};

describe.each(Object.keys(expected))('positions in %s', (encoding) => {
  const store = documentStore(() => encoding);
  const document = store.create('file:///a.ts', 'typescript', 1, text);

  it('lead to offsets and back', () => {
    expect(
      offsets.map((offset) => document.positionAt(offset)).map(({ line, character }) => [line, character]),
    ).toEqual(expected[encoding]);
    expect(expected[encoding]!.map(([line, character]) => document.offsetAt({ line, character }))).toEqual(offsets);
  });

  it('say where a change goes, also of several in a row', () => {
    const range = (offset: number, end: number) => ({
      start: document.positionAt(offset),
      end: document.positionAt(end),
    });
    const changed = store.create('file:///a.ts', 'typescript', 1, text);
    const after = store.update(
      changed,
      [
        { range: range(4, 5), text: '😀x' },
        { range: range(2, 4), text: '' },
      ],
      2,
    );
    expect([after.getText(), after.version]).toEqual(['aé😀x\r\n\n中z', 2]);
  });

  it('beyond the end of a line are its end', () => {
    expect(document.offsetAt({ line: 0, character: 99 })).toBe(5);
    expect(document.getText({ start: { line: 2, character: 0 }, end: { line: 9, character: 0 } })).toBe('中z');
  });
});

it('takes the first encoding of the client that it knows', () => {
  expect(chooseEncoding(undefined)).toBe('utf-16');
  expect(chooseEncoding(['utf-7', 'utf-8', 'utf-16'])).toBe('utf-8');
  expect(chooseEncoding(['utf-16', 'utf-8'])).toBe('utf-16');
});
