import { afterAll, describe, expect, it, vi } from 'vitest';
import { changed } from '../changes/changes.ts';
import { lintInMemory } from '../rules/harness.ts';
import { runInChild } from '../support/child.ts';
import { faultServer } from '../support/faultServer.ts';

vi.setConfig({ testTimeout: 60_000 });

const rule = 'unhandled-failure';
const send = (path: string): string => `fetch(url + '/${path}', { signal: AbortSignal.timeout(6_000_000) })`;

describe('a function that drops its promise itself', async () => {
  const down = await faultServer(['reset']);
  afterAll(() => down.stop());
  const start = `const said = (await load()).job('${down.url}'); await afterRequests(1); await pause(300); return said;`;
  const job = `export function job(url: string) {\n  update(url);\n  return 'on';\n}\n`;
  /** Fails never, so that what is lost is the second request. */
  const known = `const known = async (url: string) => [url];\n`;

  it.each([
    [
      'the first request of a chain',
      `const get = (url: string) => ${send('a')};\nconst update = (url: string) => {\n  get(url).then((r) => r.text());\n};\n${job}`,
      'get(url).then((r) => r.text()).catch(',
    ],
    [
      'what a callback gives back',
      `${known}const update = (url: string) => {\n  known(url).then((all) => {\n    return ${send('b')};\n  });\n};\n${job}`,
      '}).catch(',
    ],
    [
      'what a callback waits for, in a list, given up by void',
      `${known}function update(url: string): void {\n  void Promise.all([known(url)]).then(async () => {\n    await ${send('c')};\n  });\n}\n${job}`,
      '}).catch(',
    ],
  ])('is mended there, and not where it is called: %s', async (_, before, expected) => {
    const { messages } = await lintInMemory(before, { rule });
    expect(messages.map(({ range }) => before.slice(0, range.start).includes('function job'))).toEqual([false]);
    const after = await changed(rule, before);
    expect(after).toContain(expected);
    expect((await runInChild(before, start)).crashed).toBe(1);
    expect((await runInChild(after, start)).value).toBe('on');
  });

  it.each([
    [
      'the chain is given back',
      `${known}const update = (url: string) => known(url).then(() => ${send('d')});\n${job}`,
      'update(url)',
    ],
    [
      'its callbacks are waited for',
      `${known}async function update(url: string) {\n  const all = (await known(url)).map(async () => { await ${send('e')}; });\n  await Promise.all(all);\n}\n${job}`,
      'update(url)',
    ],
  ])('is reported at the call where that drops it: %s', async (_, text, place) => {
    const { messages } = await lintInMemory(text, { rule });
    expect(messages.map(({ range }) => text.slice(range.start).split('\n')[0])).toEqual([`${place};`]);
  });

  it('is none where the chain has a handler, or is no promise of this function', async () => {
    const handled = `${known}const update = (url: string) => {\n  known(url).then(() => ${send('f')}).catch(console.error);\n};\n${job}`;
    const kept = `${known}const update = (url: string, keep: (p: unknown) => void) => {\n  keep(known(url).then(() => ${send('g')}));\n};\n`;
    for (const text of [handled, kept]) expect((await lintInMemory(text, { rule })).messages).toEqual([]);
  });
});
