import { expect, test } from 'vitest';
import { makeConfig } from '../../src/lint/config.ts';
import { lintWith } from '../../src/lint/lint.ts';
import { Project } from '../../src/lint/project.ts';
import { loadParser } from '../../src/parser/parse.ts';

const config = makeConfig({ preset: 'all' });
const parse = await loadParser();

/** What is found in each file of a program whose files are linted in an order. */
function found(texts: Readonly<Record<string, string>>, order: readonly string[]): Readonly<Record<string, string>> {
  const project = new Project(
    {
      read: (path) => texts[path],
      resolve: (specifier) => (`${specifier.slice(1)}.ts` in texts ? `${specifier.slice(1)}.ts` : undefined),
      version: () => undefined,
      environment: () => 'server',
      containing: (marker) => Object.keys(texts).filter((path) => texts[path]!.includes(marker)),
    },
    parse,
  );
  const findings = order.map((path) => {
    const { messages } = lintWith(project, { path, text: texts[path]! }, config);
    return [path, messages.map(({ ruleId, start, message }) => `${ruleId} ${start.line} ${message}`).join('\n')];
  });
  return Object.fromEntries(findings) as Record<string, string>;
}

function* ordersOf(paths: readonly string[]): Generator<readonly string[]> {
  if (paths.length === 0) yield [];
  for (const first of paths)
    for (const rest of ordersOf(paths.filter((path) => path !== first))) yield [first, ...rest];
}

const get = "(await axios.get('https://api.example.com/all', { timeout: 5000 })).data";
const again = (call: string): string => `async all(tries = 0): Promise<unknown> {
  try { return ${get}; } catch (error) { if (tries >= 5) throw error; return ${call}(++tries); }
}`;
const axios = "import axios from 'axios';";

/** Programs by what their files have to do with each other; each has a finding somewhere. */
const programs: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'a method that calls itself': {
    '/a.ts': "import { Coins } from './b'; export const make = () => new Coins();",
    '/b.ts': `${axios} export class Coins { ${again('this.all')} }`,
  },
  'an inherited method': {
    '/a.ts': "import { Coins } from './b'; export class Mine extends Coins { load() { return this.all(); } }",
    '/b.ts': `${axios} import { Base } from './c'; export class Coins extends Base { ${again('this.all')} }`,
    '/c.ts': "import type { Coins } from './b'; export class Base { peer?: Coins; }",
  },
  'an object and a constructor function': {
    '/a.ts':
      "import { coins, Old } from './b'; export const load = () => coins.all(); export const old = () => new Old().all();",
    '/b.ts': `${axios} export const coins = { ${again('coins.all')} };
      export function Old() { this.tries = 0; }
      Old.prototype.all = async function () { try { return ${get}; } catch (error) { return this.all(); } };`,
  },
  'a helper that waits, seen from elsewhere first': {
    '/a.ts': "import { Work } from './b'; export const done = async () => { await new Work().wait(5); };",
    '/b.ts': `${axios} export class Work {
      wait(ms: number) { return new Promise((resolve) => setTimeout(resolve, ms)); }
      async all() { for (;;) { try { return ${get}; } catch { await this.wait(1000); } } }
      async now() { for (;;) { try { return ${get}; } catch { this.tries++; } } }
    }`,
  },
  'files that import each other, with a client that each may make': {
    '/a.ts': `${axios} import { other } from './b'; export const http = other ?? axios.create({});
      export const load = () => http.get('/a');`,
    '/b.ts': `import { http, load } from './a'; export const other = http; export const more = () => load();
      export const all = (urls: string[]) => Promise.all(urls.map((url) => other.get(url)));`,
    '/c.ts': "import { other } from './b'; export const third = () => other.get('/c');",
  },
  'a client that is made of itself': {
    '/a.ts': `${axios} import { next } from './b'; export let http = axios.create({});
      http = next(http); export const load = () => http.get('/a');`,
    '/b.ts': `import { http } from './a'; export const next = (given) => given ?? http; export const one = () => http.get('/b');`,
  },
  'more re-exports than a value is followed through': Object.fromEntries([
    ['/m0.ts', `${axios} export const http = axios.create({});`],
    ...[1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((n) => [
      `/m${n}.ts`,
      `export { http } from './m${n - 1}'; import { http as own } from './m${n - 1}'; export const load${n} = () => own.get('/${n}');`,
    ]),
  ]) as Record<string, string>,
};

/** All orders of few files; of many, forwards, backwards and each one turned to the front. */
function someOrders(paths: readonly string[]): Iterable<readonly string[]> {
  if (paths.length <= 4) return ordersOf(paths);
  return [paths, paths.toReversed(), ...paths.map((_, i) => [...paths.slice(i), ...paths.slice(0, i)])];
}

test.each(Object.entries(programs))('what is found does not hang on the order of the files: %s', (_, texts) => {
  const paths = Object.keys(texts);
  const expected = Object.fromEntries(paths.map((path) => [path, found(texts, [path])[path]!]));
  expect(Object.values(expected).some((findings) => findings !== '')).toBe(true);
  for (const order of someOrders(paths)) expect(found(texts, order), order.join(' ')).toEqual(expected);
});

test('a file that is linted twice is told the same twice', () => {
  for (const texts of Object.values(programs)) {
    const paths = Object.keys(texts);
    expect(found(texts, [...paths, ...paths])).toEqual(found(texts, paths));
  }
});
