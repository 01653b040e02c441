import { describe, expect, it } from 'vitest';
import { noModules } from '../../src/values/index.ts';
import { loadParser } from '../../src/parser/parse.ts';
import { analyze } from '../detectors/analyze.ts';

async function callsOf(code: string): Promise<readonly string[]> {
  const parse = await loadParser();
  return analyze(parse(code, 'src/a.ts'), noModules).calls.map(
    ({ api, timeout, policy, status }) => `${api} ${timeout} ${policy} ${status}`,
  );
}

describe('azure-devops-node-api', () => {
  const made = (options: string): string =>
    `import { WebApi } from 'azure-devops-node-api'; const api = new WebApi(url, handler${options});`;
  const both = 'const git = await api.getGitApi(); await git.getBranches(id); await git.createPush({}, id);';

  it('sends reads again where retries are on', async () => {
    const calls = (options: string): Promise<readonly string[]> => callsOf(made(options) + both);
    const tried = (...policies: string[]): string[] => policies.map((one) => `sdk:azure-devops bounded ${one} na`);
    expect(await calls(', { allowRetries: true, maxRetries: 2 }')).toEqual(tried('retry', 'retry', 'none'));
    expect(await calls(', { allowRetries: false, maxRetries: 2 }')).toEqual(tried('none', 'none', 'none'));
    expect(await calls(', { maxRetries: 2 }')).toEqual(tried('none', 'none', 'none'));
    expect(await calls('')).toEqual(tried('none', 'none', 'none'));
  });
});

describe('what a client resolves with', () => {
  const made = "import { Globalping } from 'globalping'; const client = new Globalping({});";

  it('asks for `ok` where a failure is an answer', async () => {
    expect(await callsOf(`${made} const res = await client.getLimits(); if (res.ok) use(res.data);`)).toEqual([
      'sdk:globalping bounded none checked',
    ]);
    expect(await callsOf(`${made} const res = await client.getLimits(); use(res.data);`)).toEqual([
      'sdk:globalping bounded none unchecked',
    ]);
  });
});

describe('mongodb', () => {
  it('sends a command once, and a read again', async () => {
    const made = "import { MongoClient } from 'mongodb'; const db = new MongoClient(url).db();";
    expect(await callsOf(`${made} await db.command({ ping: 1 }); await db.collection('a').findOne({});`)).toEqual([
      'db none none na',
      'db none retry na',
    ]);
  });
});

describe('small clients', () => {
  it.each([
    [
      'xmlrpc',
      "import xmlrpc from 'xmlrpc'; const c = xmlrpc.createClient({ host: 'a' }); c.methodCall('m', [], (e, v) => done(e, v));",
      ['other:xmlrpc none none na'],
    ],
    [
      'xmlrpc, chosen',
      "const xmlrpc = require('xmlrpc'); const make = tls ? xmlrpc.createSecureClient : xmlrpc.createClient; make({}).methodCall('m', [], done);",
      ['other:xmlrpc none none na'],
    ],
    [
      'AssemblyAI',
      "import { AssemblyAI } from 'assemblyai'; const c = new AssemblyAI({ apiKey }); await c.transcripts.transcribe({ audio }); c.streaming;",
      ['sdk:assemblyai none none na'],
    ],
    [
      "OpenAI's client by way of LangChain",
      "import { OpenAIClient, ChatOpenAI } from '@langchain/openai'; const c = new OpenAIClient({ apiKey }); await c.audio.transcriptions.create({ file }); new ChatOpenAI({}).create();",
      ['sdk:openai bounded retry na'],
    ],
  ])('knows %s', async (_, code, expected) => {
    expect(await callsOf(code)).toEqual(expected);
  });
});
