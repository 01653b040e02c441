import { describe, expect, it } from 'vitest';
import { retriesIn, onlyRetry, sleep } from './found.ts';

const post = (address: string) => `await fetch(${address}, { method: 'POST' })`;

describe('the next of a list', () => {
  it.each([
    [
      'taken off',
      `export async function claim(hosts: string[]): Promise<unknown> {
      const host = hosts.shift();
      if (!host) throw new Error('none left');
      try { return ${post('host')}; } catch { return claim(hosts); }
    }`,
    ],
    [
      'at the next index',
      `export async function send(hosts: string[], i = 0): Promise<unknown> {
      try { return ${post('hosts[i]')}; } catch (error) { if (i + 1 >= hosts.length) throw error; return send(hosts, i + 1); }
    }`,
    ],
    [
      'and the rest',
      `export async function send(hosts: string[]): Promise<unknown> {
      const [host, ...rest] = hosts;
      try { return ${post('host')}; } catch (error) { if (rest.length === 0) throw error; return send(rest); }
    }`,
    ],
    [
      'with a handler of failures',
      `export function send(hosts: string[], cb: (e?: unknown) => void): void {
      const host = hosts.pop();
      fetch(host!).then(() => cb(), () => send(hosts, cb));
    }`,
    ],
  ])('is asked once: %s', (_, text) => {
    expect(retriesIn(text)).toEqual([]);
  });

  it.each([
    [
      'the same host',
      `export async function send(hosts: string[], i = 0): Promise<unknown> {
      try { return ${post('hosts[0]')}; } catch (error) { if (i > 3) throw error; return send(hosts, i + 1); }
    }`,
    ],
    [
      'round and round',
      `export async function send(hosts: string[], i = 0): Promise<unknown> {
      try { return ${post('hosts[i % hosts.length]')}; } catch (error) { if (i > 3) throw error; return send(hosts, i + 1); }
    }`,
    ],
    [
      'a table of waits',
      `${sleep}export async function send(url: string, waits: number[], i = 0): Promise<unknown> {
      try { return ${post('url')}; } catch (error) { if (i > 3) throw error; await sleep(waits[i]); return send(url, waits, i + 1); }
    }`,
    ],
  ])('is a retry with %s', (_, text) => {
    expect(onlyRetry(text)).toMatchObject({ form: 'recursion' });
  });
});

describe('asking until it is so', () => {
  const loop = (name: string, url: string, ms = '500') => `${sleep}export async function ${name}(base: string) {
    for (let i = 0; i < 60; i++) {
      try { const r = await fetch(${url}); if (r.ok) return await r.json(); } catch (error) { log(error); }
      await sleep(${ms});
    }
  }`;

  it.each([
    ['by the name of the function', loop('waitUntilReady', 'base')],
    ['by the address', loop('up', '`${base}/health`')],
    [
      'as a method',
      `${sleep}class A { async pollJob(base: string) {
      for (let i = 0; i < 60; i++) { try { return await fetch(base); } catch (error) { log(error); } await sleep(500); }
    } }`,
    ],
    [
      'by recursion',
      `${sleep}export async function pollJob(url: string, n = 0): Promise<unknown> {
      const r = await fetch(url);
      if (r.status === 404) { if (n > 50) throw new Error('gone'); await sleep(1000); return pollJob(url, n + 1); }
      return r.json();
    }`,
    ],
  ])('is a poll %s', (_, text) => {
    expect(retriesIn(text)).toEqual([]);
  });

  it.each([
    ['for an answer', loop('load', 'base'), 'constant'],
    ['with waits that grow', loop('waitForRates', 'base', '500 * 2 ** i'), 'exponential'],
    ['for what has health in its name', loop('load', '`${base}/health-records`'), 'constant'],
  ])('is a retry %s', (_, text, delay) => {
    expect(onlyRetry(text)).toMatchObject({ delay });
  });
});

describe('waits of packages', () => {
  const loop = (wait: string) => `import { settle, backOff, pause, save } from '@acme/utils';
  export async function load(url: string) {
    let n = 0;
    for (;;) {
      try { return await fetch(url); } catch (error) { if (++n > 10) throw error; ${wait}; }
    }
  }`;

  it.each(['await settle(500)', 'await settle(100 * n)', 'await backOff(n)', 'await pause.for(n)'])(
    'are of a length that nobody sees: %s',
    (wait) => {
      expect(onlyRetry(loop(wait))).toMatchObject({ delay: 'unknown' });
    },
  );

  it('are none where something else is done', () => {
    expect(onlyRetry(loop('await save(error)'))).toMatchObject({ delay: 'none' });
  });
});
