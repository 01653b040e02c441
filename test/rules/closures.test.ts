import { describe, expect, it } from 'vitest';
import { findingsOf } from './harness.ts';

describe('a status that is checked by what runs the request', () => {
  const again = (check: string): string => `async function again<T>(run: () => Promise<T>, left = 3): Promise<T> {
  try { const answer: any = await run(); ${check} return answer; } catch (error) { if (left === 0) throw error; return again(run, left - 1); }
}\n`;
  const use = `export async function rates(url: string) {\n  const answer: any = await again(() => fetch(url));\n  const body = await answer.json();\n  return body.rates;\n}`;

  it.each([
    ['a function', again('if (!answer.ok) throw new Error(String(answer.status));') + use],
    [
      'a method',
      `class Rates {
  async again(run) { const answer = await run(); if (answer.status >= 400) throw new Error('bad'); return answer; }
  async read(url) { const answer = await this.again(() => { return fetch(url); }); const body = await answer.json(); return body.rates; }
}`,
    ],
    [
      'a function with then',
      `const checked = (run) => run().then((answer) => { if (!answer.ok) throw new Error('bad'); return answer; });\nexport async function read(url) { const answer = await checked(async () => fetch(url)); const body = await answer.json(); return body.rates; }`,
    ],
  ])('needs no other check: %s', async (_, text) => {
    expect(await findingsOf('unchecked-status', text)).toEqual([]);
  });

  it('is missing where that only runs it', async () => {
    expect(await findingsOf('unchecked-status', again('') + use)).toHaveLength(1);
  });
});

describe('a count of attempts that is kept with what is sent', () => {
  const sender = (count: string, wait: string): string => `export class Sender {
  async send(m: { id: string; meta?: any; tries?: number }): Promise<void> {
    try { await fetch('https://a.example', { method: 'PUT', body: m.id }); } catch (e) { if ((m.meta?.tries || 0) < 9) this.later(m); }
  }
  later(m: { id: string; meta?: any; tries?: number }) {
    ${count}
    setTimeout(async () => { await this.send({ ...m, meta: { ...m.meta, tries } }); }, ${wait});
  }
  wait(n: number) { return Math.min(100 * Math.pow(2, n - 1), 60_000) * (1 + Math.random()); }
}`;

  it.each([
    ['with a cast', sender('const tries = ((m.meta?.tries as number) || 0) + 1;', 'this.wait(tries)')],
    ['with another default', sender('const tries = (m.meta?.tries ?? 0) + 1;', '2 ** tries * 100 * Math.random()')],
    ['as a number that is read', sender('const tries = Number(m.meta.tries) + 1;', 'this.wait(tries)')],
  ])('makes the waits grow: %s', async (_, text) => {
    expect(await findingsOf('retry-without-backoff', text)).toEqual([]);
  });

  it('makes none grow that do not depend on it', async () => {
    const text = sender('const tries = (m.meta?.tries ?? 0) + 1;', '100');
    expect(await findingsOf('retry-without-backoff', text)).toHaveLength(1);
  });

  it('is none where nothing puts it back', async () => {
    const text = sender('const tries = m.meta?.tries; const next = (m.tries ?? 0) + 1;', '2 ** next * 100');
    expect(await findingsOf('retry-without-backoff', text)).toHaveLength(1);
  });
});
