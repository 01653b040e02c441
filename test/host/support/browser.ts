import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { chromium, type Browser } from 'playwright-core';
import type { InstalledHost } from './cache.ts';
import { HostProblem } from './problem.ts';

/** A browser to drive and what it wants in its environment. */
export interface BrowserProgram {
  readonly file: string;
  readonly env: Readonly<Record<string, string>>;
  /** Where it was found, for the log. */
  readonly source: string;
}

const names = [
  'google-chrome-stable',
  'google-chrome',
  'chromium',
  'chromium-browser',
  'microsoft-edge-stable',
  'microsoft-edge',
];
const macPrograms = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
];

/**
 * Finds a browser: the program that `BREAKWATER_BROWSER` names, else an installed Chrome, Chromium or Edge, else the
 * Chromium of the host's packages (Linux on x64), unpacked next to it on first use.
 * @throws HostProblem saying what to install or set where there is none.
 */
export function findBrowser(host: InstalledHost, env: NodeJS.ProcessEnv = process.env): BrowserProgram {
  const named = env.BREAKWATER_BROWSER;
  if (named) {
    if (existsSync(named)) return { file: named, env: {}, source: 'BREAKWATER_BROWSER' };
    throw new HostProblem(
      `BREAKWATER_BROWSER names ${named}, which does not exist: set it to a Chrome, Chromium or Edge.`,
    );
  }
  const candidates =
    process.platform === 'darwin'
      ? macPrograms
      : (env.PATH ?? '').split(':').flatMap((folder) => names.map((name) => join(folder, name)));
  const installed = candidates.find((file) => existsSync(file));
  if (installed) return { file: installed, env: {}, source: 'installed' };
  if (process.platform === 'linux' && process.arch === 'x64' && existsSync(join(host.chromium, 'chromium.br')))
    return unpackChromium(host.chromium, env);
  throw new HostProblem(
    'No browser found: install Chrome, Chromium or Edge (Debian: apt-get install chromium), or set BREAKWATER_BROWSER to one.',
  );
}

function unpackChromium(packed: string, env: NodeJS.ProcessEnv): BrowserProgram {
  const folder = join(packed, 'unpacked');
  if (!existsSync(folder)) {
    const partial = `${folder}.${process.pid}`;
    mkdirSync(partial);
    const read = (name: string) => brotliDecompressSync(readFileSync(join(packed, `${name}.br`)));
    writeFileSync(join(partial, 'chromium'), read('chromium'), { mode: 0o755 });
    for (const archive of ['al2023.tar', 'swiftshader.tar', 'fonts.tar'])
      execFileSync('tar', ['-xf', '-', '-C', partial], { input: read(archive) });
    try {
      renameSync(partial, folder);
    } catch (error) {
      rmSync(partial, { recursive: true, force: true });
      // Another process was faster, and its folder is as good.
      if (!existsSync(folder)) throw error;
    }
  }
  // NSS and NSPR are missing on a bare Debian; so are fonts.
  const libraries = [join(folder, 'lib'), env.LD_LIBRARY_PATH].filter(Boolean).join(':');
  const fonts: Record<string, string> = existsSync('/etc/fonts/fonts.conf') ? {} : { FONTCONFIG_PATH: folder };
  return {
    file: join(folder, 'chromium'),
    env: { LD_LIBRARY_PATH: libraries, ...fonts },
    source: '@sparticuz/chromium',
  };
}

/** Starts `program` without a window. */
export async function launchBrowser(program: BrowserProgram): Promise<Browser> {
  try {
    return await chromium.launch({
      executablePath: program.file,
      headless: true,
      // Who starts it ends it, in order: the window, its server, then the browser.
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
      env: { ...(process.env as Record<string, string>), ...program.env },
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    });
  } catch (error) {
    const said = (error as Error).message.split('\n');
    const why = said.find((line) => /error while loading|cannot open|ENOENT|EACCES/.test(line)) ?? said[0];
    throw new HostProblem(
      `The browser ${program.file} did not start: ${why?.replace(/^.*\[err\]\s*/, '').trim()}. Install Chrome or Chromium, or set BREAKWATER_BROWSER to one.`,
    );
  }
}
