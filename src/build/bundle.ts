/** Builds every bundle into dist/: `bundle.ts [--production] [--watch]`. */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { build, context, type Metafile, type Plugin } from 'esbuild';
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
  await rm('dist', { recursive: true, force: true });
  const bundles = [...targets(production)];
  const metafiles: Record<string, Metafile> = {};
  await Promise.all(
    bundles.map(async ([name, options]) => {
      const { metafile } = await build(options);
      if (metafile) metafiles[name] = metafile;
    }),
  );
  await mkdir('dist', { recursive: true });
  await writeFile('dist/meta.json', JSON.stringify(metafiles));
}

async function keepBuilding(): Promise<void> {
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
