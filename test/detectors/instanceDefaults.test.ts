import { describe, expect, it } from 'vitest';
import { lintInMemory } from '../rules/harness.ts';

const MADE = `import axios from 'axios';\nconst api = axios.create({ baseURL: 'https://api.example.com' });\n`;
const USED = `\nexport const load = async () => (await api.get('/orders')).data;\n`;

async function clientFindings(text: string): Promise<number> {
  const { messages } = await lintInMemory(text, { preset: 'recommended' });
  return messages.filter(({ ruleId }) => ruleId === 'require-timeout').length;
}

describe('defaults that are set on an instance after it was made', () => {
  it.each([
    ['a member', 'api.defaults.timeout = 5_000;'],
    ['a member by its text', "api.defaults['timeout'] = 5_000;"],
    ['several at once', 'Object.assign(api.defaults, { timeout: 5_000 });'],
    ['all of them', 'api.defaults = { ...api.defaults, timeout: 5_000 };'],
  ])('limit its calls: %s', async (_, text) => {
    expect(await clientFindings(MADE + text + USED)).toBe(0);
  });

  it('limit those of an instance in a field', async () => {
    const text = `import axios from 'axios';
export class Api {
  http = axios.create({ baseURL: 'https://api.example.com' });
  constructor() {
    this.http.defaults.timeout = 5_000;
  }
  load() {
    return this.http.get('/orders');
  }
}`;
    expect(await clientFindings(text)).toBe(0);
  });

  it.each([
    ['another default', "api.defaults.headers.common['x-key'] = 'k';"],
    ['no limit at all', 'api.defaults.timeout = 0;'],
    ['those of another instance', 'const other = axios.create();\nother.defaults.timeout = 5_000;'],
  ])('leave them unlimited: %s', async (_, text) => {
    expect(await clientFindings(MADE + text + USED)).toBe(1);
  });
});

describe('defaults of axios itself', () => {
  it.each(['axios.defaults.timeout = 5_000;', 'Object.assign(axios.defaults, { timeout: 5_000 });'])(
    'limit every call: %s',
    async (text) => {
      const calls = `import axios from 'axios';\n${text}\nexport const load = () => axios.get('https://api.example.com');`;
      const { messages } = await lintInMemory(calls, { preset: 'recommended' });
      expect(messages.filter(({ ruleId }) => /timeout|unwrapped/.test(ruleId ?? ''))).toEqual([]);
    },
  );
});
