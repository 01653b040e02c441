import { describe, expect, test } from 'vitest';
import { DiskFiles } from '../../src/files/projectFiles.ts';
import { displayPath } from '../../src/files/paths.ts';
import { folderWith } from './folder.ts';

function resolver(root: string, from: string, warnings: string[] = []): (specifier: string) => string | undefined {
  const files = new DiskFiles({ warn: (path, message) => warnings.push(`${displayPath(path, root)} ${message}`) });
  return (specifier) => {
    const path = files.resolve(specifier, `${root}/${from}`);
    return path === undefined ? undefined : displayPath(path, root);
  };
}

describe('resolve', () => {
  test('follows relative imports as TypeScript does', () => {
    const root = folderWith({
      'src/a.ts': '',
      'src/b.tsx': '',
      'src/c/index.js': '',
      'src/d.service.ts': '',
      'e.mts': '',
    });
    const at = resolver(root, 'src/main.ts');
    expect(['./a', './a.js', './b', './c', './d.service', '../e.mjs', './none', 'axios', 'node:fs'].map(at)).toEqual([
      'src/a.ts',
      'src/a.ts',
      'src/b.tsx',
      'src/c/index.js',
      'src/d.service.ts',
      'e.mts',
      undefined,
      undefined,
      undefined,
    ]);
  });

  test('follows tsconfig paths through extends and comments', () => {
    const root = folderWith({
      'tsconfig.base.json':
        '{ /* shared */ "compilerOptions": { "baseUrl": ".", "paths": { "@app/*": ["src/*"], "@app/special": ["other/s.ts"], } } }',
      'tsconfig.json': '{ "extends": "./tsconfig.base.json" }',
      'src/http/client.ts': '',
      'other/s.ts': '',
      'src/deep/x.ts': '',
    });
    const at = resolver(root, 'src/deep/x.ts');
    expect(['@app/http/client', '@app/special', 'src/http/client', '@app/none'].map(at)).toEqual([
      'src/http/client.ts',
      'other/s.ts',
      'src/http/client.ts',
      undefined,
    ]);
  });

  test('takes ${configDir} for the folder of the config that extends, wherever the mapping is written', () => {
    const base = '{ "compilerOptions": { "paths": { "~/*": ["${configDir}/src/*"] } } }';
    const root = folderWith({
      'base/tsconfig.base.json': base,
      'tsconfig.json': '{ "extends": "./base/tsconfig.base.json" }',
      'src/a.ts': '',
      'other/tsconfig.json': base,
      'other/src/b.ts': '',
    });
    expect([resolver(root, 'src/x.ts')('~/a'), resolver(root, 'other/src/x.ts')('~/b')]).toEqual([
      'src/a.ts',
      'other/src/b.ts',
    ]);
    expect(resolver(root, 'src/x.ts')('~/b')).toBeUndefined();
  });

  test('takes the source of workspace packages, not their build output', () => {
    const root = folderWith({
      'package.json': '{ "workspaces": ["packages/*"] }',
      'packages/core/package.json':
        '{ "name": "@x/core", "exports": { ".": "./dist/index.js", "./http": { "import": "./dist/net/http.mjs" } } }',
      'packages/core/src/index.ts': '',
      'packages/core/src/net/http.mts': '',
      'packages/core/dist/index.js': '',
      'packages/plain/package.json': '{ "name": "plain", "main": "lib/main.js" }',
      'packages/plain/lib/main.js': '',
      'packages/app/package.json': '{ "name": "app", "imports": { "#db": "./dist/db.js" } }',
      'packages/app/src/db.ts': '',
    });
    const at = resolver(root, 'packages/app/src/main.ts');
    expect(['@x/core', '@x/core/http', 'plain', '#db', '@x/none'].map(at)).toEqual([
      'packages/core/src/index.ts',
      'packages/core/src/net/http.mts',
      'packages/plain/lib/main.js',
      'packages/app/src/db.ts',
      undefined,
    ]);
  });

  test('goes on where configuration is broken, and names it', () => {
    const warnings: string[] = [];
    const root = folderWith({ 'tsconfig.json': '{ "compilerOptions": ', 'package.json': '[', 'a.ts': '' });
    const at = resolver(root, 'main.ts', warnings);
    expect([at('./a'), at('lib/x')]).toEqual(['a.ts', undefined]);
    expect(warnings.map((line) => line.split(' ')[0])).toEqual(['tsconfig.json', 'package.json']);
    expect(warnings[0]).toMatch(/isn't valid JSON .*; ignoring its paths$/);
  });
});

describe('version', () => {
  const ask = (files: Record<string, string>, name = 'axios', from = 'src/a.ts'): string | undefined => {
    const root = folderWith(files);
    return new DiskFiles().version(name, `${root}/${from}`);
  };
  const manifest = '{ "dependencies": { "axios": "^1.2.0" } }';

  test('comes from lock files of npm, yarn and pnpm', () => {
    const npm3 = '{ "lockfileVersion": 3, "packages": { "node_modules/axios": { "version": "1.7.2" } } }';
    expect(ask({ 'package.json': manifest, 'package-lock.json': npm3 })).toBe('1.7.2');
    const npm1 = '{ "lockfileVersion": 1, "dependencies": { "axios": { "version": "0.21.4" } } }';
    expect(ask({ 'package.json': manifest, 'package-lock.json': npm1 })).toBe('0.21.4');
    const yarn = 'axios@^0.27.0:\n  version "0.27.2"\n\naxios@^1.0.0, axios@^1.2.0:\n  version "1.6.0"\n';
    expect(ask({ 'package.json': manifest, 'yarn.lock': yarn })).toBe('1.6.0');
    const berry =
      '__metadata:\n  version: 8\n\n"axios@npm:^1.2.0":\n  version: 1.6.8\n  resolution: "axios@npm:1.6.8"\n';
    expect(ask({ 'package.json': manifest, 'yarn.lock': berry })).toBe('1.6.8');
    const pnpm =
      "lockfileVersion: '9.0'\nimporters:\n  .:\n    dependencies:\n      axios:\n        specifier: ^1.2.0\n        version: 1.7.9(debug@4.0.0)\n";
    expect(ask({ 'package.json': manifest, 'pnpm-lock.yaml': pnpm })).toBe('1.7.9');
  });

  test('is that of the workspace package that asks', () => {
    const lock =
      '{ "packages": { "node_modules/axios": { "version": "1.0.0" }, "pkg/node_modules/axios": { "version": "0.20.0" } } }';
    const files = { 'package.json': manifest, 'pkg/package.json': '{}', 'package-lock.json': lock };
    expect(ask(files, 'axios', 'pkg/a.ts')).toBe('0.20.0');
    expect(ask(files, 'axios', 'a.ts')).toBe('1.0.0');
  });

  test('comes from what is installed, else from a range with one major version, else is unknown', () => {
    expect(ask({ 'package.json': manifest, 'node_modules/axios/package.json': '{ "version": "1.3.1" }' })).toBe(
      '1.3.1',
    );
    expect(ask({ 'package.json': manifest })).toBe('1.2.0');
    expect(ask({ 'package.json': '{ "dependencies": { "axios": "0.27 || 1" } }' })).toBeUndefined();
    expect(ask({ 'package.json': '{ "dependencies": { "axios": "*" } }' })).toBeUndefined();
    expect(ask({})).toBeUndefined();
  });
});
