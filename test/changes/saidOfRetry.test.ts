import { describe, expect, it } from 'vitest';
import { changed, offers } from './changes.ts';

const loop = (head: string, said: string, wait = ''): string =>
  `export async function load(log: any) {\n  ${head} {\n    try {\n      return await fetch('https://a.example', { signal: AbortSignal.timeout(9) });\n    } catch (error) {\n      ${said}\n      ${wait}\n    }\n  }\n}\n`;
const second = 'await new Promise((resolve) => setTimeout(resolve, 1000));';

describe('what a log says of a retry', () => {
  const unbounded = (said: string): string => loop('for (;;)', said);
  const spaced = (said: string): string => loop('for (let i = 0; i < 20; i++)', said, second);

  it.each([`console.error('failed, retrying forever', error);`, `log.warn(\`\${error}: we never give up\`);`])(
    'is not made false by a limit: %s',
    async (said) => {
      expect(await offers('unbounded-retry', unbounded(said))).toBe(0);
    },
  );

  it.each([
    `console.error('failed, retrying in 1 s', error);`,
    `console.error(\`Trying again in \${delay} ms\`);`,
    `log.warn('waiting for 1 second before the next attempt');`,
  ])('is not made false by another wait: %s', async (said) => {
    expect(await offers('retry-without-backoff', spaced(said))).toBe(0);
  });

  it('stays true of most', async () => {
    expect(await changed('unbounded-retry', unbounded(`console.error('failed, trying again', error);`))).toContain('5');
    expect(await changed('retry-without-backoff', spaced(`console.error('failed, retrying', error);`))).toContain(
      'Math.random()',
    );
    expect(await offers('retry-without-backoff', spaced(`console.error('gave up the first for good', error);`))).toBe(
      1,
    );
  });
});
