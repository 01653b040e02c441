import type { NewEvent } from './events.ts';
import { Masker } from './mask.ts';
import type { Clock, SideFile } from './ports.ts';

/** Characters of one execution that go to the log; the rest goes to a side file. */
const MOST_LOGGED = 1024 * 1024;
/** Characters of one event. */
const BATCH = 64 * 1024;
/** Milliseconds that output may wait for more. */
const WAIT = 80;
/** Characters kept for what the block expects. */
const MOST_JUDGED = 256 * 1024;

interface PipePorts {
  readonly execution: string;
  readonly clock: Clock;
  readonly secrets: () => Iterable<string>;
  /** Tells what is printed, before it is written; more waits until it has been taken. */
  readonly print: (text: string, inLog: boolean) => Promise<void> | undefined;
  readonly show: (event: NewEvent) => Promise<void>;
  readonly spill: () => Promise<SideFile>;
}

type Stream = 'stdout' | 'stderr';

/** From a command to log and view: masked, in batches, capped, and no faster than the disk takes it. */
export class OutputPipe {
  readonly #ports: PipePorts;
  readonly #maskers: Record<Stream, Masker>;
  #batch = '';
  #stream: Stream = 'stdout';
  #logged = 0;
  #side: SideFile | undefined;
  /** Bytes in the side file. */
  #bytes = 0;
  #forget: (() => void) | undefined;
  #turn: Promise<void> = Promise.resolve();
  #kept = '';
  #lost = false;

  constructor(ports: PipePorts) {
    this.#ports = ports;
    this.#maskers = { stdout: new Masker(ports.secrets), stderr: new Masker(ports.secrets) };
  }

  /** Settles when more may come. */
  push(stream: Stream, text: string): Promise<void> | undefined {
    this.#add(stream, this.#maskers[stream].push(text));
    this.#forget ??= this.#ports.clock.after(WAIT, () => {
      this.#forget = undefined;
      // A prompt or progress line without its end: shown after all, unless a secret may go on in it.
      void this.#flush();
    });
    return this.#batch.length >= BATCH ? this.#flush() : undefined;
  }

  async end(): Promise<void> {
    this.#forget?.();
    this.#forget = undefined;
    for (const stream of ['stdout', 'stderr'] as const) this.#add(stream, this.#maskers[stream].flush());
    await this.#flush();
    if (this.#side === undefined) return;
    await this.#side.close().catch(() => undefined);
    await this.#showSide();
  }

  /** The beginning of the masked output, as much as an expectation is held against. */
  whole(): string {
    return this.#kept;
  }

  #add(stream: Stream, text: string): void {
    if (text === '') return;
    if (stream !== this.#stream && this.#batch !== '') void this.#flush();
    this.#stream = stream;
    this.#batch += text;
    if (this.#kept.length < MOST_JUDGED) this.#kept += text.slice(0, MOST_JUDGED - this.#kept.length);
  }

  #flush(): Promise<void> {
    const text = this.#batch;
    const stream = this.#stream;
    this.#batch = '';
    if (text !== '') this.#turn = this.#turn.then(() => this.#write(stream, text));
    return this.#turn;
  }

  async #write(stream: Stream, text: string): Promise<void> {
    const room = MOST_LOGGED - this.#logged;
    const here = room <= 0 ? '' : text.slice(0, room);
    this.#logged += here.length;
    if (here !== '') {
      await this.#ports.print(here, true);
      await this.#show({ text: here }, stream);
    }
    const rest = text.slice(here.length);
    if (rest === '') return;
    await this.#ports.print(rest, false);
    if (!this.#lost) await this.#spill(rest);
  }

  async #spill(text: string): Promise<void> {
    try {
      const first = this.#side === undefined;
      this.#side ??= await this.#ports.spill();
      this.#bytes = await this.#side.append(text);
      if (first) await this.#showSide();
    } catch {
      this.#lost = true;
      await this.#show({ text: '\n[More output could not be saved.]\n' }, 'stderr');
    }
  }

  #showSide(): Promise<void> {
    return this.#show({ spilled: { file: this.#side!.name, bytes: this.#bytes } });
  }

  #show(what: { text?: string; spilled?: { file: string; bytes: number } }, stream = this.#stream): Promise<void> {
    return this.#ports.show({ type: 'block-output', execution: this.#ports.execution, stream, ...what });
  }
}
