import { describe, expect, it } from 'vitest';
import { findingsOf, fixedText } from '../rules/harness.ts';

const rule = 'swallowed-failure';
const charge = `import axios from 'axios';
async function charge(id: string) { await axios.post('https://pay.internal/' + id, {}, { timeout: 5000 }); }
async function list(id: string) { return (await axios.get('https://pay.internal/' + id, { timeout: 5000 })).data; }
`;
const handler = (body: string, more = charge) =>
  `${more}export async function handle(id: string, res: any) {\n${body}\n}`;

describe('a failure of a function of the project', () => {
  it.each([
    ['an empty catch', handler(`try { await charge(id); } catch {}\nres.end();`)],
    ['a callback that does nothing', handler(`await charge(id).catch(() => {});\nres.end();`)],
    ['an empty list for an answer', handler(`res.json(await list(id).catch(() => []));`)],
    ['an empty list from a catch', handler(`try {\n  return await list(id);\n} catch (error) {\n  return [];\n}`)],
    [
      'an empty list that is set for an answer',
      handler(`let all = [];\ntry { all = await list(id); } catch { all = []; }\nres.json(all);`),
    ],
    [
      'one that is part of an answer',
      handler(`let all;\ntry {\n  all = await list(id);\n} catch (e) {\n  all = null;\n}\nreturn { id, all };`),
    ],
    [
      'a method of the own class',
      `import axios from 'axios';
export class Orders {
  async handle(id: string) { try { await this.pay(id); } catch (e) {} }
  private async pay(id: string) { await axios.post('https://pay.internal/' + id, {}, { timeout: 5000 }); }
}`,
    ],
    [
      'a function that throws on a bad status',
      handler(
        `await load(id).catch(() => {});`,
        `async function load(id: string) {
  const r = await fetch('https://pay.internal/' + id, { method: 'PUT' });
  if (!r.ok) throw new Error('pay answered ' + r.status);
}
`,
      ),
    ],
  ])('is reported with %s', async (_, text) => {
    expect(await findingsOf(rule, text)).toHaveLength(1);
  });

  it('is reported through a function of another file', async () => {
    const text = `import { charge } from './pay.ts';\nexport async function handle(id: string) { await charge(id).catch(() => {}); }`;
    const pay = charge.replace('async function charge', 'export async function charge');
    expect(await findingsOf(rule, text, { files: { '/project/src/pay.ts': pay } })).toEqual(['2: charge']);
  });

  it.each([
    ['a log', handler(`try { await charge(id); } catch (error) { console.error(error); }`)],
    ['a log before the value', handler(`return await list(id).catch((e) => (console.warn(e), null));`)],
    [
      'an empty list that is told apart',
      handler(
        `let all = null;\ntry { all = await list(id); } catch { all = null; }\nif (!all) res.status(502);\nres.json(all);`,
      ),
    ],
    [
      'a value that is no empty one',
      handler(`let all = [];\ntry { all = await list(id); } catch { all = ['unknown']; }\nres.json(all);`),
    ],
    ['a comment', handler(`await charge(id).catch(() => {}); // the next run does it, errors are fine`)],
    [
      'a function that sends nothing',
      handler(`await charge(id).catch(() => {});`, `async function charge(id: string) { console.log(id); }\n`),
    ],
    [
      'one that logs its failure itself',
      handler(
        `await charge(id).catch(() => {});`,
        `async function charge(id: string) {
  try { await fetch('https://pay.internal/' + id, { method: 'POST' }); } catch (error) { console.error(error); }
}
`,
      ),
    ],
    [
      'one that says itself that there is none',
      handler(
        `return await find(id).catch(() => null);`,
        `async function find(id: string) {
  const r = await fetch('https://pay.internal/' + id);
  const all = await r.json();
  if (all.length === 0) throw new Error('no such payment');
  return all[0];
}
`,
      ),
    ],
    [
      'a clean-up by its name',
      handler(
        `await removeDraft(id).catch(() => {});`,
        `async function removeDraft(id: string) { await fetch('https://pay.internal/' + id, { method: 'DELETE' }); }\n`,
      ),
    ],
    [
      'a notice by its name',
      handler(
        `await notifyTeam(id).catch(() => {});`,
        `async function notifyTeam(id: string) { await fetch('https://chat.internal/' + id, { method: 'POST' }); }\n`,
      ),
    ],
    ['an attempt of a loop', handler(`for (let i = 0; i < 3; i++) {\n  try { await charge(id); break; } catch {}\n}`)],
  ])('is left alone with %s', async (_, text) => {
    expect(await findingsOf(rule, text)).toEqual([]);
  });

  it('counts once for each handler', async () => {
    const text = handler(`try { await charge(id); await charge('2'); } catch {}\nres.end();`);
    expect(await findingsOf(rule, text)).toHaveLength(1);
  });

  it('is logged by the change', async () => {
    const text = handler(`await charge(id).catch(() => {});`);
    expect(await fixedText(rule, text)).toContain('console.error(error)');
  });
});
