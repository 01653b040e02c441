import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { DiskFiles } from '../../src/files/projectFiles.ts';
import { displayPath } from '../../src/files/paths.ts';
import { folderWith } from './folder.ts';

/** Where TypeScript says that an import of src/main.ts leads, by the project's tsconfig.json. */
function byTypeScript(root: string, specifier: string): string | undefined {
  const host = { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => undefined };
  const { options } = ts.getParsedCommandLineOfConfigFile(`${root}/tsconfig.json`, {}, host)!;
  const asked = { ...options, moduleResolution: ts.ModuleResolutionKind.Bundler, module: ts.ModuleKind.ESNext };
  const { resolvedModule } = ts.resolveModuleName(specifier, `${root}/src/main.ts`, asked, ts.sys);
  return resolvedModule && displayPath(resolvedModule.resolvedFileName, root);
}

function byBreakwater(root: string, specifier: string): string | undefined {
  const path = new DiskFiles({ warn: () => undefined }).resolve(specifier, `${root}/src/main.ts`);
  return path && displayPath(path, root);
}

const sources = { 'src/main.ts': '', 'lib/a.ts': '', 'src/lib/a.ts': '', 'config/lib/a.ts': '', 'gen/form.ts': '' };
const config = (compilerOptions: object, more: object = {}) => JSON.stringify({ ...more, compilerOptions });
const paths = { '~/*': ['./lib/*'] };
const extending = (own: object, base: object, more: Record<string, string> = {}) => ({
  'tsconfig.json': config(own, { extends: './config/base.json' }),
  'config/base.json': config(base),
  ...more,
});

describe('an import leads where TypeScript says', () => {
  test.each<[string, Record<string, string>, string?]>([
    ['paths', { 'tsconfig.json': config({ paths }) }],
    ['paths and baseUrl', { 'tsconfig.json': config({ baseUrl: 'src', paths }) }],
    ['paths of a base, relative to the base', extending({}, { paths })],
    ['baseUrl of a base', extending({}, { baseUrl: '..', paths })],
    ['paths of a base, relative to the own baseUrl', extending({ baseUrl: 'src' }, { paths })],
    ['own paths, relative to the baseUrl of a base', extending({ paths }, { baseUrl: '../src' })],
    ['paths that are taken back', extending({ paths: null }, { paths })],
    ['paths that are emptied', extending({ paths: {} }, { paths })],
    ['a baseUrl that is taken back', extending({ baseUrl: null, paths }, { baseUrl: '../src' })],
    ['configDir', extending({}, { paths: { '~/*': ['${configDir}/lib/*'] } })],
    ['configDir in baseUrl', extending({}, { baseUrl: '${configDir}/src', paths })],
    ['rootDirs', { 'tsconfig.json': config({ rootDirs: ['src', 'gen'] }) }, './form'],
    ['rootDirs of a base', extending({}, { rootDirs: ['../src', '${configDir}/gen'] }), './form'],
    ['rootDirs that are taken back', extending({ rootDirs: null }, { rootDirs: ['../src', '../gen'] }), './form'],
    ['a base that is not there', { 'tsconfig.json': config({ paths }, { extends: '@acme/gone' }) }],
    [
      'several bases, one not there',
      {
        'tsconfig.json': config({}, { extends: ['gone', './config/base.json', './config/none.json'] }),
        'config/base.json': config({ paths }),
        'config/none.json': config({}),
      },
    ],
    [
      'several bases, the last one first',
      {
        'tsconfig.json': config({}, { extends: ['./config/base.json', './src/base.json'] }),
        'config/base.json': config({ paths }),
        'src/base.json': config({ paths }),
      },
    ],
    [
      'bases in a circle',
      {
        'tsconfig.json': config({ paths }, { extends: './config/base.json' }),
        'config/base.json': config({}, { extends: '../tsconfig.json' }),
      },
    ],
    ['comments and commas', { 'tsconfig.json': `// x\n{ "compilerOptions": { "paths": { "~/*": ["./lib/*",] }, } }` }],
  ])('by %s', (_, files, specifier = '~/a') => {
    const root = folderWith({ ...sources, ...files });
    expect(byBreakwater(root, specifier)).toBe(byTypeScript(root, specifier));
  });

  test('and values of the wrong type say nothing', () => {
    const root = folderWith({ ...sources, 'tsconfig.json': config({ paths: [], rootDirs: 'x', baseUrl: 5 }) });
    expect(byBreakwater(root, '~/a')).toBeUndefined();
    expect(byBreakwater(root, '../lib/a')).toBe('lib/a.ts');
  });
});
