/**
 * Makes eslint-plugin-breakwater, the package that ESLint's users look for, out of the build: `npm run package:eslint`
 * writes dist/eslint-plugin-breakwater, ready for `npm publish` or `npm pack`.
 */
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pluginFiles } from './pluginFiles.ts';

/** What both packages say alike. */
const shared = ['version', 'license', 'repository', 'homepage', 'bugs', 'peerDependencies', 'peerDependenciesMeta'];

const folder = 'dist/eslint-plugin-breakwater';
const root = JSON.parse(await readFile('package.json', 'utf8')) as Record<string, unknown>;

const manifest = {
  name: 'eslint-plugin-breakwater',
  description: 'ESLint and oxlint rules for resilience: missing timeouts, retries without backoff, swallowed failures.',
  ...Object.fromEntries(shared.map((key) => [key, root[key]])),
  keywords: ['eslint', 'eslintplugin', 'eslint-plugin', 'oxlint', 'resilience', 'timeout', 'retry', 'circuit breaker'],
  type: 'module',
  engines: { node: (root['engines'] as { node: string }).node },
  main: './eslint.cjs',
  types: './eslint.d.cts',
  exports: {
    '.': {
      import: { types: './eslint.d.ts', default: './eslint.js' },
      require: { types: './eslint.d.cts', default: './eslint.cjs' },
    },
    './package.json': './package.json',
  },
  files: ['eslint.js', ...(await pluginFiles()).keys()],
};

const readme = `# eslint-plugin-breakwater

Rules for ESLint 9 and newer and for oxlint that find code that breaks when a dependency is slow or down.
They are the same as those of [breakwater](${String(root['homepage'])}), which documents each of them.

\`\`\`js
// eslint.config.js
import breakwater from 'eslint-plugin-breakwater';

export default [breakwater.configs.recommended];
\`\`\`

\`\`\`json
// .oxlintrc.json
{ "jsPlugins": ["eslint-plugin-breakwater"], "rules": { "breakwater/unwrapped-network-call": "warn" } }
\`\`\`
`;

await rm(folder, { recursive: true, force: true });
await mkdir(folder, { recursive: true });
for (const name of manifest.files) await cp(join('dist', name), join(folder, name));
await cp('LICENSE', join(folder, 'LICENSE'));
await writeFile(join(folder, 'README.md'), readme);
await writeFile(join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
