import { describe, expect, it } from 'vitest';
import { findingsOf, lintInMemory } from './harness.ts';

const rule = 'unbounded-retry';
const cockatiel = `import { retry, handleAll, ExponentialBackoff } from 'cockatiel';\n`;
const rxjs = `import { retry } from 'rxjs';\nimport { ajax } from 'rxjs/ajax';\n`;
const loop = (body: string) => `export async function load(url: string) {
  for (;;) {
    try {
      ${body}
    } catch (error) {
      console.warn(error);
    }
  }
}`;

describe(rule, () => {
  it('reports a policy without a limit once, with the default that proves it', async () => {
    const text = `${cockatiel}const policy = retry(handleAll, {});
export const a = () => policy.execute(() => fetch('https://a.example'));
export const b = () => policy.execute(() => fetch('https://b.example'));`;
    const { messages } = await lintInMemory(text, { rule });
    expect(messages.map(({ start }) => start.line)).toEqual([3]);
    expect(messages[0]!.message).toContain('(cockatiel retries forever without delay by default)');
  });

  it('is the only finding of a default with neither limit nor wait', async () => {
    const text = `${cockatiel}export const a = () => retry(handleAll, {}).execute(() => fetch('https://a.example'));`;
    const { messages } = await lintInMemory(text, { preset: 'recommended' });
    expect(messages.map(({ ruleId }) => ruleId).filter((id) => id.includes('retry'))).toEqual([rule]);
  });

  it('reports a loop that somebody waits for', async () => {
    expect(await findingsOf(rule, loop('return await fetch(url);'))).toEqual(['2: for']);
  });

  it.each([
    [
      'a policy with a limit',
      `${cockatiel}const p = retry(handleAll, { maxAttempts: 3 });\np.execute(() => fetch('https://a.example'));`,
    ],
    [
      'a policy with options from elsewhere',
      `${cockatiel}export const f = (o: object) => retry(handleAll, o).execute(() => fetch('https://a.example'));`,
    ],
    ['rxjs with a count', `${rxjs}ajax.getJSON('https://a.example').pipe(retry(3)).subscribe();`],
    ['a loop in the background', loop('await fetch(url);')],
    [
      'a loop that looks at the error',
      loop('return await fetch(url);').replace(
        'console.warn(error)',
        `if ((error as any).code !== 'ECONNRESET') throw error`,
      ),
    ],
    ['a loop with a limit', loop('return await fetch(url);').replace('for (;;)', 'for (let i = 0; i < 3; i++)')],
    [
      'pagination',
      `export async function all() {\n  let next = '/1';\n  while (next) next = (await (await fetch(next)).json()).next;\n}`,
    ],
  ])('is silent about %s', async (_, text) => {
    expect(await findingsOf(rule, text)).toEqual([]);
  });
});
