import { describe, expect, it } from 'vitest';
import { retriesIn } from './found.ts';

const supabase = `import { createClient } from '@supabase/supabase-js';\nconst db = createClient(u, k);\n`;
const sleep = `const wait = (ms: number) => new Promise((done) => setTimeout(done, ms));\n`;

describe('a list that is read page by page', () => {
  it.each([
    [
      'a failure is thrown, and one that is found given',
      `${supabase}export async function find(mail: string) {
  let page = 1;
  for (;;) {
    const { data, error } = await db.auth.admin.listUsers({ page });
    if (error) throw error;
    const user = data.users.find((one) => one.email === mail);
    if (user) return user;
    if (data.users.length === 0) return null;
    page++;
  }
}`,
    ],
    [
      'a failure is thrown in a block, and rows are gathered',
      `${supabase}export async function all() {
  const rows = [];
  let from = 0;
  while (true) {
    const { data, error } = await db.from('a').select().range(from, from + 99);
    if (error) { console.error(error); throw error; }
    rows.push(...data);
    const more = data.length === 100;
    if (!more) return rows;
    from += 100;
  }
}`,
    ],
    [
      'a cursor that is in a variable, and a failure of another name',
      `${supabase}export async function first(cursor = 0) {
  do {
    const { data: rows, error: failure } = await db.from('a').select().gt('id', cursor);
    if (failure) throw failure;
    const hit = rows.find((row) => row.open);
    if (hit) return hit;
    cursor = rows.at(-1)?.id;
  } while (cursor);
}`,
    ],
  ])('is no retry: %s', async (_, text) => {
    expect(await retriesIn(text)).toEqual([]);
  });

  it.each([
    [
      'the failure that is thrown is caught within the loop',
      `${supabase}${sleep}export async function load() {
  for (let i = 0; i < 3; i++) {
    try {
      const { data, error } = await db.from('a').select();
      if (error) throw error;
      return data;
    } catch (failure) { await wait(1000); }
  }
}`,
    ],
    [
      'a failure is thrown at the end only',
      `${supabase}${sleep}export async function load() {
  for (let i = 0; ; i++) {
    const { data, error } = await db.from('a').select();
    if (!error) return data;
    if (i === 3) throw error;
    await wait(1000);
  }
}`,
    ],
  ])('is one where %s', async (_, text) => {
    expect(await retriesIn(text)).toHaveLength(1);
  });
});
