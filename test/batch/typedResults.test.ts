import { statSync, utimesSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { typedResults } from '../../src/batch/typedResults.ts';
import type { TypedRun } from '../../src/batch/typedResults.ts';
import type { FileQuestions } from '../../src/typing/oracle.ts';
import { folderWith } from '../files/folder.ts';

const questions: readonly FileQuestions[] = [{ path: '/a.ts', questions: [{ start: 0, end: 1 }] }];
const analyse: TypedRun['analyse'] = (paths) => Promise.resolve(new Map(paths.map((path) => [path, `typed ${path}`])));

test('everything is asked at once, and kept while nothing changes', async () => {
  const root = folderWith({ 'index.d.ts': 'export {};' });
  let asked = 0;
  const oracle: TypedRun['oracle'] = {
    ask: (files) => {
      asked += 1;
      expect(files).toEqual(questions);
      return Promise.resolve({
        byFile: { '/a.ts': { '0:1': [[{ package: 'pg', name: 'Pool' }]] } },
        sources: [`${root}/index.d.ts`],
      });
    },
  };
  const run = (key: string): Promise<unknown> =>
    typedResults({ oracle, questions, analyse, cache: { path: `${root}/types.json`, key } }).then((found) => [
      ...found,
    ]);
  const expected = [['/a.ts', 'typed /a.ts']];
  expect([await run('1'), await run('1')]).toEqual([expected, expected]);
  expect(asked).toBe(1);
  expect(await run('2')).toEqual(expected);
  expect(asked).toBe(2);
  // A package was installed again: the same size, another time.
  const { mtime } = statSync(`${root}/index.d.ts`);
  utimesSync(`${root}/index.d.ts`, mtime, new Date(mtime.getTime() + 5_000));
  await run('2');
  expect(asked).toBe(3);
  writeFileSync(`${root}/index.d.ts`, 'export { };');
  await run('2');
  expect(asked).toBe(4);
});

test('nobody is asked where nothing is open, and nothing is analysed again where nobody knows', async () => {
  const never = (): never => {
    throw new Error('asked');
  };
  expect((await typedResults({ oracle: { ask: never }, questions: [], analyse: never })).size).toBe(0);
  const silent: TypedRun['oracle'] = { ask: () => Promise.resolve({ byFile: {}, sources: [] }) };
  expect((await typedResults({ oracle: silent, questions, analyse: never })).size).toBe(0);
});
