import { describe, expect, it } from 'vitest';
import { findingsOf, lintInMemory } from './harness.ts';

const rule = 'swallowed-failure';
const save = `fetch('https://a.example', { method: 'POST' })`;
const inside = (body: string, name = 'store') => `export async function ${name}(out: any) {\n${body}\n}`;
const attempt = (body: string, handler: string, name?: string) =>
  inside(`  try {\n    ${body}\n  } catch (error) {\n    ${handler}\n  }`, name);

describe(rule, () => {
  it.each([
    ['an empty catch', attempt(`await ${save};`, '')],
    ['an empty catch without a parameter', inside(`try { await ${save}; } catch {}\nconsole.log('saved');`)],
    ['a callback that does nothing', inside(`await ${save}.catch(() => {});`)],
    ['a promise that nobody waits for', inside(`${save}.then((r) => r.json()).catch(() => undefined);`)],
    ['an empty list for an answer', attempt(`const r = await ${save};\nreturn r.json();`, 'return [];')],
    ['null for an answer', attempt(`const r = await ${save};\nreturn r.json();`, 'return null;')],
    [
      'an empty list in place of what was asked for',
      inside(`const r = await ${save}.catch(() => null);\nreturn r ? r.items : [];`),
    ],
    ['an empty answer from a callback', inside(`return ${save}.catch(() => ({}));`)],
    [
      'one within a catch that tells nobody',
      inside(`try {\n  work();\n} catch (error) {\n  try { await ${save}; } catch {}\n}`),
    ],
    ['a variable of its own', attempt(`let ok = false;\nok = (await ${save}).ok;\nconsole.log(ok);`, '')],
    ['one whose comment says what it is', inside(`// saves the order\nawait ${save}.catch(() => {}); // of today`)],
  ])('reports %s', async (_, text) => {
    expect(await findingsOf(rule, text)).toHaveLength(1);
  });

  it.each([
    ['a log', attempt(`await ${save};`, 'console.error(error);')],
    ...[`r && r.ok ? 'Muted' : 'Failed'`, `r?.ok ? 'Muted' : 'Failed'`, `r == null ? 'Failed' : 'Muted'`].map(
      (said) => [
        `an answer in words, ${said}`,
        inside(`const r = await ${save}.catch(() => null);\nout.send(${said});`),
      ],
    ),
    ['a throw', attempt(`await ${save};`, `throw new Error('no', { cause: error });`)],
    [
      'a notice after a logged failure',
      inside(`try {\n  work();\n} catch (error) {\n  console.error(error);\n  try { await ${save}; } catch {}\n}`),
    ],
    [
      'a notice after an answer that tells',
      inside(`try {\n  work();\n} catch (error) {\n  out.status(503).end();\n  await ${save}.catch(() => {});\n}`),
    ],
    ['a comment', attempt(`await ${save};`, '// it is sent again tomorrow')],
    ['a comment before it in its chain', inside(`${save}\n  // nobody minds\n  .catch(() => {});`)],
    ['a comment behind it', inside(`await ${save}.catch(() => {}); // best effort`)],
    ['a comment above it', inside(`// errors are of no interest\nawait ${save}.catch(() => {});`)],
    ['a comment in a callback', inside(`await ${save}.catch(() => {\n  // sent again tomorrow\n});`)],
    ['a choice', attempt(`return await ${save};`, 'if (error.code === 404) return null;\nthrow error;')],
    ['an answer that tells', attempt(`return await ${save};`, `return { failed: true };`)],
    ['code that can tell', inside(`let r;\ntry { r = await ${save}; } catch {}\nreturn r?.ok;`)],
    ['another way', inside(`try { return await ${save}; } catch {}\nreturn fetch('https://b.example');`)],
    ['a field that tells', attempt(`out.done = await ${save};`, '')],
    ['a list that tells', attempt(`out.push(await ${save});`, '')],
    ['a failure that leaves', attempt(`return ${save};`, '')],
    ['a probe', attempt(`return (await ${save}).ok;`, 'return null;', 'isUp')],
    ['a name that says it', attempt(`return await ${save};`, 'return null;', 'loadOrNull')],
    ['clean-up', attempt(`await ${save};`, '', 'closeAll')],
    ['a HEAD request', attempt(`await fetch('https://a.example', { method: 'HEAD' });`, '')],
    [
      'a cache',
      `import Redis from 'ioredis';\nconst cache = new Redis();\n${attempt(`await cache.set('a', 'b');`, '')}`,
    ],
    [
      'a retry',
      inside(`for (let i = 0; i < 3; i++) {\n  try {\n    await ${save};\n    break;\n  } catch (error) {}\n}`),
    ],
    ['what fails in a finally', inside(`try {\n  out();\n} finally {\n  await ${save};\n}`)],
  ])('is silent about %s', async (_, text) => {
    expect(await findingsOf(rule, text)).toEqual([]);
  });

  it('reports a handler once, whatever number of calls it silences', async () => {
    expect(await findingsOf(rule, attempt(`await ${save};\nawait ${save};`, ''))).toEqual(['3: fetch']);
  });

  it.each([
    ['with void', inside(`void ${save}.catch(() => undefined);`)],
    ['after more of the chain', inside(`void ${save}.then((r) => r.json()).catch(() => null);`)],
    ['as the body of a function', `export const store = () => void ${save}.catch(() => {});`],
  ])('is silent about what is dropped %s', async (_, text) => {
    expect(await findingsOf(rule, text)).toEqual([]);
  });

  it.each([
    ['nobody waits', `${save}.catch(() => undefined);`, 'are dropped'],
    ['it is only waited for', `await ${save}.catch(() => null);`, 'are dropped'],
    ['it is returned', `return ${save}.catch(() => undefined);`, 'the caller gets undefined'],
    ['it is kept', `const r = await ${save}.catch(() => null); return r;`, 'the caller gets null'],
  ])('says what becomes of it where %s', async (_, body, words) => {
    const { messages } = await lintInMemory(inside(body), { rule });
    expect(messages[0]?.message).toContain(words);
  });

  it('says what the caller gets', async () => {
    const { messages } = await lintInMemory(attempt(`return await ${save};`, 'return [];'), { rule });
    expect(messages[0]?.message).toBe(
      'If this fetch fails, the caller gets [] as if it were a real result. Log or rethrow the error.',
    );
  });

  it.each(['browser', 'cli'] as const)('is silent in code of kind %s', async (environment) => {
    const text = attempt(`await ${save};`, '');
    expect(await findingsOf(rule, text, { environment })).toEqual([]);
  });
});

