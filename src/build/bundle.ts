/** Builds every bundle into dist/: `bundle.ts [--production] [--watch]`. */
import { copyFile, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { build, context, type Metafile, type Plugin } from 'esbuild';
import { pluginFiles } from './pluginFiles.ts';
import { targets } from './targets.ts';

const production = process.argv.includes('--production');
const watch = process.argv.includes('--watch');

/** The lines that the watch task's problem matcher waits for. */
const announce: Plugin = {
  name: 'announce',
  setup(target) {
    target.onStart(() => console.log('[watch] build started'));
    target.onEnd((result) => {
      for (const { text, location } of result.errors) {
        console.error(`✘ [ERROR] ${text}`);
        if (location) console.error(`    ${location.file}:${location.line}:${location.column}:`);
      }
      console.log('[watch] build finished');
    });
  },
};

async function once(): Promise<void> {
  const bundles = [...targets(production)];
  const metafiles: Record<string, Metafile> = {};
  await Promise.all(
    bundles.map(async ([name, options]) => {
      const { metafile } = await build(options);
      if (metafile) metafiles[name] = metafile;
    }),
  );
  await mkdir('dist', { recursive: true });
  const written = [...(await writePluginFiles()), ...(await copyDeclarations())];
  await removeAllBut(new Set([...written, ...Object.values(metafiles).flatMap(({ outputs }) => Object.keys(outputs))]));
  await writeFile('dist/meta.json', JSON.stringify(metafiles));
}

async function writePluginFiles(): Promise<string[]> {
  const files = [...(await pluginFiles())].map(([name, text]) => [`dist/${name}`, text] as const);
  for (const [path, text] of files) await writeFile(path, text);
  return files.map(([path]) => path);
}

/** The compiler's declarations of the language, without the browser's: with them types can be asked for. */
async function copyDeclarations(): Promise<string[]> {
  const from = 'node_modules/typescript/lib';
  const to = 'dist/typescriptLib';
  await mkdir(to, { recursive: true });
  const names = (await readdir(from)).filter((name) => /^lib\.(?:es(?!.*\.full\.)|decorators).*d\.ts$/.test(name));
  await Promise.all(names.map((name) => copyFile(`${from}/${name}`, `${to}/${name}`)));
  return names.map((name) => `${to}/${name}`);
}

/** Clears what earlier builds left, afterwards and not before: whoever runs dist/ meanwhile never finds it empty. */
async function removeAllBut(outputs: ReadonlySet<string>): Promise<void> {
  for (const entry of await readdir('dist', { withFileTypes: true, recursive: true })) {
    const file = relative('.', join(entry.parentPath, entry.name)).replaceAll('\\', '/');
    if (entry.isFile() && !outputs.has(file)) await rm(file, { force: true });
  }
}

async function keepBuilding(): Promise<void> {
  await mkdir('dist', { recursive: true });
  await writePluginFiles();
  await copyDeclarations();
  for (const options of targets(production).values()) {
    const target = await context({ ...options, plugins: [...(options.plugins ?? []), announce] });
    await target.watch();
  }
}

try {
  await (watch ? keepBuilding() : once());
} catch {
  // esbuild has printed what is wrong and where.
  process.exitCode = 1;
}
