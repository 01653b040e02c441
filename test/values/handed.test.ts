import { beforeAll, describe, expect, test } from 'vitest';
import { ModuleIndex } from '../../src/lint/moduleIndex.ts';
import { summarize } from '../../src/values/index.ts';
import { analyze } from '../detectors/analyze.ts';
import { knowledge } from '../../src/libraries/index.ts';
import { loadParser } from '../../src/parser/parse.ts';
import type { Parse } from '../../src/parser/parse.ts';

let parser: Parse;
beforeAll(async () => {
  parser = await loadParser();
});

/** `api timeout client` of each call in the first of some files. */
function calls(files: Record<string, string>): readonly string[] {
  const [path] = Object.keys(files) as [string];
  const index = new ModuleIndex({
    files: {
      read: (file) => files[file],
      resolve: (specifier) => (`${specifier.slice(1)}.js` in files ? `${specifier.slice(1)}.js` : undefined),
      version: () => undefined,
      environment: () => 'unknown',
      containing: (marker) => Object.keys(files).filter((file) => files[file]!.includes(marker)),
    },
    parse: parser,
    summarize: (file, port) => summarize(file, port, knowledge),
    knowledge,
  });
  return analyze(parser(files[path]!, path), index).calls.map(
    ({ api, timeout, client }) => `${api} ${timeout} ${client}`,
  );
}

const pool = "const { Pool } = require('pg');\nconst pool = new Pool({ connectionString: process.env.URL });\n";

describe('a client that another file hands over', () => {
  test.each([
    [
      'as an argument',
      'export default async function insert(db, row) { await db.query(row); }',
      `${pool}import insert from './a';\ninsert(pool, {});`,
    ],
    [
      'as an argument, by CommonJS',
      'exports.insert = async (client, row) => { await client.query(row); };',
      `${pool}const rows = require('./a');\nrows.insert(pool, {});`,
    ],
    [
      'in an object',
      'exports.insert = (deps, row) => deps.pool.query(row);',
      `${pool}const { insert } = require('./a');\ninsert({ pool, logger }, {});`,
    ],
    [
      'in an object that is taken apart',
      'exports.insert = ({ pool }, row) => pool.query(row);',
      `${pool}const { insert } = require('./a');\ninsert({ pool }, {});`,
    ],
    [
      'to a constructor',
      'module.exports = class Rows { constructor(options) { this.db = options.db; } all() { return this.db.query("q"); } };',
      `${pool}const Rows = require('./a');\nnew Rows({ db: pool, table: 't' });`,
    ],
    [
      'on an object of the same name',
      'export default define({ async run($) { await $.pool.query("q"); } });',
      `${pool}export const make = (app) => { const $ = { app }; if (app) $.pool = pool; return $; };`,
    ],
    [
      'on the object that a middleware is given',
      'exports.list = async (ctx) => { ctx.body = await ctx.db.query("q"); };',
      `${pool}app.use((ctx, next) => { ctx.db = pool; return next(); });`,
    ],
  ])('%s', (_, text, other) => {
    expect(calls({ '/a.js': text, '/b.js': other })).toEqual(['db none injected']);
  });

  test.each([
    [
      'a map is handed over under the same name',
      'exports.find = (client, key) => client.query(key);',
      "const { find } = require('./a');\nfind(new Map(), 'k');",
    ],
    [
      'it is another function that is given the client',
      'exports.find = (client, key) => client.query(key);\nexports.other = () => 1;',
      `${pool}const { other } = require('./a');\nother(pool, 'k');`,
    ],
    [
      'clients of different libraries are handed over',
      'exports.find = (client, key) => client.get(key);',
      `${pool}const axios = require('axios');\nconst { find } = require('./a');\nfind(pool, 'k');\nfind(axios, 'k');`,
    ],
    [
      'another file puts something else on an object of that name',
      'exports.list = (ctx) => ctx.db.query("q");',
      `${pool}app.use((ctx) => { ctx.db = pool; ctx.db = new Map(); });`,
    ],
    [
      'the member is another one',
      'exports.list = (ctx) => ctx.store.query("q");',
      `${pool}app.use((ctx) => { ctx.db = pool; });`,
    ],
  ])('is none where %s', (_, text, other) => {
    expect(calls({ '/a.js': text, '/b.js': other })).toEqual([]);
  });
});
