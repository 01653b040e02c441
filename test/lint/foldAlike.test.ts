import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../src/text/edit.ts';
import { foldAlike } from '../../src/lint/foldAlike.ts';
import { lintInMemory } from '../rules/harness.ts';
import type { Surroundings } from '../rules/harness.ts';

const rule = 'unwrapped-network-call';

async function folded(text: string, surroundings?: Surroundings, about = rule) {
  return foldAlike((await lintInMemory(text, { rule: about }, surroundings)).messages);
}

const calls = `export const a = () => fetch('https://a.example/a');
export const b = () => fetch('https://a.example/b', { method: 'PUT' });
export const c = () => fetch('https://a.example/c');`;

describe('findings with one cause', () => {
  it('are one, which counts the others and says where they are', async () => {
    const [only, ...more] = await folded(calls);
    expect(more).toEqual([]);
    expect(only!.message).toContain('on this fetch and 2 others (lines 2, 3) in this file. Add a timeout');
    expect(only!.related!.map(({ range }) => calls.slice(0, range.start).split('\n').length)).toEqual([2, 3]);
    expect(only!.start.line).toBe(1);
  });

  it('are cured by one suggestion, all of them', async () => {
    const [only] = await folded(calls);
    const [suggestion] = only!.suggestions;
    expect(suggestion!.title).toBe('Abort after 10 s with AbortSignal.timeout, in all 3 places');
    const cured = applyEdits(calls, suggestion!.edits);
    expect(cured.match(/signal: AbortSignal\.timeout\(10_000\)/g)).toHaveLength(3);
    expect(await folded(cured)).toEqual([]);
  });

  it('are cured at once however many they are', async () => {
    const many = Array.from(
      { length: 400 },
      (_, at) => `export const f${at} = () => fetch('https://a.example/${at}');`,
    );
    const [only] = await folded(many.join('\n'));
    expect(only!.suggestions[0]!.title).toContain('in all 400 places');
    expect(only!.suggestions[0]!.edits).toHaveLength(400);
  });

  it('have no suggestion where one of them has none', async () => {
    const text = `${calls}\nexport const d = (...all: [string]) => fetch(...all);`;
    const all = (await lintInMemory(text, { rule }, { options: { reportUnknown: true } })).messages;
    const [first, ...others] = foldAlike(all);
    expect(first!.message).toContain('3 others');
    expect(others).toEqual([]);
    expect(first!.suggestions).toEqual([]);
  });

  it('are one for a command and for calls that are retried, too', async () => {
    const [command, ...more] = await folded(calls, { environment: 'cli' });
    expect(command!.message).toContain('and 2 others (lines 2, 3) in this file');
    expect(more).toEqual([]);
    const retried = `import pRetry from 'p-retry';
      export const a = () => pRetry(() => fetch('https://a.example/a'), { retries: 2 });
      export const b = () => pRetry(() => fetch('https://a.example/b'), { retries: 2 });`;
    expect((await folded(retried, {}, 'require-timeout')).map(({ message }) => message)).toEqual([
      expect.stringContaining('This fetch and 1 other (line 3) in this file have a retry but no timeout'),
    ]);
  });

  it('stay two where the client or the cause differs', async () => {
    const text = `import axios from 'axios';
      export const a = () => fetch('https://a.example/a');
      export const b = () => axios.get('https://a.example/b');`;
    expect((await folded(text)).map(({ message }) => /on this (\w+)/.exec(message)?.[1])).toEqual(['fetch', 'axios']);
  });

  it('stay apart from what a comment accepts, wherever that stands', async () => {
    const text = calls.replace('export const a', `// breakwater-disable-next-line ${rule} -- known\nexport const a`);
    const [first, ...more] = await folded(text);
    expect(first!.start.line).toBe(3);
    expect(first!.message).toContain('and 1 other (line 4) in this file');
    expect(more).toEqual([]);
  });
});

describe('one decision for a whole file', () => {
  const dropped = `export async function up() { fetch('https://a.example/1'); }
export async function down() { fetch('https://a.example/2'); }`;

  it('are the promises that a migration drops', async () => {
    const found = await folded(dropped, { path: '/project/src/migrations/001.ts' }, 'unhandled-failure');
    expect(found.map(({ message }) => message)).toEqual([
      'This promise and 1 other (line 2) of the migration are dropped: one that fails passes for done. Await them.',
    ]);
    expect(await folded(dropped, {}, 'unhandled-failure')).toHaveLength(1);
  });

  it('are not those of any other file', async () => {
    const text = dropped.replace('up()', 'send()').replace('down()', 'receive()');
    expect(await folded(text, {}, 'unhandled-failure')).toHaveLength(2);
  });

  it('are the getters that a generator writes for gRPC', async () => {
    const text = `import { Client, credentials } from '@grpc/grpc-js';
export class Api {
  get users() { return new Client('a:1', credentials.createInsecure()); }
  get orders() { return new Client('a:2', credentials.createInsecure()); }
}`;
    const found = await folded(text, {}, 'require-timeout');
    expect(found.length).toBeLessThan(2);
  });
});

describe('the same words twice', () => {
  it('are said once a line', async () => {
    const [one] = (await lintInMemory(calls, { rule })).messages;
    const plain = { ...one! };
    delete (plain as { shared?: unknown }).shared;
    const other = { ...plain, start: { ...plain.start, line: plain.start.line + 1 } };
    expect(foldAlike([plain, plain, other])).toEqual([plain, other]);
    expect(foldAlike([plain, { ...plain, message: 'Something else' }])).toHaveLength(2);
  });
});
