import { beforeAll, describe, expect, it } from 'vitest';
import { analyze } from '../detectors/analyze.ts';
import { noModules } from '../../src/values/index.ts';
import { loadParser } from '../../src/parser/parse.ts';
import type { Parse } from '../../src/parser/parse.ts';
import { workOf } from '../support/work.ts';

let parse: Parse;
beforeAll(async () => {
  parse = await loadParser();
});

describe('a name that is given again and again', () => {
  const repeated = {
    'a variable': (n: number) => `export function go(f, u) { let a = fetch(u); ${'a = a.then(f); '.repeat(n)} }`,
    'a field': (n: number) => `class A { go(f, u) { this.a = fetch(u); ${'this.a = this.a.then(f); '.repeat(n)} } }`,
    'by turns': (n: number) =>
      `export function go(f, u) { let a = fetch(u), b; ${'b = a.then(f); a = b.then(f); '.repeat(n)} }`,
  };

  it.each(Object.entries(repeated))('takes no more than its share of work: %s', (_, text) => {
    const work = (n: number): number => workOf(() => analyze(parse(text(n), 'src/a.ts'), noModules));
    work(6);
    // Each way through the names would be six times two to the power of six as much.
    expect(work(12) / Math.max(work(6), 4)).toBeLessThan(16);
  });
});
