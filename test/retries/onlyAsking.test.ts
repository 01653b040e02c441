import { describe, expect, it } from 'vitest';
import { findingsOf } from '../rules/harness.ts';

const rule = 'retry-without-backoff';
const asking = (body: string): string =>
  `import axios from 'axios';\nexport async function ask(url: string, log: any, save: any) {\n  ${body}\n}`;
const get = 'await axios.get(url, { timeout: 1000 })';

describe('a loop that does nothing but ask', () => {
  it.each([
    `while (true) { try { const r = ${get}; if (r.status === 200) return r; } catch {} }`,
    `for (;;) { try { const { data } = ${get}; if (data.ready) return data; } catch (error) { log.warn(error); } }`,
    'while (true) { const r = await fetch(url, { signal: AbortSignal.timeout(9) }); if (r.ok) return r.json(); }',
    `let r; do { try { r = ${get}; if (r.data.ok) break; } catch (error) { console.log('again', String(error)); } } while (true);`,
  ])('asks as fast as it is answered: %s', async (body) => {
    expect(await findingsOf(rule, asking(body))).toHaveLength(1);
  });

  it.each([
    [
      'it waits',
      `while (true) { const { data } = ${get}; if (data.done) return data; await new Promise((r) => setTimeout(r, 2000)); }`,
    ],
    [
      'it works on what it is given',
      `while (true) { try { const { data } = ${get}; if (!data) return; await save(data); } catch {} }`,
    ],
    [
      'it goes on to the next page',
      `let next: string = url; while (next) { const { data } = await axios.get(next, { timeout: 1 }); next = data.next; }`,
    ],
  ])('is none of it where %s', async (_, body) => {
    const found = await findingsOf(rule, asking(body));
    expect(found).toEqual([]);
  });
});
