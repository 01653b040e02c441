import { beforeAll, describe, expect, it } from 'vitest';
import { analyze } from './analyze.ts';
import { noModules } from '../../src/values/index.ts';
import { loadParser } from '../../src/parser/parse.ts';
import type { Parse } from '../../src/parser/parse.ts';

let parse: Parse;
beforeAll(async () => {
  parse = await loadParser();
});
const methods = (text: string, file = 'src/a.ts'): readonly unknown[] =>
  analyze(parse(`import { Redis } from 'ioredis';\n${text}`, file), noModules).calls.map(({ method }) => method);

describe('a client that a function of the project lends to what it is given', () => {
  it.each([
    [
      'by the type of its parameter',
      'async function withRedis<T>(run: (client: Redis) => Promise<T>) { return run(await lend()); } export const f = (id) => withRedis(async (client) => client.lrange(id, 0, -1));',
    ],
    [
      'in a method',
      'class Store { private async lend<T>(run: (client: Redis) => Promise<T>) { return run(this.made()); } all(id) { return this.lend(async (client) => { return client.lrange(id, 0, -1); }); } }',
    ],
    [
      'by what it is called with',
      'const made = new Redis({ lazyConnect: true }); const withRedis = async (run) => { try { return await run(made); } finally { made.quit(); } }; export const f = (id) => withRedis((client) => client.lrange(id, 0, -1));',
    ],
  ])('is known %s', (_, text) => {
    expect(methods(text)).toContain('lrange');
  });

  it.each([
    [
      'what is lent is a map',
      'function withNames(run) { return run(new Map()); } export const f = (id) => withNames((client) => client.get(id));',
    ],
    [
      'the parameter is another',
      'const made = new Redis({ lazyConnect: true }); function each(run) { return run(1, made); } export const f = (id) => each((client) => client.get(id));',
    ],
    [
      'it stands in another place',
      'function pick(other, run: (client: Redis) => void) { run(lend()); other(); } export const f = (id) => pick((client) => client.get(id));',
    ],
  ])('is not, where %s', (_, text) => {
    expect(methods(text)).not.toContain('get');
  });
});
