import { spawn } from 'node:child_process';
import { HostProblem } from './problem.ts';

/** Variables npm hands to scripts that would make a nested npm work on the outer project. */
const outerProject =
  /^(npm_(package|lifecycle)_|npm_config_(local_prefix|prefix|workspace|omit|production|dry_run))|^INIT_CWD$/i;

/**
 * Runs `npm ci` or `npm install` without install scripts in `folder`, telling through `say` what is being done and how
 * long it took.
 * @throws HostProblem with npm's own reason in one line.
 */
export async function installPackages(
  what: string,
  command: 'ci' | 'install',
  folder: string,
  say: (line: string) => void,
): Promise<void> {
  const started = Date.now();
  const seconds = () => Math.round((Date.now() - started) / 1000);
  say(`  ${what} ...`);
  const ticking = setInterval(() => say(`  ${what} ... ${seconds()} s`), 15_000);
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !outerProject.test(name)));
  const options = '--omit=dev --ignore-scripts --no-audit --no-fund --engine-strict=false --loglevel=error';
  const child = spawn(
    'npm',
    [command, ...options.split(' '), ...(command === 'install' ? ['--no-package-lock'] : [])],
    {
      cwd: folder,
      env,
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  );
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  try {
    const code = await new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve));
    if (code !== 0) throw new Error(reason(errors) || `npm ${command} ended with code ${code}`);
  } catch (error) {
    throw new HostProblem(
      `Could not install the test host (${what}): ${(error as Error).message}. ` +
        'It comes from the npm registry: check the network, or point BREAKWATER_HOST_CACHE at a folder that holds it.',
    );
  } finally {
    clearInterval(ticking);
  }
  say(`  ${what}: ${seconds()} s`);
}

/** The first line of npm's error that says something, with its code: `ENOTFOUND request to https://... failed`. */
function reason(errors: string): string {
  const lines = errors.split('\n').map((line) => line.replace(/^npm (error|ERR!) ?/, '').trim());
  const code = lines.find((line) => line.startsWith('code '))?.slice(5);
  const said = lines.find((line) => line && !/^(code|errno|syscall|npm warn)\b/.test(line));
  return [code, said].filter(Boolean).join(' ').replace(/\.$/, '');
}
