import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { letterPairs, similarity, wordCounts, type Counts } from '../../src/text/similarity.ts';

const alike = (a: string, b: string): number => similarity(letterPairs(a), letterPairs(b));
const words = (text: string, weight = 1): Counts => wordCounts([{ text, weight }]);

describe('titles', () => {
  test.each([
    ['Restart the API', 'restart the api!', 1],
    ['', '', 1],
    ['a', 'A', 1],
    ['abc', 'xyz', 0],
    ['abc', '', 0],
  ])('%j and %j', (a, b, expected) => {
    expect(alike(a, b)).toBe(expected);
  });

  test('an edited title is nearer than another one', () => {
    const title = 'Restart the web servers';
    expect(alike(title, 'Restart the web servers one by one')).toBeGreaterThan(alike(title, 'Check the error rate'));
  });
});

describe('words', () => {
  test('case and a plural’s s do not count; short words keep theirs', () => {
    expect(words('Pods pod POD')).toEqual(new Map([['pod', 3]]));
    expect(words('is as dns')).toEqual(new Map([['is', 1], ['as', 1], ['dns', 1]])); // prettier-ignore
  });

  test('names with dots, dashes and underscores are one word', () => {
    expect([...words('get my-app_1.prod now').keys()]).toEqual(['get', 'my-app_1.prod', 'now']);
  });

  test('weights add up, and a very long text counts by its beginning', () => {
    expect(wordCounts([{ text: 'scale', weight: 3 }, { text: 'scale up', weight: 1 }])).toEqual(new Map([['scale', 4], ['up', 1]])); // prettier-ignore
    expect([...words('x '.repeat(1000)).values()]).toEqual([400]);
  });
});

test('is between 0 and 1, the same from both sides, and 1 for the same text', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (a, b) => {
      const value = alike(a, b);
      expect(value).toBeGreaterThanOrEqual(0);
      expect(value).toBeLessThanOrEqual(1);
      expect(alike(b, a)).toBe(value);
      expect(alike(a, a)).toBe(1);
    }),
  );
});
