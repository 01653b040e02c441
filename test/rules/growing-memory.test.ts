import { describe, expect, it } from 'vitest';
import { findingsOf } from './harness.ts';

const rule = 'growing-memory';

describe(rule, () => {
  it.each([
    [
      'a map',
      `const seen = new Map();\napp.get('/:id', (req, res) => { seen.set(req.params.id, Date.now()); res.end(); });`,
    ],
    [
      'an object',
      `const cache = {};\nexports.load = async (req, res) => { const id = req.query.id; if (!cache[id]) cache[id] = await load(id); res.json(cache[id]); };`,
    ],
    ['a list', `const log = [];\nrouter.post('/', async (ctx) => { log.push(ctx.request.body); });`],
    ['a set of connections', `const all = new Set();\nserver.on('connection', (socket) => { all.add(socket); });`],
    [
      'a listener',
      `import { bus } from './bus';\napp.get('/events', (req, res) => { bus.on('change', (event) => res.write(event)); });`,
    ],
    ['a listener of the process', `app.get('/', (req, res) => { process.on('SIGTERM', () => res.end()); });`],
  ])('reports %s', async (_, text) => {
    expect(await findingsOf(rule, text)).toHaveLength(1);
  });

  it.each([
    [
      'entries that are deleted',
      `const seen = new Map();\napp.get('/:id', (req, res) => { seen.set(req.params.id, 1); res.on('close', () => seen.delete(req.params.id)); });`,
    ],
    [
      'a limit',
      `const seen = new Map();\napp.get('/:id', (req, res) => { if (seen.size > 100) seen.clear(); seen.set(req.params.id, 1); });`,
    ],
    [
      'a collection that is made again',
      `let seen = new Map();\nsetInterval(() => { seen = new Map(); }, 60000);\napp.get('/:id', (req, res) => { seen.set(req.params.id, 1); });`,
    ],
    [
      'what each request makes for itself',
      `app.get('/:id', (req, res) => { const seen = new Map(); seen.set(req.params.id, 1); });`,
    ],
    ['keys of the program', `const routes = {};\nexport const add = (req, res) => { routes[kind] = req.body; };`],
    ['a language', `const texts = {};\napp.get('/', (req, res) => { texts[req.query.lang] = load(req.query.lang); });`],
    [
      'a collection that others may empty',
      `export const seen = new Map();\napp.get('/:id', (req, res) => { seen.set(req.params.id, 1); });`,
    ],
    [
      'a listener that is removed',
      `import { bus } from './bus';\napp.get('/events', (req, res) => { const send = (event) => res.write(event); bus.on('change', send); req.on('close', () => bus.off('change', send)); });`,
    ],
    ['a listener on the request', `app.get('/', (req, res) => { req.on('data', use); });`],
    [
      'a listener at the start',
      `import { bus } from './bus';\nbus.on('change', (event) => use(event));\napp.get('/', (req, res) => res.end());`,
    ],
  ])('is silent about %s', async (_, text) => {
    expect(await findingsOf(rule, text)).toEqual([]);
  });
});
