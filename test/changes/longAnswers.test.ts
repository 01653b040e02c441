import { describe, expect, it } from 'vitest';
import { lintInMemory } from '../rules/harness.ts';

/** Titles of what is offered for a call or a client without a limit. */
const offered = async (text: string): Promise<readonly string[]> => {
  const { messages } = await lintInMemory(
    text,
    { preset: 'all' },
    { path: '/project/src/file.js', versions: { axios: '1.6.0', 'axios-retry': '4.0.0', undici: '6.0.0' } },
  );
  return messages
    .filter(({ ruleId }) => /require-timeout|unwrapped-network-call/.test(ruleId))
    .flatMap(({ suggestions }) => suggestions.map(({ title }) => title));
};

describe('a limit for what takes as long as it is', () => {
  const named = (name: string): string =>
    `import axios from 'axios';\nexport async function ${name}(text) {\n  const { data } = await axios.post('https://a.example/v1/do', { text });\n  return data;\n}`;

  it.each([['translateText'], ['transcribe'], ['generateReport'], ['summarizeNotes'], ['autoTranslate']])(
    'is none by its figure: %s',
    async (name) => {
      expect(await offered(named(name))).toEqual([]);
    },
  );

  it.each([['translationOf'], ['generateToken'], ['convert'], ['loadNotes']])('is ten seconds: %s', async (name) => {
    expect((await offered(named(name))).join()).toContain('10 s');
  });

  it('is none for a client that is made for one of them', async () => {
    const text = (name: string): string =>
      `import { Agent, request } from 'undici';\nexport class Mt {\n  async ${name}(body) {\n    return request('https://a.example', { method: 'POST', body, dispatcher: new Agent({ connect: { timeout: 60_000 } }) });\n  }\n}`;
    expect(await offered(text('translateText'))).toEqual([]);
    const [title] = await offered(text('load'));
    expect(title).toContain('1 min');
  });
});

describe('a limit where the condition of a retry reads the response', () => {
  const retried = (condition: string): string =>
    `import axios from 'axios';\nimport axiosRetry from 'axios-retry';\naxiosRetry(axios, { retries: 3, retryDelay: axiosRetry.exponentialDelay, retryCondition: ${condition} });\nexport const load = (id) => axios.get(\`https://a.example/\${id}\`);`;

  it.each([
    ['by its status', '(e) => e.response.status === 429'],
    ['after another question', '(e) => { return axiosRetry.isNetworkError(e) || error.response.status === 429; }'],
    ['by its data', 'function (err) { return err.response.data.code === 7; }'],
  ])('is not offered: %s', async (_, condition) => {
    expect(await offered(retried(condition))).toEqual([]);
  });

  it.each([
    ['if there is one', '(e) => e.response?.status === 429'],
    ['behind a test', '(e) => e.response && e.response.status === 429'],
    ['behind the opposite', '(e) => !e.response || e.response.status >= 500'],
    ['never', 'axiosRetry.isNetworkOrIdempotentRequestError'],
  ])('is offered: %s', async (_, condition) => {
    expect(await offered(retried(condition))).not.toEqual([]);
  });
});

describe('what one is told on the way', () => {
  const told = (call: string): string =>
    `import axios from 'axios';\nclass Bot {\n  async sendMessage(text) {\n    await axios.post('https://a.example', { text }, { timeout: 1000 });\n  }\n}\nconst bot = new Bot();\nasync function save(one) {\n  await axios.post('https://b.example', one, { timeout: 1000 });\n}\nexport async function all(list) {\n  const done = [];\n  for (const one of list) {\n    await save(one);\n    ${call};\n  }\n  return done;\n}`;
  const offers = async (text: string): Promise<readonly string[]> => {
    const { messages } = await lintInMemory(text, { rule: 'unhandled-failure' }, { path: '/project/src/file.js' });
    return messages.flatMap(({ suggestions }) => suggestions.map(({ title }) => title));
  };

  it('is not waited for in a loop', async () => {
    expect(await offers(told('bot.sendMessage(one)'))).toEqual(['Catch the failure and log it']);
    expect(await offers(told('save(one)'))).toContain('Await it');
  });
});

describe('a limit for what a model writes', () => {
  const asked = (call: string, head = ''): string =>
    `${head}\nexport async function ask(body) {\n  const res = await ${call};\n  if (res.status !== 200) throw new Error('failed');\n  return res;\n}`;
  const url = `'https://api.openai.com/v1/chat/completions'`;
  const post = `{ method: 'POST', body: JSON.stringify(body) }`;

  it.each([
    ['fetch', asked(`fetch(${url}, ${post})`)],
    ['undici', asked(`request(${url}, ${post})`, `import { request } from 'undici';`)],
  ])('is what the client waits for headers by itself: %s', async (_, text) => {
    expect((await offered(text)).join()).toContain('5 min');
  });

  it.each([
    ['a client that waits on', asked(`axios.post(${url}, body)`, `import axios from 'axios';`)],
    [
      'a dispatcher of the whole process that waits longer',
      asked(
        `fetch(${url}, ${post})`,
        `import { Agent, setGlobalDispatcher } from 'undici';\nsetGlobalDispatcher(new Agent({ headersTimeout: 0 }));`,
      ),
    ],
  ])('is ten minutes for %s', async (_, text) => {
    expect((await offered(text)).join()).toContain('10 min');
  });

  it('says in the message how long fetch waits', async () => {
    const { messages } = await lintInMemory(asked(`fetch(${url}, ${post})`), { rule: 'unwrapped-network-call' });
    expect(messages[0]?.message).toContain('up to the 5 min that fetch waits for headers');
  });
});

