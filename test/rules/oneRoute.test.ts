import { describe, expect, it } from 'vitest';
import { lintInMemory } from './harness.ts';

const ONE = `async function one(url: string) { return await fetch(url, { signal: AbortSignal.timeout(5_000) }); }\n`;
const loop = (name: string, called: string): string =>
  `export async function ${name}(url: string) {\n  for (let i = 0; i < 3; i++) {\n    try {\n      return await ${called}(url);\n    } catch (error) {\n      if (i === 2) throw error;\n    }\n  }\n}\n`;
const recursion = (name: string): string =>
  `export async function ${name}(url: string, again = true): Promise<unknown> {\n  try {\n    return await one(url);\n  } catch (error) {\n    if (!again) throw error;\n    return ${name}(url, false);\n  }\n}\n`;

async function nested(text: string): Promise<number> {
  return (await lintInMemory(text, { rule: 'nested-retry' })).messages.length;
}

describe('retries around one helper', () => {
  it.each([
    ['loops', ONE + loop('load', 'one') + loop('store', 'one')],
    ['recursions', ONE + recursion('load') + recursion('store')],
    [
      'methods',
      `${ONE}export class Api {\n${(loop('load', 'one') + loop('store', 'one')).replace(/export async function/g, 'async')}}`,
    ],
  ])('are two routes in two callers: %s', async (_, text) => {
    expect(await nested(text)).toBe(0);
  });

  it.each([
    ['calls the other', ONE + loop('load', 'one') + loop('store', 'load')],
    [
      'calls what calls the other',
      `${ONE + loop('load', 'one')}async function between(url: string) { return await load(url); }\n${loop('store', 'between')}`,
    ],
  ])('are one where one %s', async (_, text) => {
    expect(await nested(text)).toBe(1);
  });
});
