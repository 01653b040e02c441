/**
 * Makes breakwater-<version>.vsix from dist/: `npm run package [-- --pre-release]`. Only what the extension needs goes in.
 */
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createVSIX } from '@vscode/vsce';
import type { Metafile } from 'esbuild';

/** Manifest keys that only npm and we ourselves read. */
const npmOnly = [
  'bin',
  'types',
  'typesVersions',
  'exports',
  'files',
  'scripts',
  'peerDependencies',
  'peerDependenciesMeta',
  'devDependencies',
  'prettier',
  'allowScripts',
];

/** The bundles the extension loads, with the chunks that they import, directly or not. */
async function bundledFiles(): Promise<string[]> {
  const metafiles = JSON.parse(await readFile('dist/meta.json', 'utf8')) as Record<string, Metafile>;
  const outputs: Metafile['outputs'] = Object.assign(
    {},
    ...Object.values(metafiles).map((metafile) => metafile.outputs),
  );
  const wanted = new Set<string>();
  const visit = (file: string): void => {
    if (wanted.has(file) || !outputs[file]) return;
    wanted.add(file);
    for (const imported of outputs[file].imports) if (!imported.external) visit(imported.path);
  };
  const { extensionHost, webview } = metafiles;
  for (const file of Object.keys({ ...extensionHost?.outputs, ...webview?.outputs })) visit(file);
  visit('dist/server.js');
  visit('dist/mcp.js');
  visit('dist/typescriptEstree.cjs');
  return [...wanted].filter((file) => !file.endsWith('.map'));
}

const staging = await mkdtemp(join(tmpdir(), 'breakwater-vsix-'));
try {
  const manifest = JSON.parse(await readFile('package.json', 'utf8')) as Record<string, unknown>;
  for (const key of npmOnly) delete manifest[key];
  const kept = ['README.md', 'LICENSE', 'CHANGELOG.md', 'media', 'snippets', 'syntaxes', ...(await bundledFiles())];
  for (const path of kept) await cp(path, join(staging, path), { recursive: true });
  await writeFile(join(staging, 'package.json'), JSON.stringify(manifest, null, 2));
  const packagePath = join(process.cwd(), `breakwater-${String(manifest['version'])}.vsix`);
  await createVSIX({
    cwd: staging,
    packagePath,
    dependencies: false,
    preRelease: process.argv.includes('--pre-release'),
  });
} finally {
  await rm(staging, { recursive: true, force: true });
}
