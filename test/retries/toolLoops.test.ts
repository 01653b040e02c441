import { expect, test } from 'vitest';
import { onlyRetry, retriesIn } from './found.ts';

const client = `import OpenAI from 'openai';\nconst client = new OpenAI();\n`;
const ask = `await fetch('https://a.example/chat', { method: 'POST', body: JSON.stringify({ messages }) })`;

test.each([
  [
    'a model that asks for tools until it needs none',
    `${client}export async function chat(messages, run) {
      for (let turn = 0; turn < 9; turn++) {
        const answer = await client.chat.completions.create({ model: 'm', messages });
        const message = answer.choices[0]?.message;
        if (!message) return undefined;
        if (!message.tool_calls) return message;
        messages.push(message, await run(message.tool_calls));
      }
    }`,
  ],
  [
    'one that is asked by fetch, and given up where it fails',
    `export async function chat(messages, run) {
      for (let turn = 0; turn < 9; turn++) {
        const response = ${ask};
        if (!response.ok) return null;
        const data = await response.json();
        if (!data.calls) return data.content;
        messages.push(await run(data.calls));
      }
      return null;
    }`,
  ],
  [
    'rounds that end by a status, or by an answer that is not there',
    `export async function chat(messages, run) {
      while (messages.length < 50) {
        const response = ${ask}.catch(() => undefined);
        if (response === undefined || response.status !== 200) break;
        messages.push(await run(await response.json()));
      }
      return messages;
    }`,
  ],
])('%s tries nothing again', (_, text) => {
  expect(retriesIn(text)).toEqual([]);
});

test.each([
  ['response.ok', 'return response;'],
  ['!response.error', 'return response;'],
  ['!response.ok && turn === 8', 'return null;'],
  ['response.status !== 503', 'return response;'],
])('if (%s) leaves the loop, the same is asked again: a retry', (test, leaving) => {
  const text = `export async function chat(messages) {
    for (let turn = 0; turn < 9; turn++) {
      const response = ${ask};
      if (${test}) ${leaving}
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }`;
  expect(onlyRetry(text)).toMatchObject({ form: 'loop' });
});
