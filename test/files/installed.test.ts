import { symlinkSync, mkdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { collectSources } from '../../src/batch/sourceSet.ts';
import { DiskFiles } from '../../src/files/projectFiles.ts';
import { folderWith } from './folder.ts';

const SENDS = 'export const send = (u) => fetch(u);';

test('finds the shipped entry, by exports map, module or main, and files inside the package only', () => {
  const root = folderWith({
    'node_modules/mapped/package.json':
      '{"version":"1.2.3","main":"./old.js","exports":{".":{"types":"./a.d.ts","import":"./a.mjs","require":"./a.cjs"},"./sub":"./sub.js"}}',
    'node_modules/mapped/a.mjs': SENDS,
    'node_modules/mapped/a.cjs': '',
    'node_modules/mapped/sub.js': '',
    'node_modules/plain/package.json': '{"version":"2.0.0","main":"lib"}',
    'node_modules/plain/lib/index.js': '',
    'secret.js': 'x',
  });
  const files = new DiskFiles();
  const mapped = files.installed('mapped', `${root}/src/a.ts`)!;
  expect([mapped.version, mapped.entry(''), mapped.entry('sub')]).toEqual([
    '1.2.3',
    `${root}/node_modules/mapped/a.mjs`,
    `${root}/node_modules/mapped/sub.js`,
  ]);
  expect(mapped.resolve('../../secret', mapped.entry('')!)).toBeUndefined();
  expect(mapped.read(`${root}/secret.js`)).toBeUndefined();
  expect(files.installed('plain', `${root}/a.ts`)?.entry('')).toBe(`${root}/node_modules/plain/lib/index.js`);
  expect(files.installed('absent', `${root}/a.ts`)).toBeUndefined();
});

test('a link to a package of the workspace is no installed package', () => {
  const root = folderWith({ 'packages/own/package.json': '{"version":"1.0.0"}', 'packages/own/index.js': SENDS });
  mkdirSync(`${root}/node_modules`);
  symlinkSync(`${root}/packages/own`, `${root}/node_modules/own`, 'junction');
  expect(new DiskFiles().installed('own', `${root}/a.ts`)).toBeUndefined();
});

test('remembers what was learned for one version', () => {
  const root = folderWith({ 'node_modules/one/package.json': '{"version":"1.0.0"}', 'node_modules/one/index.js': '' });
  const one = new DiskFiles().installed('one', `${root}/a.ts`)!;
  one.remember?.('key', { a: 1 });
  expect(new DiskFiles().installed('one', `${root}/a.ts`)?.recall?.('key')).toEqual({ a: 1 });
  expect(one.recall?.('other')).toBeUndefined();
});

test('a file that imports a package which may send is analysed, one that imports another is not', () => {
  const root = folderWith({
    'package.json': '{"dependencies":{"sends":"1","sorts":"1"}}',
    'node_modules/sends/package.json': '{"version":"1.0.0","main":"index.js"}',
    'node_modules/sends/index.js': SENDS,
    'node_modules/sorts/package.json': '{"version":"1.0.0","main":"index.js"}',
    'node_modules/sorts/index.js': 'export const sort = (a) => [...a].sort();',
    'src/a.ts': "import { send } from 'sends'; export const f = () => send('u');",
    'src/b.ts': "import { sort } from 'sorts'; export const f = () => sort([]);",
  });
  const sources = collectSources({ from: root, paths: [], warn: () => undefined, known: new Map() });
  expect(sources.candidates.map(({ path }) => path)).toEqual([`${root}/src/a.ts`]);
});
