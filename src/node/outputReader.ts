import type { Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import type { CommandPipe } from './commandPipe.ts';

/** Milliseconds without output after which a shell that is gone counts as done, though a background child holds its pipes. */
const QUIET = 250;

/** Hands a command's output on, and stops reading while it is not taken. */
export class OutputReader {
  readonly #take: (text: string) => Promise<void> | undefined;
  readonly #stream: Readable;
  readonly #decoder = new StringDecoder('utf8');
  readonly #closed: Promise<void>;
  #pending: Promise<void> | undefined;
  #last = performance.now();
  #finished = false;

  constructor(from: CommandPipe | Readable, take: (text: string) => Promise<void> | undefined) {
    this.#take = take;
    const read = (bytes: Buffer): void => this.#read(bytes);
    this.#stream = 'given' in from ? from.read(read) : from.on('data', read);
    this.#closed = new Promise((resolve) => this.#stream.once('close', resolve));
    this.#stream.on('error', () => undefined);
  }

  /** After the command is gone: resolves when all that it printed has been taken. */
  async finish(): Promise<void> {
    this.#last = performance.now();
    await Promise.race([this.#closed, this.#quiet()]);
    await this.#pending;
    this.#finished = true;
    const rest = this.#decoder.end();
    if (rest !== '') await this.#take(rest);
    // What a background child still prints is read, so that it does not block, and belongs to no step.
    this.#stream.resume();
    (this.#stream as { unref?: () => void }).unref?.();
  }

  #read(bytes: Buffer): void {
    if (this.#finished) return;
    this.#last = performance.now();
    const text = this.#decoder.write(bytes);
    const taken = text === '' ? undefined : this.#take(text);
    if (taken === undefined) return;
    this.#stream.pause();
    this.#pending = taken
      .catch(() => undefined)
      .then(() => {
        this.#pending = undefined;
        this.#last = performance.now();
        this.#stream.resume();
      });
  }

  async #quiet(): Promise<void> {
    while (this.#pending !== undefined || performance.now() - this.#last < QUIET) {
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  }
}
