import { describe, expect, it } from 'vitest';
import { findingsOf, lintInMemory } from './harness.ts';

const options = { everyAnswer: false };
const rule = 'unchecked-status';
const at = (url: string, rest: string) =>
  `export async function load() {\n  const res = await fetch('${url}');\n  ${rest}\n}`;
const load = (rest: string) => at('https://a.example/items', `const data = await res.json();\n  ${rest}`);
const found = (text: string) => findingsOf(rule, text, { options });

describe('an error body that throws as soon as it is read', () => {
  it.each([
    ['a method of a member', load('return data.voices.slice(0, 20);')],
    ['a method of the body', load('return data.map((one) => one.id);')],
    ['a member of a member', load('return data.user.id;')],
    ['two levels taken apart', at('https://a.example', 'const { data: { id } } = await res.json();\n  return id;')],
    ['a list taken apart', at('https://a.example', 'const [{ email }] = await res.json();\n  return email;')],
    ['the first of a list', at('https://a.example', 'return (await res.json()).response[0];')],
    ['a loop', load('for (const item of data) save(item);')],
    ['a loop over a member', load('for (const item of data.items) save(item);')],
    ['a spread member', load('return [...data.items];')],
    ['spread arguments', load('list.push(...data.items.map(name));')],
    [
      'what was taken out of it',
      at('https://a.example', 'const { items } = await res.json();\n  return items.map(name);'),
    ],
    ['keys of a member', load('return Object.keys(data.rates);')],
    [
      'callbacks',
      `export const f = () => fetch('https://a.example').then((r) => r.json()).then((d) => d.items.map(name));`,
    ],
    [
      'a callback that takes it apart',
      `export const f = () => fetch('https://a.example').then((r) => r.json()).then(({ items }) => items.map(name));`,
    ],
    [
      'a try around it',
      `export async function f() { try { const { groups } = await (await fetch('https://a.example')).json(); return groups.map(name); } catch (error) { return []; } }`,
    ],
  ])('%s', async (_, text) => {
    expect(await found(text)).toEqual([]);
  });

  it.each([
    ['a member that is given on', load('return data.items;')],
    ['the body itself', load('return data;')],
    ['an optional chain', load('return data.items?.map(name);')],
    [
      'a value in its place, which hides it',
      at('https://a.example', 'const { items = [] } = await res.json();\n  return items.map(name);'),
    ],
    ['a branch', load('if (verbose) console.log(data.items.length);\n  save(data);')],
    ['a later callback', load('return () => data.items.map(name);')],
    ['a text', at('https://a.example', 'const text = await res.text();\n  return text.split(",").map(name);')],
    ['an object that is spread', load('return { ...data };')],
    ['what every object has', load('return data.toString();')],
  ])('is none: %s', async (_, text) => {
    expect(await found(text)).toHaveLength(1);
  });

  it('is reported in the preset strict', async () => {
    const { messages } = await lintInMemory(load('return data.items.map(name);'), { preset: 'strict' });
    expect(messages.map(({ ruleId }) => ruleId)).toContain(rule);
  });
});

describe('a server that answers 200 and says in the body what failed', () => {
  it.each([
    ['Slack', at('https://slack.com/api/conversations.list', 'return (await res.json()).channels;')],
    ['VK', at('https://api.vk.com/method/users.get', 'return (await res.json()).response;')],
    [
      'the token exchange of GitHub',
      at('https://github.com/login/oauth/access_token', 'return (await res.json()).access_token;'),
    ],
    ['GraphQL by its address', at('https://a.example/graphql', 'return (await res.json()).data;')],
    [
      'GraphQL by its document',
      "export const f = async () => (await (await fetch('https://a.example/q', { method: 'POST', body: JSON.stringify({ query: `query { me { id } }` }) })).json()).data;",
    ],
  ])('%s', async (_, text) => {
    expect(await found(text)).toEqual([]);
  });

  it.each([
    ['the rest of GitHub', at('https://api.github.com/user', 'return (await res.json()).login;')],
    ['a page about Slack', at('https://a.example/slack', 'return (await res.json()).login;')],
    [
      'a search with a query',
      "export const f = async (q) => (await (await fetch('https://a.example/s', { method: 'POST', body: JSON.stringify({ query: q }) })).json()).hits;",
    ],
  ])('is not %s', async (_, text) => {
    expect(await found(text)).toHaveLength(1);
  });
});

describe('bytes that are looked at after they were read', () => {
  const bytes = (rest: string) =>
    at('https://a.example/image', `const body = Buffer.from(await res.arrayBuffer());\n  ${rest}`);

  it.each([
    [
      'for their type',
      bytes('const type = await fileTypeFromBuffer(body);\n  if (!type) throw new Error();\n  return body;'),
    ],
    ['by a decoder', bytes('return sharp(body).resize(10).toBuffer();')],
    ['for their size', at('https://a.example', 'return imageSize(new Uint8Array(await res.arrayBuffer()));')],
  ])('%s', async (_, text) => {
    expect(await found(text)).toEqual([]);
  });

  it.each([
    ['kept as they are', bytes('await writeFile(name, body);')],
    ['measured only', bytes('if (body.length > MAX) throw new Error();\n  await writeFile(name, body);')],
  ])('and those that are not: %s', async (_, text) => {
    expect(await found(text)).toHaveLength(1);
  });
});

describe('a published package that hands the JSON of an API on', () => {
  const sdk = (head: string) =>
    `${head} {\n  async posts() {\n    return (await fetch(this.base + '/posts')).json();\n  }\n}`;

  it('leaves the error in it to its user', async () => {
    expect(await findingsOf(rule, sdk('export default class Client'), { options, published: true })).toEqual([]);
    const text = "export async function posts() { const r = await fetch('https://a.example'); return r.json(); }";
    expect(await findingsOf(rule, text, { options, published: true })).toEqual([]);
    const typed = "export const posts = () => fetch('https://a.example').then((r) => r.json());";
    expect(await findingsOf(rule, typed, { options, published: true })).toEqual([]);
  });

  it('is not a program, nor what a package keeps to itself or takes a member of', async () => {
    expect(await findingsOf(rule, sdk('export class Client'), { options })).toHaveLength(1);
    expect(await findingsOf(rule, sdk('class Client'), { options, published: true })).toHaveLength(1);
    const member =
      "export async function posts() { const r = await fetch('https://a.example'); return (await r.json()).posts; }";
    expect(await findingsOf(rule, member, { options, published: true })).toHaveLength(1);
  });
});
