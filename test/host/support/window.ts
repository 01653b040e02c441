import { mkdirSync, readFileSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import type { PlainDiagnostic } from '../helper/operations.ts';
import type { HelperClient } from './helperClient.ts';
import { type Settings, type VscodeServer } from './server.ts';
import { waitFor } from './wait.ts';
import { WebviewPage } from './webview.ts';

export type { PlainDiagnostic };

/** The colour themes that pictures are taken in. */
export const themes = {
  light: 'Default Light Modern',
  dark: 'Default Dark Modern',
  hc: 'Default High Contrast',
} as const;
export type Theme = keyof typeof themes;

/** The parts a window is made of; `openWindow` in session.ts puts them together. */
export interface WindowParts {
  readonly server: VscodeServer;
  readonly context: BrowserContext;
  readonly page: Page;
  readonly helper: HelperClient;
  /** Absolute path of the folder that is open. */
  readonly folder: string;
  readonly url: string;
  readonly settings: Settings;
  /** Where lines that the window prints are collected. */
  readonly log: string[];
  /** What runs when the window has closed. */
  readonly release: () => Promise<void>;
}

/** Breakwater's identifier as an extension. */
export const extensionId = 'breakwater.breakwater';

/**
 * A VS Code window driven from outside its extension host, so that it outlives reloads and killed extension hosts.
 * Files are given relative to the open folder (or absolute); lines and columns are 1-based. Everything waits for what it
 * needs, with a deadline, and throws naming what did not come.
 */
export class Window {
  private settings: Settings;
  /** Lines that the window's extension host and page have printed. */
  readonly log: string[];
  /** Absolute paths of the files that the scenario itself has saved. */
  readonly saved = new Set<string>();

  constructor(private readonly parts: WindowParts) {
    this.settings = parts.settings;
    this.log = parts.log;
    parts.page.on('console', (message) => this.log.push(`${message.type()}: ${message.text()}`));
  }

  /** Playwright's page, for what has no method here. */
  get page(): Page {
    return this.parts.page;
  }

  get folder(): string {
    return this.parts.folder;
  }

  /** Address of the window for a browser on this machine. */
  get url(): string {
    return this.parts.url;
  }

  /** Folder of VS Code's own data: `data/User` with state and global storage, `data/logs`. */
  get dataFolder(): string {
    return this.parts.server.dataFolder;
  }

  /** Process id of the extension host that answers now. */
  get extensionHostPid(): number {
    return this.parts.helper.pid;
  }

  private absolute(file: string): string {
    return isAbsolute(file) ? file : join(this.folder, file);
  }

  /** Bytes of a workspace file on disk, as text. */
  readFile(file: string): string {
    return readFileSync(this.absolute(file), 'utf8');
  }

  // -- Commands and documents -------------------------------------------------------------------------------------

  /**
   * Runs a command by id and gives its result back as JSON. An argument `uri(file)` arrives as a Uri. Do not await a
   * command that waits for the person (an input box, a modal dialog): use `begin`.
   */
  command(id: string, ...args: unknown[]): Promise<unknown> {
    return this.parts.helper.call('command', id, ...args);
  }

  /** Starts a command that waits for the person; its end and its errors are not looked at. */
  begin(id: string, ...args: unknown[]): void {
    void this.command(id, ...args).catch(() => {});
  }

  /** An argument for `command` that arrives as the Uri of a workspace file. */
  uri(file: string): { readonly $uri: string } {
    return { $uri: this.absolute(file) };
  }

  /** Ids of all commands but VS Code's internal ones. */
  commands(): Promise<string[]> {
    return this.parts.helper.call('commands') as Promise<string[]>;
  }

  /** Opens a file in the text editor, in a tab of its own. */
  async openFile(file: string): Promise<void> {
    await this.parts.helper.call('open', this.absolute(file));
  }

  /** Text of a document, unsaved changes included. */
  text(file: string): Promise<string> {
    return this.parts.helper.call('text', this.absolute(file)) as Promise<string>;
  }

  /** Replaces a document's text without saving it. */
  async edit(file: string, text: string): Promise<void> {
    await this.parts.helper.call('edit', this.absolute(file), text);
  }

  async save(file: string): Promise<void> {
    this.saved.add(this.absolute(file));
    await this.parts.helper.call('save', this.absolute(file));
  }

  /** Labels of all open tabs. */
  tabs(): Promise<string[]> {
    return this.parts.helper.call('tabs') as Promise<string[]>;
  }

  isExtensionActive(id = extensionId): Promise<boolean> {
    return this.parts.helper.call('isActive', id) as Promise<boolean>;
  }

  /** Milliseconds of loading and activating an extension that is not active yet, measured afresh `runs` times. */
  activationTimes(runs: number, id = extensionId): Promise<{ readonly load: number; readonly activate: number }[]> {
    return this.parts.helper.call('activationTimes', id, runs) as Promise<{ load: number; activate: number }[]>;
  }

  isTrusted(): Promise<boolean> {
    return this.parts.helper.call('isTrusted') as Promise<boolean>;
  }

  // -- Diagnostics ------------------------------------------------------------------------------------------------

  diagnostics(file: string): Promise<PlainDiagnostic[]> {
    return this.parts.helper.call('diagnostics', this.absolute(file)) as Promise<PlainDiagnostic[]>;
  }

  /** Waits until a file's diagnostics are as `wanted` says. */
  waitForDiagnostics(
    file: string,
    wanted: (diagnostics: PlainDiagnostic[]) => boolean,
    timeout = 60_000,
  ): Promise<PlainDiagnostic[]> {
    let seen: PlainDiagnostic[] = [];
    return waitFor(
      `diagnostics of ${file}`,
      async () => {
        seen = await this.diagnostics(file);
        if (wanted(seen)) return seen;
        throw new Error(JSON.stringify(seen.map(({ code, line, message }) => ({ code, line, message }))));
      },
      timeout,
    );
  }

  /** Titles of the code actions on a line. */
  quickFixes(file: string, line: number): Promise<string[]> {
    return this.parts.helper.call('quickFixes', this.absolute(file), line) as Promise<string[]>;
  }

  /** Applies the first code action of the line whose title contains `title`. */
  async applyQuickFix(file: string, line: number, title: string): Promise<void> {
    await this.parts.helper.call('applyQuickFix', this.absolute(file), line, title);
  }

  // -- What a person sees and does --------------------------------------------------------------------------------

  /** The webview whose page holds `rootSelector`. */
  webview(rootSelector: string, timeout?: number): WebviewPage {
    return new WebviewPage(() => this.page, rootSelector, timeout);
  }

  /** Presses keys in the window: `Escape`, `Control+Shift+P`. */
  async press(key: string): Promise<void> {
    await this.page.keyboard.press(key);
  }

  /** Texts of all notifications. The tests' windows show no toasts: they keep notifications in their list. */
  async notifications(): Promise<string[]> {
    await this.command('notifications.showList');
    const texts = await this.page.locator('.notifications-center .notification-list-item-message').allInnerTexts();
    await this.command('notifications.hideList');
    return texts;
  }

  /** Clicks a button of the notification or dialog on show. */
  async clickButton(label: string): Promise<void> {
    const scope = '.notification-list-item, .monaco-dialog-box';
    await this.page.locator(scope).locator('.monaco-button', { hasText: label }).first().click();
  }

  /** Texts of the status bar's entries. */
  async statusBar(): Promise<string[]> {
    const texts = await this.page.locator('.statusbar-item').allInnerTexts();
    return texts.map((text) => text.trim()).filter(Boolean);
  }

  /** Text of the modal dialog, when there is one. */
  async dialog(): Promise<string | undefined> {
    return (await this.page.locator('.monaco-dialog-box').allInnerTexts())[0];
  }

  /** Picks the entry of the open quick pick whose label contains `label`. */
  async pick(label: string): Promise<void> {
    await this.page.locator('.quick-input-list .monaco-list-row', { hasText: label }).first().click();
  }

  /** Types into the open input box or quick pick, and accepts. */
  async answer(text: string): Promise<void> {
    await this.page.locator('.quick-input-widget input:not([type=checkbox])').first().fill(text);
    await this.page.keyboard.press('Enter');
  }

  /** Writes a PNG of the whole window. */
  async screenshot(file: string): Promise<void> {
    mkdirSync(dirname(file), { recursive: true });
    await this.page.screenshot({ path: file });
  }

  // -- Settings, trust, and what goes wrong -----------------------------------------------------------------------

  /** Changes user settings; `undefined` removes one. */
  async configure(change: Settings): Promise<void> {
    this.settings = { ...this.settings, ...change };
    for (const [key, value] of Object.entries(change)) await this.parts.helper.call('configure', key, value);
  }

  async setTheme(theme: Theme): Promise<void> {
    await this.configure({ 'workbench.colorTheme': themes[theme] });
    const wanted = { light: '.vs', dark: '.vs-dark', hc: '.hc-black' }[theme];
    await this.page.locator(`.monaco-workbench${wanted}`).waitFor();
  }

  /** Trusts the folder as a person does: through the trust editor. For windows opened with `trusted: false`. */
  async grantTrust(): Promise<void> {
    this.begin('workbench.trust.manage');
    await this.page
      .locator('.workspace-trust-editor .monaco-button', { hasText: /^Trust$/ })
      .first()
      .click();
    await waitFor('the folder to be trusted', () => this.isTrusted());
  }

  /** Reloads the window by VS Code's own command, which first saves what is open, and waits for the new extension host. */
  async reload(): Promise<void> {
    const next = this.parts.helper.nextHello();
    // A page that has unsaved work asks whether to leave.
    this.page.once('dialog', (dialog) => void dialog.accept());
    this.begin('workbench.action.reloadWindow');
    await next;
  }

  /** Kills the extension host with SIGKILL, and waits until VS Code has started another. */
  async killExtensionHost(): Promise<void> {
    const next = this.parts.helper.nextHello();
    process.kill(this.extensionHostPid, 'SIGKILL');
    await next;
  }

  /** Closes the window and ends its server; the workspace copy goes too. */
  async close(): Promise<void> {
    // A browser that is gone already must not keep the server alive.
    await this.parts.context.close().catch(() => undefined);
    try {
      await this.parts.server.stop();
    } finally {
      await this.parts.release();
    }
  }
}
