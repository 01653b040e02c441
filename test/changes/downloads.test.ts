import { afterAll, describe, expect, it, vi } from 'vitest';
import { runInChild } from '../support/child.ts';
import { faultServer } from '../support/faultServer.ts';
import { changed, offers } from './changes.ts';

vi.setConfig({ testTimeout: 180_000 });

describe('a limit for what is fetched whole', async () => {
  const rule = 'unwrapped-network-call';
  const dripping = await faultServer(['drip']);
  const good = await faultServer(['ok']);
  afterAll(() => Promise.all([dripping.stop(), good.stop()]));
  const ask = (url: string): string => `return Buffer.from(await (await load()).picture('${url}')).toString();`;
  const picture = `export async function picture(url: string) {
  const response = await fetch(url);
  if (!response.ok) throw new Error('status');
  return response.arrayBuffer();
}`;

  it('ends one that comes a byte now and then, and leaves a good one alone', async () => {
    const after = await changed(rule, picture);
    expect(after).toContain('AbortSignal.timeout(120_000)');
    // 2 min of the child's clock, at 2 ms of real time for a second and a half of it.
    expect((await runInChild(picture, ask(dripping.url), { patienceMs: 3000 })).value).toBe('waiting');
    expect((await runInChild(after, ask(dripping.url), { speed: 0.001 })).error).toContain('TimeoutError');
    expect((await runInChild(after, ask(good.url), { speed: 0.1 })).value).toBe('{"ok":true}');
  });

  it.each([
    ['a file by its name', picture.replaceAll('picture', 'downloadFile')],
    ['a blob', picture.replace('arrayBuffer', 'blob')],
    [
      'axios',
      `import axios from 'axios';\nexport const load = async (url: string) => sharp((await axios.get(url, { responseType: 'arraybuffer' })).data);`,
    ],
    [
      'in a callback',
      `export const all = (urls: string[]) => forEach(urls, async (url) => {\n  const r = await fetch(url);\n  if (!r.ok) throw new Error('status');\n  keep(Buffer.from(await r.arrayBuffer()));\n});`,
    ],
  ])('is 2 min: %s', async (_, text) => {
    expect(await changed(rule, text)).toMatch(/120_000/);
  });

  it('is the usual one for a document that is read as a text at once', async () => {
    const text = picture.replace(
      'return response.arrayBuffer();',
      `const bytes = await response.arrayBuffer();\n  return Buffer.from(bytes).toString('latin1');`,
    );
    expect(await changed(rule, text)).toContain('AbortSignal.timeout(10_000)');
  });

  it.each([
    ['an archive', picture.replace('fetch(url)', 'fetch(`${url}/all.zip`)')],
    ['what is sent', picture.replace('fetch(url)', `fetch(url, { method: 'POST', body: new FormData() })`)],
    ['a stream beside it', picture.replace('return', `if (url) return pipeline(response.body, out);\n  return`)],
    ['what a model makes', picture.replaceAll('picture', 'synthesize')],
    ['a route that may take minutes', `export const maxDuration = 300;\n${picture}`],
  ])('is none that anybody knows: %s', async (_, text) => {
    expect(await offers(rule, text)).toBe(0);
  });
});
