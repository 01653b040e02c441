import { describe, expect, it } from 'vitest';
import { findingsOf } from './harness.ts';

const rule = 'require-timeout';
const limited = `requestHandler: { requestTimeout: 3000, throwOnRequestTimeout: true }`;
const s3 = `import { S3Client, paginateListBuckets, waitUntilBucketExists, waitUntilObjectExists } from '@aws-sdk/client-s3';\n`;
const undici = `import { Agent, Client, RetryAgent } from 'undici';\n`;
const supabase = `import { createClient } from '@supabase/supabase-js';\n`;
const gemini = `import { GoogleGenAI } from '@google/genai';\n`;

describe('what is given its limit elsewhere than in its options', () => {
  it.each([
    [
      'a waiter, which gives up after the time that it is told',
      `${s3}const client = new S3Client({ ${limited} });\nexport const there = () => waitUntilBucketExists({ client, maxWaitTime: 20 }, { Bucket: 'a' });`,
    ],
    [
      'a waiter of another service, by its namespace',
      `import * as ec2 from '@aws-sdk/client-ec2';\nconst client = new ec2.EC2Client({ ${limited} });\nexport async function up(id: string) {\n  await ec2.waitUntilInstanceRunning({ client, maxWaitTime: 300, minDelay: 5 }, { InstanceIds: [id] });\n}`,
    ],
    [
      'pages that go through a client with a limit',
      `${s3}const client = new S3Client({ ${limited} });\nexport async function all() {\n  for await (const page of paginateListBuckets({ client }, {})) keep(page);\n}`,
    ],
    [
      'retries around an agent with limits',
      `${undici}export const agent = (ms: number) => new RetryAgent(new Agent({ headersTimeout: ms, bodyTimeout: ms }), { maxRetries: 2 });`,
    ],
    [
      'retries around a client that has a name',
      `${undici}const inner = new Client('https://a.example', { headersTimeout: 4000, bodyTimeout: 4000 });\nexport const agent = new RetryAgent(inner);`,
    ],
  ])('%s', async (_, text) => {
    expect(await findingsOf(rule, text)).toEqual([]);
  });

  it.each([
    [
      'the client of a waiter',
      `${s3}const client = new S3Client({ region: 'eu-west-1' });\nexport const there = () => waitUntilObjectExists({ client, maxWaitTime: 20 }, { Bucket: 'a', Key: 'b' });`,
      2,
    ],
    [
      'the agent within retries',
      `${undici}export const agent = new RetryAgent(\n  new Agent({ connections: 5 }),\n);`,
      3,
    ],
  ])('but says where %s has none', async (_, text, line) => {
    expect(await findingsOf(rule, text)).toEqual([expect.stringMatching(new RegExp(`^${line}:`))]);
  });
});

const race = `async function within<T>(work: Promise<T>, { ms }: { ms: number }): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<never>((_, reject) => { timer = setTimeout(() => reject(new Error('too late')), ms); });
  try { return await Promise.race([work, over]); } finally { clearTimeout(timer); }
}\n`;

describe('a client that is kept in a class, and every call of which is limited around it', () => {
  const model = (ask: string): string =>
    `${gemini}${race}export class Model {\n  private readonly ai: GoogleGenAI;\n  constructor(apiKey: string) { this.ai = new GoogleGenAI({ apiKey }); }\n  ${ask}\n}`;
  const ask = `this.ai.models.generateContent({ model: 'm', contents: q })`;

  it.each([
    ['by a helper', model(`async ask(q: string) { return within(${ask}, { ms: 60_000 }); }`)],
    [
      'by a race',
      model(`ask(q: string) { return Promise.race([${ask}, new Promise((_, no) => setTimeout(no, 60_000))]); }`),
    ],
    [
      'by a helper, where the field is private and has its value at once',
      `${gemini}${race}export class Model {\n  #ai = new GoogleGenAI({ apiKey: 'a' });\n  ask(q: string) { return within(this.#ai.models.generateContent({ model: 'm', contents: q }), { ms: 60_000 }); }\n}`,
    ],
  ])('%s', async (_, text) => {
    expect(await findingsOf(rule, text)).toEqual([]);
  });

  it.each([
    [
      'one of its calls is not',
      model(`async ask(q: string) { return within(${ask}, { ms: 60_000 }); }\n  more(q: string) { return ${ask}; }`),
    ],
    [
      'a part of it is handed on',
      model(`async ask(q: string) { return within(${ask}, { ms: 60_000 }); }\n  more() { return this.ai.models; }`),
    ],
  ])('is reported where %s', async (_, text) => {
    expect(await findingsOf(rule, text)).toHaveLength(1);
  });
});

describe('a client through which nothing is sent', () => {
  it.each([
    [
      'addresses are put together',
      `${supabase}const db = createClient(u, k);\nexport const address = (path: string) => db.storage.from('media').getPublicUrl(path).data.publicUrl;`,
    ],
    [
      'addresses are put together in a class',
      `${supabase}export class Media {\n  private readonly db = createClient(u, k);\n  address(path: string) { return this.db.storage.from('media').getPublicUrl(path); }\n}`,
    ],
    [
      'it is only looked at',
      `${gemini}export function works(apiKey: string) {\n  try { const ai = new GoogleGenAI({ apiKey }); return !!ai.models; } catch { return false; }\n}`,
    ],
    ['it is never used', `${supabase}const db = createClient(u, k);\nexport const other = 1;`],
  ])('%s', async (_, text) => {
    expect(await findingsOf(rule, text)).toEqual([]);
  });

  it.each([
    [
      'a file is sent as well',
      `${supabase}const db = createClient(u, k);\nexport const address = (path: string) => db.storage.from('media').getPublicUrl(path);\nexport const save = (path: string, file: Blob) => db.storage.from('media').upload(path, file);`,
    ],
    ['others may use it', `${supabase}export const db = createClient(u, k);`],
    ['it is put in a list', `${gemini}const ai = new GoogleGenAI({ apiKey: 'a' });\nexport const all = [ai];`],
    [
      'it is looked at and used',
      `${gemini}const ai = new GoogleGenAI({ apiKey: 'a' });\nexport const ask = () => (ai ? ai.models.list() : undefined);`,
    ],
  ])('is none where %s', async (_, text) => {
    expect(await findingsOf(rule, text)).toHaveLength(1);
  });
});
