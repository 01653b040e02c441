import { afterAll, describe, expect, it, vi } from 'vitest';
import { runInChild } from '../support/child.ts';
import { faultServer } from '../support/faultServer.ts';
import { changed, offers } from './changes.ts';

vi.setConfig({ testTimeout: 180_000 });

const rule = 'unchecked-status';

const forms = {
  'a name': `export async function read(url: string) {
  const res = await fetch(url); // once
  const body = await res.json();
  return body.ok;
}`,
  'a variable that is set later': `export async function read(url: string) {
  let res;
  try {
    res = await fetch(url)
  } catch (error) {
    throw error
  }
  const body = await res.json()
  return body.ok
}`,
  'no name': `export async function read(url: string) {
\tconst response = 1;
\tconst body = await (await fetch(url)).json();
\treturn response && body.ok;
}`,
  'then with an expression': `export const read = (url: string) => fetch(url).then((r) => r.json()).then((body) => body.ok);`,
  'then with a block': `export function read(url: string) {
  return fetch(url).then(async (r) => {
    const body = await r.json();
    return body.ok;
  });
}`,
};

describe('the status check of unchecked-status', async () => {
  const good = await faultServer(['ok']);
  const bad = await faultServer([500]);
  afterAll(() => Promise.all([good.stop(), bad.stop()]));
  const run = (text: string, url: string) =>
    runInChild(text, `return String(await (await load()).read('${url}/items'));`);

  it.each(Object.entries(forms))('tells a failure apart, and gives the same answer: %s', async (_, text) => {
    const after = await changed(rule, text);
    expect((await run(text, bad.url)).value).toBe('undefined');
    expect((await run(after, bad.url)).error).toBe(`Error: GET ${bad.url}/items was answered with 500`);
    expect((await run(after, good.url)).value).toBe('true');
  });

  it.each([
    [
      'a callback by name',
      `export const read = (url: string) => fetch(url).then(toJson);\nconst toJson = (r: Response) => r.json();`,
    ],
    [
      'something that runs first',
      `export const read = async (url: string) => [first(), (await fetch(url)).json()];\nconst first = () => 1;`,
    ],
  ])('is left to the reader where its place is not sure: %s', async (_, text) => {
    await offers(rule, text).then((count) => expect(count).toBe(0));
  });
});
