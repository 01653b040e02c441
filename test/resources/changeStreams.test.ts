import { describe, expect, it } from 'vitest';
import { findingsOf, lintInMemory } from '../rules/harness.ts';

const rule = 'missing-error-listener';
const driver = `import { MongoClient } from 'mongodb';
const client = new MongoClient('mongodb://db.internal/');
const orders = client.db('a').collection('orders');
`;
const mongoose = `import mongoose from 'mongoose';
const User = mongoose.model('User', new mongoose.Schema({}));
`;

describe('a change stream without a listener for errors', () => {
  it.each([
    ['of the driver', `${driver}const stream = orders.watch();\nstream.on('change', (one) => console.log(one));`],
    [
      'of mongoose',
      `${mongoose}export function follow() {\n  const s = User.watch();\n  s.on('change', console.log);\n}`,
    ],
    ['in one chain', `${driver}orders.watch([]).on('change', (one) => console.log(one));`],
    [
      'in a field',
      `${driver}export class Feed {\n  start() {\n    this.stream = orders.watch();\n    this.stream.on('change', console.log);\n  }\n}`,
    ],
  ])('is reported: %s', async (_, text) => {
    expect(await findingsOf(rule, text)).toHaveLength(1);
  });

  it('is given no listener that only logs: the stream is over after its error', async () => {
    const text = `${driver}const stream = orders.watch();\nstream.on('change', (one) => console.log(one));`;
    expect((await lintInMemory(text, { rule })).messages[0]).toMatchObject({ suggestions: [] });
  });

  it.each([
    ['a listener', `${driver}const s = orders.watch();\ns.on('change', console.log);\ns.on('error', restart);`],
    ['one in the chain', `${driver}orders.watch().on('error', restart).on('change', console.log);`],
    ['one behind the other in the chain', `${driver}orders.watch().on('change', console.log).on('error', restart);`],
    [
      'an iteration',
      `${driver}export async function run() { const s = orders.watch(); for await (const c of s) log(c); }`,
    ],
    [
      'the next one asked for',
      `${driver}export async function run() { const s = orders.watch(); log(await s.next()); }`,
    ],
    [
      'a stream that is handed on',
      `${driver}export const open = () => { const s = orders.watch(); s.on('change', log); return s; };`,
    ],
    ['another watch', `import { watch } from 'vue';\nconst s = watch();\ns.on('change', console.log);`],
  ])('is none of it with %s', async (_, text) => {
    expect(await findingsOf(rule, text)).toEqual([]);
  });
});
