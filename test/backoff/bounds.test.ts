import { describe, expect, it } from 'vitest';
import { onlyRetry, retriesIn, sleep } from '../retries/found.ts';

const endless = (step: string, start = 'let n = 0;'): string => `${sleep}export async function load(url: string) {
  ${start}
  for (;;) { try { return await fetch(url); } catch (error) { ${step} await sleep(100); } }
}`;

describe('how often it is tried', () => {
  it.each([
    ['counts, then looks', endless('n++; if (n >= 3) throw error;'), 3],
    ['looks, then counts', endless('if (n >= 3) throw error; n++;'), 4],
    ['does both at once', endless('if (++n === 3) throw error;'), 3],
    ['counts down', endless('if (left <= 0) throw error; left--;', 'let left = 2;'), 3],
  ])('%s', (_, text, attempts) => {
    expect(onlyRetry(text)).toMatchObject({ bounded: true, attempts });
  });

  it('counts in the head of the loop', () => {
    const text = `${sleep}export async function load(url: string) {
      for (let n = 0; ; n++) { try { return await fetch(url); } catch (error) { if (n >= 3) throw error; await sleep(100); } }
    }`;
    expect(onlyRetry(text)).toMatchObject({ attempts: 4 });
  });

  it('takes a clock that is handed in for a clock', () => {
    const text = `${sleep}export async function connect(open: () => Promise<string>, now: () => number) {
      const start = now();
      while (now() - start < 60000) { try { return await open(); } catch { await sleep(100); } }
    }`;
    expect(onlyRetry(text)).toMatchObject({ bounded: true });
  });

  it('says nothing of a number where the limit comes from elsewhere', () => {
    const text = endless('n++; if (n >= max) throw error;', 'let n = 0; const max = Number(process.env.MAX);');
    expect(onlyRetry(text)).toMatchObject({ bounded: true });
    expect(onlyRetry(text).attempts).toBeUndefined();
  });
});

describe('waiting until something is ready', () => {
  const until = (handler: string): string => `${sleep}export async function ready(open: () => Promise<void>) {
    const start = Date.now();
    while (Date.now() - start < 60000) { try { await open(); return; } ${handler} await sleep(100); }
  }`;

  it('looks at no failure', () => {
    expect(retriesIn(until('catch {}'))).toEqual([]);
  });

  it('is a retry where it does', () => {
    expect(onlyRetry(until('catch (error: any) { console.warn(error.code); }'))).toMatchObject({ bounded: true });
  });
});
