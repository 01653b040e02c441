import { beforeAll, describe, expect, test } from 'vitest';
import { ModuleIndex } from '../../src/lint/moduleIndex.ts';
import { summarize } from '../../src/values/index.ts';
import { analyze } from '../detectors/analyze.ts';
import { handsOnClients } from '../../src/detectors/carriers.ts';
import type { FileFacts } from '../../src/facts/model.ts';
import { knowledge } from '../../src/libraries/index.ts';
import { loadParser } from '../../src/parser/parse.ts';
import type { Parse } from '../../src/parser/parse.ts';

let parser: Parse;
beforeAll(async () => {
  parser = await loadParser();
});

/** The facts of the first of some files that import each other, and whether it hands clients on. */
function examine(texts: Record<string, string>): { readonly facts: FileFacts; readonly carries: boolean } {
  const [path] = Object.keys(texts) as [string];
  const index = new ModuleIndex({
    files: {
      read: (file) => texts[file],
      resolve: (specifier) => (`${specifier.slice(1)}.ts` in texts ? `${specifier.slice(1)}.ts` : undefined),
      version: () => undefined,
      environment: () => 'unknown',
      containing: (marker) => Object.keys(texts).filter((file) => texts[file]!.includes(marker)),
    },
    parse: parser,
    summarize: (file, port) => summarize(file, port, knowledge),
    knowledge,
  });
  return { facts: analyze(parser(texts[path]!, path), index), carries: handsOnClients(index.of(path)) };
}

describe('values that lead back to themselves', () => {
  test('an object that is spread into itself', () => {
    const { facts } = examine({
      '/a.ts': `
        export let options = { headers: {} };
        options = { ...options, timeout: 5000 };
        export const send = () => fetch('https://example.com', { ...options, signal: options.signal });
        export const more = () => fetch(options.url + options.path);
      `,
    });
    expect(facts.calls).toHaveLength(2);
  });

  test('an object that is assigned from itself, through another or a helper', () => {
    const { facts } = examine({
      '/a.ts': `
        export const make = (given: object, more: object) => {
          let o: object = { timeout: 5000 };
          o = Object.assign(given, o);
          more = merge(more, o);
          o = { ...more, ...o };
          return fetch('https://example.com', o);
        };
        export const load = () => fetch('https://example.com');
      `,
    });
    expect(facts.calls).toHaveLength(2);
  });

  test('a class whose static makes itself, and an object whose method fills what it reads', () => {
    const { facts } = examine({
      '/a.ts': `
        class A extends A.base { static get one() { return (this.two ??= this.one); } }
        const o = { next: null, step() { this.next = this.next ?? this.step(); return this.next; } };
        export const f = () => [A.one.send(), o.step().send(), fetch('https://example.com')];
      `,
    });
    expect(facts.calls).toHaveLength(1);
  });

  test('objects that are spread into each other', () => {
    const { facts } = examine({
      '/a.ts': `
        import { b } from './b';
        export const a = { ...b, own: 1 };
        export const send = () => a.nowhere(fetch('https://example.com'));
      `,
      '/b.ts': `
        import { a } from './a';
        export const b = { ...a, other: 2 };
      `,
    });
    expect(facts.calls).toHaveLength(1);
  });

  test('classes that extend each other', () => {
    const { facts, carries } = examine({
      '/a.ts': `
        import { B } from './b';
        export class A extends B {
          static load() { return A.find().then(() => fetch('https://example.com')); }
          own() { return this.missing(); }
        }
        export class Self extends Self { static load() { return Self.nothing(); } }
      `,
      '/b.ts': `
        import { A } from './a';
        export class B extends A { again() { return this.nothing() ?? B.nowhere(); } }
      `,
    });
    expect(facts.calls).toHaveLength(1);
    expect(carries).toBe(false);
  });
});
