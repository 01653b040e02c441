import { afterAll, describe, expect, it, vi } from 'vitest';
import { runInChild } from '../support/child.ts';
import { faultServer } from '../support/faultServer.ts';
import { applyEdits } from '../../src/text/edit.ts';
import { fixesOf, lintInMemory } from '../rules/harness.ts';
import { changed, offers } from './changes.ts';

vi.setConfig({ testTimeout: 180_000 });

const rule = 'unchecked-status';

/** The text with the changes of all findings, as they stand beside one another in an editor. */
async function allOf(text: string): Promise<string> {
  const { messages } = await lintInMemory(text, { rule });
  return applyEdits(
    text,
    messages.flatMap((one) => fixesOf(one)[0]?.edits ?? []),
  );
}

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
    ['a header of its own', '', `fetch(url, { headers: { 'If-None-Match': tag } })`],
    ['the headers of its caller', '', 'fetch(url, { headers: req.headers })'],
    ['a copy of them', 'const headers = new Headers(req.headers);\n  ', 'fetch(url, { headers })'],
    ['the request of its caller', '', 'fetch(url, req)'],
  ])('lets what is unchanged through where a request may ask for it: %s', async (_, before, request) => {
    const text = `const tag = '"a"';
const req = { headers: { 'if-modified-since': 'Sat, 01 Nov 2025 00:00:00 GMT' } };
export async function read(url: string) {
  ${before}const res = await ${request};
  const bytes = await res.arrayBuffer();
  return bytes.byteLength;
}`;
    const same = await faultServer([304]);
    try {
      const after = await changed(rule, text);
      expect((await run(after, same.url)).value).toBe((await run(text, same.url)).value);
      expect((await run(after, bad.url)).error).toContain('was answered with 500');
    } finally {
      await same.stop();
    }
  });

  it('asks for ok where no condition is in sight', async () => {
    const after = await changed(rule, forms['a name']);
    expect(after).toContain('if (!res.ok) throw');
  });

  const two = (between: string) => `export async function read(url: string) {
  const body = await (await fetch(url)).json();
  ${between}const more = await (await fetch(url)).json();
  return [body, more].every((one) => one.ok);
}`;
  it('gives two answers of one function two names', async () => {
    const after = await allOf(two(''));
    expect(after).toContain('const response = ');
    expect(after).toContain('const response2 = ');
    expect((await run(after, good.url)).value).toBe('true');
    expect((await run(after, bad.url)).error).toBe(`Error: GET ${bad.url}/items was answered with 500`);
  });

  it('gives three answers of one function three names', async () => {
    const third = 'const other = await (await fetch(url)).json();\n  if (!other.ok) return false;\n  ';
    expect((await run(await allOf(two(third)), good.url)).value).toBe('true');
  });

  it('gives answers of two functions the same name', async () => {
    const one = (name: string) =>
      `export const ${name} = async (url: string) => {\n  const body = await (await fetch(url)).json();\n  return body.ok;\n};\n`;
    const after = await allOf(one('read') + one('again'));
    expect(after).not.toContain('response2');
    expect((await run(after, good.url)).value).toBe('true');
  });

  it.each([
    ['a list', `const [, body] = await Promise.all([first(), (await fetch(url)).json()]);`],
    ['an argument', `const body = pick(first(), await (await fetch(url)).json());`],
    ['an object', `const { body } = { one: first(), body: await (await fetch(url)).json() };`],
  ])('is asked for within an expression, in the same order: %s', async (_, line) => {
    const text = `const seen: string[] = [];\nconst first = () => seen.push('first');\nconst pick = (one: number, body: { ok: boolean }) => body;\nexport async function read(url: string) {\n  ${line}\n  return body.ok && seen.length === 1;\n}`;
    const after = await changed(rule, text);
    expect(after).toContain('.then((response) => {');
    expect((await run(text, bad.url)).value).toBe('undefined');
    expect((await run(after, bad.url)).error).toBe(`Error: GET ${bad.url}/items was answered with 500`);
    expect((await run(after, good.url)).value).toBe('true');
  });

  it.each([
    [
      'a callback by name',
      `export const read = (url: string) => fetch(url).then(toJson);\nconst toJson = (r: Response) => r.json();`,
    ],
  ])('is left to the reader where its place is not sure: %s', async (_, text) => {
    await offers(rule, text).then((count) => expect(count).toBe(0));
  });
});
