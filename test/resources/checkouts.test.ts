import { describe, expect, test } from 'vitest';
import type { Checkout } from '../../src/facts/model.ts';
import { factsIn } from './factsIn.ts';

/** What becomes of the connection that a function takes from a pool of pg. */
function released(body: string): Checkout['released'] {
  const { checkouts } = factsIn(`import { Pool } from 'pg'; const pool = new Pool();
    export async function load(id: string, other: any) { ${body} }`);
  expect(checkouts).toHaveLength(1);
  return checkouts[0]!.released;
}

describe('a connection goes back', () => {
  test.each([
    ['in finally', 'const c = await pool.connect(); try { return await c.query(id); } finally { c.release(); }'],
    [
      'on both ways',
      'const c = await pool.connect(); try { await c.query(id); c.release(); } catch (e) { c.release(e); throw e; }',
    ],
    ['by a helper in finally', 'const c = await pool.connect(); try { await c.query(id); } finally { cleanup(c); }'],
    ['in a finally of promises', 'const c = await pool.connect(); return c.query(id).finally(() => c.release());'],
    ['with using', 'await using c = await pool.connect(); return c.query(id);'],
    ['at once', 'const c = await pool.connect(); c.release();'],
  ])('%s', (_, body) => {
    expect(released(body)).toBe('always');
  });
});

describe('a connection goes back on success only', () => {
  test.each([
    ['after the query', 'const c = await pool.connect(); await c.query(id); c.release();'],
    [
      'where a query comes before the try',
      "const c = await pool.connect(); await c.query('BEGIN'); try { await c.query(id); } finally { c.release(); }",
    ],
    ['where it returns early', 'const c = await pool.connect(); if (id.length === 0) return null; c.release();'],
  ])('%s', (_, body) => {
    expect(released(body)).toBe('on-success');
  });
});

describe('a connection goes back in a finally', () => {
  const work = (last: string): string =>
    `const c = await pool.connect(); try { await c.query(id); } finally { ${last} }`;
  test.each([
    ['behind a commit', work("await c.query('commit'); c.release();")],
    ['behind a commit of a transaction that may not be', work("if (id) { await c.query('commit'); } c.release();")],
    [
      'behind a commit, beside a catch',
      "const c = await pool.connect(); try { await c.query(id); } catch (e) { log(e); } finally { await c.query('commit'); c.release(); }",
    ],
  ])('that may not get there: %s', (_, body) => {
    expect(released(body)).toBe('late');
  });

  test.each([
    ['whose commit has a finally', work("try { await c.query('commit'); } finally { c.release(); }")],
    ['whose commit is caught', work("await c.query('commit').catch(log); c.release();")],
    ['that waits for something else', work('await other.flush(); c.release();')],
    ['and is told so later', work("c.release(); await other.query('x');")],
  ])('that gets there: %s', (_, body) => {
    expect(released(body)).toBe('always');
  });
});

describe('a connection that a function of the project takes', () => {
  const taken = (take: string, body: string): readonly Checkout[] =>
    factsIn(`import { Pool } from 'pg'; const pool = new Pool(); ${take}
      export async function load(id: string, pg: Pg) { ${body} }`).checkouts.filter(({ name }) => name === 'c');
  const method = 'class Pg { getClient() { return pool.connect(); } }';
  const arrow = 'const take = async () => await pool.connect();';

  test.each([
    ['a method', method, 'const c = await pg.getClient(); await c.query(id); c.release();', 'on-success'],
    ['an arrow function', arrow, 'const c = await take(); await c.query(id); c.release();', 'on-success'],
    ['a function', 'function take() { return pool.connect(); }', 'const c = await take(); await c.query(id);', 'never'],
    [
      'in finally',
      method,
      'const c = await pg.getClient(); try { await c.query(id); } finally { c.release(); }',
      'always',
    ],
  ])('%s', (_, take, body, expected) => {
    expect(taken(take, body).map((one) => one.released)).toEqual([expected]);
  });

  test.each([
    [
      'one that does more: it may give it back itself',
      'const take = async () => { const x = await pool.connect(); later(() => x.release()); return x; };',
    ],
    ['one that is told what to do with it', 'const take = (work) => pool.connect(work);'],
  ])('not %s', (_, take) => {
    expect(taken(take, 'const c = await take(); await c.query(id);')).toEqual([]);
  });
});

