import picomatch from 'picomatch';
import { describe, expect, it } from 'vitest';
import { fileKind, WATCHED_FILES } from '../../src/files/projectNames.ts';

describe('files that findings rest on', () => {
  it.each([
    ['src/a.ts', 'source'],
    ['a.CTS', 'source'],
    ['view.jsx', 'source'],
    ['package.json', 'project'],
    ['package-lock.json', 'project'],
    ['npm-shrinkwrap.json', 'project'],
    ['pnpm-lock.yaml', 'project'],
    ['yarn.lock', 'project'],
    ['bun.lock', 'project'],
    ['pnpm-workspace.yaml', 'project'],
    ['lerna.json', 'project'],
    ['tsconfig.json', 'project'],
    ['jsconfig.json', 'project'],
    ['tsconfig.build.json', 'project'],
    ['config/base.tsconfig.json', 'project'],
    ['tsconfig-base.json', 'project'],
    ['breakwater.config.json', 'config'],
  ])('%s is watched, as %s', (path, kind) => {
    expect(fileKind(`/w/${path}`)).toBe(kind);
    expect(picomatch(WATCHED_FILES, { nocase: true })(path)).toBe(true);
  });

  it.each(['data.json', 'yarn.lock.bak', 'docs/package.json.md', 'notes.yaml', 'readme.md', 'mytsconfig.jsonc'])(
    '%s is not',
    (path) => {
      expect(fileKind(`/w/${path}`)).toBe('other');
      expect(picomatch(WATCHED_FILES)(path)).toBe(false);
    },
  );
});
