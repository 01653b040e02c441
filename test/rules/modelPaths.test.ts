import { describe, expect, it } from 'vitest';
import { lintInMemory } from './harness.ts';

async function saidOf(text: string): Promise<string> {
  const { messages } = await lintInMemory(text, { rule: 'unwrapped-network-call' });
  return messages.map(({ message }) => message).join('\n');
}

const ask = (url: string): string =>
  `export async function ask(base: string, body: string) {\n  const url = ${url};\n  const r = await fetch(url, { method: 'POST', body });\n  if (!r.ok) throw new Error(String(r.status));\n  return r.json();\n}`;

describe('a model that is told by the path', () => {
  it.each([
    ['of a platform that runs them', ask('`${base}/ai/run/@cf/meta/gpt-oss-120b`')],
    ['of a voice', ask('`${base}/audio/speech`')],
    ['by its name alone', ask('`${base}/run/@hf/google/gemma`')],
  ])('is given longer than 10 s: %s', async (_, text) => {
    expect(await saidOf(text)).toContain('the longest answer');
  });

  it.each([
    ['the list of models', ask('`${base}/ai/models/search`')],
    ['a run of something else', ask('`${base}/jobs/run`')],
  ])('but not %s', async (_, text) => {
    expect(await saidOf(text)).toContain('e.g. 10 s');
  });
});
