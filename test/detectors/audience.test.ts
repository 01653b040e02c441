import { beforeAll, describe, expect, it } from 'vitest';
import { isTestFile } from '../../src/detectors/audience.ts';
import { loadParser } from '../../src/parser/parse.ts';
import type { Parse } from '../../src/parser/parse.ts';

let parse: Parse;
beforeAll(async () => {
  parse = await loadParser();
});
const neverRuns = (path: string, text = 'export {};'): boolean => isTestFile(parse(text, `/p/${path}`), '/p');

describe('files that never run in production', () => {
  it.each([
    'src/items.servertest.ts',
    'src/__e2e__/items.ts',
    'packages/dev-env/src/index.ts',
    'packages/cli/templates/webhook/src/index.ts',
    'apps/simulator/src/index.ts',
    'services/web/scripts/import.mjs',
    'web/frontend/fonts/build-fonts.mjs',
    'src/items.fixtures.ts',
    'src/test-helpers/server.ts',
    'public/vendor/player.js',
    'third_party/pdf/viewer.js',
    'public/player.min.js',
    '.github/actions/label/index.js',
    'sync-locales.mjs',
    'healthcheck.js',
    'e2e_tests/login.ts',
    'e2e-tests/helpers/login.ts',
    'server/integration_tests/orders.ts',
    'src/load_test/run.ts',
    'apps/web-e2e/src/login.ts',
  ])('%s', (path) => {
    expect(neverRuns(path)).toBe(true);
  });

  it.each([
    'src/fetch-latest.ts',
    'src/contest.ts',
    'src/templates/mail.ts',
    'src/tools/search.ts',
    'packages/templates-api/src/index.ts',
    'packages/web/src/templates/index.ts',
    'src/build.ts',
    'src/sync-orders.ts',
    'src/healthcheck.ts',
    'src/vendors.ts',
    'src/minutes.ts',
    'src/latest/orders.ts',
    'src/contests/vote.ts',
  ])('not %s', (path) => {
    expect(neverRuns(path)).toBe(false);
  });

  it('the loader of a WebAssembly module', () => {
    expect(neverRuns('src/codec.js', 'var wasmBinaryFile; Module.load = () => fetch(wasmBinaryFile);')).toBe(true);
    expect(neverRuns('src/codec.js', "export class Module { load() { return fetch('/codec.wasm'); } }")).toBe(false);
  });

  it('a file that declares its suites with a global', () => {
    expect(neverRuns('src/items.ts', "describe('items', () => { it('is there', f); });")).toBe(true);
    expect(neverRuns('src/items.ts', "import { describe } from './words';\ndescribe('items', () => 1);")).toBe(false);
    expect(neverRuns('src/items.ts', "describe('items');")).toBe(false);
  });
});
