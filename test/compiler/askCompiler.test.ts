import { symlinkSync } from 'node:fs';
import { expect, test } from 'vitest';
import { answerHere } from '../../src/compiler/compilerOracle.ts';
import { packageOf } from '../../src/compiler/declaredTypes.ts';
import { placeKey } from '../../src/typing/oracle.ts';
import { folderWith } from '../files/folder.ts';
import { installed } from './packages.ts';

/** What the compiler says of an expression of a file, by its first occurrence. */
function typesOf(root: string, path: string, text: string, expressions: readonly string[]): unknown[] {
  const questions = expressions.map((one) => ({ start: text.indexOf(one), end: text.indexOf(one) + one.length }));
  const { byFile } = answerHere({ root, files: [{ path: `${root}/${path}`, questions }] });
  return questions.map((one) => byFile[`${root}/${path}`]?.[placeKey(one)]);
}

test('declarations are told by their package, with what they extend', () => {
  const text = `import { openStore, maybeMemory, cached, redisClass, type FakeRedis } from '@acme/stores';
import { Redis } from 'ioredis';
class Own extends Redis { extra() {} }
const own = new Own();
openStore('a'); maybeMemory(); cached(); redisClass();
`;
  const root = folderWith({ ...installed, 'a.ts': `\uFEFF${text}` });
  const redis = [
    { package: 'ioredis', name: 'Redis' },
    { package: 'ioredis', name: 'Commander' },
  ];
  const asked = ["openStore('a')", 'maybeMemory()', 'cached()', 'redisClass()', 'new Own()'];
  expect(typesOf(root, 'a.ts', text, asked)).toEqual([
    [redis],
    [redis, [{ package: '@acme/stores', name: 'FakeRedis' }]],
    undefined,
    undefined,
    [redis],
  ]);
});

test('paths of a tsconfig and packages of the workspace lead to sources; links to where packages are', () => {
  const text = "import { makeStore } from '~/make';\nimport { shared } from '@own/shared';\nmakeStore(); shared();\n";
  const root = folderWith({
    ...Object.fromEntries(
      Object.entries(installed).map(([path, content]) => [
        path.startsWith('node_modules/ioredis/')
          ? path.replace('node_modules/', 'store/ioredis@5/node_modules/')
          : path,
        content,
      ]),
    ),
    'package.json': '{ "workspaces": ["packages/*"] }',
    'tsconfig.json':
      '{ "compilerOptions": { "plugins": [{ "name": "./plugin.js" }], "paths": { "~/*": ["./src/*"] } } }',
    'plugin.js': "throw new Error('run');",
    'src/make.ts': "import { openStore } from '@acme/stores';\nexport const makeStore = () => openStore('a');\n",
    'packages/shared/package.json': '{ "name": "@own/shared", "main": "dist/index.js" }',
    'packages/shared/src/index.ts':
      "import { apiFor } from '@acme/stores';\nexport const shared = () => apiFor('a');\n",
    'src/use.ts': text,
  });
  symlinkSync(`${root}/store/ioredis@5/node_modules/ioredis`, `${root}/node_modules/ioredis`, 'junction');
  expect(typesOf(root, 'src/use.ts', text, ['makeStore()', 'shared()'])).toMatchObject([
    [[{ package: 'ioredis', name: 'Redis' }, {}]],
    [[{ package: 'axios', name: 'AxiosInstance' }]],
  ]);
});

test('files that do not parse, are not there or have no such place have no answers', () => {
  const root = folderWith({ ...installed, 'a.ts': 'export const = (' });
  expect(typesOf(root, 'a.ts', 'export const = (', ['const', '('])).toEqual([undefined, undefined]);
  expect(typesOf(root, 'gone.ts', 'a', ['a'])).toEqual([undefined]);
});

test('the package of a path', () => {
  expect(packageOf('/a/node_modules/.pnpm/pg@8/node_modules/pg/index.d.ts')).toBe('pg');
  expect(packageOf('/a/node_modules/@types/pg/index.d.ts')).toBe('pg');
  expect(packageOf('/a/node_modules/@types/acme__stores/index.d.ts')).toBe('@acme/stores');
  expect(packageOf('/a/node_modules/.prisma/client/index.d.ts')).toBe('@prisma/client');
  expect(packageOf('/a/node_modules/@types/node/http.d.ts')).toBeUndefined();
  expect(packageOf('/a/src/redis.ts')).toBeUndefined();
});