describe('null in place of an answer, which is told apart', () => {
  const kept = (body: string) => inside(`const r = await ${save}.catch(() => null);\n${body}`);

  it.each([
    `if (r && r.ok) out.say('Muted');\nelse out.say('Failed');`,
    `if (r && r.ok) { out.say('Muted'); return; }\nawait out.say('Failed');`,
    `if (r === null || !r.ok) { out.reply('That did not work'); return; }\nreturn r.json();`,
    `if (r?.status !== 200) return { ok: false };\nreturn { ok: true };`,
    `if (r?.ok) return 'sent';\nreturn 'failed';`,
    `const ok = r?.ok ?? false;\nout.say(ok ? 'Muted' : 'Failed');`,
    `return r?.ok ?? false;`,
    `switch (r?.status) {\n  case 200: return out.say('Muted');\n  default: return out.say('Failed');\n}`,
    `return r?.ok ? { ok: true, id: 1 } : { ok: false };`,
    `out.say(r ? \`Sent: \${r.status}\` : 'No answer');`,
    `r?.ok ? out.say('Muted') : out.say('Failed');`,
  ])('is silent about %s', async (body) => {
    expect(await findingsOf(rule, kept(body))).toEqual([]);
  });

  it('is silent about two elements', async () => {
    const elements = (one: string, other: string) =>
      findingsOf(rule, kept(`return r?.ok ? ${one} : ${other};`), { path: '/project/src/a.tsx' });
    expect(await elements('<Muted />', '<p>Failed</p>')).toEqual([]);
    expect(await elements('<List items={r.items} />', '<List items={[]} />')).toHaveLength(1);
  });

  it.each([
    `if (!r) return [];\nreturn r.json();`,
    `if (r && r.ok) return r.json();\nreturn null;`,
    `if (r) out.set('title', r.title);\nelse out.set('title', 'untitled');`,
    `if (r?.ok) out.say('Muted');`,
    `const ok = r?.ok ?? false;\nif (ok) out.items = await r.json();`,
    `return r?.exists ?? false;`,
    `return r ? { items: r.items } : { items: [] };`,
    `return r ? r.name : 'unknown';`,
    `switch (r?.status) {\n  case 200: return r.json();\n  default: return [];\n}`,
  ])('reports %s', async (body) => {
    expect(await findingsOf(rule, kept(body))).toHaveLength(1);
  });
});

