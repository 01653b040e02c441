import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { workspacePackages } from '../../src/files/pnpmWorkspace.ts';

const forms: readonly (readonly [name: string, text: string])[] = [
  ['a block list', 'packages:\n  - packages/*\n  - apps/web\n'],
  ['quotes and exclusions', `packages:\n  - 'packages/*'\n  - "apps/**"\n  - '!**/test/**'\n`],
  [
    'a list at the margin, with comments',
    '# ours\npackages: # here\n# first\n- a/* # all\n\n- b\ncatalog:\n  x: 1.0.0\n',
  ],
  ['brackets', `packages: ['packages/*', "apps/web", tools/*]\n`],
  ['brackets over several lines', 'packages: [\n  a/*, # one\n  b,\n]\nother: [c]\n'],
  [
    'a list after other keys, with CRLF',
    'catalog:\r\n  - no\r\npackages:\r\n  - yes/*\r\nonlyBuiltDependencies:\r\n  - esbuild\r\n',
  ],
  ['names with dots, scopes and quotes', "packages:\n  - .\n  - ./pkg.one\n  - 'it''s'\n  - '@scope/*'\n"],
];

describe('pnpm-workspace.yaml', () => {
  it.each(forms)('is read as a YAML parser reads it: %s', (_, text) => {
    expect(workspacePackages(text)).toEqual((parse(text) as { packages: string[] }).packages);
  });

  it('lists nothing where it has no packages', () => {
    for (const text of ['', 'catalog:\n  packages: 1\n', 'packages:\n', 'packages: []\n', 'allowed-packages:\n  - a\n'])
      expect(workspacePackages(text)).toEqual([]);
  });
});
