import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { InstalledHost } from './cache.ts';
import { HostProblem } from './problem.ts';

/** VS Code's settings, as in settings.json. */
export type Settings = Readonly<Record<string, unknown>>;

/** A running VS Code server with user data of its own. */
export interface VscodeServer {
  readonly port: number;
  /** The server's process. */
  readonly pid: number;
  /** Settings, state, logs and extensions live below this folder, which goes when the server stops. */
  readonly dataFolder: string;
  /** What the server has printed so far. */
  output(): string;
  /** Replaces the user's settings; VS Code follows within a second. */
  writeSettings(settings: Settings): void;
  /** Ends the server and all it started, and removes its data. */
  stop(): Promise<void>;
}

const quiet: Settings = {
  // TypeScript's own complaints (the sample's packages are not installed) would mix with ours.
  'javascript.validate.enable': false,
  'typescript.validate.enable': false,
  // One server for TypeScript in place of two, and no look-ups of types: nothing here asks it anything.
  'typescript.tsserver.useSyntaxServer': 'never',
  'typescript.disableAutomaticTypeAcquisition': true,
  // A caret that blinks has the browser draw without end.
  'editor.cursorBlinking': 'solid',
  'terminal.integrated.cursorBlinking': false,
  'editor.minimap.enabled': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'chat.disableAIFeatures': true,
  'extensions.ignoreRecommendations': true,
  'git.openRepositoryInParentFolders': 'never',
  'telemetry.telemetryLevel': 'off',
  'terminal.integrated.inheritEnv': true,
  'update.mode': 'none',
  'window.autoDetectColorScheme': false,
  'workbench.enableExperiments': false,
  'workbench.startupEditor': 'none',
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
  'workbench.tips.enabled': false,
};

/** Starts VS Code's server on a free port of 127.0.0.1. `env` is added to what its extension hosts see. */
export async function startServer(
  host: InstalledHost,
  settings: Settings,
  env: Readonly<Record<string, string>>,
): Promise<VscodeServer> {
  const root = mkdtempSync(join(tmpdir(), 'breakwater-host-'));
  const dataFolder = join(root, 'data');
  const home = join(root, 'home');
  const userFolder = join(dataFolder, 'data', 'User');
  for (const folder of [userFolder, home]) mkdirSync(folder, { recursive: true });
  const writeSettings = (more: Settings): void =>
    writeFileSync(join(userFolder, 'settings.json'), JSON.stringify({ ...quiet, ...more }, null, 2));
  writeSettings(settings);
  const child = spawn(
    host.node,
    [
      join(host.vscode, 'out', 'server-main.js'),
      ...['--host', '127.0.0.1', '--port', '0', '--server-data-dir', dataFolder, '--telemetry-level', 'off'],
      ...['--without-connection-token', '--accept-server-license-terms', '--enable-smoke-test-driver'],
    ],
    { env: { ...process.env, HOME: home, ...env }, stdio: ['ignore', 'pipe', 'pipe'], detached: true },
  );
  let output = '';
  const closed = new Promise<void>((resolve) => child.on('close', () => resolve()));
  let forceStop: () => void = () => {};
  const port = new Promise<number>((resolve, reject) => {
    const read = (text: string): void => {
      output += text;
      const found = /Extension host agent listening on (\d+)/.exec(output);
      if (found) resolve(Number(found[1]));
    };
    child.stdout.setEncoding('utf8').on('data', read);
    child.stderr.setEncoding('utf8').on('data', read);
    child.on('error', reject);
    child.on('exit', (code) =>
      reject(new HostProblem(`VS Code's server ended with code ${code}: ${lastLine(output)}`)),
    );
    setTimeout(() => reject(new HostProblem(`VS Code's server did not start: ${lastLine(output)}`)), 60_000).unref();
  });
  const signal = (name: NodeJS.Signals): void => {
    try {
      // The group holds the extension hosts, language servers and terminals, too.
      process.kill(-child.pid!, name);
    } catch {
      // Everything in it has already ended.
    }
  };
  forceStop = () => signal('SIGKILL');
  process.once('exit', forceStop);
  const stop = async (): Promise<void> => {
    signal('SIGTERM');
    const killer = setTimeout(forceStop, 3_000);
    await closed;
    clearTimeout(killer);
    forceStop();
    process.removeListener('exit', forceStop);
    rmSync(root, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  };
  try {
    return { port: await port, pid: child.pid!, dataFolder, output: () => output, writeSettings, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function lastLine(output: string): string {
  return output.trim().split('\n').at(-1) ?? '';
}
