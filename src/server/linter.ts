import type { TextDocument } from 'vscode-languageserver-textdocument';
import { foldAlike } from '../lint/foldAlike.ts';
import type { LintMessage, LintResult } from '../lint/model.ts';
import type { Projects } from './projects.ts';

/** Milliseconds between the last keystroke of several and a lint. */
const LINT_DEBOUNCE_MS = 150;
/** Milliseconds without a change after which the next one is linted at once: a person has stopped typing. */
const PAUSE_MS = 1_000;

export interface LinterEvents {
  readonly started: () => void;
  /** The messages of a document as it is now; none after it was closed. */
  readonly finished: (document: TextDocument, messages: readonly LintMessage[]) => void;
  /** The document could not be linted at all. */
  readonly failed: (document: TextDocument, error: unknown) => void;
  readonly idle: () => void;
}

interface Known {
  readonly version: number;
  readonly result: LintResult;
}

/**
 * Lints open documents one after the other, each after a pause in typing. A document that changes or closes while it
 * waits is not linted in its old state.
 */
export class Linter {
  readonly #projects: Projects;
  readonly #events: LinterEvents;
  readonly #timers = new Map<string, NodeJS.Timeout>();
  readonly #waiting = new Map<string, TextDocument>();
  readonly #known = new Map<string, Known>();
  /** When each document last changed, by the clock of `performance`. */
  readonly #changed = new Map<string, number>();
  #working: Promise<void> | undefined;

  constructor(projects: Projects, events: LinterEvents) {
    this.#projects = projects;
    this.#events = events;
  }

  schedule(document: TextDocument, delay = this.#delayOf(document)): void {
    clearTimeout(this.#timers.get(document.uri));
    this.#waiting.delete(document.uri);
    this.#timers.set(
      document.uri,
      setTimeout(() => {
        this.#timers.delete(document.uri);
        this.#waiting.set(document.uri, document);
        this.#working ??= this.#work();
      }, delay),
    );
  }

  /** None for the first change after a pause: only who goes on typing waits. */
  #delayOf({ uri }: TextDocument): number {
    const now = performance.now();
    const last = this.#changed.get(uri) ?? -Infinity;
    this.#changed.set(uri, now);
    return now - last > PAUSE_MS ? 0 : LINT_DEBOUNCE_MS;
  }

  forget(uri: string): void {
    clearTimeout(this.#timers.get(uri));
    this.#timers.delete(uri);
    this.#waiting.delete(uri);
    this.#known.delete(uri);
    this.#changed.delete(uri);
  }

  /** The result for the document's present text: at hand, or worked out now. */
  async resultOf(document: TextDocument): Promise<LintResult> {
    const known = this.#known.get(document.uri);
    if (known?.version === document.version) return known.result;
    const { version } = document;
    const found = await this.#projects.lint(document.uri, document.getText());
    const result = { ...found, messages: foldAlike(found.messages) };
    if (document.version === version) this.#known.set(document.uri, { version, result });
    return result;
  }

  /** How many findings open documents have. */
  get findings(): number {
    return [...this.#known.values()].reduce((sum, { result }) => sum + result.messages.length, 0);
  }

  /** Forgets results, because something beyond the documents has changed. */
  invalidate(): void {
    this.#known.clear();
  }

  dispose(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
    this.#waiting.clear();
  }

  async #work(): Promise<void> {
    this.#events.started();
    for (;;) {
      const [next] = this.#waiting;
      if (!next) break;
      const [uri, document] = next;
      this.#waiting.delete(uri);
      const { version } = document;
      try {
        const { messages } = await this.resultOf(document);
        // Changes that came in meanwhile have scheduled another round.
        if (document.version === version && this.#known.has(uri)) this.#events.finished(document, messages);
      } catch (error) {
        this.#events.failed(document, error);
      }
      // Lets requests and changes in between two documents.
      await new Promise((resolve) => setImmediate(resolve));
    }
    this.#working = undefined;
    this.#events.idle();
  }
}
