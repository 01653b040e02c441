import { expect, it } from 'vitest';
import { lintInMemory } from './harness.ts';

const found = async (options: string): Promise<readonly string[]> => {
  const text = `import fetch from 'make-fetch-happen';\nexport const load = async () => { const r = await fetch('https://a.example/a'${options}); if (!r.ok) throw new Error(); return r.json(); };`;
  const { messages } = await lintInMemory(
    text,
    { preset: 'recommended' },
    { versions: { 'make-fetch-happen': '15.0.6' } },
  );
  return messages.map(({ ruleId }) => ruleId);
};

it('knows the timeout and the retry of make-fetch-happen', async () => {
  expect(await found(', { timeout: 5000 }')).toEqual([]);
  expect(await found(', { timeout: 5000, retry: { retries: 2 } }')).toEqual([]);
  expect(await found(', { retry: 2 }')).toEqual(['require-timeout']);
  expect(await found('')).toEqual(['unwrapped-network-call']);
});
