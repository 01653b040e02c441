import { beforeAll, describe, expect, it } from 'vitest';
import { analyze } from './analyze.ts';
import { noModules } from '../../src/values/index.ts';
import { loadParser } from '../../src/parser/parse.ts';
import type { Parse } from '../../src/parser/parse.ts';

let parse: Parse;
beforeAll(async () => {
  parse = await loadParser();
});

function calls(code: string): readonly (readonly unknown[])[] {
  return analyze(parse(code, 'src/a.ts'), noModules).calls.map(({ api, timeout, policy }) => [api, timeout, policy]);
}

describe('calls in other forms than an awaited one', () => {
  it.each([
    [
      'in a generator',
      'async function* pages(u: string) { for (const p of ps) { yield await fetch(u + p); } }',
      [['fetch', 'none', 'none']],
    ],
    [
      'a tagged template',
      "import { PrismaClient } from '@prisma/client'; const db = new PrismaClient(); await db.$queryRaw`select 1`",
      [['db', 'none', 'none']],
    ],
    [
      'under policies that are put together',
      "import { circuitBreaker, handleAll, retry, wrap, SamplingBreaker } from 'cockatiel'; const p = wrap(retry(handleAll, { maxAttempts: 3 }), circuitBreaker(handleAll, { breaker: new SamplingBreaker({}) })); p.execute(() => fetch('https://x.example'))",
      [['fetch', 'none', 'both']],
    ],
  ])('%s', (_, code, expected) => {
    expect(calls(code)).toEqual(expected);
  });

  it('are none in a file that does not parse, which says so', () => {
    const file = parse("const a = ; fetch('https://x.example'", 'src/a.ts');
    expect(file.errors).toHaveLength(1);
    expect(analyze(file, noModules).calls).toEqual([]);
  });
});
