import * as vscode from 'vscode';
import {
  CloseAction,
  ErrorAction,
  LanguageClient,
  TransportKind,
  type LanguageClientOptions,
  type ServerOptions,
} from 'vscode-languageclient/node';
import { RestartPolicy } from './restartPolicy.ts';
import {
  affectedCallsRequest,
  checkWorkspaceRequest,
  pageIdsRequest,
  pageRequest,
  statusNotification,
  type AffectedGroup,
  stopCheckNotification,
  type ServerOptions as OwnOptions,
  type ServerStatus as ReportedStatus,
} from '../protocol/server.ts';
import { checkedLanguages, ServerStatus } from './serverStatus.ts';
import { startedLine } from './statusText.ts';
import { runsFolder } from '../extension/runsFolder.ts';
import { sentence, type Services } from '../extension/services.ts';

export interface LanguageServer {
  restart(): Promise<void>;
  /** Checks all files of the workspace now. */
  checkWorkspace(token: vscode.CancellationToken): Promise<void>;
  /** The calls that fail when something that a runbook names is down. */
  affectedCalls(uri: string, text: string): Promise<readonly AffectedGroup[]>;
  /** Ends a check of the workspace that goes on in the background. */
  stopCheck(): Promise<void>;
  /** The ids of rules and runbook checks that have a page. */
  pageIds(): Promise<readonly string[]>;
  /** A page as Markdown. */
  page(id: string): Promise<string | undefined>;
  dispose(): Promise<void>;
}

/** Starts the server; from then on it is started again whenever it crashes, until it crashes too often. */
export function startLanguageServer(services: Services): LanguageServer {
  const server = new SupervisedServer(services);
  server.start();
  return server;
}

const schemes = ['file', 'untitled', 'vscode-vfs', 'vscode-remote'];

class SupervisedServer implements LanguageServer {
  readonly #services: Services;
  readonly #status = new ServerStatus();
  readonly #policy = new RestartPolicy();
  #client: LanguageClient | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #closed = false;

  constructor(services: Services) {
    this.#services = services;
  }

  start(): void {
    this.#status.show({ kind: 'starting' });
    this.#policy.started(Date.now());
    const client = this.#newClient();
    this.#client = client;
    client.onNotification(statusNotification, (reported: ReportedStatus) => {
      if (client === this.#client) this.#status.show({ kind: 'running', reported });
    });
    const { version } = this.#services.context.extension.packageJSON as { readonly version: string };
    const started = client.start().then(() => this.#services.log.info(startedLine(version)));
    started.catch((error: unknown) => {
      this.#services.log.error(`The language server failed to start: ${sentence(error)}`);
      if (client === this.#client) this.#crashed();
    });
  }

  async restart(): Promise<void> {
    this.#policy.reset();
    await this.#stop();
    this.start();
  }

  async checkWorkspace(token: vscode.CancellationToken): Promise<void> {
    await this.#client?.sendRequest(checkWorkspaceRequest, null, token);
  }

  async stopCheck(): Promise<void> {
    await this.#client?.sendNotification(stopCheckNotification);
  }

  async pageIds(): Promise<readonly string[]> {
    return (await this.#client?.sendRequest<readonly string[]>(pageIdsRequest)) ?? [];
  }

  async page(id: string): Promise<string | undefined> {
    return (await this.#client?.sendRequest<string | null>(pageRequest, id)) ?? undefined;
  }

  async affectedCalls(uri: string, text: string): Promise<readonly AffectedGroup[]> {
    return (await this.#client?.sendRequest<readonly AffectedGroup[]>(affectedCallsRequest, { uri, text })) ?? [];
  }

  async dispose(): Promise<void> {
    this.#closed = true;
    await this.#stop();
    this.#status.dispose();
  }

  /** The client's own restarts are without any wait, so it is told to leave them to us. */
  #newClient(): LanguageClient {
    const module = vscode.Uri.joinPath(this.#services.context.extensionUri, 'dist', 'server.js').fsPath;
    const run = { module, transport: TransportKind.ipc };
    // Drills count wherever they are recorded.
    const runs = runsFolder(this.#services.context);
    const server: ServerOptions = { run, debug: { ...run, options: { execArgv: ['--nolazy', '--inspect=0'] } } };
    const options: LanguageClientOptions = {
      documentSelector: [
        ...[...checkedLanguages, 'markdown'].flatMap((language) => schemes.map((scheme) => ({ language, scheme }))),
        // The server changes it, and has to know its unsaved text to do so.
        { scheme: 'file', pattern: '**/breakwater.config.json' },
      ],
      diagnosticCollectionName: 'breakwater',
      outputChannel: this.#services.log,
      // Which files to watch the server says, which reads them.
      synchronize: { configurationSection: 'breakwater' },
      // The status counts what is sent; VS Code outlines Markdown itself.
      initializationOptions: {
        ...{ diagnostics: 'push', outline: false, pages: true },
        ...(runs.scheme === 'file' ? { runs: runs.fsPath } : {}),
      } satisfies OwnOptions,
      initializationFailedHandler: () => false,
      errorHandler: {
        error: () => ({ action: ErrorAction.Continue, handled: true }),
        closed: () => {
          this.#crashed();
          return { action: CloseAction.DoNotRestart, handled: true };
        },
      },
    };
    return new LanguageClient('breakwater', 'Breakwater', server, options);
  }

  #crashed(): void {
    if (this.#closed || this.#timer) return;
    const old = this.#client;
    this.#client = undefined;
    const wait = this.#policy.crashed(Date.now());
    if (wait === undefined) {
      this.#services.log.error(
        'The language server crashed too often. Restart it with "Breakwater: Restart Language Server".',
      );
      this.#status.show({ kind: 'gave-up', reason: 'The language server crashed five times in a row.' });
      return;
    }
    this.#services.log.warn(`The language server stopped; restarting in ${wait} ms.`);
    this.#status.show({ kind: 'restarting', seconds: Math.ceil(wait / 1000) });
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      void old?.dispose().catch(() => {});
      // breakwater-disable-next-line retry-without-jitter -- a process of this window alone, which nobody else starts
      this.start();
    }, wait);
  }

  async #stop(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const client = this.#client;
    this.#client = undefined;
    // A server that hangs or has gone already must not keep us from starting another.
    await client?.dispose(2_000).catch(() => {});
  }
}
