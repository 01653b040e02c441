import { describe, expect, it } from 'vitest';
import { commandFor, frameworkOf, placeIn, specifierFor, testName } from '../../src/prove/framework.ts';

describe('the framework of a project', () => {
  it.each([
    [[{ scripts: { test: 'vitest run' } }], 'vitest'],
    [[{ scripts: { test: 'NODE_ENV=test jest --ci' }, devDependencies: { vitest: '3' } }], 'jest'],
    [[{ scripts: { 'test:unit': 'c8 node_modules/.bin/mocha' } }], 'mocha'],
    [[{ scripts: { test: 'node --import tsx --test' }, devDependencies: { jest: '29' } }], 'node:test'],
    [[{ devDependencies: { 'ts-jest': '29' } }], 'jest'],
    [[{ name: 'member' }, { devDependencies: { mocha: '10' } }], 'mocha'],
    [[{ scripts: { test: 'echo jesting' } }], 'node:test'],
    [[], 'node:test'],
    [[{ scripts: 'broken', dependencies: null }], 'node:test'],
  ] as const)('%j is %s', (manifests, framework) => {
    expect(frameworkOf(manifests as never)).toBe(framework);
  });
});

describe('the import of the source', () => {
  it.each([
    ['users.ts', '', 'vitest', './users'],
    ['users.ts', '', 'node:test', './users.ts'],
    ['users.ts', "import { a } from './a.js';", 'vitest', './users.js'],
    ['users.ts', "import { a } from './a.ts';", 'jest', './users.ts'],
    ['users.ts', "import { a } from './a';", 'node:test', './users'],
    ['../src/users.mts', "export * from '../a.mjs';", 'node:test', '../src/users.mjs'],
    ['users.cjs', "require('./a')", 'mocha', './users.cjs'],
    ['users.tsx', '', 'vitest', './users'],
  ] as const)('%s of %j in %s is %s', (path, text, framework, specifier) => {
    expect(specifierFor(path, text, framework)).toBe(specifier);
  });
});

it('names a test by its source and rule', () => {
  expect(testName('users.ts', 'require-timeout')).toBe('users.require-timeout.test.ts');
  expect(testName('View.tsx', 'unbounded-retry')).toBe('View.unbounded-retry.test.ts');
});

it('says how it is run', () => {
  expect(commandFor('node:test', 'a.test.ts')).toBe('npx tsx --test a.test.ts');
  expect(commandFor('node:test', 'a.test.cjs')).toBe('node --test a.test.cjs');
});

it.each([
  ['src/users.ts:12', { file: 'src/users.ts', line: 12 }],
  ['C:/src/users.ts:12:5', { file: 'C:/src/users.ts', line: 12 }],
  ['users.ts', undefined],
  ['users.ts:x', undefined],
])('reads the place %s', (text, place) => {
  expect(placeIn(text)).toEqual(place);
});