describe('a limit for what makes a picture or a text, by its name alone', () => {
  const get = (url: string, name = 'load'): string =>
    `import axios from 'axios';\nexport async function ${name}(text) {\n  const { data } = await axios.get('${url}' + text);\n  return data;\n}`;

  it.each([
    ['a host', get('https://text.pollinations.ai/')],
    ['a path', get('https://a.example/api/txt2img?q=')],
    ['a path with a model', get('https://a.example/ai/gpt-4?q=')],
    ['a function', get('https://a.example/?q=', 'askChatGpt')],
    ['a maker', get('https://api.anthropic.example/items/')],
  ])('is ten minutes: %s', async (_, text) => {
    expect((await offered(text)).join()).toContain('10 min');
  });

  it.each([
    ['a film that is taken down', get('https://a.example/api/ytmp4?url=')],
    ['an answer of a model that is handed out', `export const ask = (q) => fetch('https://claude.example/?q=' + q);`],
  ])('is none by its figure: %s', async (_, text) => {
    expect(await offered(text)).toEqual([]);
  });

  it.each([
    ['a page of the same letters', get('https://a.example/api/gptable-items?q=')],
    ['a list of pictures', get('https://a.example/images?q=', 'listImages')],
  ])('is the usual one for %s', async (_, text) => {
    expect((await offered(text)).join()).toContain('10 s');
  });

  it('is its own beside those of other calls', async () => {
    const text = `import axios from 'axios';\nexport const a = async (q) => (await axios.get('https://a.example/' + q)).data;\nexport const b = async (q) => (await axios.get('https://b.example/' + q)).data;\nexport const c = async (q) => (await axios.get('https://image.pollinations.ai/prompt/' + q)).data;`;
    expect(await offered(text)).toEqual(['Set timeout to 10 s', 'Set timeout to 10 s', 'Set timeout to 10 min']);
  });
});

describe('a limit for a client', () => {
  const client = (calls: string): string =>
    `import axios from 'axios';\nconst api = axios.create({ baseURL: 'https://a.example' });\n${calls}`;
  const items = `export const items = async () => (await api.get('/items')).data;\n`;

  it('is that of the longest of its calls', async () => {
    const ask = `export const ask = async (q) => (await api.post('/v1/chat/completions', { q })).data;`;
    expect((await offered(client(items + ask))).join()).toContain('10 min');
    expect((await offered(client(items))).join()).toContain('10 s');
  });

  it('is none where one of them has none', async () => {
    const run = `export const run = async (q) => (await api.post('/deploy', { q })).data;`;
    expect(await offered(client(items + run))).toEqual([]);
  });
});

describe('a limit for bytes that are taken whole', () => {
  const held = (call: string): string =>
    `import axios from 'axios';\nimport { createReadStream } from 'node:fs';\nexport async function handle(url, form) {\n  form.append('prompt', createReadStream('a.txt'));\n  const picture = await ${call};\n  return [picture, form];\n}`;

  it('is that of a download, whatever else the function does', async () => {
    expect((await offered(held(`axios.get(url, { responseType: 'arraybuffer' })`))).join()).toContain('2 min');
    expect((await offered(held(`axios.get(url).then((r) => r.data)`))).join()).not.toContain('2 min');
  });

  it('is none where the server makes them first', async () => {
    expect(await offered(held(`axios.get(url + '/export.zip', { responseType: 'arraybuffer' })`))).toEqual([]);
  });
});

describe('a limit for a client that is a member of a class', () => {
  const member = (how: string): string =>
    `import axios from 'axios';\nexport class Shop {\n  ${how} api = axios.create({ baseURL: 'https://a.example' });\n  async items() {\n    return (await this.api.get('/items')).data;\n  }\n}`;
  const titles = async (text: string): Promise<readonly string[]> => {
    const { messages } = await lintInMemory(text, { rule: 'require-timeout' });
    expect(messages).toHaveLength(1);
    return messages[0]!.suggestions.map(({ title }) => title);
  };

  it.each(['public', 'protected', 'public readonly'])('is none where others use it: %s', async (how) => {
    expect(await titles(member(how))).toEqual([]);
  });

  it.each(['private', 'private readonly'])('is the usual one where all of it is here: %s', async (how) => {
    expect(await titles(member(how))).toEqual(['Set timeout to 10 s']);
  });
});
