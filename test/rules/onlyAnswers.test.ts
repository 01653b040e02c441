import { describe, expect, it } from 'vitest';
import { findingsOf } from './harness.ts';

const client =
  "import Anthropic from '@anthropic-ai/sdk';\nconst llm = new Anthropic({ maxRetries: 4, timeout: 30000 });\n";
const ask = 'llm.messages.create({ model: "m", max_tokens: 400, messages })';
const loop = (body: string): string =>
  `${client}export async function facts(messages) {\n  let last;\n  for (let attempt = 0; attempt < 2; attempt++) {\n${body}\n  }\n  throw last;\n}`;

describe('a loop that goes round for an answer of no use', () => {
  it.each([
    [
      'that does not parse',
      loop(
        `const reply = await ${ask};\ntry { return JSON.parse(reply.content[0].text); } catch (error) { last = error; }`,
      ),
    ],
    [
      'that a function of the file refuses',
      `const parseJson = (text) => schema.parse(JSON.parse(text));\n${loop(`const reply = await ${ask};\nconst text = reply.content[0].text;\ntry { return parseJson(text); } catch (error) { last = error; continue; }`)}`,
    ],
    [
      'of another client, asked while there are tries left',
      `import got from 'got';\nexport async function load(url) {\n  let tries = 0;\n  while (tries++ < 3) {\n    const { body } = await got(url, { timeout: { request: 1000 } });\n    try { return JSON.parse(body); } catch (error) { console.warn(error); }\n  }\n}`,
    ],
  ])('nests no retries: %s', async (_, text) => {
    expect(await findingsOf('nested-retry', text)).toEqual([]);
  });

  it.each([
    [
      'that hears of failures too',
      loop(
        `try { const reply = await ${ask};\nreturn JSON.parse(reply.content[0].text); } catch (error) { last = error; }`,
      ),
    ],
    [
      'whose request is in another try',
      loop(
        `let reply;\ntry { reply = await ${ask}; } catch (error) { last = error; continue; }\ntry { return JSON.parse(reply.content[0].text); } catch (error) { last = error; }`,
      ),
    ],
  ])('nests them where it is one %s', async (_, text) => {
    expect(await findingsOf('nested-retry', text)).toHaveLength(1);
  });
});
