import { describe, expect, it } from 'vitest';
import { offers } from './changes.ts';

const RULE = 'unchecked-status';
const CALL = "await fetch('https://prices.example.com/1', { signal: AbortSignal.timeout(5_000) })";

const caught = (handler: string): string => `export async function price() {
  let found = 1;
  try {
    const response = ${CALL};
    found = (await response.json()).price;
  } catch (error) ${handler}
  return found;
}`;

describe('an error for an error status', () => {
  it.each([
    ['a value in its place', caught('{\n    console.warn(error);\n    return 0;\n  }')],
    ['a value of a cache', `import { cached } from './cache.ts';\n${caught('{\n    found = await cached();\n  }')}`],
  ])('is not thrown where a handler gives something else: %s', async (_, text) => {
    expect(await offers(RULE, text)).toBe(0);
  });

  it.each([
    ['it goes on', caught("{\n    throw new Error('no price', { cause: error });\n  }")],
    ['it is logged', caught('{\n    console.error(error);\n  }')],
    ['it is told', caught('{\n    return { success: false };\n  }')],
    [
      'another function catches it',
      `${caught('{\n    throw error;\n  }')}\nexport const safe = () => price().catch(() => 0);`,
    ],
  ])('is thrown where the handler is for such errors: %s', async (_, text) => {
    expect(await offers(RULE, text)).toBe(1);
  });
});
