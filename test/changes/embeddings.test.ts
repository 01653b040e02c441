import { afterAll, describe, expect, it, vi } from 'vitest';
import { runInChild } from '../support/child.ts';
import { faultServer } from '../support/faultServer.ts';
import { changed, offers } from './changes.ts';

vi.setConfig({ testTimeout: 180_000 });

const rule = 'unwrapped-network-call';

describe('a limit for a model that gives figures for texts', async () => {
  const silent = await faultServer(['hang']);
  const good = await faultServer(['ok']);
  afterAll(() => Promise.all([silent.stop(), good.stop()]));
  const asked = (path: string, body: string): string =>
    `export async function ask(base, texts) {\n  const response = await fetch(base + '${path}', { method: 'POST', body: JSON.stringify(${body}) });\n  if (!response.ok) throw new Error('failed');\n  return await response.json();\n}`;
  const js = { path: '/project/src/file.js' };

  it.each([
    ['/v1/embeddings', `{ model: 'text-embedding-3-small', input: texts }`],
    ['/api/embed', `{ model: 'llama', input: texts }`],
    ['/v1beta/models/gemini-embedding-001:batchEmbedContents', `{ requests: texts }`],
  ])('is one minute, and ends the wait: %s', async (path, body) => {
    const before = asked(path, body);
    const after = await changed(rule, before, 0, js);
    expect(after).toContain('AbortSignal.timeout(60_000)');
    const ask = (url: string): string => `return await (await load()).ask('${url}', []);`;
    expect((await runInChild(before, ask(silent.url), { patienceMs: 1500 })).value).toBe('waiting');
    expect((await runInChild(after, ask(silent.url))).error).toContain('TimeoutError');
    expect((await runInChild(after, ask(good.url), { speed: 1 })).value).toEqual({ ok: true });
  });

  it.each([
    ['/v1/chat/completions', `{ model: 'text-embedding-3-small', messages: texts }`],
    ['/v1/embeddings', `{ max_tokens: 50, input: texts }`],
  ])('is that of what it writes elsewhere: %s', async (path, body) => {
    expect(await changed(rule, asked(path, body), 0, js)).toContain('AbortSignal.timeout(300_000)');
  });

  it('is that of any other page whose name begins so', async () => {
    expect(await changed(rule, asked('/embedded/pages', 'texts'), 0, js)).toContain('AbortSignal.timeout(10_000)');
  });
});

describe('an option that does not bound the only call of a client', () => {
  const client = `import { GoogleGenAI } from '@google/genai';\nconst genai = new GoogleGenAI({ apiKey: process.env.KEY });\n`;
  const open = `export const open = (onmessage) => genai.live.connect({ model: 'm', callbacks: { onmessage } });`;
  const ask = `export const ask = (contents) => genai.models.generateContent({ model: 'm', contents });`;

  it.each([
    ['a session', open],
    ['a session of music', open.replace('live.connect', 'live.music.connect')],
    ['a member by itself', 'const { live } = genai;\nexport const open = (o) => live.connect(o);'],
  ])('is not offered: %s', async (_, text) => {
    expect(await offers('require-timeout', client + text)).toBe(0);
  });

  it.each([
    ['another call', ask],
    ['another call beside it', `${open}\n${ask}`],
    ['a name that is the same', `${ask}\nexport const isOn = (channel) => channel.live;`],
  ])('is offered: %s', async (_, text) => {
    expect(await changed('require-timeout', client + text)).toContain('httpOptions: { timeout: ');
  });
});