describe('a variable that stays as it was', () => {
  const load = (before: string, after: string, kept = 'rates = await (await fetch(u)).json();') =>
    `export async function loadRates(u) { ${before} try { ${kept} } catch {} ${after} }`;

  it.each([
    ['unset', load('let rates;', 'return rates;')],
    ['null', load('let rates = null;', 'return rates;')],
    [
      'an empty list',
      load('let rates = [];', 'return rates;', 'const r = await fetch(u); if (!r.ok) throw r; rates = await r.json();'),
    ],
  ])('is given to the caller: %s', async (_, text) => {
    const { messages } = await lintInMemory(text, { preset: 'recommended' });
    expect(messages.filter(({ ruleId }) => /swallowed-failure|unchecked-status/.test(ruleId))).toHaveLength(1);
  });

  it.each([
    ['is looked at before', load('let rates;', 'if (!rates) throw new Error("none"); return rates;')],
    ['has a value to fall back on', load('let rates = { eur: 1 };', 'return rates;')],
    ['is set elsewhere', load('let rates; rates = last;', 'return rates;')],
  ])('tells where it %s', async (_, text) => {
    expect(await findingsOf('swallowed-failure', text)).toEqual([]);
  });

  it("may hold an error's body", async () => {
    expect(await findingsOf('unchecked-status', load('let rates = { eur: 1 };', 'return rates;'))).toHaveLength(1);
    expect(
      await findingsOf('unchecked-status', load('let rates;', 'if (!rates) throw new Error("none"); return rates;')),
    ).toEqual([]);
    expect(
      await findingsOf('unchecked-status', 'export async function send(u) { try { await fetch(u); } catch {} }'),
    ).toEqual([]);
  });
});

describe('the results of allSettled', () => {
  const s3 = `import { S3 } from '@aws-sdk/client-s3';\nimport { Upload } from '@aws-sdk/lib-storage';\nconst s3 = new S3({});\n`;
  const uploads = `const uploads = files.map((f) => new Upload({ client: s3, params: f }));\n`;

  it.each([
    ['a list', inside(`await Promise.allSettled([${save}, ${save}]);`)],
    ['a mapped list', inside(`await Promise.allSettled(ids.map((id) => ${save}));`)],
    ['a list that is filled before', inside(`const t = [];\nt.push(${save});\nawait Promise.allSettled(t);`)],
    [
      'tasks that are named',
      inside(`const t = ids.map(async (id) => { await ${save}; });\nawait Promise.allSettled(t);`),
    ],
    ['results that nobody reads', inside(`const results = await Promise.allSettled([${save}]);`)],
    [
      'uploads in a try, which it never leaves',
      `${s3}export async function uploadFiles(files: any[]) {\n${uploads}try {\nawait Promise.allSettled(uploads.map((u) => u.done()));\n} catch (error) {\nconsole.error(error);\nthrow error;\n}\n}`,
    ],
  ])('are dropped: %s', async (_, text) => {
    const { messages } = await lintInMemory(text, { rule });
    expect(messages.map(({ message }) => message)).toEqual([expect.stringContaining('its results are dropped')]);
  });

  it.each([
    [
      'are looked at',
      inside(`const r = await Promise.allSettled([${save}]);\nreport(r.filter((x) => x.status === 'rejected'));`),
    ],
    ['are returned', inside(`return Promise.allSettled([${save}]);`)],
    ['come after a handler', inside(`await Promise.allSettled([${save}.catch(log)]);`)],
    [
      'come after a try',
      inside(`await Promise.allSettled(ids.map(async (id) => { try { await ${save}; } catch (e) { log(e); } }));`),
    ],
    ['are those of questions', inside(`await Promise.allSettled(ids.map((id) => fetch(id)));`)],
    ['are explained', inside(`// each of them logs what went wrong\nawait Promise.allSettled([${save}]);`)],
    ['are those of clean-up', inside(`await Promise.allSettled([${save}]);`, 'cleanUp')],
    ['go to another function', inside(`use(await Promise.allSettled([${save}]));`)],
    [
      'of promises that others wait for too',
      inside(`const t = [${save}];\nawait Promise.allSettled(t);\nawait Promise.all(t);`),
    ],
  ])('%s', async (_, text) => {
    expect(await findingsOf(rule, text)).toEqual([]);
  });
});

