import { describe, expect, it } from 'vitest';
import { findingsOf } from './harness.ts';

const rule = 'unbounded-fan-out';
const all = (list: string) => `export const f = (xs: string[]) => Promise.all(${list}.map((x) => fetch(x)));`;

describe(rule, () => {
  it('reports a request for each element', async () => {
    expect(await findingsOf(rule, all('xs'))).toHaveLength(1);
  });

  it.each([
    ['a literal', all(`['https://a.example', 'https://b.example']`)],
    ['a slice', all('xs.slice(0, 5)')],
    [
      'a limiter',
      `import pLimit from 'p-limit';\nconst limit = pLimit(2);\nexport const f = (xs: string[]) => Promise.all(xs.map((x) => limit(() => fetch(x))));`,
    ],
    ['one after the other', `export async function f(xs: string[]) {\n  for (const x of xs) await fetch(x);\n}`],
  ])('is silent about %s', async (_, text) => {
    expect(await findingsOf(rule, text)).toEqual([]);
  });
});
