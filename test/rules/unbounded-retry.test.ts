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

describe('a call of itself that leaves before it could go round again', () => {
  const login = (first: string, test: string, again = 'login(true)'): string => `let saved: string | null = null;
export const login = async (fresh?: boolean): Promise<unknown> => {
  const id = ${first};
  if (${test}) {
    return fetch('https://a.example/guests', { method: 'PUT' });
  }
  return fetch('https://a.example/login/' + id).catch(() => ${again});
};`;
  it.each([
    ['null', login('fresh ? null : saved', 'id === null')],
    ['undefined', login('fresh ? undefined : saved', 'id == undefined')],
    ['the other way round', login('!fresh ? saved : null', '!id')],
  ])('%s', async (_, text) => {
    expect(await findingsOf(rule, text)).toEqual([]);
  });

  it.each([
    ['the flag that leaves the path on', login('fresh ? saved : null', 'id === null')],
    ['nothing that it changes', login('saved', 'id === null', 'login()')],
  ])('not: %s', async (_, text) => {
    expect(await findingsOf(rule, text)).toHaveLength(1);
  });
});