describe('statements and lists', () => {
  const pg = `import pg from 'pg';\nconst pool = new pg.Pool();\nexport async function change(id: string) {\n`;
  const run = (sql: string) => `${pg}  try {\n    await pool.query(${sql}, [id]);\n  } catch {}\n}`;

  it.each([
    ['rows left over', run('`DELETE FROM sent WHERE id = $1`')],
    ['rows left over, in lower case', run("'delete from sent where id = $1'")],
    ['what was begun', run("'ROLLBACK'")],
  ])('clears up: %s', async (_, text) => {
    expect(await findingsOf(rule, text)).toEqual([]);
  });

  it('reports what is written', async () => {
    expect(await findingsOf(rule, run("'UPDATE sent SET deleted = true WHERE id = $1'"))).toHaveLength(1);
  });

  const raced = (head: string) =>
    `export async function submit(url: string) {\n  ${head}Promise.race([fetch(url, { method: 'POST' }).catch(() => null), timer()]);\n}`;

  it.each([
    ['are dropped', raced('await '), 'are dropped'],
    ['are dropped by all', raced('await ').replace('race', 'all'), 'are dropped'],
    ['are given to the caller', raced('return '), 'gets null'],
  ])('the results of a list %s', async (_, text, words) => {
    const { messages } = await lintInMemory(text, { rule });
    expect(messages.map(({ message }) => message)).toEqual([expect.stringContaining(words)]);
  });
});

describe('a false that may be the answer', () => {
  const ask = (body: string, name = 'owns', handler = 'return false;'): string =>
    inside(`try {\n${body}\n} catch {\n${handler}\n}`, name);
  const rows = `const rows = await (await fetch('https://a.example')).json();\n`;
  it.each([
    ['there are none', ask(`${rows}return rows.length > 0;`)],
    ['it is none of them', ask(`${rows}return rows.some((row) => row.id === out.id);`)],
    ['there is nothing', ask(`${rows}return !!rows.first;`)],
  ])('hides the failure: %s', async (_, text) => {
    const { messages } = await lintInMemory(text, { rule });
    expect(messages.map(({ message }) => message)).toEqual([expect.stringContaining('the caller gets false')]);
  });

  it.each([
    ['a success gives true', ask(`${rows}return true;`)],
    [
      'a success gives what the server says of it',
      ask(`const r = await fetch('https://a.example');\nreturn r.ok === true;`),
    ],
    ['it is a probe', ask(`${rows}return rows.length > 0;`, 'isReachable')],
    ['it asks whether one exists', ask(`${rows}return rows.length > 0;`, 'exists')],
    ['it is logged', ask(`${rows}return rows.length > 0;`, 'owns', `console.warn('no rows');\nreturn false;`)],
  ])('tells of it, or is meant: %s', async (_, text) => {
    expect(await findingsOf(rule, text)).toEqual([]);
  });
});

describe('a comment that is code', () => {
  it.each([
    inside(`await ${save}.catch((error) => {\n  // console.log(error)\n});`),
    inside(`const r = await ${save}.catch((error) => {\n  // logger.error('store', error);\n});\nout.send(r.id);`),
    attempt(`await ${save};`, '// console.error(error.message);'),
  ])('explains nothing: %s', async (text) => {
    expect(await findingsOf(rule, text)).toHaveLength(1);
  });

  it.each([
    inside(`await ${save}.catch((error) => {\n  // console.log would flood the log here\n});`),
    inside(`await ${save}.catch((error) => {\n  // console.log(error)\n  // nobody needs it\n});`),
  ])('may stand beside what explains: %s', async (text) => {
    expect(await findingsOf(rule, text)).toEqual([]);
  });
});
