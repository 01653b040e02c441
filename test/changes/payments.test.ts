import { describe, expect, it } from 'vitest';
import { changed } from './changes.ts';

describe('a limit for calls that move money', () => {
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
});
