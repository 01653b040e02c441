import { describe, expect, it } from 'vitest';
import { lintInMemory } from '../rules/harness.ts';

async function reported(text: string): Promise<readonly string[]> {
  const { messages } = await lintInMemory(text, { preset: 'recommended' });
  return messages.map(({ ruleId, message }) => `${ruleId}: ${message}`);
}

const made = `const { OAuth } = require('oauth');\nconst oa = new OAuth(null, null, 'key', 'secret', '1.0', null, 'HMAC-SHA1');\n`;

describe('oauth', () => {
  it.each([
    ['a post', `${made}exports.send = (url, body, cb) => oa.post(url, null, null, body, 'application/json', cb);`],
    ['a get', `${made}exports.load = (url, cb) => { oa.get(url, 't', 's', cb); };`],
    [
      'a token',
      `const { OAuth2 } = require('oauth');\nexports.login = (code, cb) => {\n  const oa = new OAuth2('id', 'secret', 'https://a.example');\n  oa.getOAuthAccessToken(code, {}, cb);\n};`,
    ],
  ])('has no timeout: %s', async (_, text) => {
    expect(await reported(text)).toEqual([expect.stringContaining('No timeout')]);
  });

  it.each([
    ['a header', `${made}exports.header = (url) => oa.authHeader(url, 't', 's', 'GET');`],
    ['another package', made.replace("'oauth'", "'oauth-1.0a'") + 'exports.f = (url, cb) => oa.get(url, cb);'],
  ])('sends nothing: %s', async (_, text) => {
    expect(await reported(text)).toEqual([]);
  });
});