describe('a connection goes back on failure only', () => {
  test.each([
    [
      'in a catch that throws on',
      'const c = await pool.connect(); try { return await c.query(id); } catch (e) { c.release(); throw e; }',
    ],
    [
      'in a catch that answers',
      'const c = await pool.connect(); try { await c.query(id); } catch { c.release(); return null; }',
    ],
  ])('%s', (_, body) => {
    expect(released(body)).toBe('on-failure');
  });

  test.each([
    [
      'where the rest of the function gives it back',
      'const c = await pool.connect(); try { await c.query(id); } catch (e) { c.release(); throw e; } c.release();',
      'always',
    ],
    [
      'where success gives it to the caller',
      'const c = await pool.connect(); try { await c.query(id); return c; } catch (e) { c.release(); throw e; }',
      'unknown',
    ],
    [
      'where another function gets it',
      'const c = await pool.connect(); try { await c.query(id); other.keep(c); } catch (e) { c.release(); throw e; }',
      'unknown',
    ],
  ])('not %s', (_, body, expected) => {
    expect(released(body)).toBe(expected);
  });
});

describe('a connection never goes back', () => {
  test.each([
    ['where it is only used', 'const c = await pool.connect(); return await c.query(id);'],
    ['where its failure is looked at', 'const c = await pool.connect(); try { await c.query(id); } catch {}'],
    ['where nobody keeps it', 'await pool.connect();'],
  ])('%s', (_, body) => {
    expect(released(body)).toBe('never');
  });
});

describe('nothing is said', () => {
  test.each([
    ['where it is returned', 'const c = await pool.connect(); return c;'],
    ['where another function gets it', 'const c = await pool.connect(); other.run(c);'],
    ['where an object keeps it', 'const c = await pool.connect(); other.client = c;'],
    ['where it is given on under a condition', 'const c = await pool.connect(); return id ? c : other;'],
  ])('%s', (_, body) => {
    expect(released(body)).toBe('unknown');
  });
});

describe('what is no checkout', () => {
  test.each([
    [
      'a query of the pool itself',
      "import { Pool } from 'pg'; const pool = new Pool(); export const f = () => pool.query('x');",
    ],
    ['a client of its own', "import { Client } from 'pg'; const c = new Client(); export const f = () => c.connect();"],
    ['another pool', "import { Pool } from './pool'; const pool = new Pool(); export const f = () => pool.connect();"],
  ])('%s', (_, text) => {
    expect(factsIn(text).checkouts).toEqual([]);
  });
});

test('transactions of sequelize: with a callback they end by themselves, without one by hand', () => {
  const text = (take: string) => `import { Sequelize } from 'sequelize'; const db = new Sequelize('postgres://a');
    export async function f() { ${take} }`;
  expect(factsIn(text('await db.transaction(async (t) => { await work(t); });')).checkouts).toMatchObject([
    { what: 'transaction', released: 'always' },
  ]);
  expect(factsIn(text('const t = await db.transaction(); await work(); await t.commit();')).checkouts).toMatchObject([
    { what: 'transaction', released: 'on-success', name: 't' },
  ]);
});

describe('what is given back on each of several ways', () => {
  const text = (end: string) => `import { Sequelize } from 'sequelize'; const db = new Sequelize('postgres://a');
    export async function upload(items) {
      const errors = []; const made = [];
      const t = await db.transaction();
      for (const item of items) { try { made.push(await save(item, { transaction: t })); } catch (error) { errors.push(error); } }
      ${end}
    }`;

  test.each([
    [
      'and cleaned up after',
      'if (errors.length > 0) { await t.rollback(); for (const one of made) await undo(one); } if (errors.length === 0) { await t.commit(); }',
    ],
    [
      'and told to others after',
      'if (errors.length > 0) { await t.rollback(); await notify(errors); return; } await t.commit();',
    ],
    [
      'the one behind the other',
      'if (errors.length > 0) { await t.rollback(); } else { await t.commit(); await publish(made); }',
    ],
  ])('is always: %s', (_, end) => {
    expect(factsIn(text(end)).checkouts).toMatchObject([{ released: 'always' }]);
  });

  test.each([
    [
      'before it',
      'if (errors.length > 0) { for (const one of made) await undo(one); await t.rollback(); } else { await t.commit(); }',
    ],
    [
      'beside it',
      'if (errors.length > 0) { await t.rollback(); } await index(made); if (errors.length === 0) { await t.commit(); }',
    ],
  ])('is not where something may fail %s', (_, end) => {
    expect(factsIn(text(end)).checkouts).toMatchObject([{ released: 'on-success' }]);
  });
});
