import { describe, expect, it } from 'vitest';
import { onlyRetry, retriesIn } from './found.ts';

const again = (guard: string, marks: string, next = '{ ...o }'): string =>
  `export async function send(url: string, o: any) { try { return await fetch(url, o); } catch (error: any) { const had = o.headers?.['x-signature']; if (error.denied && ${guard}) { ${marks}; return send(url, ${next}); } throw error; } }`;

describe('a mark that the way back asks for and sets', () => {
  it.each([
    ['a header, by a name', again('!had', `o.headers = { ...o.headers, 'x-signature': sign(error) }`)],
    ['a field', again('!o.retried', 'o.retried = true')],
    ['a field of the copy', again('o.retried === undefined', '', '{ ...o, retried: true }')],
    ['a header that is set', again(`!o.headers.has('x-again')`, `o.headers.set('x-again', '1')`)],
  ])('is one more attempt: %s', (_, text) => {
    expect(onlyRetry(text)).toMatchObject({ bounded: true, attempts: 2 });
  });

  it.each([
    ['another header is set', again('!had', `o.headers = { ...o.headers, 'x-other': '1' }`)],
    ['it is taken back', again('!o.retried', 'o.retried = false')],
  ])('is none where %s', (_, text) => {
    expect(onlyRetry(text)).toMatchObject({ bounded: false });
  });
});

describe('what was kept is thrown away on the way back', () => {
  const list = (kept: string, guard: string): string =>
    `let memo: any; let other: any; const cache: any = {};
    export function list(url: string): Promise<unknown> { ${guard} ${kept} = fetch(url).then((r) => r.json()); return ${kept}; }`;
  const object = `export class Lists { memo: any = null; async list(url: string): Promise<unknown> {
    if (this.memo !== null && url) { try { return await this.memo; } catch { this.memo = null; return this.list(url); } }
    this.memo = fetch(url); return this.memo; } }`;
  it.each([
    ['a promise', list('memo', 'if (memo) return memo.catch(() => { memo = null; return list(url); });')],
    ['a field, in a handler', object],
    [
      'an entry',
      list('cache.a', 'if (cache.a) { return cache.a.catch(() => { cache.a = undefined; return list(url); }); }'),
    ],
  ])('is one new call: %s', (_, text) => {
    for (const retry of retriesIn(text)) expect(retry).toMatchObject({ bounded: true, attempts: 2 });
  });

  it.each([
    ['something else is cleared', 'if (memo) return memo.catch(() => { other = null; return list(url); });'],
    [
      'it is cleared now and then',
      'if (memo) return memo.catch(() => { if (other) { memo = null; } return list(url); });',
    ],
    ['it is made anew', 'if (memo) return memo.catch(() => { memo = fetch(url); return list(url); });'],
    [
      'it is cleared behind the question',
      'memo = fetch(url); return memo.catch(() => { memo = null; return list(url); });',
    ],
  ])('is none where %s', (_, guard) => {
    expect(onlyRetry(list('memo', guard))).toMatchObject({ bounded: false });
  });
});

describe('the next of a list that it keeps itself', () => {
  const player = (failed: string, sent = 'this.songs[this.at]'): string =>
    `export class Player { songs = ['a']; at = 0; async play(): Promise<void> { try { await fetch(${sent}); } catch (error) { ${failed} } }
      async forward(): Promise<void> { this.at += 1; await this.play(); } }`;
  it.each([
    ['by its index', player('this.at++; await this.play();')],
    ['through another function', player('await this.forward();')],
    ['by an assignment', player('this.at = this.at + 1; return this.play();')],
    ['by a function elsewhere', player('useNextHost(); return this.play();', "'https://a.example'")],
  ])('is no retry: %s', (_, text) => {
    expect(retriesIn(text)).toEqual([]);
  });

  it('but a count is', () => {
    expect(retriesIn(player('this.at++; await this.play();', "'https://a.example'"))).toHaveLength(1);
  });
});

describe('a limit in the callback that is waited for', () => {
  const patched = (test: string): string =>
    `const MAX = 15; export async function send(params: any, cb: any) { let attempt = 1; while (true) { try { const result: any = await new Promise((resolve, reject) => { request(params, (error: any, res: any) => { ${test} }); }); return cb(result); } catch (error) { attempt += 1; await fetch('https://a.example'); } } }`;
  it.each([
    ['that rejects', 'if (attempt < MAX && error) { reject(error); } else { resolve(res); }'],
    ['that resolves', 'if (attempt >= MAX || !error) { resolve(res); return; } reject(error);'],
    ['without braces', 'if (error && attempt <= 3) reject(error); else resolve([error, res]);'],
  ])('%s', (_, test) => {
    for (const retry of retriesIn(patched(test))) expect(retry).toMatchObject({ bounded: true });
    expect(retriesIn(patched(test))).toHaveLength(1);
  });

  it('not one of something that never changes', () => {
    expect(onlyRetry(patched('if (params.size < MAX) reject(error); else resolve(res);'))).toMatchObject({
      bounded: false,
    });
  });
});

describe('a flag among options that the way back turns', () => {
  const load = (options: string, guard: string, next: string): string =>
    `export async function load(url: string, ${options}): Promise<unknown> { try { return await fetch(url); } catch (error) { ${guard.replace('AGAIN', `return load(url, ${next});`)} throw error; } }`;

  it.each([
    ['it may', load('{ retry = true } = {}', 'if (retry) AGAIN', '{ retry: false }')],
    ['it has not yet', load('{ retried = false } = {}', 'if (!retried) AGAIN', '{ retried: true }')],
    ['behind a guard', load('{ retry = true } = {}', 'if (!retry) throw error; AGAIN', '{ retry: false }')],
    ['a field', load('options: any', 'if (options.retry && error) AGAIN', '{ ...options, retry: false }')],
  ])('is one more attempt: %s', (_, text) => {
    expect(onlyRetry(text)).toMatchObject({ bounded: true, attempts: 2 });
  });

  it.each([
    ['left as it is', load('{ retry = true } = {}', 'if (retry) AGAIN', '{ retry: true }')],
    ['another one', load('{ retry = true } = {}', 'if (retry) AGAIN', '{ quiet: false }')],
  ])('is none where it is %s', (_, text) => {
    expect(onlyRetry(text)).toMatchObject({ bounded: false });
  });
});
