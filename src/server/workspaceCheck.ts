import { setTimeout as wait } from 'node:timers/promises';
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

/** A check that is under way. There is one at a time: it publishes, and what replaces it cancels it first. */
interface ActiveCheck {
  readonly source: CancellationTokenSource;
  /** A person asked for it, so a change starts it over rather than ending it. */
  readonly manual: boolean;
  changed: boolean;
}

interface CheckResult {
  readonly files: number;
  readonly findings: number;
}

/** Checks the files of the workspace that are not open, in the background, and updates or clears what it published. */
export class WorkspaceCheck {
  readonly #ports: WorkspaceCheckPorts;
  /** How many findings were published, by address; files without any are left out. */
  readonly #published = new Map<string, number>();
  /** Files that were open, to be checked with those that have findings. */
  readonly #closed = new Set<string>();
  #timer: NodeJS.Timeout | undefined;
  #checked = false;
  #manual = false;
  #tooMany: number | undefined;
  #active: ActiveCheck | undefined;

  constructor(ports: WorkspaceCheckPorts) {
    this.#ports = ports;
  }

  /** The whole workspace has been checked, so what was found is all there is. */
  get checked(): boolean {
    return this.#checked;
  }

  /** How many files there are, where that is more than are checked automatically. */
  get tooMany(): number | undefined {
    return this.#tooMany;
  }

  get findings(): number {
    return [...this.#published.values()].reduce((sum, count) => sum + count, 0);
  }

  /**
   * Something has changed. Checks everything soon where the settings say so (`all`), or what a manual check found;
   * clears results that neither accounts for.
   */
  changed(all: boolean): void {
    if (this.#active?.manual) {
      this.#active.changed = true;
      this.#active.source.cancel();
      return;
    }
    if (!all && !this.#manual) return this.clear();
    this.stop();
    this.#timer = setTimeout(() => void (all ? this.#checkAll() : this.#checkPublished()), WORKSPACE_DEBOUNCE_MS);
  }

  /** Checks all files because a person asked. A change starts it over; a newer check or the token ends it. */
  async checkNow(token: CancellationToken): Promise<CheckResult> {
    this.#manual = true;
    this.#tooMany = undefined;
    for (;;) {
      const active = this.#begin(true, token);
      const files = await this.#check(active, this.#ports.files());
      if (active.changed && this.#active === active && !token.isCancellationRequested) {
        await wait(WORKSPACE_DEBOUNCE_MS);
        if (this.#active === active && !token.isCancellationRequested) continue;
      }
      this.#end(active);
      return { files, findings: this.findings };
    }
  }

  /** Ends the check that is running; the next change begins another. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#active?.source.cancel();
    this.#active = undefined;
  }

  /** The file is open now: its findings are published with the document. */
  opened(uri: string): void {
    this.#published.delete(uri);
  }

  /** The file is no longer open, so it counts as part of the workspace again. */
  closed(uri: string): void {
    if (this.#manual) this.#closed.add(uri);
  }

  clear(): void {
    this.stop();
    for (const uri of [...this.#published.keys()]) this.#drop(uri);
    this.#checked = false;
    this.#tooMany = undefined;
  }

  dispose(): void {
    this.stop();
  }

  async #checkAll(): Promise<void> {
    const uris = this.#ports.files();
    if (uris.length > MAX_UNASKED_FILES && !this.#manual) {
      this.clear();
      this.#tooMany = uris.length;
      this.#ports.finished();
      return;
    }
    if (uris.length > MAX_UNASKED_FILES) return this.#checkPublished();
    this.#tooMany = undefined;
    const active = this.#begin(false);
    await this.#check(active, uris);
    this.#end(active);
  }

  async #checkPublished(): Promise<void> {
    const active = this.#begin(false);
    const uris = this.#ports.files().filter((uri) => this.#published.has(uri) || this.#closed.has(uri));
    await this.#check(active, uris, this.#checked);
    this.#end(active);
  }

  #begin(manual: boolean, token?: CancellationToken): ActiveCheck {
    this.stop();
    const active: ActiveCheck = { source: new CancellationTokenSource(), manual, changed: false };
    if (token?.isCancellationRequested) active.source.cancel();
    token?.onCancellationRequested(() => active.source.cancel());
    this.#active = active;
    return active;
  }

  #end(active: ActiveCheck): void {
    if (this.#active === active) this.#active = undefined;
  }

  /** Publishes what is found in some files, and clears what was published of any other. Gives how many were checked. */
  async #check(active: ActiveCheck, uris: readonly string[], complete = true): Promise<number> {
    const { token } = active.source;
    const unseen = new Set(this.#published.keys());
    let done = 0;
    for await (const { document, messages } of this.#ports.check(uris, token)) {
      if (token.isCancellationRequested) break;
      if (++done % PROGRESS_EVERY === 0) this.#ports.progress(done, uris.length);
      this.#publish(document, messages);
      this.#closed.delete(document.uri);
      unseen.delete(document.uri);
    }
    // Another check has replaced it, and reports for both.
    if (this.#active !== undefined && this.#active !== active) return done;
    if (!token.isCancellationRequested) for (const uri of unseen) this.#drop(uri);
    this.#checked = complete && !token.isCancellationRequested;
    this.#ports.finished();
    return done;
  }

  #publish(document: TextDocument, messages: readonly LintMessage[]): void {
    if (messages.length === 0) return this.#drop(document.uri);
    this.#published.set(document.uri, messages.length);
    this.#ports.publish(document, messages);
  }

  #drop(uri: string): void {
    if (this.#published.delete(uri)) this.#ports.clear(uri);
  }
}
