import { unknownIntent } from './runIntents.ts';
import * as vscode from 'vscode';
import type { FromWebview, RunRequest, ToWebview } from '../protocol/webview.ts';
import { imagesFor } from './documentMessage.ts';
import { besidePanel } from './ids.ts';
import type { Filled } from './filledBlocks.ts';
import type { RunbookModel } from './runbookModel.ts';
import type { NotRun } from '../walk/inOrder.ts';
import { pageOf } from './runbookPage.ts';
import { sentence, type Services } from './services.ts';
import { refusalToRun } from './trust.ts';

/** One webview on a runbook: sends it what to draw, and checks and carries out what it asks for. */
export class RunbookView implements vscode.Disposable {
  readonly #panel: vscode.WebviewPanel;
  readonly #services: Services;
  readonly #disposables: vscode.Disposable[] = [];
  #ready = false;
  #tellReady: () => void = () => undefined;
  /** Resolves once the page draws what it is sent. */
  readonly whenReady = new Promise<void>((resolve) => (this.#tellReady = resolve));
  #filled: Filled | undefined;
  #pendingRun: ReturnType<typeof setTimeout> | undefined;

  constructor(
    readonly model: RunbookModel,
    panel: vscode.WebviewPanel,
    services: Services,
  ) {
    this.#panel = panel;
    this.#services = services;
    const { webview } = panel;
    const folders = vscode.workspace.workspaceFolders?.map(({ uri }) => uri) ?? [];
    const beside = vscode.Uri.joinPath(model.document.uri, '..');
    webview.options = { enableScripts: true, localResourceRoots: [services.context.extensionUri, ...folders, beside] };
    this.#disposables.push(
      webview.onDidReceiveMessage((message: FromWebview) => this.#receive(message)),
      model.onDidChangeDocument(() => this.#sendDocument()),
      model.onDidChangeRun(() => this.#sendRunSoon()),
      model.targets.onDidChange(() => this.#sendTargets()),
      model.start.onDidChange(() => this.#sendStart()),
      model.output.onDidPrint((output) => void this.post({ type: 'output', ...output })),
      vscode.workspace.onDidGrantWorkspaceTrust(() => this.#sendPermissions()),
      vscode.workspace.onDidSaveTextDocument(() => this.#sendCalls()),
    );
    webview.html = pageOf(webview, services.context.extensionUri, model.document.uri);
  }

  get uri(): vscode.Uri {
    return this.model.document.uri;
  }

  get active(): boolean {
    return this.#panel.active;
  }

  get isBeside(): boolean {
    return this.#panel.viewType === besidePanel || this.#panel.viewType.endsWith(`-${besidePanel}`);
  }

  reveal(): void {
    this.#panel.reveal(undefined, true);
  }

  async post(message: ToWebview): Promise<void> {
    if (this.#ready) await this.#panel.webview.postMessage(message);
  }

  async openSource(line = 1): Promise<void> {
    const place = new vscode.Range(line - 1, 0, line - 1, 0);
    const viewColumn = this.isBeside ? vscode.ViewColumn.One : vscode.ViewColumn.Active;
    await vscode.window.showTextDocument(this.model.document, { selection: place, viewColumn });
  }

  #sendDocument(): void {
    const { shown } = this.model;
    if ('cannot' in shown) return void this.post({ type: 'cannot-show', reason: shown.cannot });
    const images = imagesFor(shown.view.nodes, this.uri, this.#panel.webview);
    void this.post({ type: 'document', document: { ...shown.view, images } });
  }

  /** States that follow each other at once, as while a command prints, are sent as one. */
  #sendRunSoon(): void {
    this.#pendingRun ??= setTimeout(() => this.#sendRun(), 10);
  }

  #sendRun(): void {
    clearTimeout(this.#pendingRun);
    this.#pendingRun = undefined;
    const { run, filled } = this.model;
    if (!run) return;
    void this.post({ type: 'run', run });
    this.#sendStart();
    if (filled === this.#filled) return;
    this.#filled = filled;
    void this.post({ type: 'commands', commands: filled });
  }

  #sendTargets(): void {
    void this.post({ type: 'targets', targets: this.model.targets.now });
  }

  #sendStart(): void {
    void this.post({ type: 'start', start: this.model.start.view });
  }

  #sendPermissions(): void {
    void this.post({ type: 'permissions', permissions: refusalToRun(this.uri) });
  }

  /** What fails in the code when something that the runbook names is down. */
  #sendCalls(): void {
    const { uri } = this;
    const text = this.model.document.getText();
    // Of other Markdown nothing is asked: for that the code would be analysed.
    if (!/^\s{0,2}"?(?:services?|dependencies)\b/m.test(text.slice(0, 4_000))) return;
    const asked = this.#services.code.affectedCalls?.(uri.toString(), text);
    void asked?.then(
      (groups) => this.post({ type: 'calls', groups }),
      (error: unknown) => this.#services.log.warn(sentence(error)),
    );
  }

  async #sendAll(): Promise<void> {
    this.#ready = true;
    this.#tellReady();
    this.#filled = undefined;
    this.#sendPermissions();
    this.#sendDocument();
    await this.model.ready;
    this.#sendRun();
    this.#sendTargets();
    this.#sendCalls();
    for (const { block, execution, text } of this.model.outputs()) {
      void this.post({ type: 'output', block, execution, text, reset: true });
    }
  }

  #receive(message: FromWebview): void {
    void this.#carryOut(message).catch((error: unknown) => {
      this.#services.log.error(sentence(error));
      void this.post({ type: 'notice', message: sentence(error) });
    });
  }

  async #carryOut(message: FromWebview): Promise<void> {
    switch (message.type) {
      case 'ready':
        return this.#sendAll();
      case 'enter':
      case 'procedure':
      case 'tick':
      case 'check':
      case 'skip':
      case 'note':
      case 'escalated':
      case 'message-sent':
      case 'severity':
      case 'role':
      case 'set-variable':
        return this.model.record(message);
      case 'set-secret':
        await this.model.setSecret(message.name, message.value);
        return this.#sendRun();
      case 'run':
        return this.run(message);
      case 'run-to': {
        const stopped = await this.model.runTo(message.block, message.values);
        return stopped && this.#tellNotRun(stopped.block, stopped, { type: 'run-to', block: message.block });
      }
      case 'stop-orphan': {
        const problem = await this.model.stopOrphan(message.block);
        return problem ? this.post({ type: 'block-message', block: message.block, message: problem }) : undefined;
      }
      case 'cancel':
        return this.model.cancel(message.block);
      case 'copy':
        return copyText(this.model.textToCopy(message.block));
      case 'copy-result':
        return copyText(this.model.resultToCopy(message.block));
      case 'open-link':
        return this.#openLink(message.href);
      case 'open-source':
        return this.openSource(message.line);
      case 'open-as-text':
        return vscode.commands.executeCommand<undefined>('vscode.openWith', this.uri, 'default');
      case 'manage-trust':
        return vscode.commands.executeCommand<undefined>('workbench.trust.manage');
      case 'check-requirements':
      case 'load-environment':
      case 'use-profile':
        return this.model.start.act(message.type);
      case 'finish':
        return this.model.finish();
      case 'reopen':
        return this.model.reopen();
      case 'start-new':
        return this.model.startNew();
      default:
        return unknownIntent(message);
    }
  }

  /** Runs a block, and tells or asks beneath it what keeps it from running. */
  async run({ block, terminal, values }: Extract<FromWebview, { type: 'run' }>): Promise<void> {
    const refused = await this.model.runBlock(block, { terminal, values });
    if (refused) await this.#tellNotRun(block, refused, { type: 'run', block, terminal });
  }

  /** Runs what is open in the current step's section, or what failed. */
  async runMany(what: 'section' | 'failed'): Promise<void> {
    const stopped = await this.model.runMany(what);
    if (stopped) await this.#tellNotRun(stopped.block, stopped, { type: 'run', block: stopped.block });
  }

  /** A value that is missing is asked for where it is needed; anything else is told there. */
  async #tellNotRun(block: string, { message, missing = [] }: NotRun, request: RunRequest): Promise<void> {
    // An input box that was just closed does not always give the focus back.
    if (this.#panel.active) this.#panel.reveal(undefined, false);
    if (missing.length > 0) await this.post({ type: 'ask-values', block, names: missing, request });
    else await this.post({ type: 'block-message', block, message });
  }

  /** Only addresses of the web and mail leave the editor; everything else is a file beside the runbook. */
  async #openLink(href: string): Promise<void> {
    if (/^(?:https?|mailto):/i.test(href)) {
      await vscode.env.openExternal(vscode.Uri.parse(href));
      return;
    }
    if (/^[a-z][a-z0-9+.-]*:|^\/\//i.test(href)) throw new Error(`Links of this type aren't opened: ${href}`);
    const path = decodeURIComponent(href.replace(/[?#].*$/, ''));
    const workspace = path.startsWith('/') ? vscode.workspace.getWorkspaceFolder(this.uri)?.uri : undefined;
    const target = vscode.Uri.joinPath(workspace ?? vscode.Uri.joinPath(this.uri, '..'), path);
    try {
      await vscode.workspace.fs.stat(target);
    } catch {
      throw new Error(`Linked file not found: ${href}.`);
    }
    const [fragment] = /(?<=#)L\d+$/.exec(href) ?? [''];
    await vscode.commands.executeCommand('vscode.open', target.with({ fragment }));
  }

  dispose(): void {
    clearTimeout(this.#pendingRun);
    this.#ready = false;
    for (const one of this.#disposables) one.dispose();
  }
}

async function copyText(text: string | undefined): Promise<void> {
  if (text !== undefined) await vscode.env.clipboard.writeText(text);
}
