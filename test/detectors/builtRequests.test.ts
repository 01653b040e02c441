import { beforeAll, describe, expect, it } from 'vitest';
import { analyze } from './analyze.ts';
import type { RemoteCall } from '../../src/facts/model.ts';
import { noModules } from '../../src/values/index.ts';
import { loadParser } from '../../src/parser/parse.ts';
import type { Parse } from '../../src/parser/parse.ts';

let parse: Parse;
beforeAll(async () => {
  parse = await loadParser();
});
const start = `import agent from 'superagent';\n`;
const callsIn = (text: string): readonly RemoteCall[] => analyze(parse(start + text, 'src/a.ts'), noModules).calls;
const timeoutsIn = (text: string): readonly string[] => callsIn(text).map(({ timeout }) => timeout);
const lostIn = (text: string): readonly string[] =>
  analyze(parse(start + text, 'src/a.ts'), noModules).rejections.map(({ how }) => how);
const inFunction = (body: string): string => `export async function ask(url, secure, ms) { ${body} }`;

describe('a request that is kept before it is sent', () => {
  it.each([
    ['is limited where it is sent', `const q = agent.get(url); return (await q.set('a', 'b').timeout(500)).text;`],
    ['is limited by a statement', `const q = agent.get(url); q.timeout(500); return (await q).text;`],
    [
      'is one of two by a condition',
      `const q = secure ? agent.get(url).ca(ms) : agent.get(url); return q.timeout(500);`,
    ],
    [
      'is given to a variable by branches',
      `let q; if (secure) q = agent.get(url); else q = agent.put(url); await q.timeout(9);`,
    ],
    ['is given to its own variable again', `let q = agent.get(url); q = q.timeout(500); q = q.query(ms); return q;`],
    ['has a second name', `const q = agent.get(url); const r = q.set('a', 'b'); return r.timeout({ deadline: 500 });`],
    [
      'is sent in a callback',
      `const q = agent.get(url); return new Promise((f, g) => { q.timeout(9).end((e, r) => f(r)); });`,
    ],
    ['is handed to a function', `const limit = (one) => one.timeout(500); return limit(agent.get(url));`],
    [
      'is handed on by its name',
      `function limit(one) { one.timeout(500); } const q = agent.get(url); limit(q); return q;`,
    ],
  ])('is bounded where it %s', (_, body) => {
    expect(new Set(timeoutsIn(inFunction(body)))).toEqual(new Set(['bounded']));
  });

  it('is bounded where all who get it from a function limit it', () => {
    const text = `const open = (url) => agent.get(url); export const ask = async (url) => (await open(url).timeout(500)).body;`;
    expect(timeoutsIn(text)).toEqual(['bounded']);
  });

  it('tries again as often as it is told to', () => {
    expect(callsIn(inFunction(`const q = agent.get(url); q.retry(2); return q;`))[0]?.policy).toBe('retry');
  });

  it.each([
    ['on some ways only', `const q = agent.get(url); if (ms) q.timeout(ms); return q;`],
    ['by a branch of an expression', `const q = agent.get(url); ms && q.timeout(ms); return q;`],
  ])('is not judged where it is limited %s', (_, body) => {
    expect(timeoutsIn(inFunction(body))).toEqual(['unknown']);
  });

  it.each([
    [
      'another one is limited',
      `const q = agent.get(url), r = agent.get(ms); await r.timeout(500); await q;`,
      ['none', 'bounded'],
    ],
    [
      'its variable was given another one before',
      `let q = agent.get(url); await q; q = agent.get(ms); await q.timeout(500);`,
      ['none', 'bounded'],
    ],
    [
      'the one of the other branch is limited',
      `let q; if (secure) { q = agent.get(url); } else { q = agent.put(url); q.timeout(9); } await q;`,
      ['none', 'bounded'],
    ],
    ['only its answer is kept', `const r = await agent.get(url); r.timeout(500);`, ['none']],
    ['something else is called on it', `const q = agent.get(url); await q.set('timeout', '500');`, ['none']],
  ])('is unbounded where %s', (_, body, timeouts) => {
    expect(timeoutsIn(inFunction(body))).toEqual(timeouts);
  });

  it('is unbounded where one who gets it from a function does not limit it', () => {
    const text = `const open = (url) => agent.get(url); export const a = async (u) => open(u).timeout(9); export const b = async (u) => open(u).set('a', 'b');`;
    expect(timeoutsIn(text)).toEqual(['none']);
  });
});

describe('a request that is kept and sent by a callback', () => {
  const kept = (body: string): string => `export const ask = (url, cb, data) => { ${body} };`;

  it.each([
    ['by its last call', 'const q = agent.get(url); q.end(cb);'],
    [
      'after other calls',
      "let q = agent.get(url); q = q.set('a', 'b'); if (data) q.query(data); q.timeout(9).end(cb);",
    ],
    [
      'as one of two',
      'const q = data ? agent.post(url) : agent.get(url); q.query(url).end((err, res) => cb(err, res));',
    ],
    ['by a function that it is handed to', 'const send = (one) => { one.end(cb); }; send(agent.get(url));'],
    ['without one', "const q = agent.get(url); q.on('response', cb); q.end();"],
  ])('drops no promise: %s', (_, body) => {
    expect(lostIn(kept(body))).toEqual([]);
  });

  it.each([
    ['it has a promise made of it', 'const q = agent.get(url); q.then((res) => cb(res));'],
    ['it has one made by its last call', "const q = agent.get(url); q.set('a', 'b').then((res) => cb(res));"],
    ['another one is sent', 'const q = agent.get(url), r = agent.get(data); r.end(cb); q.then((res) => cb(res));'],
  ])('drops one where %s', (_, body) => {
    expect(lostIn(kept(body))).toEqual(['floating']);
  });
});
