import type { NewEvent } from '../record/events.ts';
import { Masker } from '../masking/mask.ts';
import type { Chunk, Clock, Overflow, Stream } from './ports.ts';

/** Characters of one execution that go to the log; the rest goes to a side file. */
const MAX_LOGGED_BYTES = 1024 * 1024;
/** Characters of one event. */
const BATCH_BYTES = 64 * 1024;
/** Milliseconds that output may wait for more. */
const BATCH_DELAY_MS = 80;
/** Characters kept for what the block expects. */
const MAX_COMPARED_BYTES = 256 * 1024;

interface PipePorts {
  readonly execution: string;
  /** Name of the side file. */
  readonly file: string;
  readonly clock: Clock;
  readonly secrets: () => Iterable<string>;
  /** Is told what was found to be one. */
  readonly found?: (value: string) => void;
  /** Tells what is printed, before it is written; more waits until it has been taken. */
  readonly print: (text: string) => Promise<void> | undefined;
  readonly show: (event: NewEvent) => Promise<void>;
  readonly overflow: (name: string) => Overflow;
}

/** From a command to log and view: masked, in batches, capped, and no faster than the disk takes it. */
export class OutputPipe {
  readonly #ports: PipePorts;
  readonly #maskers: Readonly<Record<Stream, Masker>>;
  #batch = '';
  #stream: Stream = 'stdout';
  #logged = 0;
  #overflow: Overflow | undefined;
  /** There while what comes before the overflow is still being written. */
  #before: Promise<void> | undefined;
  #forget: (() => void) | undefined;
  #turn: Promise<void> = Promise.resolve();
  #kept = '';

  constructor(ports: PipePorts) {
    this.#ports = ports;
    const masker = (): Masker => new Masker(ports.secrets, undefined, ports.found);
    this.#maskers = { stdout: masker(), stderr: masker() };
  }

  /** Settles when more may come. */
  readonly push = (stream: Stream, chunk: Chunk): Promise<void> | undefined => {
    if (this.#logged >= MAX_LOGGED_BYTES) return this.#pass(stream, chunk);
    this.#add(stream, this.#maskers[stream].push(chunk.text()));
    this.#forget ??= this.#ports.clock.after(BATCH_DELAY_MS, () => {
      this.#forget = undefined;
      // A prompt or progress line without its end: shown after all, unless a secret may go on in it.
      void this.#flush();
    });
    return this.#batch.length >= BATCH_BYTES ? this.#flush() : undefined;
  };

  async end(): Promise<void> {
    this.#forget?.();
    this.#forget = undefined;
    for (const stream of ['stdout', 'stderr'] as const) this.#add(stream, this.#maskers[stream].flush());
    await this.#flush();
    await this.#before;
    if (this.#overflow === undefined) return;
    const { bytes, lost } = await this.#overflow.end();
    await this.#show({ spilled: { file: this.#ports.file, bytes } });
    if (lost) await this.#show({ text: '\n[More output could not be saved.]\n' }, 'stderr');
  }

  /** The beginning of the masked output, as much as an expectation is held against. */
  whole(): string {
    return this.#kept;
  }

  /** On to the overflow, behind what the log still gets. */
  #pass(stream: Stream, chunk: Chunk): Promise<void> | undefined {
    if (this.#overflow !== undefined && this.#before === undefined) return this.#overflow.push(stream, chunk);
    const text = chunk.text();
    const before = this.#before ?? this.#open();
    const now = before
      .then(() => this.#overflow!.push(stream, { text: () => text }))
      .finally(() => {
        if (this.#before === now) this.#before = undefined;
      });
    return (this.#before = now);
  }

  async #open(): Promise<void> {
    const overflow = this.#ports.overflow(this.#ports.file);
    this.#overflow = overflow;
    await this.#flush();
    await this.#show({ spilled: { file: this.#ports.file, bytes: 0 } });
    for (const stream of ['stdout', 'stderr'] as const) {
      await overflow.push(stream, { text: () => '', masking: this.#maskers[stream].release() });
    }
  }

  #add(stream: Stream, text: string): void {
    if (text === '') return;
    if (stream !== this.#stream && this.#batch !== '') void this.#flush();
    this.#stream = stream;
    this.#batch += text;
    this.#logged += text.length;
    if (this.#kept.length < MAX_COMPARED_BYTES) this.#kept += text.slice(0, MAX_COMPARED_BYTES - this.#kept.length);
  }

  #flush(): Promise<void> {
    const text = this.#batch;
    const stream = this.#stream;
    this.#batch = '';
    if (text !== '') {
      this.#turn = this.#turn.then(async () => {
        await this.#ports.print(text);
        await this.#show({ text }, stream);
      });
    }
    return this.#turn;
  }

  #show(what: { text?: string; spilled?: { file: string; bytes: number } }, stream = this.#stream): Promise<void> {
    return this.#ports.show({ type: 'block-output', execution: this.#ports.execution, stream, ...what });
  }
}
