import { expect, it } from 'vitest';
import { startersOf } from '../../src/files/starters.ts';

const manifest = (folder: string, json: Record<string, unknown>) => ({ folder, json });
const root = manifest('/p', {
  main: 'dist/index.js',
  scripts: {
    start: 'node dist/index.js',
    import: 'node ./dist/import.js --all',
    prices: 'ts-node packages/a/src/prices.ts',
  },
});
const inner = manifest('/p/packages/a', {
  bin: { a: './src/cli.js' },
  scripts: { 'db:fill': 'cd . && tsx src/fill.ts' },
});
const nearest = (folder: string) =>
  folder.startsWith('/p/packages/a') ? inner : folder.startsWith('/p') ? root : undefined;

it.each([
  ['/p/src/import.ts', ['import'], false],
  ['/p/src/index.ts', ['start'], true],
  ['/p/packages/a/src/fill.ts', ['db:fill'], false],
  ['/p/packages/a/src/prices.ts', ['prices'], false],
  ['/p/packages/a/src/cli.js', [], true],
  ['/p/src/other.ts', [], false],
  ['/p/packages/a/src/import.ts', [], false],
])('%s', (path, scripts, entry) => {
  expect(startersOf(path, nearest as Parameters<typeof startersOf>[1])).toEqual({ scripts, entry });
});
