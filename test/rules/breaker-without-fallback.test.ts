import { describe, expect, it } from 'vitest';
import { findingsOf } from './harness.ts';

const rule = 'breaker-without-fallback';
const given = (body: string) => `import Breaker from 'opossum';\nconst breaker = new Breaker(load);\n${body}`;
const fire = `export async function run() {\n  return await breaker.fire();\n}`;

describe(rule, () => {
  it('reports a breaker whose failures go on', async () => {
    expect(await findingsOf(rule, given(fire))).toEqual(['2: new Breaker']);
  });

  it.each([
    ['a fallback', given(`breaker.fallback(() => []);\n${fire}`)],
    [
      'a catch',
      given(
        `export async function run() {\n  try {\n    return await breaker.fire();\n  } catch (e) {\n    console.error(e);\n    return [];\n  }\n}`,
      ),
    ],
    ['a callback', given(`export const run = () => breaker.fire().catch((e) => report(e));`)],
    ['a breaker that others get', `import Breaker from 'opossum';\nexport const breaker = new Breaker(load);\n${fire}`],
    ['a breaker that is handed on', given(`watch(breaker);\n${fire}`)],
    ['a breaker that nobody fires', given('breaker.on("open", log);')],
  ])('is silent about %s', async (_, text) => {
    expect(await findingsOf(rule, text)).toEqual([]);
  });
});
