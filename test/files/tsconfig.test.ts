import { describe, expect, test } from 'vitest';
import { DiskFiles } from '../../src/files/projectFiles.ts';
import { displayPath } from '../../src/files/paths.ts';
import { folderWith } from './folder.ts';

/** Where an import leads in a project of these files, and what was complained about. */
function resolved(files: Readonly<Record<string, string>>, specifier: string, from = 'src/main.ts'): unknown {
  const warnings: string[] = [];
  const root = folderWith(files);
  const disk = new DiskFiles({ warn: (_, message) => warnings.push(message) });
  const path = disk.resolve(specifier, `${root}/${from}`);
  const found = path === undefined ? undefined : displayPath(path, root);
  return warnings.length > 0 ? [found, ...warnings] : found;
}

const config = (options: object, more: object = {}) => JSON.stringify({ ...more, compilerOptions: options });
const toShared = config({ paths: { '~/*': ['${configDir}/lib/*'] } });
const files = { 'lib/a.ts': '', 'src/main.ts': '' };

describe('extends', () => {
  test.each([
    ['a path that the package exports', '@acme/config/node', { exports: { './node': './presets/node.json' } }],
    ['a pattern of exports', '@acme/config/presets/node.json', { exports: { './presets/*': './presets/*' } }],
    ['a condition of exports', '@acme/config/node', { exports: { './node': { require: './presets/node.json' } } }],
    ['its main export', '@acme/config', { exports: './presets/node.json' }],
    ['the field tsconfig', '@acme/config', { tsconfig: './presets/node.json' }],
    ['the field tsconfig without an ending', '@acme/config', { tsconfig: 'presets/node' }],
    ['a file of a package without exports', '@acme/config/presets/node', {}],
  ])('leads to %s', (_, specifier, manifest) => {
    const project = {
      ...files,
      'tsconfig.json': config({}, { extends: specifier }),
      'node_modules/@acme/config/package.json': JSON.stringify({ name: '@acme/config', ...manifest }),
      'node_modules/@acme/config/index.js': '',
      'node_modules/@acme/config/presets/node.json': toShared,
    };
    expect(resolved(project, '~/a')).toBe('lib/a.ts');
  });

  test('leads to tsconfig.json of a package whose main export is code', () => {
    const project = {
      ...files,
      'tsconfig.json': config({}, { extends: 'acme' }),
      'node_modules/acme/package.json': JSON.stringify({ name: 'acme', exports: './index.js' }),
      'node_modules/acme/index.js': '',
      'node_modules/acme/tsconfig.json': toShared,
    };
    expect(resolved(project, '~/a')).toBe('lib/a.ts');
  });

  test('costs nothing where the package is not installed', () => {
    const own = config({ paths: { '~/*': ['./lib/*'] } }, { extends: '@acme/config/node' });
    expect(resolved({ ...files, 'tsconfig.json': own }, '~/a')).toBe('lib/a.ts');
  });
});

describe('${configDir}', () => {
  const base = (options: object) => ({
    ...files,
    'config/base.json': config(options),
    'tsconfig.json': config({}, { extends: './config/base.json' }),
  });

  test.each([
    ['paths', { paths: { '~/*': ['${configDir}/lib/*'] } }],
    ['baseUrl', { baseUrl: '${configDir}', paths: { '~/*': ['lib/*'] } }],
    ['a baseUrl below', { baseUrl: '${configDir}/lib', paths: { '~/*': ['./*'] } }],
  ])('is the folder of the extending configuration in %s', (_, options) => {
    expect(resolved(base(options), '~/a')).toBe('lib/a.ts');
  });

  test('is that in a baseUrl without paths', () => {
    expect(resolved(base({ baseUrl: '${configDir}' }), 'lib/a')).toBe('lib/a.ts');
  });

  test('is not what a plain path means', () => {
    expect(resolved(base({ paths: { '~/*': ['./lib/*'] } }), '~/a')).toBeUndefined();
  });
});

describe('rootDirs', () => {
  const project = {
    'src/views/main.ts': '',
    'generated/views/form.ts': '',
    'src/views/own.ts': '',
    'generated/views/own.ts': '',
    'tsconfig.json': config({ rootDirs: ['src', './generated/'] }),
  };

  test.each([
    ['a file in the other folder', './form', 'generated/views/form.ts'],
    ['its own file before that', './own.js', 'src/views/own.ts'],
    ['a way up and down again', '../views/form', 'generated/views/form.ts'],
    ['nothing beyond the folders', '../../views/form', undefined],
    ['nothing that is in neither', './none', undefined],
  ])('let a relative import find %s', (_, specifier, expected) => {
    expect(resolved(project, specifier, 'src/views/main.ts')).toBe(expected);
  });

  test('hold where they are inherited', () => {
    const inherited = {
      ...project,
      'tsconfig.json': config({}, { extends: './base.json' }),
      'base.json': config({ rootDirs: ['${configDir}/src', '${configDir}/generated'] }),
    };
    expect(resolved(inherited, './form', 'src/views/main.ts')).toBe('generated/views/form.ts');
  });

  test('mean nothing where they are not set', () => {
    expect(resolved({ ...project, 'tsconfig.json': config({}) }, './form', 'src/views/main.ts')).toBeUndefined();
  });
});

test('what is no configuration is not quoted', () => {
  const said = resolved(
    {
      ...files,
      'tsconfig.json': config({}, { extends: './passwords' }),
      passwords: 'root:x:0:0:root:/root:/bin/bash\nadmin:y',
    },
    '~/a',
  );
  expect(JSON.stringify(said)).toContain("isn't valid JSON");
  expect(JSON.stringify(said)).not.toMatch(/oot:|admin/);
});
