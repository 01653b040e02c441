import { describe, expect, it } from 'vitest';
import { onlyRetry, retriesIn, sleep } from './found.ts';

function each(head: string, call: string, before = ''): string {
  return `${sleep}export async function run(urls: string[], api: any) {
    ${before}
    ${head} { try { return await ${call}; } catch { await sleep(100); } }
  }`;
}

describe('the same operation', () => {
  it.each([
    ['with the same arguments', each('for (let n = 0; n < 3; n++)', 'fetch(urls[0]!)')],
    [
      'with the number of the attempt in a header',
      each('for (let n = 0; n < 3; n++)', "fetch(urls[0]!, { headers: { 'x-attempt': String(n) } })"),
    ],
    [
      'with an object that is made each time',
      each('for (let n = 0; n < 3; n++)', 'api.send({ ...base, at: Date.now() })', 'const base = {};'),
    ],
    ['that takes something off a list itself', each('while (true)', 'api.pop()')],
    ['without arguments', each('while (true)', 'api.connect()')],
  ])('%s', (_, text) => {
    expect(onlyRetry(text)).toMatchObject({ form: 'loop' });
  });
});

describe('another operation each time', () => {
  it.each([
    ['the items of a list', each('for (const url of urls)', 'fetch(url)')],
    ['a list by its index', each('for (let i = 0; i < urls.length; i++)', 'fetch(urls[i]!)')],
    [
      'what is taken off a list before',
      `${sleep}export async function run(urls: string[]) {
        while (urls.length > 0) { const url = urls.shift()!; try { return await fetch(url); } catch { await sleep(100); } }
      }`,
    ],
    ['what is taken off a list', each('while (urls.length > 0)', 'fetch(urls.pop()!)')],
    ['ports, one after the other', each('for (let port = 3000; port < 3010; port++)', 'api.listen(port)')],
    ['names with a number', each('for (let i = 1; i < 5; i++)', 'fetch(`https://a.example/${i}`)')],
  ])('%s', (_, text) => {
    expect(retriesIn(text)).toEqual([]);
  });

  it.each([
    [
      'pages by a cursor',
      `let cursor: string | undefined;
       do { const page = await (await fetch('https://a.example?cursor=' + cursor)).json(); show(page); cursor = page.next; } while (cursor);`,
    ],
    [
      'a stream that is drained',
      'for (;;) { const { done, value } = await reader.read(); if (done) break; show(value); }',
    ],
    [
      'redirects',
      "let next = url; while (true) { const r = await fetch(next); if (r.status !== 302) return r; next = r.headers.get('location'); }",
    ],
    [
      'a queue that a worker empties',
      'while (true) { const job = await queue.next(); try { await run(job); } catch (error) { show(error); } }',
    ],
  ])('%s', (_, body) => {
    expect(retriesIn(`export async function all(url: any, reader: any, queue: any) { ${body} }`)).toEqual([]);
  });
});
