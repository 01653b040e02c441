import { describe, expect, it } from 'vitest';
import { findingsOf, lintInMemory } from './harness.ts';

describe('a connection of amqplib without a listener', () => {
  const amqp = `import amqp from 'amqplib';\n`;
  const rules = async (text: string): Promise<readonly string[]> =>
    (await lintInMemory(text, { preset: 'recommended' })).messages
      .map(({ ruleId }) => ruleId ?? '')
      .filter((rule) => /timeout|listener/.test(rule));

  it.each([
    [
      'awaited',
      `${amqp}export async function open() {\n  const link = await amqp.connect('amqp://a');\n  return link.createChannel();\n}`,
    ],
    ['in a callback', `${amqp}amqp.connect('amqp://a').then((link) => {\n  link.createChannel();\n});`],
    [
      'by name',
      `import { connect } from 'amqplib';\nasync function open() {\n  const link = await connect('amqp://a');\n  await link.createChannel();\n}\nvoid open();`,
    ],
  ])('is reported for that, which is worse than no limit: %s', async (_, text) => {
    expect(await rules(text)).toEqual(['missing-error-listener']);
  });

  it('is reported for its limit where that is all that is missing', async () => {
    const text = `${amqp}export async function open() {\n  const link = await amqp.connect('amqp://a');\n  link.on('error', console.error);\n  return link.createChannel();\n}`;
    expect(await rules(text)).toEqual(['require-timeout']);
  });
});

describe('the headers of undici', () => {
  const agent = (ms: string, more = ''): string =>
    `import { Agent } from 'undici';\nconst LONG_MS = 15 * 60 * 1000;\nexport const agent = new Agent({ headersTimeout: ${ms}${more} });\n`;

  it.each(['300_000', 'LONG_MS', '600e3'])('wait for %s: the body has a shorter limit of its own', async (ms) => {
    expect(await findingsOf('partial-timeout', agent(ms))).toEqual([]);
    expect(await findingsOf('require-timeout', agent(ms))).toEqual([]);
  });

  it('mislead where the body may take longer', async () => {
    expect(await findingsOf('partial-timeout', agent('5_000'))).toHaveLength(1);
  });
});

describe('what is given in place of an answer', () => {
  const rule = 'swallowed-failure';
  const handler = (rest: string, value = 'null'): string =>
    `import axios from 'axios';\nexport async function get(req, res, next) {\n  const data = await axios.get('https://a.example', { timeout: 5000 })\n    .then((r) => r.data)\n    .catch(() => ${value});\n  ${rest}\n  res.json(data);\n}\n`;

  it.each([
    ['an answer of 500', handler(`if (!data) return res.status(500).json({ error: true });`)],
    [
      'an exception',
      handler(`if (data === null || data.length === 0) { console.log('none'); throw new Error('no data'); }`),
    ],
    ['next', handler(`if (data == undefined) return next(new Error('no data'));`, 'undefined')],
  ])('is told apart, and fails: %s', async (_, text) => {
    expect(await findingsOf(rule, text)).toEqual([]);
  });

  it.each([
    ['nobody asks', handler('')],
    ['it is answered as if there were none', handler(`if (!data) return res.json([]);`)],
    ['something else is asked', handler(`if (!req.user) throw new Error('who?');`)],
    ['success fails', handler(`if (data === null) log('none'); else throw new Error('some');`)],
  ])('is found where %s', async (_, text) => {
    expect(await findingsOf(rule, text)).toHaveLength(1);
  });
});
