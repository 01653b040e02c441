import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';
import { downloadAndUnzipVSCode, runTests } from '@vscode/test-electron';
import { startControl } from './control.ts';
import { HostProblem } from './problem.ts';
import type { Results } from './results.ts';
import { serveSuite } from './suiteControl.ts';
import { waitFor } from './wait.ts';
import { copyWorkspace, repository } from './workspace.ts';

/** The desktop VS Code to test in: what `BREAKWATER_VSCODE` names, or a downloaded one. @throws HostProblem */
async function program(): Promise<string> {
  const named = process.env.BREAKWATER_VSCODE;
  if (named) {
    if (existsSync(named)) return named;
    throw new HostProblem(`BREAKWATER_VSCODE names ${named}, which does not exist: set it to VS Code's executable.`);
  }
  try {
    return await downloadAndUnzipVSCode({ version: 'stable', timeout: 30_000 });
  } catch (error) {
    throw new HostProblem(
      `Cannot download VS Code from update.code.visualstudio.com (${(error as Error).message.split('\n')[0]}): ` +
        'allow that, or set BREAKWATER_VSCODE to the executable of an installed VS Code.',
    );
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Runs the bundled suite inside VS Code desktop. Its page is driven through Chromium's debugging port. */
export async function runDesktopSuite(testsPath: string, say: (line: string) => void): Promise<Results> {
  const vscodeExecutablePath = await program();
  const copy = copyWorkspace('checkout');
  const data = mkdtempSync(join(tmpdir(), 'bw-'));
  const control = await startControl();
  const port = await freePort();
  let browser: Browser | undefined;
  let results: Results | undefined;
  control.handlers.set('line', (line) => say(line as string));
  control.handlers.set('results', (body) => void (results = body as Results));
  serveSuite(control, () => {
    const page = browser?.contexts()[0]?.pages()[0];
    if (!page) throw new Error('The window of VS Code cannot be reached through its debugging port');
    return page;
  });
  try {
    const running = runTests({
      vscodeExecutablePath,
      extensionDevelopmentPath: repository,
      extensionTestsPath: testsPath,
      extensionTestsEnv: { BREAKWATER_TEST_CONTROL: control.url },
      launchArgs: [
        copy.folder,
        ...['--disable-workspace-trust', '--disable-updates', '--skip-welcome', '--disable-gpu'],
        ...[`--user-data-dir=${data}`, `--remote-debugging-port=${port}`],
      ],
    });
    running.catch(() => {});
    browser = await waitFor('the debugging port', () => chromium.connectOverCDP(`http://127.0.0.1:${port}`), 60_000);
    // A failing suite makes this throw, too; then its results say what failed.
    await running.catch((error: Error) => {
      if (!results) throw new HostProblem(`VS Code ended before its tests did: ${error.message}`);
    });
    return results ?? { passed: 0, failed: 1 };
  } finally {
    await browser?.close().catch(() => {});
    await control.close();
    copy.remove();
    rmSync(data, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}
