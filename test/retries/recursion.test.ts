import { describe, expect, it } from 'vitest';
import { onlyRetry, retriesIn, sleep } from './found.ts';

describe('recursion that tries again', () => {
  it('takes no answer for a failure where it counts its tries', () => {
    const text = `export class Client {
      async run(query: string, retries = 0): Promise<unknown> {
        const answer = await this.ask(query);
        if (answer === null && retries < 3) return this.run(query, ++retries);
        return answer;
      }
      async ask(query: string) { const r = await fetch(query); return r.ok ? r.json() : null; }
    }`;
    expect(onlyRetry(text)).toMatchObject({ form: 'recursion', bounded: true, network: true });
  });

  it('stands in a case of a switch', () => {
    const text = `${sleep}export async function load(url: string, attempt = 0): Promise<unknown> {
      const answer = await fetch(url);
      switch (answer.status) {
        case 200: return answer.json();
        case 429:
        case 503: if (attempt < 5) { await sleep(2 ** attempt * 100); return load(url, attempt + 1); }
      }
      throw new Error('refused');
    }`;
    expect(onlyRetry(text)).toMatchObject({ form: 'recursion', delay: 'exponential', errors: 'selective' });
  });

  it('waits as the server says', () => {
    const text = `${sleep}export async function load(url: string): Promise<Response> {
      const answer = await fetch(url);
      if (answer.status === 429) { await sleep(Number(answer.headers.get('retry-after')) * 1000); return load(url); }
      return answer;
    }`;
    expect(onlyRetry(text)).toMatchObject({ form: 'recursion', delay: 'server', bounded: false });
  });

  it.each([
    [
      'follows a redirect, however it counts',
      `if (r.status === 302 && n < 5) return load(r.headers.get('location')!, n + 1);`,
    ],
    ['reads the next page', `const page = await r.json(); if (page.next) return load(page.next, n + 1);`],
    [
      'polls a job',
      `const job = await r.json(); if (job.state !== 'done') { await sleep(1000); return load(url, n + 1); }`,
    ],
  ])('is none where it %s', (_, body) => {
    const text = `${sleep}export async function load(url: string, n = 0): Promise<unknown> { const r = await fetch(url); ${body} return r; }`;
    expect(retriesIn(text)).toEqual([]);
  });
});

describe('a round that does without', () => {
  const connect = (off: string, again = 'open(options)') => `export async function open(options: any): Promise<any> {
    try { return await fetch(options.url, options); } catch (error) { if (String(error).includes('SSL')) { ${off} return ${again}; } throw error; }
  }`;
  it.each(['options.ssl = undefined;', 'options.ssl = false;', 'delete options.ssl;'])('is another one: %s', (off) => {
    expect(retriesIn(connect(off))).toEqual([]);
  });

  it.each(['options.tries = 3;', 'other.ssl = false;', 'console.log(options.ssl);'])('is the same: %s', (off) => {
    expect(retriesIn(connect(off))).toHaveLength(1);
  });
});

describe('a round after a failure that was caught before', () => {
  it.each([
    [
      'with a counter outside',
      `${sleep}let tries = 0;
      export const open = async (): Promise<void> => {
        try { if (!ready()) { await fetch('https://a.example'); return; } } catch (error) { if (tries >= 3) throw error; }
        await sleep(5000);
        tries++;
        return open();
      };`,
      'constant',
    ],
    [
      'with a counter that is handed on',
      `${sleep}export async function load(url: string, tries = 0): Promise<Response> {
        try { return await fetch(url); } catch (error) { console.error(error); }
        if (tries > 3) throw new Error('gave up');
        await sleep(1000);
        return load(url, tries + 1);
      }`,
      'constant',
    ],
    [
      'without a wait',
      `export async function load(url: string, tries: number): Promise<Response | undefined> {
        try { const answer = await fetch(url); return answer; } catch (error) { console.error(error); }
        if (tries > 3) return undefined;
        return load(url, tries + 1);
      }`,
      'none',
    ],
  ])('is a retry %s', (_, text, delay) => {
    expect(onlyRetry(text)).toMatchObject({ form: 'recursion', delay, errors: 'all', network: true });
  });

  it.each([
    [
      'a success goes on as well',
      `export async function all(url: string, page = 0): Promise<void> {
        try { const answer = await fetch(url + page); if (answer.status === 204) return; } catch (error) { console.error(error); }
        return all(url, page + 1);
      }`,
    ],
    [
      'the next of a chain is asked for',
      `export async function find(entry: Entry): Promise<Response> {
        try { return await fetch(entry.url); } catch (error) { console.error(error); }
        return find(entry.parent);
      }`,
    ],
    [
      'the handler leaves',
      `export async function walk(url: string, depth = 0): Promise<unknown> {
        try { return await fetch(url); } catch (error) { console.error(error); return undefined; }
        return walk(url, depth + 1);
      }`,
    ],
  ])('is none where %s', (_, text) => {
    expect(retriesIn(text)).toEqual([]);
  });
});
