import { cpSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { findBrowser, launchBrowser } from './browser.ts';
import { bundleHelper } from './bundle.ts';
import { prepareHost, type HostVersion, type InstalledHost } from './cache.ts';
import { startControl, type Control } from './control.ts';
import { HelperClient } from './helperClient.ts';
import { startServer, type Settings } from './server.ts';
import { themes, Window, type Theme } from './window.ts';
import { copyWorkspace, repository } from './workspace.ts';

export interface WindowOptions {
  /** A folder of test/workspaces, of which a copy is opened. Default: `checkout`. */
  readonly workspace?: string;
  /** An absolute path, opened as it is instead of a copy. */
  readonly folder?: string;
  /** A `.code-workspace` file in the folder, opened in the folder's place. */
  readonly workspaceFile?: string;
  /** Default: `dark`. */
  readonly theme?: Theme;
  /** `false` opens the folder in Restricted Mode. Default: `true`. */
  readonly trusted?: boolean;
  /** Further user settings. */
  readonly settings?: Settings;
  /** Further environment of the extension host. */
  readonly env?: Readonly<Record<string, string>>;
  /** Of the window, in pixels. Default: 1440 by 900. */
  readonly size?: { readonly width: number; readonly height: number };
  /** Bundled Mocha entry to run inside the extension host. */
  readonly testsPath?: string;
}

/** An installed VS Code and a running browser that windows are opened with. */
export class Session {
  /** Where pictures of windows whose scenario failed are kept. */
  readonly failuresFolder = join(repository, 'node_modules', '.cache', 'breakwater-host', 'failures');

  private constructor(
    readonly host: InstalledHost,
    private readonly browser: Browser,
    private readonly helperFolder: string,
    /** Where the browser came from, for the log. */
    readonly browserSource: string,
  ) {}

  /**
   * Prepares the host (installing it where it is missing) and starts the browser.
   * @param helperFolder the bundled helper, where it is bundled already
   * @throws HostProblem
   */
  static async start(version: HostVersion, say: (line: string) => void, helperFolder?: string): Promise<Session> {
    const host = await prepareHost(version, say);
    const program = findBrowser(host);
    const browser = await launchBrowser(program);
    return new Session(host, browser, helperFolder ?? (await bundleHelper()), program.source);
  }

  /** Opens a window and waits until its extension host answers. */
  async open(options: WindowOptions = {}): Promise<Window> {
    const { window } = await this.openWith(options, await startControl());
    return window;
  }

  /** As `open`, with a control server whose handlers the tests inside may call. */
  async openWith(options: WindowOptions, control: Control): Promise<{ window: Window; exit: Promise<number> }> {
    const copy = options.folder === undefined ? copyWorkspace(options.workspace ?? 'checkout') : undefined;
    const folder = copy?.folder ?? options.folder!;
    const release = async (): Promise<void> => {
      await control.close();
      copy?.remove();
    };
    const settings: Settings = {
      'workbench.colorTheme': themes[options.theme ?? 'dark'],
      // In a browser VS Code saves what was edited after a second, which would change files that no scenario saved.
      'files.autoSave': 'off',
      ...(options.trusted === false
        ? { 'security.workspace.trust.startupPrompt': 'never', 'security.workspace.trust.banner': 'never' }
        : { 'security.workspace.trust.enabled': false }),
      ...options.settings,
    };
    const server = await startServer(this.host, settings, { BREAKWATER_TEST_CONTROL: control.url, ...options.env });
    try {
      const extensions = join(server.dataFolder, 'extensions');
      mkdirSync(extensions, { recursive: true });
      cpSync(this.helperFolder, join(extensions, 'breakwater.breakwater-test-helper-0.0.1'), { recursive: true });
      // A window without tests has the extension installed as users have it: VS Code does not restart the extension
      // host of a window that develops an extension.
      if (!options.testsPath) installExtension(extensions);
      const context = await this.browser.newContext({
        viewport: options.size ?? { width: 1440, height: 900 },
        permissions: ['clipboard-read', 'clipboard-write'],
      });
      const page = await context.newPage();
      const exit = new Promise<number>((resolve) => {
        void page.exposeFunction('codeAutomationExit', (code: number) => resolve(code));
      });
      const log: string[] = [];
      await page.exposeFunction('codeAutomationLog', (type: string, args: unknown[]) => {
        log.push(`${type}: ${args.join(' ')}`);
      });
      const url = windowUrl(server.port, folder, options);
      const helper = new HelperClient(control);
      const window = new Window({ server, context, page, helper, folder, url, settings, release, log });
      const hello = helper.nextHello();
      await page.goto(url);
      await hello;
      return { window, exit };
    } catch (error) {
      await server.stop();
      await release();
      throw error;
    }
  }

  async stop(): Promise<void> {
    await this.browser.close();
  }
}

function installExtension(extensions: string): void {
  const manifest = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8')) as { version: string };
  const target = join(extensions, `breakwater.breakwater-${manifest.version}`);
  for (const part of ['package.json', 'dist', 'media', 'syntaxes', 'snippets'])
    if (existsSync(join(repository, part))) cpSync(join(repository, part), join(target, part), { recursive: true });
}

/** Address of a window on `folder`; with `testsPath`, this repository is the extension under development. */
export function windowUrl(port: number, folder: string, { testsPath, workspaceFile }: WindowOptions): string {
  const authority = `127.0.0.1:${port}`;
  const payload = [
    ...(testsPath
      ? [
          ['extensionDevelopmentPath', `vscode-remote://${authority}${repository}`],
          ['extensionTestsPath', `vscode-remote://${authority}${testsPath}`],
        ]
      : []),
    ['skipWelcome', 'true'],
  ];
  const opened =
    workspaceFile === undefined
      ? `folder=${encodeURIComponent(folder)}`
      : `workspace=${encodeURIComponent(join(folder, workspaceFile))}`;
  return `http://${authority}/?${opened}&payload=${encodeURIComponent(JSON.stringify(payload))}`;
}
