import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { proveLine, writeProof, type ProveOptions, type ProvedLine } from '../../src/batch/proveLine.ts';
import type { Refusal } from '../../src/prove/model.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'breakwater-refuse-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function prove(
  text: string,
  at: string,
  options: Partial<ProveOptions> = {},
  path = 'code.ts',
): Promise<ProvedLine | Refusal> {
  await writeFile(join(folder, 'package.json'), '{"name":"x","type":"module"}');
  await writeFile(join(folder, path), text);
  const line = text.slice(0, text.indexOf(at)).split('\n').length;
  return proveLine({
    place: `${path}:${line}`,
    from: folder,
    lint: { config: { preset: 'all' }, root: folder },
    ...options,
  });
}

async function refusal(...given: Parameters<typeof prove>): Promise<string> {
  const proof = await prove(...given);
  return 'refused' in proof ? proof.refused : `a test:\n${proof.text}`;
}

describe('there is no test', () => {
  it.each([
    ['for a line without a call', 'export const x = 1; // here', 'here', /No network call at line 1/],
    [
      'for what runs when the module is loaded',
      'export const list = await fetch("https://x.example");',
      'fetch',
      /runs when the module is loaded/,
    ],
    [
      'for a function that nothing exports',
      'async function load() { return fetch("https://x.example"); }\nvoid load;',
      'fetch',
      /`load` isn't exported/,
    ],
    [
      'for a private method that no other calls',
      'export class A {\n  async #load() { return fetch("https://x.example"); }\n}',
      'fetch',
      /isn't exported/,
    ],
    [
      'for a callback that is handed on',
      'export function register(bus: { on(name: string, f: () => void): void }) {\n  bus.on("x", async () => { await fetch("https://x.example"); });\n}',
      'await fetch',
      /in a callback that its function hands on/,
    ],
    [
      'for a handler of a framework',
      'import express from "express";\nconst app = express();\nexport const start = () => {\n  app.get("/x", async (req, res) => { res.json(await fetch("https://x.example")); });\n};',
      'await fetch',
      /handler that only its framework calls|hands on/,
    ],
    [
      'for a client that the caller hands in',
      'import type { AxiosInstance } from "axios";\nexport const load = (api: AxiosInstance) => api.get("/x");',
      'api.get',
      /client is handed in by the caller/,
    ],
    [
      'for a database',
      'import { Pool } from "pg";\nconst pool = new Pool();\nexport const load = () => pool.query("select 1");',
      'pool.query',
      /Only HTTP requests can be redirected/,
    ],
    [
      'for a second request, which a test cannot tell from the first',
      'export async function load() {\n  const token = await fetch("https://auth.example", { signal: AbortSignal.timeout(1) });\n  return fetch("https://x.example/" + (await token.text()));\n}',
      'return fetch',
      /`load` sends another request first \(line 2\)/,
    ],
    [
      'for a call that is well',
      'export async function load() {\n  const response = await fetch("https://x.example", { signal: AbortSignal.timeout(1000) });\n  if (!response.ok) throw new Error("no");\n  return response.json();\n}',
      'await fetch',
      /no problem that a test could show|A test can't show/,
    ],
    [
      'where the code goes on to a server that a test cannot stand in for',
      'import { Pool } from "pg";\nconst pool = new Pool();\nexport async function load(url: string) {\n  let found;\n  for (let n = 0; ; n++) {\n    try {\n      found = await fetch(url);\n      break;\n    } catch (error) {\n      if (n === 5) throw error;\n    }\n  }\n  await pool.query("insert");\n  return found;\n}',
      'await fetch',
      /The request at line 13 goes out another way/,
      'retry-without-backoff',
    ],
    ['for a syntax error', 'export const load = () => fetch(;', 'fetch', /syntax error at line 1/],
  ])('%s', async (_, text, at, sentence, ruleId?: string) => {
    expect(await refusal(text, at, { ruleId })).toMatch(sentence);
  });

  it('for a rule that found nothing, or that no test can show', async () => {
    const text = 'export const load = async () => (await fetch("https://x.example")).json();';
    expect(await refusal(text, 'fetch', { ruleId: 'unbounded-retry' })).toMatch(
      /Line 1 has no finding of unbounded-retry/,
    );
    expect(await refusal(text, 'fetch', { ruleId: 'unchecked-status' })).toMatch(/A test can't show unchecked-status/);
  });

  it.each([
    ['code.ts', /must be a file and a line/],
    ['code.ts:0', /must be a file and a line/],
    ['missing.ts:1', /missing\.ts was not found/],
  ])('for the place %s', async (place, sentence) => {
    expect(await refusal('', '', { place })).toMatch(sentence);
  });
});

const clients: readonly (readonly [string, string])[] = [
  ['fetch', 'export const load = async (id: string) => (await fetch(`https://x.example/${id}`)).json();'],
  [
    'undici',
    "import { request } from 'undici';\nexport const load = async (id: string) => (await request(`https://x.example/${id}`)).body.json();",
  ],
  [
    'http.get',
    "import http from 'node:http';\nexport const load = (order: { items: readonly { id: number }[] }) => new Promise((done, fail) => {\n  http.get(`http://x.example/${order.items[0]?.id}`, (response) => done(response.statusCode)).on('error', fail);\n});",
  ],
  [
    'a retry of fetch',
    'export async function load(id: string, options: { signal: AbortSignal }) {\n  for (;;) {\n    try { return await fetch(`https://x.example/${id}`, options); } catch {}\n  }\n}',
  ],
];

describe('a test', () => {
  it.each(clients)(
    'of %s has no type errors under strict settings',
    async (_, text) => {
      const at = /\bhttp\.get\(|\bfetch\(|await request\(/.exec(text)![0];
      const proof = await prove(text, at);
      if ('refused' in proof) throw new Error(proof.refused);
      expect(await writeProof(proof, folder)).toBeUndefined();
      await symlink(fileURLToPath(new URL('../../node_modules', import.meta.url)), join(folder, 'node_modules'));
      const program = ts.createProgram([proof.path], {
        strict: true,
        noUncheckedIndexedAccess: true,
        noImplicitOverride: true,
        noUnusedLocals: true,
        noEmit: true,
        allowImportingTsExtensions: true,
        skipLibCheck: true,
        types: ['node'],
        typeRoots: [join(folder, 'node_modules/@types')],
        target: ts.ScriptTarget.ES2022,
        module: ts.ModuleKind.NodeNext,
        moduleResolution: ts.ModuleResolutionKind.NodeNext,
      });
      const found = ts
        .getPreEmitDiagnostics(program)
        .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
      expect(found, proof.text).toEqual([]);
    },
    60_000,
  );

  it('is written as the file is: double quotes, no semicolons, tabs', async () => {
    const text =
      'const base = "https://x.example"\nexport async function load() {\n\tconst response = await fetch(base)\n\treturn response.json()\n}\n';
    const proof = await prove(text, 'await fetch', {}, 'code.js');
    if ('refused' in proof) throw new Error(proof.refused);
    const code = proof.text.split('\n').filter((line) => !/^\s*(?:\/|\*)/.test(line));
    expect(code.filter((line) => line.endsWith(';'))).toEqual([]);
    expect(code.filter((line) => line.includes("'") && !/`/.test(line))).toEqual([]);
    expect(code.filter((line) => /^ {2}/.test(line))).toEqual([]);
  });

  it('never replaces a file', async () => {
    const text = 'export const load = async () => (await fetch("https://x.example")).json();';
    await mkdir(join(folder, 'tests'));
    await writeFile(join(folder, 'tests/load.test.ts'), 'mine');
    const proof = await prove(text, 'fetch', { out: 'tests/load.test.ts' });
    if ('refused' in proof) throw new Error(proof.refused);
    expect(proof.text).toContain('import("../code.ts")');
    expect(await writeProof(proof, folder)).toEqual({
      refused: 'tests/load.test.ts already exists: name another file with --out',
    });
    expect(await readFile(join(folder, 'tests/load.test.ts'), 'utf8')).toBe('mine');
  });

  it('waits longer than what the finding suggests', async () => {
    const text = 'export const load = async () => (await fetch("https://x.example")).json();';
    const lint = {
      config: { preset: 'all', rules: { 'unwrapped-network-call': ['on', { timeoutMs: 40_000 }] } } as never,
      root: folder,
    };
    const proof = await prove(text, 'fetch', { lint });
    expect('refused' in proof ? proof.refused : proof.text).toContain('LIMIT_MS = 45_000');
  });
});
