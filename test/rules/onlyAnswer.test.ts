import { describe, expect, it } from 'vitest';
import { findingsOf, lintInMemory } from './harness.ts';

const head = `import axios from 'axios';\nconst sleep = (ms) => new Promise((done) => setTimeout(done, ms));\n`;
const recursion = (handler: string): string =>
  `${head}export async function ask(user, tries = 0) {\n  if (tries > 7) throw new Error('gave up');\n  try {\n    return (await axios.get('https://a.example/' + user.agent, { timeout: 5000 })).data;\n  } catch (e) {\n    ${handler}\n    throw e;\n  }\n}\n`;
const loop = (handler: string): string =>
  `${head}export async function ask(user) {\n  for (let i = 0; i < 8; i++) {\n    try {\n      return (await axios.get('https://a.example/' + user.agent, { timeout: 5000 })).data;\n    } catch (e) {\n      ${handler}\n    }\n  }\n}\n`;
const poll = (handler: string): string =>
  `${head}export async function ask(id) {\n  try {\n    return (await axios.get('https://a.example/' + id, { timeout: 5000 })).data;\n  } catch (e) {\n    ${handler}\n    throw e;\n  }\n}\n`;

describe('a new round after one answer, and after nothing else', () => {
  it.each([
    [
      'is mended first',
      recursion(`if (e.code === 'old_user_agent') { await users.choose(user); return ask(user, tries + 1); }`),
    ],
    [
      'is asked with something else',
      recursion(`if (e.message.includes('old agent')) return ask(newAgent(user), tries + 1);`),
    ],
    ['goes on in a loop', loop(`if (e.code !== 'old_user_agent') throw e; await users.choose(user);`)],
    [
      'waits',
      recursion(`if (e.status === 0 && e.message === 'NOT_READY') { await sleep(1000); return ask(user, tries + 1); }`),
    ],
  ])('hammers nobody where it %s', async (_, text) => {
    expect(await findingsOf('retry-without-backoff', text)).toEqual([]);
  });

  it.each([
    [
      'the connection broke',
      recursion(`if (e.code === 'ECONNRESET') { await users.choose(user); return ask(user, tries + 1); }`),
    ],
    [
      'the server says that it is busy',
      recursion(`if (e.code === 'server_busy') { await users.choose(user); return ask(user, tries + 1); }`),
    ],
    [
      'nothing is done about it',
      recursion(`if (e.code === 'old_user_agent') { console.log(e); return ask(user, tries + 1); }`),
    ],
    ['all else goes round as well', loop(`if (e.code === 'old_user_agent') await users.choose(user);`)],
    [
      'another condition goes round',
      recursion(
        `if (e.code === 'old_user_agent' || e.isAxiosError) { await users.choose(user); return ask(user, tries + 1); }`,
      ),
    ],
  ])('is found where %s', async (_, text) => {
    expect(await findingsOf('retry-without-backoff', text)).toHaveLength(1);
  });
});

describe('a poll without a limit', () => {
  const rule = 'unbounded-retry';
  const said = async (text: string): Promise<readonly string[]> =>
    (await lintInMemory(text, { rule })).messages.map(({ message }) => message);

  it.each([
    ['a wait in between', poll(`if (e.message === 'NOT_READY') { await sleep(3000); return ask(id); }`)],
    ['none', poll(`if (e.message === 'NOT_READY') return ask(id);`)],
    [
      'a word that its answer starts with',
      poll(`if (e.message.startsWith('PENDING')) { await sleep(3000); return ask(id); }`),
    ],
  ])('asks for ever, with %s', async (_, text) => {
    expect(await said(text)).toEqual([expect.stringContaining('as long as the answer stays the same')]);
    expect(await findingsOf('retry-without-backoff', text)).toEqual([]);
  });

  it('has an end where its tries are counted, and is another thing where the server is down', async () => {
    const counted = recursion(`if (e.message === 'NOT_READY') { await sleep(1000); return ask(user, tries + 1); }`);
    expect(await said(counted)).toEqual([]);
    const down = poll(`if (e.code === 'ECONNREFUSED') { await sleep(3000); return ask(id); }`);
    expect(await said(down)).toEqual([expect.stringContaining('while the server is down')]);
  });
});
