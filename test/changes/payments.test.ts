import { afterAll, describe, expect, it, vi } from 'vitest';
import { runInChild } from '../support/child.ts';
import { faultServer } from '../support/faultServer.ts';
import { changed } from './changes.ts';

vi.setConfig({ testTimeout: 60_000 });

describe('a limit for calls that move money', async () => {
  const silent = await faultServer(['hang']);
  const slow = await faultServer(['slow-headers'], { slowMs: 200 });
  afterAll(() => Promise.all([silent.stop(), slow.stop()]));

  it.each([
    [
      'by the path',
      `export const send = (o: object) => axios.post('https://a.example/v1/charges', o);`,
      'unwrapped-network-call',
    ],
    [
      'by the function',
      `export const refundOrder = (o: object) => axios.post('https://a.example/orders', o);`,
      'unwrapped-network-call',
    ],
    [
      'by what is sent',
      `export async function handle(card: object) {\n  const options = { method: 'POST', url: process.env.CREATE_URL, data: { creditCard: card } };\n  return axios.request(options);\n}`,
      'unwrapped-network-call',
    ],
    [
      'by the calls of a client',
      `const api = axios.create({ baseURL: 'https://a.example' });\nexport const send = (o: object) => api.post('/payments/tokens/charge', o);`,
      'require-timeout',
    ],
  ])('is that of the makers of payments: %s', async (_, text, rule) => {
    expect(await changed(rule, `import axios from 'axios';\n${text}`)).toContain('timeout: 80_000');
  });

  it('is the usual one for what only reads them', async () => {
    const text = `import axios from 'axios';\nexport const list = () => axios.get('https://a.example/v1/charges');`;
    expect(await changed('unwrapped-network-call', text)).toContain('timeout: 10_000');
  });

  it('ends a call that hangs, and takes the answer of a bank that needs longer than others', async () => {
    const text = `export async function pay(url: string) {\n  const response = await fetch(\`\${url}/v1/charges\`, { method: 'POST', body: '{}' });\n  if (!response.ok) throw new Error('status');\n  return response.json();\n}`;
    const after = await changed('unwrapped-network-call', text);
    const ask = (url: string): string => `return await (await load()).pay('${url}');`;
    expect((await runInChild(after, ask(silent.url))).error).toContain('TimeoutError');
    // 200 ms pass here while about 15 s pass in the child: the usual limit is over by then.
    expect((await runInChild(after, ask(slow.url))).value).toEqual({ ok: true });
    const usual = after.replace('80_000', '1_000');
    expect((await runInChild(usual, ask(slow.url))).error).toContain('TimeoutError');
  });
});
