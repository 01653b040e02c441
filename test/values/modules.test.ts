import { describe, expect, test } from 'vitest';
import { filesPort, valueShown, wordShown } from './shown.ts';

describe('a library', () => {
  test.each([
    ['by name', "import { Pool } from 'pg'; show(new Pool());"],
    ['by another name', "import { Pool as P } from 'pg'; show(new P());"],
    ['as a whole', "import * as pg from 'pg'; show(new pg.Pool());"],
    ['by default', "import pg from 'pg'; show(new pg.Pool());"],
    ['by require', "const { Pool } = require('pg'); show(new Pool());"],
    ['by require in place', "show(new (require('pg').Pool)());"],
    ['by import at run time', "const { Pool } = await import('pg'); show(new Pool());"],
    ['by import =', "import pg = require('pg'); show(new pg.Pool());"],
  ])('%s', (_, text) => {
    expect(wordShown(text)).toBe('pg Pool');
  });

  test('has the version that the project uses', () => {
    const port = filesPort({}, { pg: '8.11.0' });
    expect(valueShown("import { Pool } from 'pg'; show(new Pool());", port)).toMatchObject({ version: '8.11.0' });
  });

  test.each([
    ['a module of another name', "import { Pool } from 'pg-like'; show(new Pool());"],
    ['a file of that name', "import { Pool } from './pg'; show(new Pool());"],
    [
      'a require that the file declares itself',
      "function require(x) { return x; } show(new (require('./pg').Pool)());",
    ],
    ['a module that is computed', 'const { Pool } = require(name); show(new Pool());'],
  ])('is not %s', (_, text) => {
    expect(wordShown(text)).toBe('unknown');
  });
});

describe('a file exports', () => {
  const make = "import { Pool } from 'pg';";
  const importing = "import { db } from './db'; show(db);";

  test.each([
    ['a constant', `${make} export const db = new Pool();`],
    ['a name', `${make} const db = new Pool(); export { db };`],
    ['another name', `${make} const pool = new Pool(); export { pool as db };`],
    ['by destructuring', `${make} export const { db } = { db: new Pool() };`],
    ['what another file exports', "export { db } from './other';"],
    ['all that another file exports', "export * from './other';"],
    ['a member of exports', "const { Pool } = require('pg'); exports.db = new Pool();"],
    ['a member of module.exports', "const { Pool } = require('pg'); module.exports.db = new Pool();"],
    ['an object', "const { Pool } = require('pg'); module.exports = { db: new Pool() };"],
    [
      'through a name for module.exports',
      "const { Pool } = require('pg'); const api = module.exports; api.db = new Pool();",
    ],
  ])('%s', (_, db) => {
    const other = `${make} export const db = new Pool();`;
    expect(wordShown(importing, filesPort({ db, other }))).toBe('pg Pool');
  });

  test.each([
    ['by default', "import db from './db'; show(db);", `${make} export default new Pool();`],
    [
      'as a whole',
      "const db = require('./db'); show(db);",
      "const { Pool } = require('pg'); module.exports = new Pool();",
    ],
    ['by export =', "import db = require('./db'); show(db);", `${make} export = new Pool();`],
    [
      'a function',
      "import { open } from './db'; show(open());",
      `${make} export function open() { return new Pool(); }`,
    ],
    ['a class', "import { Db } from './db'; show(new Db().pool);", `${make} export class Db { pool = new Pool(); }`],
    ['a namespace', "import { all } from './db'; show(all.db);", "export * as all from './other';"],
  ])('%s', (_, text, db) => {
    const other = `${make} export const db = new Pool();`;
    expect(wordShown(text, filesPort({ db, other }))).toBe('pg Pool');
  });

  test.each([
    ['another name', `${make} export const pool = new Pool();`],
    ['nothing', `${make} const db = new Pool();`],
    ['a type alone', `${make} export type db = Pool;`],
  ])('%s: the import is unknown', (_, db) => {
    expect(wordShown(importing, filesPort({ db }))).toBe('unknown');
  });

  test('files that import each other end', () => {
    const port = filesPort({ a: "export { db } from './b';", b: "export { db } from './c';" });
    expect(wordShown("import { db } from './a'; show(db);", port)).toBe('unknown');
  });
});

test('an exported interface says what its members are', () => {
  const port = filesPort({ types: "import type { Pool } from 'pg'; export interface Deps { db: Pool }" });
  expect(wordShown("import type { Deps } from './types'; function f(deps: Deps) { show(deps.db); }", port)).toBe(
    'pg Pool',
  );
});
