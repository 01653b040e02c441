import { afterAll, describe, expect, it, vi } from 'vitest';
import { runInChild } from '../support/child.ts';
import { faultServer } from '../support/faultServer.ts';
import { findingsOf } from '../rules/harness.ts';
import { changed } from './changes.ts';

vi.setConfig({ testTimeout: 180_000 });

const rule = 'unchecked-status';
const moved = (remove: string): string =>
  `export async function move(url: string) {\n  ${remove}\n  return 'moved';\n}`;

const dropped = {
  'parsed in then': moved(`await fetch(url + '/old', { method: 'DELETE' }).then((r) => r.text());`),
  'read in place': moved(`await (await fetch(url + '/old', { method: 'DELETE' })).text();`),
  'only told': moved(
    `const gone = await fetch(url + '/old', { method: 'DELETE' });\n  console.log('removed', await gone.text());`,
  ),
  'sent, where no caller catches': moved(
    `const sent = await fetch(url + '/old', { method: 'POST', body: 'x' });\n  await sent.text();`,
  ),
};

describe('an error status of an answer that nobody takes', async () => {
  const bad = await faultServer([404]);
  afterAll(() => bad.stop());

  it.each(Object.entries(dropped))('is logged, and what follows goes on: %s', async (_, text) => {
    const after = await changed(rule, text);
    expect(after).toMatch(/if \(!\w+\.ok\) console\.error\(/);
    const ran = await runInChild(after, `return await (await load()).move('${bad.url}');`);
    expect(ran.value).toBe('moved');
    expect(await findingsOf(rule, text)).toEqual([expect.stringContaining('fetch')]);
  });

  it('is logged by the logger of its class', async () => {
    const text = `import { Logger } from '@nestjs/common';
export class Domains {
  private readonly logger = new Logger('domains');
  async drop(url: string) {
    await fetch(url, { method: 'DELETE' }).then((answer) => answer.json());
    this.logger.error(new Error('never'));
  }
}`;
    expect(await changed(rule, text)).toContain('if (!answer.ok) this.logger.error(`DELETE ');
  });

  it.each([
    [
      'it is used',
      `export async function drop(url: string) {\n  const answer = await fetch(url, { method: 'DELETE' });\n  const body = await answer.json();\n  return body.left;\n}`,
    ],
    [
      'its body is handed on',
      `export async function drop(url: string) {\n  await fetch(url, { method: 'DELETE' }).then((answer) => answer.json()).then((body) => keep(body));\n}`,
    ],
    [
      'the failure is caught and told',
      `export async function send(url: string) {\n  try {\n    await fetch(url, { method: 'POST' }).then((answer) => answer.json());\n  } catch (error) {\n    console.error(error);\n    throw error;\n  }\n}`,
    ],
  ])('throws where %s', async (_, text) => {
    expect(await changed(rule, text)).toContain('.ok) throw new Error(');
  });
});
