import { afterAll, describe, expect, it, vi } from 'vitest';
import { runInChild } from '../support/child.ts';
import { faultServer } from '../support/faultServer.ts';
import { changed, offers } from './changes.ts';

vi.setConfig({ testTimeout: 180_000 });

const rule = 'unwrapped-network-call';
const js = { path: '/project/src/file.js' };
const asked = (path: string, options: string): string =>
  `export async function ask(base, input) {\n  const response = await fetch(base + '${path}', { ${options} });\n  if (!response.ok) throw new Error('failed');\n  return await response.json();\n}`;
const post = `method: 'POST', body: JSON.stringify({ name: input })`;

describe('a limit for what asks where a file goes, and for what a model answers', async () => {
  const silent = await faultServer(['hang']);
  const good = await faultServer(['ok']);
  afterAll(() => Promise.all([silent.stop(), good.stop()]));

  it.each([
    ['/files/upload-url', post, '10_000'],
    ['/downloadurl', post, '10_000'],
    ['/rest/images?action=initializeUpload', post, '10_000'],
    ['/openai/v1/responses', `method: 'POST', body: JSON.stringify({ model: 'm', input })`, '300_000'],
  ])('ends the wait and gives the same answer: %s', async (path, options, figure) => {
    const before = asked(path, options);
    const after = await changed(rule, before, 0, js);
    expect(after).toContain(`AbortSignal.timeout(${figure})`);
    const ask = (url: string): string => `return await (await load()).ask('${url}', 'a');`;
    expect((await runInChild(before, ask(silent.url), { patienceMs: 1500 })).value).toBe('waiting');
    expect((await runInChild(after, ask(silent.url), { speed: 0.001 })).error).toContain('TimeoutError');
    expect((await runInChild(after, ask(good.url), { speed: 1 })).value).toEqual({ ok: true });
  });

  it.each([
    ['a file that is sent there', '/files/upload-url', `method: 'PUT', body: input`],
    ['a file in a form', '/files/upload', post],
    ['what an address of another name is for', '/files/upload-urls-of-all.zip', post],
  ])('has no figure for %s', async (_, path, options) => {
    expect(await offers(rule, asked(path, options), js)).toBe(0);
  });

  it('is the usual one for the responses to a form', async () => {
    expect(await changed(rule, asked('/api/v1/responses', post), 0, js)).toContain('AbortSignal.timeout(10_000)');
  });
});
