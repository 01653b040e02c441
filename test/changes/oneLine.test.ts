import { describe, expect, it } from 'vitest';
import { changed } from './changes.ts';

describe('blocks on one line, without semicolons', () => {
  it.each([
    [
      'a status',
      'unchecked-status',
      `export const load = async (url: string) => { const r = await fetch(url, { signal: AbortSignal.timeout(9) }); return r.json() }`,
    ],
    [
      'a status behind which nothing stands',
      'unchecked-status',
      `export async function load(url: string) { try { const r = await fetch(url, { signal: AbortSignal.timeout(9) }); return r.json() } catch (error) { console.error(error); throw error } }`,
    ],
    [
      'a wait',
      'retry-without-backoff',
      `export async function load(url: string) {\n  for (let n = 0; n < 5; n++) { try { return await fetch(url, { signal: AbortSignal.timeout(9) }) } catch (error) { console.warn(error) } }\n  throw new Error('none')\n}`,
    ],
    [
      'a connection',
      'unreleased-connection',
      `import { Pool } from 'pg'\nconst pool = new Pool()\nexport async function run() { const client = await pool.connect(); const { rows } = await client.query('SELECT 1'); client.release(); return rows }`,
    ],
  ])('stay readable with %s', async (_, rule, text) => {
    // `changed` reads what comes of it.
    expect(await changed(rule, text)).not.toBe(text);
  });
});
