import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { publint } from 'publint';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = new URL('../..', import.meta.url).pathname;
const run = promisify(execFile);
const node = process.execPath;

let folder: string;
const installed = (name: string): string => join(folder, 'project/node_modules', name);

/** The path of a package's tarball, made from what is built. */
async function pack(from: string): Promise<string> {
  const { stdout } = await run('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', folder], {
    cwd: from,
  });
  return join(folder, (JSON.parse(stdout) as { filename: string }[])[0]!.filename);
}

/** Unpacks a tarball the way npm does, into the node_modules of an empty project. */
async function install(tarball: string, name: string): Promise<void> {
  await mkdir(installed(name), { recursive: true });
  await run('tar', ['-xzf', tarball, '--strip-components=1', '-C', installed(name)]);
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'breakwater-npm-'));
  await run(node, ['--import', 'tsx', 'src/build/packageEslint.ts'], { cwd: root });
  await install(await pack(root), 'breakwater');
  await install(await pack(join(root, 'dist/eslint-plugin-breakwater')), 'eslint-plugin-breakwater');
  for (const name of [
    'eslint',
    'eslint9',
    '@eslint',
    '@types',
    '@typescript-eslint',
    'typescript-eslint',
    'typescript',
  ])
    await symlink(join(root, 'node_modules', name), installed(name), 'junction');
  await writeFile(join(folder, 'project/package.json'), '{ "name": "project", "type": "module" }');
}, 60_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

const packages = ['breakwater', 'eslint-plugin-breakwater'];
const specifiers = ['breakwater', 'breakwater/eslint', 'eslint-plugin-breakwater'];

