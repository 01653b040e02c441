import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installPackages } from './npm.ts';
import { HostProblem } from './problem.ts';

/** Which VS Code to test in: the newest one, or the oldest that package.json's `engines.vscode` promises. */
export type HostVersion = 'server' | 'floor';

/** An installed host: everything in it may be used without a network. */
export interface InstalledHost {
  /** Folder of VS Code's own server (`out/server-main.js` and the web workbench). */
  readonly vscode: string;
  /** VS Code's version, for example `1.139.1`. */
  readonly version: string;
  /** Node to run the server with. */
  readonly node: string;
  /** Folder of the packaged Chromium; it may be unusable on this platform. */
  readonly chromium: string;
}

/** Changing how an install is made must not meet a cache that was made the old way. */
const recipe = 1;

const here = dirname(dirname(fileURLToPath(import.meta.url)));

/** Where hosts are kept: `BREAKWATER_HOST_CACHE`, or `breakwater-host` in the user's cache folder. */
export function cacheRoot(env: NodeJS.ProcessEnv = process.env): string {
  if (env.BREAKWATER_HOST_CACHE) return env.BREAKWATER_HOST_CACHE;
  const base =
    process.platform === 'darwin'
      ? join(homedir(), 'Library', 'Caches')
      : process.platform === 'win32'
        ? (env.LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'))
        : env.XDG_CACHE_HOME || join(homedir(), '.cache');
  return join(base, 'breakwater-host');
}

function folderName(version: HostVersion): string {
  const hash = createHash('sha256').update(`${recipe} ${process.platform} ${process.arch}\n`);
  for (const file of ['package.json', 'package-lock.json']) hash.update(readFileSync(join(here, version, file)));
  return `${version}-${hash.digest('hex').slice(0, 12)}`;
}

function describe(folder: string): InstalledHost {
  const modules = join(folder, 'node_modules');
  const vscode = join(modules, 'code-server', 'lib', 'vscode');
  const { version } = JSON.parse(readFileSync(join(vscode, 'package.json'), 'utf8')) as { version: string };
  const packaged = [`node-${process.platform}-${process.arch}`, `node-bin-${process.platform}-${process.arch}`]
    .map((name) => join(modules, name, 'bin', 'node'))
    .find((file) => existsSync(file));
  if (!packaged && Number(process.versions.node.split('.')[0]) < 22)
    throw new HostProblem(
      `No Node is packaged for ${process.platform}-${process.arch}: run this command with Node 24, or use 'npm run test:desktop'.`,
    );
  return {
    vscode,
    version,
    node: packaged ?? process.execPath,
    chromium: join(modules, '@sparticuz', 'chromium', 'bin'),
  };
}

async function install(version: HostVersion, folder: string, say: (line: string) => void): Promise<void> {
  const code = JSON.parse(readFileSync(join(here, version, 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>;
  };
  say(`Preparing the test host in ${folder} (once; about 900 MB, from the npm registry)`);
  for (const file of ['package.json', 'package-lock.json'])
    writeFileSync(join(folder, file), readFileSync(join(here, version, file)));
  const vscode = join(folder, 'node_modules', 'code-server', 'lib', 'vscode');
  await installPackages(`VS Code's server (code-server ${code.dependencies['code-server']})`, 'ci', folder, say);
  // The shrinkwraps inside the tarball lack an optional entry or two, which `npm ci` refuses and `npm install` fixes.
  await installPackages("VS Code's own packages", 'install', vscode, say);
  await installPackages('Built-in extensions', 'install', join(vscode, 'extensions'), say);
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/**
 * The installed host for `version`, installing it first where it is missing. An install happens in a folder of its own
 * and is renamed when complete, so that an interrupted one is never used; two at once wait for each other.
 */
export async function prepareHost(version: HostVersion, say: (line: string) => void): Promise<InstalledHost> {
  if (process.platform === 'win32')
    throw new HostProblem("The server host runs on Linux and macOS; on Windows use 'npm run test:desktop'.");
  const root = cacheRoot();
  const folder = join(root, folderName(version));
  const partial = `${folder}.partial`;
  const owner = `${partial}.pid`;
  for (let waited = false; !existsSync(folder); waited = true) {
    mkdirSync(root, { recursive: true });
    try {
      writeFileSync(owner, String(process.pid), { flag: 'wx' });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      await waitForOwner(owner, waited ? () => {} : say);
      continue;
    }
    try {
      if (existsSync(folder)) break;
      rmSync(partial, { recursive: true, force: true });
      mkdirSync(partial);
      await install(version, partial, say);
      renameSync(partial, folder);
    } finally {
      rmSync(partial, { recursive: true, force: true });
      rmSync(owner, { force: true });
    }
  }
  return describe(folder);
}

async function waitForOwner(owner: string, say: (line: string) => void): Promise<void> {
  let pid: number;
  try {
    pid = Number(readFileSync(owner, 'utf8'));
    // An empty file may just have been made; after a while it is what a killed process left behind.
    if (pid ? !alive(pid) : Date.now() - statSync(owner).mtimeMs > 10_000) return rmSync(owner, { force: true });
  } catch {
    return;
  }
  say(`Waiting for process ${pid || '?'}, which is installing the test host`);
  await new Promise((resolve) => setTimeout(resolve, 500));
}
