import { CancellationTokenSource, type CancellationToken } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { LintMessage } from '../lint/model.ts';
import { MAX_UNASKED_FILES, type CheckedFile } from './workspaceFiles.ts';

/** Milliseconds after the last change before the workspace is checked again. */
const WORKSPACE_DEBOUNCE_MS = 1_000;
/** Files between two reports of progress. */
const PROGRESS_EVERY = 25;

export interface WorkspaceCheckPorts {
  /** The addresses of files to check: those that are not open. */
  readonly files: () => readonly string[];
  readonly check: (uris: readonly string[], token: CancellationToken) => AsyncIterable<CheckedFile>;
  readonly publish: (document: TextDocument, messages: readonly LintMessage[]) => void;
  readonly clear: (uri: string) => void;
  readonly progress: (done: number, total: number) => void;
  readonly finished: () => void;
}

/** Checks the files of the workspace that are not open, in the background, and keeps what was told of them true. */
export class WorkspaceCheck {
  readonly #ports: WorkspaceCheckPorts;
  /** How many findings were told, by address; files without any are left out. */
  readonly #told = new Map<string, number>();
  #timer: NodeJS.Timeout | undefined;
  #checked = false;
  #running: CancellationTokenSource | undefined;

  constructor(ports: WorkspaceCheckPorts) {
    this.#ports = ports;
  }

  /** The whole workspace has been checked, so what was found is all there is. */
  get checked(): boolean {
    return this.#checked;
  }

  get findings(): number {
    return [...this.#told.values()].reduce((sum, count) => sum + count, 0);
  }

  /** Checks soon, unless there are more files than anybody wants checked without asking. */
  schedule(): void {
    this.#running?.cancel();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      const source = (this.#running = new CancellationTokenSource());
      void this.run(source.token, MAX_UNASKED_FILES);
    }, WORKSPACE_DEBOUNCE_MS);
  }

  /** Checks all files there are, or none where there are more than `most`. A newer check or a change ends it early. */
  async run(token: CancellationToken, most = Infinity): Promise<{ readonly files: number; readonly findings: number }> {
    const uris = this.#ports.files();
    if (uris.length > most) return { files: 0, findings: 0 };
    const before = new Set(this.#told.keys());
    let done = 0;
    for await (const { document, messages } of this.#ports.check(uris, token)) {
      if (++done % PROGRESS_EVERY === 0) this.#ports.progress(done, uris.length);
      this.#tell(document, messages);
      before.delete(document.uri);
    }
    if (!token.isCancellationRequested) for (const uri of before) this.#drop(uri);
    this.#checked = !token.isCancellationRequested;
    this.#ports.finished();
    return { files: done, findings: this.findings };
  }

  /** Ends a check that nobody asked for; the next change begins another. */
  stop(): void {
    this.#running?.cancel();
    clearTimeout(this.#timer);
  }

  /** The file is open now, so that somebody else speaks of it. */
  forget(uri: string): void {
    this.#told.delete(uri);
  }

  clear(): void {
    this.stop();
    for (const uri of [...this.#told.keys()]) this.#drop(uri);
    this.#checked = false;
  }

  dispose(): void {
    this.stop();
  }

  #tell(document: TextDocument, messages: readonly LintMessage[]): void {
    if (messages.length === 0) return this.#drop(document.uri);
    this.#told.set(document.uri, messages.length);
    this.#ports.publish(document, messages);
  }

  #drop(uri: string): void {
    if (this.#told.delete(uri)) this.#ports.clear(uri);
  }
}