describe.each(packages)('the tarball of %s', (name) => {
  it('has nothing that publint or attw complain about', async () => {
    const data = await readFile(join(folder, `${name}-0.1.0.tgz`));
    const { messages } = await publint({ pkgDir: installed(name), pack: false, strict: true });
    expect(messages).toEqual([]);
    const result = await checkPackage(createPackageFromTarballData(new Uint8Array(data)));
    expect(result.types).toMatchObject({ kind: 'included' });
    expect('problems' in result && result.problems).toEqual([]);
  }, 60_000);

  it('holds the files that its manifest names and no tests, sources or maps', async () => {
    const manifest = JSON.parse(await readFile(join(installed(name), 'package.json'), 'utf8')) as { main: string };
    const files = (await readdir(installed(name), { recursive: true })).map((file) => file.replaceAll('\\', '/'));
    for (const path of JSON.stringify(manifest).match(/(?<="\.\/)[^"*]+\.[a-z]+(?=")/g) ?? [])
      if (!path.startsWith('media/') && !path.startsWith('syntaxes/') && !path.startsWith('snippets/'))
        expect(files).toContain(path);
    const pages = /^src\/rules(?:\/[\w-]+\.md)?$/;
    const stray = /\.map$|^(?:src|test)\/|eslint-plugin-breakwater|meta\.json/;
    expect(files.filter((file) => stray.test(file) && !pages.test(file))).toEqual([]);
    expect(files).toContain('LICENSE');
  });

  it('holds the pages that its README links to', async () => {
    const files = (await readdir(installed(name), { recursive: true })).map((file) => file.replaceAll('\\', '/'));
    const readme = await readFile(join(installed(name), 'README.md'), 'utf8');
    const linked = [...readme.matchAll(/(?<!!\[[^\]]*)\]\((?!https?:|#|media\/)([^)#\s]+)/g)].map(([, path]) => path!);
    expect(linked.filter((path) => !files.includes(path))).toEqual([]);
  });

  it('asks for ESLint 9 or newer, without insisting on it', async () => {
    const manifest: unknown = JSON.parse(await readFile(join(installed(name), 'package.json'), 'utf8'));
    expect(manifest).toMatchObject({
      peerDependencies: { eslint: '>=9' },
      peerDependenciesMeta: { eslint: { optional: true } },
      keywords: expect.arrayContaining(['eslint', 'eslintplugin', 'eslint-plugin', 'oxlint']),
    });
  });
});

describe('a project that has it installed', () => {
  it.each(specifiers)('gets the plugin from %s, imported and required', async (specifier) => {
    const script = `
      import * as all from '${specifier}';
      import { createRequire } from 'node:module';
      const required = createRequire(import.meta.url)('${specifier}');
      console.log(JSON.stringify([all.default === all.breakwater, required === all.default, required.meta.name]));`;
    const { stdout } = await run(node, ['--no-warnings', '--input-type=module', '-e', script], {
      cwd: join(folder, 'project'),
    });
    expect(JSON.parse(stdout)).toEqual([true, true, 'breakwater']);
  });

  it.each([
    ['NodeNext', 'eslint'],
    ['Bundler', 'eslint'],
    ['NodeNext', 'eslint9'],
  ])(
    'type-checks eslint.config.ts under %s with %s',
    async (resolution, eslint) => {
      const configs = specifiers.map((specifier, i) => `import plugin${i} from '${specifier}';`);
      await writeFile(
        join(folder, 'project/eslint.config.ts'),
        `${configs.join('\n')}
import type { Linter } from '${eslint}';
import { defineConfig } from '${eslint}/config';
import tseslint from 'typescript-eslint';
import type { Plugin } from 'breakwater/eslint';
const named: Plugin = plugin0;
export const typed: Linter.Config[] = [plugin1.configs.strict, { plugins: { breakwater: plugin2 } }];
export const checked = tseslint.config(plugin0.configs.recommended);
export default defineConfig([
  named.configs.recommended,
  { plugins: { breakwater: plugin0 }, rules: { ...plugin1.configs.all.rules, 'breakwater/require-timeout': 'error' } },
]);
`,
      );
      await writeFile(
        join(folder, 'project/eslint.config.cts'),
        `import plugin = require('breakwater/eslint');\nexport = [plugin.configs.recommended];\n`,
      );
      const module = resolution === 'Bundler' ? 'ESNext' : resolution;
      const files = ['eslint.config.ts', ...(resolution === 'Bundler' ? [] : ['eslint.config.cts'])];
      const options = ['--strict', '--noEmit', '--skipLibCheck', '--types', 'node', '--target', 'es2022'];
      const args = [...options, '--module', module, '--moduleResolution', resolution, ...files];
      await expect(
        run(node, [join(root, 'node_modules/typescript/bin/tsc'), ...args], { cwd: join(folder, 'project') }),
      ).resolves.toMatchObject({ stdout: '' });
    },
    60_000,
  );

  it('lints through eslint-plugin-breakwater, and shows what it is to ESLint', async () => {
    await mkdir(join(folder, 'project/src'), { recursive: true });
    await writeFile(join(folder, 'project/src/load.js'), 'export const load = () => fetch("https://api.example/");\n');
    await writeFile(
      join(folder, 'project/eslint.config.js'),
      `import breakwater from 'eslint-plugin-breakwater';\nexport default [breakwater.configs.recommended];\n`,
    );
    const bin = join(root, 'node_modules/eslint/bin/eslint.js');
    const linted = run(node, [bin, '-f', 'json', 'src'], { cwd: join(folder, 'project') });
    const results = JSON.parse((await linted).stdout) as { messages: { ruleId: string }[] }[];
    expect(results[0]!.messages.map(({ ruleId }) => ruleId)).toContain('breakwater/unwrapped-network-call');
  }, 30_000);

  it.each(['eslint-plugin-breakwater', 'breakwater/eslint'])(
    'lints through oxlint by the name %s',
    async (plugin) => {
      await writeFile(
        join(folder, 'project/.oxlintrc.json'),
        JSON.stringify({
          jsPlugins: [plugin],
          categories: { correctness: 'off' },
          rules: { 'breakwater/unwrapped-network-call': 'warn' },
        }),
      );
      const bin = join(root, 'node_modules/oxlint/bin/oxlint');
      const { stdout } = await run(node, [bin, '-c', '.oxlintrc.json', '-f', 'json', 'src'], {
        cwd: join(folder, 'project'),
      });
      expect(stdout).toContain('breakwater(unwrapped-network-call)');
    },
    30_000,
  );
});

describe('packing a clone', () => {
  it('builds first, or ends without a tarball', async () => {
    const { scripts } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as {
      scripts: Record<string, string>;
    };
    // `prepare`, and not `prepack`: npm runs it for a package from git as well, which is how pre-commit installs.
    expect(scripts['prepare']).toBe('node src/build/prepare.js');
    const clone = join(folder, 'clone');
    await mkdir(clone);
    for (const name of ['package.json', 'README.md', 'LICENSE']) await cp(join(root, name), join(clone, name));
    // Nothing is installed here, so the build can't run: a tarball without dist/ must not come out.
    await expect(run('npm', ['pack'], { cwd: clone })).rejects.toMatchObject({ code: expect.any(Number) });
    expect((await readdir(clone)).filter((name) => name.endsWith('.tgz'))).toEqual([]);
  }, 30_000);
});

describe('the plugin', () => {
  it('carries no YAML parser', async () => {
    const { eslintPlugin } = JSON.parse(await readFile(join(root, 'dist/meta.json'), 'utf8')) as {
      eslintPlugin: { inputs: Record<string, unknown> };
    };
    expect(Object.keys(eslintPlugin.inputs).filter((file) => /node_modules\/(?:yaml|ajv)\//.test(file))).toEqual([]);
  });
});

describe('npm pack', () => {
  it('builds, leaves out the script that builds, and prints the name of the tarball alone', async () => {
    const at = join(folder, 'packed');
    await mkdir(join(at, 'src/build'), { recursive: true });
    await mkdir(join(at, 'dist'));
    for (const name of ['package.json', '.npmrc', 'src/build/packedManifest.js'])
      await cp(join(root, name), join(at, name));
    await writeFile(
      join(at, 'src/build/prepare.js'),
      "import { writeFileSync } from 'node:fs';\nconsole.log('building');\nwriteFileSync('dist/cli.js', '');\n",
    );
    // pre-commit takes what it prints for the path of the tarball.
    const { stdout } = await run('npm', ['pack'], { cwd: at });
    expect(stdout).toBe('breakwater-0.1.0.tgz\n');
    const { stdout: files } = await run('tar', ['-tzf', join(at, 'breakwater-0.1.0.tgz')]);
    expect(files).toContain('package/dist/cli.js');
    const { stdout: packed } = await run('tar', ['-xzOf', join(at, 'breakwater-0.1.0.tgz'), 'package/package.json']);
    const scripts = (text: string) => (JSON.parse(text) as { scripts: Record<string, string> }).scripts;
    expect(scripts(packed)).not.toHaveProperty('prepare');
    // A clone that is installed from git builds itself, before and after.
    const text = await readFile(join(root, 'package.json'), 'utf8');
    expect(scripts(text)).toHaveProperty('prepare', 'node src/build/prepare.js');
    expect(await readFile(join(at, 'package.json'), 'utf8')).toBe(text);
  }, 60_000);
});
