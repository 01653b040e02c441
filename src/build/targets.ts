import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import type { BuildOptions, Plugin } from 'esbuild';

/** Parts of the extension that load on first use: each becomes a file of its own beside extension.cjs. */
const lazyParts: Readonly<Record<string, string>> = {
  languageClient: 'src/client/languageClient.ts',
  // With what the room above it loads: the extension's own import of this name finds the same bundle.
  runbookHost: 'src/desk/runbookHost.ts',
};

const shared: BuildOptions = {
  bundle: true,
  outdir: 'dist',
  metafile: true,
  legalComments: 'none',
  logLevel: 'warning',
  sourcesContent: false,
  loader: { '.md': 'text' },
};

/**
 * Leaves `import('./part.ts')` in the extension as a `require` of the part's own bundle, so that what is only needed
 * later costs nothing at activation. esbuild splits ES modules only, and VS Code's floor wants CommonJS.
 */
const separateLazyParts: Plugin = {
  name: 'separate-lazy-parts',
  setup(build) {
    build.onResolve({ filter: /^\.\// }, (args) => {
      if (args.kind !== 'dynamic-import' || !/[\\/]src[\\/](?:client|extension|desk)[\\/]/.test(args.importer))
        return undefined;
      const part = basename(args.path, '.ts');
      if (Object.hasOwn(lazyParts, part)) return { path: `./${part}.cjs`, external: true };
      return { errors: [{ text: `${args.path} is loaded lazily but not listed in lazyParts (src/build/targets.ts)` }] };
    });
  },
};

/** What the bundled CommonJS (TypeScript above all) expects to find in an ES module. */
const commonJsNames = [
  "import { createRequire as __createRequire } from 'node:module';",
  "import { fileURLToPath as __toPath } from 'node:url';",
  'const require = __createRequire(import.meta.url);',
  'const __filename = __toPath(import.meta.url);',
  "const __dirname = __toPath(new URL('.', import.meta.url));",
].join('');

const extensionHost: BuildOptions = {
  ...shared,
  entryPoints: {
    extension: 'src/desk/main.ts',
    overflowThread: 'src/extension/overflowThread.ts',
    ...lazyParts,
  },
  outExtension: { '.js': '.cjs' },
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  external: ['vscode'],
  // The extension host intercepts `require('vscode')`; a real `import()` would go past it on the floor version.
  supported: { 'dynamic-import': false },
  plugins: [separateLazyParts],
};

/** Server, command line and worker share chunks, so that the parser is on disk once and loaded when first needed. */
const engine: BuildOptions = {
  ...shared,
  entryPoints: {
    server: 'src/server/main.ts',
    cli: 'src/cli/main.ts',
    mcp: 'src/mcp/main.ts',
    worker: 'src/batch/worker.ts',
    compilerWorker: 'src/compiler/compilerWorker.ts',
  },
  platform: 'node',
  format: 'esm',
  target: 'node20',
  splitting: true,
  // Beside the entries, so that all of them find typescriptEstree.cjs under one name.
  chunkNames: '[name]-[hash]',
  // Optional, and native: found beside the installed command, or not at all.
  external: ['oxc-parser'],
  define: {
    ESTREE_MODULE: JSON.stringify('./typescriptEstree.cjs'),
    TYPESCRIPT_LIB: JSON.stringify('./typescriptLib/'),
  },
  banner: { js: commonJsNames },
};

const eslintPlugin: BuildOptions = {
  ...shared,
  entryPoints: { eslint: 'src/eslint/main.ts' },
  platform: 'node',
  format: 'esm',
  target: 'node20',
  banner: { js: commonJsNames },
};

/**
 * The parser of record, loaded when a text needs it: synchronously, in the middle of an analysis. With it the compiler
 * that it holds anyway, so that types can be asked for without a second copy.
 */
const typescriptEstree: BuildOptions = {
  ...shared,
  stdin: {
    contents:
      "module.exports = { ...require('@typescript-eslint/typescript-estree'), typescript: require('typescript') };",
    resolveDir: '.',
    sourcefile: 'typescriptEstree.js',
  },
  outdir: undefined,
  outfile: 'dist/typescriptEstree.cjs',
  platform: 'node',
  format: 'cjs',
  target: 'node20',
};

const webview: BuildOptions = {
  ...shared,
  entryPoints: { webview: 'src/webview/main.ts' },
  platform: 'browser',
  format: 'iife',
  target: 'es2022',
};

function present(options: BuildOptions): BuildOptions {
  if (!options.entryPoints) return options;
  const entries = Object.entries(options.entryPoints as Record<string, string>).filter(([, file]) => existsSync(file));
  return { ...options, entryPoints: Object.fromEntries(entries) };
}

/** Every bundle of the product, by name. */
export function targets(production: boolean): ReadonlyMap<string, BuildOptions> {
  const all = { extensionHost, engine, typescriptEstree, eslintPlugin, webview };
  return new Map(
    Object.entries(all).map(([name, options]) => [
      name,
      { ...present(options), minify: production, sourcemap: !production },
    ]),
  );
}
