import { describe, expect, it, vi } from 'vitest';
import { runInChild } from '../support/child.ts';
import { changed, offers } from './changes.ts';

vi.setConfig({ testTimeout: 60_000 });

const rule = 'missing-error-listener';
const standIns = {
  pg: `import { EventEmitter } from 'node:events';\nexport class Pool extends EventEmitter {}`,
};

describe('a listener of what is made where it is first asked for', () => {
  it.each([
    ['a variable', `let pool;\nexport function get() {\n  pool ??= new Pool({ max: 1 });\n  return pool;\n}`],
    ['by or', `let pool;\nexport function get() {\n  pool ||= new Pool({ max: 1 });\n  return pool;\n}`],
    [
      'a field of an object',
      `const cache = {};\nexport function get() {\n  cache.pool ??= new Pool({ max: 1 });\n  return cache.pool;\n}`,
    ],
  ])('is added once: %s', async (_, text) => {
    const after = await changed(rule, `import { Pool } from 'pg';\n${text}`, 0, { path: '/project/src/file.mjs' });
    const script = `const { get } = await load(); for (let i = 0; i < 50; i++) get(); return get().listenerCount('error');`;
    expect((await runInChild(after, script, { standIns })).value).toBe(1);
  });
});

describe('a client of Redis whose connection may fail', () => {
  const get = (body: string): string =>
    `import { createClient } from 'redis';\nexport async function get(url: string) {\n  ${body}\n}`;
  it('gets no listener where a catch takes the failure: with one it would connect for ever', async () => {
    const text = get(
      `try {\n    const client = createClient({ url });\n    await client.connect();\n    return client;\n  } catch { return null; }`,
    );
    expect(await offers(rule, text)).toBe(0);
  });

  it('gets one where nobody does', async () => {
    const text = get(`const client = createClient({ url });\n  await client.connect();\n  return client;`);
    expect(await offers(rule, text)).toBeGreaterThan(0);
  });
});
