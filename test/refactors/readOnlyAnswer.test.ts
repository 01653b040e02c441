import { afterAll, describe, expect, it, vi } from 'vitest';
import { runInChild } from '../support/child.ts';
import { faultServer } from '../support/faultServer.ts';
import { refactored, titles } from './apply.ts';

vi.setConfig({ testTimeout: 180_000 });

const packages = new URL('../../node_modules', import.meta.url).pathname;

describe('read-only answer', async () => {
  const down = await faultServer([503]);
  afterAll(() => down.stop());
  const handler = (url: string) => `import express from 'express';

class Failure extends Error {
  constructor(readonly status: number) {
    super(String(status));
  }
}

async function saveOrder(order: unknown): Promise<unknown> {
  const response = await fetch('${url}', { method: 'POST', body: JSON.stringify(order), signal: AbortSignal.timeout(600_000) });
  if (!response.ok) throw new Failure(response.status);
  return response.json();
}

export const app = express();
app.post('/orders', async (req, res) => {
  // The order comes first.
  const saved = await saveO‸rder(req.headers);
  res.status(201).json(saved);
});
app.use(((error, _req, res, _next) => res.status(500).json({ error: error.message })) as any);
`;
  const title = 'Circuit breaker that answers “read-only for now”';
  const place = { dependencies: { cockatiel: '^3.2.1', express: '^5.1.0' } };
  const ask = `const { app } = await load();
const server = await new Promise((resolve) => { const one = app.listen(0, '127.0.0.1', () => resolve(one)); });
const all = [];
for (let n = 0; n < 8; n++) {
  const response = await fetch('http://127.0.0.1:' + server.address().port + '/orders', { method: 'POST' });
  all.push([response.status, response.headers.get('retry-after'), (await response.json()).error]);
}
return all;`;

  it('is given at once while the breaker is open, and what fails goes where it went', async () => {
    const marked = handler(down.url);
    const after = await refactored(marked, title, place);
    const was = await runInChild(marked.replace('‸', ''), ask, { packages });
    expect(was.value).toEqual(Array.from({ length: 8 }, () => [500, null, '503']));
    expect(down.seen).toHaveLength(8);
    down.restart();
    const is = await runInChild(after, ask, { packages });
    const readOnly = [503, '10', 'Read-only for now: changes are not accepted.'];
    expect(is.value).toEqual([...Array.from({ length: 5 }, () => [500, null, '503']), readOnly, readOnly, readOnly]);
    expect(down.seen).toHaveLength(5);
    expect(after).toContain(
      '  try {\n    const saved = await saveOrderBreaker.execute(() => saveOrder(req.headers));\n',
    );
  });

  it.each([
    [
      'fastify',
      'request, reply',
      `return await db.ins‸ertOrder(request.body)`,
      "return reply.code(503).header('Retry-After', '10').send({",
    ],
    [
      'koa',
      'ctx',
      `ctx.body = await db.ins‸ertOrder(ctx.request.body)`,
      "ctx.status = 503\n    ctx.set('Retry-After', '10')\n    ctx.body = {",
    ],
    [
      'express',
      'req, res, next',
      `await db.ins‸ertOrder(req.body)\n  return res.end()`,
      "return res.status(503).set('Retry-After', '10').json({",
    ],
  ])('is what %s calls an answer', async (name, names, statement, answer) => {
    const text = `import { db } from './own.js'\nexport const create = async (${names}) => {\n  ${statement}\n}\n`;
    const dependencies = { cockatiel: '^3.2.1', [name]: '^5.0.0' };
    expect(await refactored(text, title, { path: '/project/src/file.js', dependencies })).toContain(answer);
  });

  it.each([
    ['what only reads', 'req, res', 'const all = await db.fi‸nd(req.query);'],
    ['what is caught', 'req, res', 'try { await db.ins‸ertOrder(req.body); } catch { res.end(); }'],
    ['a function that answers nobody', 'order', 'await db.ins‸ertOrder(order);'],
    ['an order that a listener gets', 'ctx', 'await db.ins‸ertOrder(ctx);'],
  ])('is not offered for %s', async (_, names, statement) => {
    const text = `import { db } from './own.js';\nexport const create = async (${names}) => {\n  ${statement}\n};\n`;
    expect((await titles(text, place)).filter((one) => one.startsWith(title))).toEqual([]);
  });
});
