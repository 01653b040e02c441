import { describe, expect, it } from 'vitest';
import { findingsOf } from './harness.ts';

const rule = 'unchecked-status';
const load = (rest: string) =>
  `export async function load() {\n  const res = await fetch('https://a.example');\n  ${rest}\n}`;

describe(rule, () => {
  it.each([
    ['a body that is read at once', load('return (await res.json()).a;')],
    [
      'a request whose answer is dropped',
      `export const save = async () => {\n  await fetch('https://a.example', { method: 'POST' });\n};`,
    ],
  ])('reports %s', async (_, text) => {
    expect(await findingsOf(rule, text)).toHaveLength(1);
  });

  it.each([
    ['a check', load('if (!res.ok) throw new Error();\n  return res.json();')],
    ['a look at the number', load('if (res.status !== 200) return;\n  return res.json();')],
    ['a response that is handed back', load('return res;')],
    [
      'a check elsewhere',
      `${load('check(res);\n  return res.json();')}\nfunction check(r) {\n  if (!r.ok) throw r;\n}`,
    ],
    [
      'a client that rejects',
      `import axios from 'axios';\nexport const a = async () => (await axios.get('https://a.example')).data;`,
    ],
    [
      'a request nobody waits for',
      `export const note = () => {\n  void fetch('https://a.example', { method: 'POST' });\n};`,
    ],
    ['an example of a package', load('return (await res.json()).a;'), '/project/packages/api/v1/examples/a.ts'],
    ['a failure that is ignored', `fetch('https://a.example').catch(() => {});`],
  ])('is silent about %s', async (_, text, path?: string) => {
    expect(await findingsOf(rule, text, path === undefined ? undefined : { path })).toEqual([]);
  });
});

describe('a response that is handed on', () => {
  it.each([
    ['by a handler that is registered', "app.all('*', (c) => fetch('https://a.example'));"],
    [
      'by a handler given to a base class',
      "class A extends B { constructor() { super(() => fetch('https://a.example')); } }",
    ],
    ['as part of a result', "export async function f() { const r = await fetch('https://a.example'); return { r }; }"],
    [
      'after a look at its headers',
      "export async function f() { const r = await fetch('https://a.example'); log(r.headers); return r; }",
    ],
    ['to nobody: it is not waited for', "fetch('https://a.example').catch(log);"],
  ])('%s', async (_, text) => {
    expect(await findingsOf('unchecked-status', text)).toEqual([]);
  });

  it.each([
    [
      'its body is',
      "export async function f() { const r = await fetch('https://a.example'); return { items: await r.json() }; }",
    ],
    ['it is waited for and dropped', "export async function f() { await fetch('https://a.example'); }"],
    ['it is read for each element', 'urls.forEach(async (url) => save(await (await fetch(url)).json()));'],
  ])('is not: %s', async (_, text) => {
    expect(await findingsOf('unchecked-status', text)).toHaveLength(1);
  });
});

describe('what an answer of any status has', () => {
  it.each([
    [
      'its headers',
      `export const f = async (u: string) => { const { headers } = await fetch(u); return headers.get('csp'); };`,
    ],
    [
      'where it ended',
      `export const f = async (u: string) => { const { url, redirected } = await fetch(u); return redirected && url; };`,
    ],
    ['a member of it', `export const f = async (u: string) => (await fetch(u)).headers.get('csp');`],
  ])('is asked for without the status: %s', async (_, text) => {
    expect(await findingsOf('unchecked-status', text)).toEqual([]);
  });

  it('not beside its body', async () => {
    const text = `export const f = async (u: string) => { const r = await fetch(u); const rows = await r.json(); return [r.headers.get('csp'), rows]; };`;
    expect(await findingsOf('unchecked-status', text)).toHaveLength(1);
  });
});

describe('a status that is told to somebody else', () => {
  const job = (rest: string) =>
    `export async function job(def) {\n  const res = await fetch(def.url, { method: 'POST' });\n  ${rest}\n}`;
  const told = (what: string) =>
    `await fetch(def.callback, { method: 'POST', body: JSON.stringify({ ${what} }) }).then(check);`;
  const check = `\nfunction check(r) { if (!r.ok) throw new Error('callback'); }`;

  it.each([
    ['where there is somebody', job(`if (def.callback) { ${told('ok: res.ok')} }`) + check],
    ['in words', job(`if (def.callback) { ${told("state: res.ok ? 'done' : 'failed', code: res.status")} }`) + check],
    [
      'with the body',
      job(`const body = await res.text();\n  if (def.callback) ${told('status: res.status, body')}`) + check,
    ],
    [
      'by axios',
      `import axios from 'axios';\n${job(`if (def.callback) await axios.post(def.callback, { status: res.status });`)}`,
    ],
  ])('is not checked: %s', async (_, text) => {
    expect(await findingsOf('unchecked-status', text)).toEqual([expect.stringContaining('fetch')]);
  });

  it.each([
    ['always', job(told('ok: res.ok')) + check],
    [
      'and decides here',
      job(`if (def.callback) { ${told('ok: res.ok')} }\n  if (!res.ok) throw new Error('job');`) + check,
    ],
    ['because it is bad', job(`if (!res.ok) { ${told('status: res.status')} }`) + check],
    ['as the answer', job(`if (def.full) return { status: res.status };\n  return null;`)],
  ])('is checked where it is told %s', async (_, text) => {
    expect(await findingsOf('unchecked-status', text)).toEqual([]);
  });
});

describe('an answer whose text says whether it went well', () => {
  it.each([
    ['indexOf', "const text = await res.text();\n  return text.indexOf('status=OK') !== -1;"],
    ['includes', "return (await res.text()).includes('granted');"],
    ['a pattern', 'return /^OK/.test(await res.text());'],
    ['a comparison', "const body = await res.json();\n  return body.status === 'ok';"],
  ])('is silent about %s', async (_, rest) => {
    expect(await findingsOf(rule, load(rest))).toEqual([]);
  });

  it.each([
    ['a text that is cut', 'return (await res.text()).slice(3);'],
    ['a place that is looked for', 'const text = await res.text();\n  return text.indexOf(name);'],
  ])('reports %s', async (_, rest) => {
    expect(await findingsOf(rule, load(rest))).toHaveLength(1);
  });
});
