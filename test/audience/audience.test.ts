import { beforeAll, describe, expect, it } from 'vitest';
import { isTestFile } from '../../src/audience/audience.ts';
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
    'unused/dashboard-v1/src/load.ts',
    'src/attic/load.ts',
    'jest.setup.mongo-repl-set.js',
    'jest.global-teardown.js',
    'vitest.setup.redis.ts',
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
    'shop-int-test-ts/src/ServiceRunner.ts',
    'integration-tests/src/start.ts',
    'server/integration_tests/orders.ts',
    'src/load_test/run.ts',
    'apps/web-e2e/src/login.ts',
    'perfTest/init.js',
    'load-tests/run.js',
    'bruno/collections/Api/scripts.js',
    'src/self-test/check.ts',
    'server/smoke_tests/login.ts',
    'db/seeders/users.ts',
    'example_scripts/list.js',
    'examples-old/list.js',
    'sample_code/node/list.js',
    'code-samples/list.js',
    'legacy-scripts/list.js',
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
    'script-runner/run.js',
    'src/example_scripts/list.ts',
    'sampler/list.js',
    'demo-service/index.js',
    'src/vendors.ts',
    'src/minutes.ts',
    'src/latest/orders.ts',
    'src/contests/vote.ts',
    'src/self-service/check.ts',
    'src/setup.ts',
    'src/cleanup.ts',
  ])('not %s', (path) => {
    expect(neverRuns(path)).toBe(false);
  });

  it('what is run once, by its name and by what it does', () => {
    const run = 'main().catch((error) => { console.error(error); process.exit(1); });';
    expect(neverRuns('packages/db/src/migrate.mts', run)).toBe(true);
    expect(neverRuns('src/seed.ts', run)).toBe(true);
    expect(neverRuns('src/benchmark.ts', run)).toBe(true);
    expect(neverRuns('src/migrate.ts', 'export const migrate = () => {};')).toBe(false);
    expect(neverRuns('src/seeds/orders.ts', 'export const orders = [];')).toBe(false);
    const asks =
      "import readline from 'node:readline'; export const rl = readline.createInterface({ input: process.stdin });";
    expect(neverRuns('src/scripts/send.ts', asks)).toBe(true);
    expect(neverRuns('src/send.ts', asks)).toBe(false);
  });

  it('factories of tests, and servers of a development', () => {
    expect(
      neverRuns('src/factories/app.ts', 'export const url = `${process.env.REDIS_URL}/${process.env.JEST_WORKER_ID}`;'),
    ).toBe(true);
    expect(neverRuns('src/app.ts', 'export const quiet = process.env.JEST_WORKER_ID !== undefined;')).toBe(false);
    const vite = "import { createServer } from 'vite';\nconst vite = await createServer();";
    expect(neverRuns('server.js', vite)).toBe(true);
    expect(neverRuns('server.js', `${vite}\nif (process.env.NODE_ENV === 'production') serve();`)).toBe(false);
  });

  it('servers of those who write a program', () => {
    expect(neverRuns('build/webpack-dev-middleware.js')).toBe(true);
    expect(neverRuns('src/setupProxy.js')).toBe(true);
    expect(neverRuns('src/hot.js', "const serve = require('webpack-dev-server');")).toBe(true);
    expect(neverRuns('src/mock.ts', "import { create } from 'json-server';")).toBe(true);
    const both = "if (process.env.NODE_ENV !== 'production') require('webpack-dev-middleware');\napp.listen(80);";
    expect(neverRuns('src/app.js', both)).toBe(false);
    expect(neverRuns('src/proxy.ts')).toBe(false);
    expect(neverRuns('src/dev/proxy.ts')).toBe(false);
  });

  it('scripts below any folder, where they end', () => {
    const run = 'async function main() {}\nmain().catch(console.error);';
    expect(neverRuns('packages/db/src/scripts/fill.ts', run)).toBe(true);
    expect(neverRuns('db/seeds/users.js', run)).toBe(true);
    expect(neverRuns('db/migrations/002-copy.js', run)).toBe(true);
    expect(neverRuns('db/seeds/users.js', 'export const users = [];')).toBe(false);
    expect(neverRuns('services/bin/www.js', 'main();\nfunction main() { app.listen(80); }')).toBe(false);
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

  it.each([
    ['acceptance/support/http.ts', 'export {};'],
    ['integration/pubsub/src/app.ts', 'export {};'],
    ['integration/orders.ts', "import { client } from './client';\nafterAll(() => client.end());"],
    ['features/support/github.js', "const Assert = require('chai').assert;\nmodule.exports = {};"],
    ['features/support/server.js', 'exports.host = process.env.TEST_SCM_HOSTNAME;'],
    ['features/step_definitions/login.js', "When('I log in', () => assert.ok(true));"],
    ['src/scripts/migrate.ts', 'const main = async () => { await move(); };\nmain().catch(report);'],
    ['server/scripts/seed.js', 'async function run() {}\nrun().catch(() => process.exit(1));'],
    ['src/seeders/items.ts', '#!/usr/bin/env node\nfill();'],
    ['src/scripts/rows.ts', 'const from = process.argv[2];\nexport const move = async () => {};\nmove().then(report);'],
    ['packages/web/dev-server-postgres.ts', 'export {};'],
    ['packages/mongo/src/testing.ts', 'export async function mockMongo() {}'],
    ['bin/testdatarunner.js', "fetch('http://localhost/');"],
    ['packages/local-orders-generator-controller/src/main.ts', 'export {};'],
    ['packages/fake-payments/src/main.ts', 'export {};'],
    ['prisma/seed.ts', 'export {};'],
    ['src/bust.ts', "export function bust() { console.debug('DEV: emptying'); }"],
    ['src/stub.ts', '/** Stands in for the bank. Not for production. */\nexport {};'],
  ])('%s by its place and what it holds', (path, text) => {
    expect(neverRuns(path, text)).toBe(true);
  });

  it.each([
    ['src/features/support/tickets.ts', 'export const a = 1;'],
    ['features/support/tickets.js', "fetch('https://tickets.example.com');"],
    ['src/acceptance/terms.ts', 'export {};'],
    ['integration/src/index.ts', 'export {};'],
    ['integration/stripe.ts', "fetch('https://stripe.example.com');"],
    ['src/integration/stripe/src/index.ts', 'export {};'],
    ['src/scripts/worker.ts', 'main();\nfunction main() { setInterval(poll, 1000); }'],
    ['src/scripts/server.ts', 'main();\nfunction main() { app.listen(80); }'],
    ['src/scripts/shared.ts', 'export function load() {}\nload();'],
    ['src/scripts/paths.ts', 'export const root = process.argv[2];'],
    ['src/testing.ts', 'export const pickVariant = (user: string) => user.length % 2;'],
    ['packages/local-storage/src/main.ts', 'export {};'],
    ['packages/local-auth/src/server.ts', 'export {};'],
    ['src/server.ts', '/** Not for production without TLS in front. */\napp.listen(80);'],
    ['src/mode.ts', "log('development');"],
  ])('not %s by its place and what it holds', (path, text) => {
    expect(neverRuns(path, text)).toBe(false);
  });
});

describe('what developers fetch by hand', () => {
  const script = "require('fs');\nload().catch((e) => { console.error(e); process.exit(1); });";
  it.each([
    ['packages/api/src/schema/pull-ai-schema.js', script, true],
    ['src/generate-types.js', script, true],
    ['src/schema/update-schema.js', 'module.exports = (a) => a;', false],
    ['src/fetch-orders.js', script, false],
    ['packages/print-test-ts/src/index.ts', 'export {};', false],
  ])('%s: %s', (path, text, expected) => {
    expect(neverRuns(path, text)).toBe(expected);
  });
});
