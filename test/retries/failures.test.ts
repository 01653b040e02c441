import { describe, expect, it } from 'vitest';
import { onlyRetry, retriesIn } from './found.ts';

/** A function that calls itself somewhere. */
const calling = (body: string, parameters = 'url: string, n = 0'): string =>
  `export async function load(${parameters}): Promise<any> { ${body} }`;

describe('a call again because of a failure', () => {
  it.each([
    ['a rejection', 'return fetch(url).catch(() => load(url, n + 1));'],
    ['the second handler of then', 'return fetch(url).then((r) => r, () => load(url, n + 1));'],
    ['an answer that is not ok', 'const r = await fetch(url); if (!r.ok) return load(url, n + 1); return r;'],
    ['a status', 'const r = await fetch(url); if (r.status >= 500) return load(url, n + 1); return r;'],
    [
      'a case of a status',
      'const r = await fetch(url); switch (r.status) { case 503: return load(url, n + 1); default: return r; }',
    ],
  ])('%s', (_, body) => {
    expect(onlyRetry(calling(body))).toMatchObject({ form: 'recursion', network: true });
  });

  it('an error of a callback', () => {
    const text = `import http from 'node:http'; export function load(url: string, n = 0) {
      http.get(url, (answer) => { show(answer); }).on('error', () => { if (n < 3) load(url, n + 1); });
    }`;
    expect(onlyRetry(text)).toMatchObject({ form: 'recursion', bounded: true });
  });
});

describe('a call again for another reason', () => {
  it.each([
    ['an answer that is ok', 'return fetch(url).then((r) => { if (r.ok) return load(r.url); return r; });'],
    ['the next page', 'return fetch(url).then((r) => r.json()).then((page) => (page.next ? load(page.next) : page));'],
    ['something else first', 'if (!ready()) return prepare().then(() => load(url)); return fetch(url);'],
    ['a redirect', "return fetch(url).then((r) => (r.status === 301 ? load(r.headers.get('location')!) : r));"],
    ['another function of that name', 'return fetch(url).catch(() => other.load(url));'],
  ])('%s', (_, body) => {
    expect(retriesIn(calling(body))).toEqual([]);
  });
});

describe('what fails without the network', () => {
  it.each([
    [
      'parsing',
      'export function read(text: string, n = 0): any { try { return JSON.parse(text); } catch { return read(text.trim(), n + 1); } }',
    ],
    ['a computation', 'export function next(n: number): number { return n < 10 ? next(n + 1) : n; }'],
  ])('%s', (_, text) => {
    expect(retriesIn(text).filter(({ network }) => network === true)).toEqual([]);
  });
});
