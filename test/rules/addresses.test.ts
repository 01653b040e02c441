import { describe, expect, it } from 'vitest';
import { findingsOf, lintInMemory } from './harness.ts';

const redis = (given: string) =>
  `import Redis from 'ioredis';\nimport { ${given.split('.')[0]} } from './config';\nconst redis = new Redis(${given});\nredis.on('error', console.error);\nexport const get = (k: string) => redis.get(k);`;

describe('a client that is given an address', () => {
  it.each(['redisUrl', 'REDIS_URL', 'config.uri', 'connectionString', 'dsn'])(
    'has no other options: %s',
    async (given) => {
      expect(await findingsOf('require-timeout', redis(given))).toHaveLength(1);
    },
  );

  it.each(['options', 'config.redis', 'curl', 'settings'])('look-alikes may be options: %s', async (given) => {
    expect(await findingsOf('require-timeout', redis(given))).toEqual([]);
  });
});

describe('a dropped promise', () => {
  const text = `async function load(u: string) { const r = await fetch(u, { signal: AbortSignal.timeout(1) }); if (!r.ok) throw new Error('x'); }\nexport function go(u: string) { load(u); }`;
  it('crashes the process', async () => {
    const { messages } = await lintInMemory(text, { rule: 'unhandled-failure' });
    expect(messages[0]!.message).toMatch(/crashes the process\. /);
  });
});

it('pages of got are requests', async () => {
  const text = `import got from 'got';\nexport const all = (u: string) => got.paginate.all(u);\nexport const each = (u: string) => got.paginate(u);`;
  const { messages } = await lintInMemory(text, { rule: 'require-timeout' });
  expect(messages.map(({ range }) => text.slice(0, range.start).split('\n').length)).toEqual([2, 3]);
});
