import { describe, expect, it } from 'vitest';
import { foldAlike } from '../../src/lint/foldAlike.ts';
import { findingsOf, lintInMemory } from './harness.ts';

const limit = '{ signal: AbortSignal.timeout(1000) }';

describe('a retry on an error that comes back as a value', () => {
  const rule = 'retry-without-backoff';
  const ask = `const ask = async (u) => { try { const r = await fetch(u, ${limit}); if (!r.ok) throw new Error('bad'); return await r.json(); } catch (e) { return { error: e.name }; } };\n`;
  const again = (test: string) =>
    `${ask}export const load = async (u, count = 0) => {\n  const res = await ask(u);\n  if (${test}) {\n    return await load(u, count + 1);\n  }\n  return res;\n};`;

  it.each([
    `res?.error === 'FetchError' && count < 6`,
    `count < 6 && res.error === 'ECONNRESET'`,
    `res.error !== undefined && count < 6`,
  ])('is one: %s', async (test) => {
    expect(await findingsOf(rule, again(test))).toHaveLength(1);
  });

  it.each([`res.error === 'authorization_pending' && count < 6`, `res.state === 'queued' && count < 6`])(
    'is a poll: %s',
    async (test) => {
      expect(await findingsOf(rule, again(test))).toEqual([]);
    },
  );

  it('is one finding for a function that goes round in several places', async () => {
    const branch = (status: number) => `if (r.status === ${status} && count < 6) return await load(u, count + 1);`;
    const twice = (name: string) =>
      `export const ${name} = async (u, count = 0) => { const r = await fetch(u, ${limit});\n${branch(503).replace('load', name)}\n${branch(429).replace('load', name)}\nreturn r; };\n`;
    const { messages } = await lintInMemory(twice('load') + twice('other'), { preset: 'recommended' });
    const own = foldAlike(messages)
      .filter(({ ruleId }) => ruleId === rule)
      .map(({ message }) => message);
    expect(own).toHaveLength(2);
    expect(own[0]).toContain('here and in 1 other (line 3) of `load`');
  });
});

describe('a retry of the end of the program', () => {
  const attempt = (name: string) =>
    `let attempts = 0;\nconst ${name} = async () => { try { await fetch(u, ${limit}); } catch (e) { attempts++; if (attempts < 9) setTimeout(${name}, 500); else process.exit(1); } };\nprocess.on('SIGTERM', ${name});`;

  it('hammers nobody', async () => {
    expect(await findingsOf('retry-without-backoff', attempt('attemptShutdown'))).toEqual([]);
    expect(await findingsOf('retry-without-backoff', attempt('sync'))).toHaveLength(1);
  });
});

describe('statuses that nobody looks at', () => {
  it('are one finding for a file', async () => {
    const load = (name: string) =>
      `export const ${name} = async (u) => { const r = await fetch(u, ${limit}); return await r.json(); };\n`;
    const { messages } = await lintInMemory(load('a') + load('b') + load('c'), { preset: 'recommended' });
    expect(foldAlike(messages).map(({ ruleId, message }) => `${ruleId}: ${message}`)).toEqual([
      expect.stringContaining('unchecked-status: The status of this fetch and 2 others (lines 2, 3) in this file'),
    ]);
  });
});

describe('a record that people look at', () => {
  const kept = (name: string) =>
    `import { MongoClient } from 'mongodb';\nconst client = new MongoClient(url, { socketTimeoutMS: 1000 });\nexport async function ${name}(entry) { try { await client.db().collection('a').insertOne(entry); } catch {} }`;

  it.each(['pushHistory', 'accessLog', 'storeSafe', 'appendAuditTrail'])('may be lost: %s', async (name) => {
    expect(await findingsOf('swallowed-failure', kept(name))).toEqual([]);
  });

  it.each(['pushOrder', 'historyOfOrders'])('is none: %s', async (name) => {
    expect(await findingsOf('swallowed-failure', kept(name))).toHaveLength(1);
  });
});

describe('a pool that is made for each call', () => {
  const made = (name: string, rest = '') =>
    `import { Pool } from 'pg';\nexport const ${name} = async (v) => {\n  const pool = new Pool({ host: 'db' });\n  pool.on('error', log);\n  await pool.query('select 1', [v]);${rest}\n};`;

  it.each(['saveMessage', 'isHealthy', 'handleEvent'])('leaks: %s', async (name) => {
    expect(await findingsOf('unreleased-connection', made(name))).toHaveLength(1);
  });

  it.each([
    ['closed', made('saveMessage', '\n  await pool.end();')],
    ['returned', made('saveMessage', '\n  return pool;')],
    ['made once', made('initDatabase')],
  ])('does not where it is %s', async (_, text) => {
    expect(await findingsOf('unreleased-connection', text)).toEqual([]);
  });
});

describe('a timeout that is 0 unless somebody sets it', () => {
  const hook = (set: string) =>
    `export class Hook {\n  private timeout: number;\n  constructor(o) { this.timeout = ${set}; }\n  send(u) { const signal = this.timeout > 0 ? AbortSignal.timeout(this.timeout) : undefined; return fetch(u, { signal }); }\n}`;

  it('is not known to bound the call', async () => {
    const unknown = { options: { reportUnknown: true } };
    expect(await findingsOf('unwrapped-network-call', hook('o.timeout ?? 0'), unknown)).toHaveLength(1);
    expect(await findingsOf('unwrapped-network-call', hook('o.timeout ?? 5000'), unknown)).toEqual([]);
  });
});
