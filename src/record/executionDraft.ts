import type { Block } from '../blocks/model.ts';
import { Tail } from '../text/tail.ts';
import { blockHash } from './blockAnchor.ts';
import { fieldsOf, number, text, type Raw } from './rawFields.ts';
import type { ExecutionState } from './state.ts';

/** Characters of output that a state carries; the log and the side file have the rest. */
const KEPT_OUTPUT_CHARACTERS = 64 * 1024;

type Status = ExecutionState['status'];

/** One execution of a block while its events are added up. */
export class ExecutionDraft {
  #status: Status = 'running';
  #ended = false;
  readonly #first: Omit<ExecutionState, 'status' | 'output' | 'printed' | 'truncated'>;
  #last: Partial<ExecutionState> = {};
  /** Of what events brought. */
  readonly #tail = new Tail(KEPT_OUTPUT_CHARACTERS);
  /** How it goes on in the side file. */
  #rest: { readonly tail: Tail; readonly whole: boolean } | undefined;
  #printed = 0;
  #truncated = false;
  /** Of the text of the block that ran. */
  readonly #hash: string | undefined;

  constructor(execution: string, block: string, event: Raw) {
    const context = fieldsOf(event['context']);
    this.#hash = text(event['hash']);
    this.#first = {
      execution,
      block,
      command: text(event['command']) ?? '',
      startedAt: text(event['at']) ?? '',
      step: text(event['step']),
      shell: text(event['shell']),
      cwd: text(event['cwd']),
      context: context && Object.fromEntries(Object.entries(context).filter(isText)),
      attempt: number(event['attempt']),
      owner: mark(event['owner']),
    };
    const pid = number(event['pid']);
    if (pid !== undefined) this.#last = { process: { pid } };
  }

  began(event: Raw): string | undefined {
    const process = mark(event);
    if (process === undefined) return 'has no process';
    this.#last = { ...this.#last, process };
    return undefined;
  }

  printed(event: Raw): string | undefined {
    const printed = text(event['text']);
    const spilled = fieldsOf(event['spilled']);
    const file = text(spilled?.['file']);
    if (printed === undefined && file === undefined) return 'has no output';
    if (file !== undefined) {
      this.#last = { ...this.#last, spilled: { file, bytes: number(spilled?.['bytes']) ?? 0 } };
      this.#truncated = true;
    }
    if (printed !== undefined) this.print(printed);
    this.#revive();
    return undefined;
  }

  /** Adds to the tail what no event brings: the side file has it. */
  print(chunk: string): void {
    this.#printed += chunk.length;
    (this.#rest?.tail ?? this.#tail).add(chunk);
  }

  /** Tells how the output goes on behind what events brought. @param whole the end is all of that. */
  goOn(end: string, whole: boolean): void {
    const tail = new Tail(KEPT_OUTPUT_CHARACTERS);
    tail.add(end);
    this.#rest = { tail, whole };
    this.#truncated = true;
    // More than there is, so that nobody takes it for what follows.
    this.#printed += KEPT_OUTPUT_CHARACTERS + 1;
  }

  #output(): string {
    if (this.#rest === undefined) return this.#tail.last();
    const rest = this.#rest.tail.last();
    return this.#rest.whole ? this.#tail.last(KEPT_OUTPUT_CHARACTERS - rest.length) + rest : rest;
  }

  ended(event: Raw): string | undefined {
    const how = text(event['how']);
    const exitCode = number(event['exitCode']);
    const met = typeof event['met'] === 'boolean' ? event['met'] : undefined;
    this.#ended = true;
    this.#last = {
      ...this.#last,
      exitCode,
      met,
      duration: number(event['duration']),
      message: text(event['message']),
      // `again` in logs of the first versions.
      retryInMs: number(event['retryInMs'] ?? event['again']),
    };
    if (how === 'exited') this.#status = (met ?? exitCode === 0) ? 'succeeded' : 'failed';
    else if (how === 'could-not-start') this.#status = 'failed';
    else if (how === 'cancelled' || how === 'timed-out' || how === 'dry-run') this.#status = how;
    else this.#status = 'unknown';
    return how === undefined ? 'has no result' : undefined;
  }

  /** We stopped while it ran: nobody can say how it went. */
  lost(): void {
    this.#last = { ...this.#last, retryInMs: undefined };
    if (!this.#ended) this.#status = 'unknown';
  }

  /** The step that it belonged to when it ran. */
  get step(): string | undefined {
    return this.#first.step;
  }

  /** @param block id of its block now; `present` is that block, where the runbook has it. */
  state(block: string, present?: Block): ExecutionState {
    const moved = block !== this.#first.block;
    const edited = present !== undefined && (this.#hash === undefined ? moved : this.#hash !== blockHash(present));
    return {
      ...this.#first,
      ...this.#last,
      block,
      ...(edited ? { edited } : {}),
      status: this.#status,
      output: this.#output(),
      printed: this.#printed,
      truncated: this.#truncated || this.#tail.cut,
    };
  }

  /** Output after all: another window still runs it. */
  #revive(): void {
    if (!this.#ended) this.#status = 'running';
  }
}

function isText(entry: [string, unknown]): entry is [string, string] {
  return typeof entry[1] === 'string';
}

function mark(value: unknown): ExecutionState['process'] {
  const fields = fieldsOf(value);
  const pid = number(fields?.['pid']);
  if (pid === undefined) return undefined;
  return { pid, started: text(fields?.['started']), host: text(fields?.['host']) };
}
