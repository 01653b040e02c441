import { describe, expect, it } from 'vitest';
import { foldAlike } from '../../src/lint/foldAlike.ts';
import { lintInMemory } from './harness.ts';

const versions = { express: '4.19.2' };
const found = async (text: string, files: Record<string, string> = {}): Promise<readonly string[]> => {
  const { messages } = await lintInMemory(text, { rule: 'unhandled-failure' }, { versions, files });
  return foldAlike(messages).map(({ message }) => message);
};

const pg = `import { Pool } from 'pg';\nconst pool = new Pool();\n`;
const key = `export const getKey = async (req, res, next) => { await pool.query('select 1'); next(); };\n`;
const files = { '/project/src/key.ts': pg + key };
const routes = (middleware: string, n: number): string =>
  `import express from 'express';\nimport { getKey } from './key';\nconst router = express.Router();\n${Array.from({ length: n }, (_, i) => `router.get('/${i}', ${middleware}, (req, res) => res.send('x'));\n`).join('')}`;

describe('one function that is given to many', () => {
  it.each([
    ['a middleware of another file', routes('getKey', 3), files, 'and 2 others (lines 5, 6)'],
    [
      'a handler of the same file, of one route and all methods',
      `import express from 'express';\n${pg}const app = express();\nasync function list(req, res) { res.json(await pool.query('select 1')); }\napp.get('/a', list);\napp.post('/a', list);\n`,
      {},
      'and 1 other (line 7)',
    ],
    [
      'a listener',
      `${pg}import { EventEmitter } from 'node:events';\nconst bus = new EventEmitter();\nconst save = async () => { await pool.query('select 1'); };\nbus.on('a', save);\nbus.on('b', save);\n`,
      {},
      'and 1 other (line 7)',
    ],
  ])('is one finding: %s', async (_, text, others, where) => {
    const messages = await found(text, others);
    expect(messages).toEqual([expect.stringContaining(where)]);
  });

  it('are as many findings as there are functions', async () => {
    const two = { '/project/src/key.ts': `${pg}${key}${key.replaceAll('getKey', 'getOther')}` };
    const text = routes('getKey', 1) + routes('getOther', 1).split('\n').slice(3).join('\n');
    expect(await found(text.replace('{ getKey }', '{ getKey, getOther }'), two)).toHaveLength(2);
    const inline = routes('getKey', 2).replaceAll(
      'getKey, ',
      'async (req, res, next) => { await getKey(req, res, next); }, ',
    );
    expect(await found(inline, files)).toHaveLength(2);
  });
});
