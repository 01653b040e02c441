import { describe, expect, it } from 'vitest';
import { DiskFiles } from '../../src/files/projectFiles.ts';
import { folderWith } from './folder.ts';

const lock = JSON.stringify({
  lockfileVersion: 3,
  packages: { 'node_modules/express': { version: '4.19.0' }, 'node_modules/fastify': { version: '4.28.0' } },
});

describe('what a project depends on', () => {
  const project = (): string =>
    folderWith({
      'package.json': JSON.stringify({ dependencies: { fastify: '^4.0.0' }, engines: { node: '>=16' } }),
      'package-lock.json': lock,
      'src/a.ts': '',
      'tools/package.json': JSON.stringify({ devDependencies: { express: '^4.0.0' }, engines: { node: '18 || >=20' } }),
      'other/package.json': '{}',
    });

  it('is what a package.json names, not all that its lock file holds', () => {
    const files = new DiskFiles();
    const root = project();
    expect(files.version('express', `${root}/src/a.ts`)).toBe('4.19.0');
    expect(files.dependsOn('express', `${root}/src/a.ts`)).toBe(false);
    expect(files.dependsOn('fastify', `${root}/src/a.ts`)).toBe(true);
    expect(files.dependsOn('express', `${root}/tools/b.ts`)).toBe(true);
  });

  it('has the lowest version of Node that the nearest package.json with engines allows', () => {
    const files = new DiskFiles();
    const root = project();
    expect(files.lowestNode(`${root}/src/a.ts`)).toBe('16.0.0');
    expect(files.lowestNode(`${root}/tools/b.ts`)).toBe('18.0.0');
    expect(files.lowestNode(`${root}/other/c.ts`)).toBe('16.0.0');
  });
});
