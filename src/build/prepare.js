/**
 * Builds before npm packs. npm runs this here, and in a clone when somebody installs from git, as pre-commit does: there
 * nothing that the build needs is installed where the install itself is a global one.
 */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const run = (args) => execFileSync(process.execPath, args, { cwd: root, stdio: 'inherit' });
const npm = process.env['npm_execpath'];

if (npm && !existsSync(new URL('../../node_modules/tsx', import.meta.url)))
  run([npm, 'ci', '--ignore-scripts', '--include=dev', '--global=false']);
run(['--import', 'tsx', 'src/build/bundle.ts', '--production']);
