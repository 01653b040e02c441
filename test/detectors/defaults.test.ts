import { describe, expect, it } from 'vitest';
import { findingsOf } from '../rules/harness.ts';

const load = 'export const load = (url: string) => fetch(url);';
const undici = "import { Agent, EnvHttpProxyAgent, ProxyAgent, setGlobalDispatcher } from 'undici';\n";
const among = (text: string) => ({ files: { '/project/src/app.ts': undici + text } });

describe('a dispatcher for all requests', () => {
  const rule = 'unwrapped-network-call';

  it.each([
    ['a proxy', 'setGlobalDispatcher(new EnvHttpProxyAgent());'],
    [
      'a proxy in a branch',
      'export const init = (c) => { if (c.proxy) setGlobalDispatcher(new ProxyAgent(c.proxy)); };',
    ],
    [
      'a proxy from the environment',
      'const url = process.env.HTTPS_PROXY;\nif (url) setGlobalDispatcher(new ProxyAgent(url));',
    ],
    ['a proxy by a written address', "setGlobalDispatcher(new ProxyAgent('http://proxy:3128'));"],
    ['a proxy that is handed in', 'export const init = (proxyUrl) => setGlobalDispatcher(new ProxyAgent(proxyUrl));'],
    [
      'a proxy by its name',
      "import { config } from './config';\nconst u = config.get('httpProxy');\nif (u) setGlobalDispatcher(new ProxyAgent(u));",
    ],
    ['a proxy of the settings', 'setGlobalDispatcher(new ProxyAgent(settings.proxyUrl));'],
    ['a limit for connecting alone', 'setGlobalDispatcher(new Agent({ connect: { timeout: 1000 } }));'],
    ['one that is kept first', 'const agent = new Agent({ connections: 5 });\nsetGlobalDispatcher(agent);'],
  ])('changes nothing: %s', async (_, text) => {
    expect(await findingsOf(rule, load, among(text))).toHaveLength(1);
  });

  it.each([
    ['an agent with a limit', 'setGlobalDispatcher(new Agent({ headersTimeout: 5000, bodyTimeout: 5000 }));'],
    ['the same in a branch', 'if (strict) setGlobalDispatcher(new Agent({ headersTimeout: 5000 }));'],
    ['a proxy with a limit', 'setGlobalDispatcher(new ProxyAgent({ uri: process.env.PROXY, headersTimeout: 5000 }));'],
    ['a proxy whose options are out of sight', 'setGlobalDispatcher(new ProxyAgent(proxyOptions));'],
    ['one that is out of sight', 'setGlobalDispatcher(makeDispatcher());'],
  ])('bounds them, or may: %s', async (_, text) => {
    expect(await findingsOf(rule, load, among(text))).toEqual([]);
  });
});

describe('a limit that is off unless somebody sets it', () => {
  const got = (options: string) =>
    `import got from 'got';\nexport const send = (options) => got(options.url, { ${options} });`;
  const used = {
    files: { '/project/src/use.ts': "import { send } from './file.ts';\nsend({ url: 'https://a.example' });" },
  };

  it('is none where no caller does', async () => {
    expect(await findingsOf('require-timeout', got('timeout: options.timeout || undefined'), used)).toHaveLength(1);
    expect(await findingsOf('require-timeout', got('timeout: options.timeout ?? undefined'), used)).toHaveLength(1);
  });

  it('may be one where a caller does, and is one where it is written', async () => {
    const set = {
      files: {
        '/project/src/use.ts': `${used.files['/project/src/use.ts'].replace('}', ', timeout: { request: 9 } }')}`,
      },
    };
    expect(await findingsOf('require-timeout', got('timeout: options.timeout || undefined'), set)).toEqual([]);
    expect(await findingsOf('require-timeout', got('timeout: { request: options.timeout || 1000 }'), used)).toEqual([]);
  });
});
