import { afterAll, describe, expect, it, vi } from 'vitest';
import { applyEdits } from '../../src/text/edit.ts';
import { lintInMemory } from '../rules/harness.ts';
import { typeErrors } from '../rules/typeErrors.ts';
import { runInChild } from '../support/child.ts';
import { faultServer, type Fault } from '../support/faultServer.ts';
import { refactors, titles, type Place } from './apply.ts';

vi.setConfig({ testTimeout: 180_000 });

interface Extracted {
  readonly before: string;
  readonly after: string;
  readonly module: { readonly name: string; readonly text: string };
}

async function extracted(marked: string, place: Place = {}): Promise<Extracted> {
  const { text, all } = await refactors(marked, place);
  const chosen = all.find(({ creates }) => creates !== undefined);
  if (!chosen) throw new Error(`offered is ${JSON.stringify(all.map(({ title }) => title))} for:\n${text}`);
  return { before: text, after: applyEdits(text, chosen.edits), module: chosen.creates! };
}

/** Both files as one, which a child can run. */
const joined = ({ after, module }: Extracted): string =>
  module.text.replace(/^export /m, '') + after.replace(/^import .*\n/m, '');

const load = `export async function load(url: string) {\n  const response = await fe‸tch(url);\n  return response.json();\n}`;

describe('extract a resilient client', async () => {
  const servers = await Promise.all(
    ([['hang', 'ok'], [503, 429, 'ok'], [404], ['reset'], ['ok']] as [Fault, ...Fault[]][]).map((faults) =>
      faultServer(faults),
    ),
  );
  const [hanging, failing, missing, down, good] = servers as [(typeof servers)[0], ...typeof servers];
  afterAll(() => Promise.all(servers.map((one) => one.stop())));
  const ask = (url: string): string => `return await (await load()).load('${url}');`;

  it('gives the same answer, and ends, repeats and checks a call', async () => {
    const change = await extracted(load);
    const now = joined(change);
    expect((await runInChild(now, ask(good!.url), { speed: 1 })).value).toEqual({ ok: true });
    expect((await runInChild(change.before, ask(hanging!.url), { patienceMs: 1500 })).value).toBe('waiting');
    hanging!.restart();
    expect((await runInChild(now, ask(hanging!.url))).value).toEqual({ ok: true });
    // On a busy machine an answer takes longer than a hundredth of the limit, and would be asked for once more.
    const { value, waits } = await runInChild(now, ask(failing!.url), { speed: 0.1 });
    expect(value).toEqual({ ok: true });
    expect(waits).toHaveLength(2);
    expect(waits[1]).toBeGreaterThanOrEqual(1000);
    expect((await runInChild(now, ask(missing!.url), { speed: 1 })).error).toBe(
      `Error: GET ${missing!.url} was answered with 404`,
    );
    expect(missing!.seen).toHaveLength(1);
  });

  it('leaves a server alone that is down, and tries it again later', async () => {
    const now = joined(await extracted(load));
    const often = `const { load: get } = await load(); const errors = []; for (let n = 0; n < 3; n++) await get('${down!.url}').catch((error) => errors.push(error.message)); Date.now = () => performance.timeOrigin + performance.now() + 60_000; await get('${down!.url}').catch((error) => errors.push(error.message)); return errors.map((text) => text.includes('left alone'));`;
    const { value } = await runInChild(now, often);
    expect(value).toEqual([false, true, true, true]);
    // Four attempts and one more, then a single one that asks whether it is back.
    expect(down!.seen).toHaveLength(6);
  });

  it('sends a POST once', async () => {
    failing!.restart();
    const text = load.replace('(url)', `(url, { method: 'POST', body: 'a' })`);
    const { error } = await runInChild(joined(await extracted(text)), ask(failing!.url));
    expect(error).toContain('was answered with 503');
    expect(failing!.seen).toHaveLength(1);
  });

  it('takes all calls that it stands for, and no other', async () => {
    const text = `import { z } from './own.js';\n${load}
export async function checked(url: string) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(String(response.status));
  return z(await response.json());
}
export async function find(url: string) {
  const response = await fetch(url);
  if (response.status === 404) return undefined;
  return response.json();
}
export const raw = async (url: string) => await fetch(url);
export const limited = async (url: string) => (await fetch(url, { signal: AbortSignal.timeout(1000) })).json();
`;
    const { after, module } = await extracted(text);
    expect(module.name).toBe('resilientFetch.ts');
    expect(after).toContain("import { z } from './own.js';\nimport { resilientFetch } from './resilientFetch.js';\n");
    expect(after.match(/\bresilientFetch\(/g)).toHaveLength(2);
    expect(after.match(/\bawait fetch\(/g)).toHaveLength(3);
  });

  it('has types, and nothing that a rule reports', async () => {
    const change = await extracted(load);
    const { module } = change;
    expect(typeErrors({ module: module.text, whole: joined(change) })).toEqual([]);
    const { messages } = await lintInMemory(
      module.text,
      { preset: 'recommended' },
      { path: `/project/src/${module.name}` },
    );
    expect(messages.map(({ ruleId, message }) => `${ruleId}: ${message}`)).toEqual([]);
  });

  it('is CommonJS where the file is, in its style', async () => {
    const text = `const z = require("./own")\nexports.load = async (url) => (await fe‸tch(url)).json()\n`;
    const { after, module } = await extracted(text, { path: '/project/src/file.js' });
    expect(after).toBe(
      `const z = require("./own")\nconst { resilientFetch } = require("./resilientFetch")\nexports.load = async (url) => (await resilientFetch(url)).json()\n`,
    );
    expect(module.name).toBe('resilientFetch.js');
    expect(module.text).toContain('\nmodule.exports = { resilientFetch }\n');
    expect(module.text).not.toMatch(/'GET'|;$/m);
    const own = module.text.replace(/\nmodule\.exports.*\n/, '') + after.replace(/^const .*\n/gm, '');
    expect((await runInChild(own, ask(good!.url), { speed: 1, module: 'cjs' })).value).toEqual({ ok: true });
  });

  it.each([
    ['a status that is asked for', `export const load = async (url: string) => (await fe‸tch(url)).status;`],
    ['an answer that is given on', `export const load = async (url: string) => await fe‸tch(url);`],
    [
      'a limit of its own',
      `export const load = async (url: string) => (await fe‸tch(url, { signal: AbortSignal.timeout(1000) })).json();`,
    ],
    [
      'another client',
      `import axios from 'axios';\nexport const load = async (url: string) => (await axios.g‸et(url)).data;`,
    ],
    [
      'an upload',
      `export const load = async (url: string, file: Blob) => (await fe‸tch(url, { method: 'PUT', body: new FormData() })).json();`,
    ],
  ])('is not offered for %s', async (_, text) => {
    expect((await titles(text)).filter((title) => title.startsWith('Extract'))).toEqual([]);
  });
});
