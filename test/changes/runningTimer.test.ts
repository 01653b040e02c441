import { afterAll, describe, expect, it, vi } from 'vitest';
import { runInChild } from '../support/child.ts';
import { faultServer } from '../support/faultServer.ts';
import { changed, offers } from './changes.ts';

vi.setConfig({ testTimeout: 180_000 });

const waits = { speed: 0.2, patienceMs: 2500 };
const timer = `const controller = new AbortController();\n  const timer = setTimeout(() => controller.abort(), 5_000);`;
const helper = `async function ask(url: string, init: RequestInit = {}) {\n  ${timer}\n  try {\n    return await fetch(url, { ...init, signal: controller.signal });\n  } finally {\n    clearTimeout(timer);\n  }\n}\n`;
const read = (url: string): string => `return await (await load()).read('${url}');`;

const forms: readonly (readonly [string, string])[] = [
  [
    'a helper that hands the response on',
    `${helper}export async function read(url: string) {\n  const response = await ask(url, { method: 'GET' });\n  if (!response.ok) throw new Error(String(response.status));\n  return (await response.json()).ok;\n}`,
  ],
  [
    'a helper that is an arrow, read at once',
    `const ask = async (url: string) => {\n  ${timer}\n  try {\n    const response = await fetch(url, { signal: controller.signal });\n    return response;\n  } finally {\n    clearTimeout(timer);\n  }\n};\nexport const read = async (url: string) => (await ask(url)).text();`,
  ],
  [
    'a body that is read where the answer is good',
    `export async function read(url: string) {\n  ${timer}\n  const response = await fetch(url, { signal: controller.signal });\n  clearTimeout(timer);\n  if (response.ok) {\n    const { ok } = await response.json();\n    return ok;\n  }\n  return undefined;\n}`,
  ],
  [
    'a variable from outside the attempt, in a loop',
    `export async function read(url: string) {\n  for (let page = 0; page < 3; page++) {\n  ${timer}\n  let response;\n  try {\n    response = await fetch(url, { signal: controller.signal });\n  } finally {\n    clearTimeout(timer);\n  }\n  if (!response.ok) throw new Error(String(response.status));\n  const body = await response.json();\n  if (page === 2) return body.ok;\n  }\n}`,
  ],
];

describe('a timer that runs on until the body is read', async () => {
  const dripping = await faultServer(['drip']);
  const good = await faultServer(['ok']);
  const gone = await faultServer([404]);
  afterAll(() => Promise.all([dripping.stop(), good.stop(), gone.stop()]));

  it.each(forms)('ends a body that drips: %s', async (_, before) => {
    const after = await changed('partial-timeout', before);
    expect((await runInChild(before, read(dripping.url), waits)).value).toBe('waiting');
    expect((await runInChild(after, read(dripping.url))).error).toContain('AbortError');
    // The answer is there long before the timer: what it does later changes nothing.
    const later = `const given = await (await load()).read('${good.url}'); await pause(900); return [given];`;
    const { error, value, crashed } = await runInChild(after, later, { speed: 0.1 });
    expect([error, crashed]).toEqual([undefined, undefined]);
    expect(JSON.stringify(value)).toContain('true');
  });

  it('breaks nothing where a body is left unread', async () => {
    const after = await changed('partial-timeout', forms[2]![1]);
    const later = `const given = await (await load()).read('${gone.url}'); await pause(900); return [given];`;
    const { error, value, crashed } = await runInChild(after, later, { speed: 0.1 });
    expect([error, crashed, value]).toEqual([undefined, undefined, [null]]);
  });

  it.each([
    [
      'a helper of other files too',
      `export ${helper}export const read = async (url: string) => (await ask(url)).json();`,
    ],
    [
      'a helper that a list exports',
      `${helper}export { ask };\nexport const read = async (url: string) => (await ask(url)).json();`,
    ],
    ['a download', `${helper}export const read = async (url: string) => (await ask(url)).arrayBuffer();`],
    [
      'a stream beside an answer',
      `${helper}export const read = async (url: string) => (await ask(url)).json();\nexport async function load(url: string) {\n  const answer = await ask(url);\n  return answer.body;\n}`,
    ],
    [
      'a caller that hands it on',
      `${helper}export const load = async (url: string) => {\n  const answer = await ask(url);\n  return answer;\n};`,
    ],
    [
      'a controller that others use',
      `export async function read(url: string, add: (signal: AbortSignal) => void) {\n  ${timer}\n  add(controller.signal);\n  const response = await fetch(url, { signal: controller.signal });\n  clearTimeout(timer);\n  if (response.ok) return (await response.json()).ok;\n  return undefined;\n}`,
    ],
    [
      'one timer for all pages',
      `export async function read(url: string) {\n  ${timer}\n  for (;;) {\n    const response = await fetch(url, { signal: controller.signal });\n    clearTimeout(timer);\n    if (response.ok) {\n      return (await response.json()).ok;\n    }\n  }\n}`,
    ],
  ])('is not offered for %s', async (_, text) => {
    expect(await offers('partial-timeout', text)).toBe(0);
  });
});
