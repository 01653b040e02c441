import type { Readable } from 'node:stream';
import type { Chunk } from '../run/ports.ts';
import type { CommandPipe } from './commandPipe.ts';

/** Milliseconds without output after which a shell that is gone counts as done, though a background child holds its pipes. */
const QUIET_MS = 250;
/** Milliseconds after which it counts as done though a background child goes on printing. */
const MAX_DRAIN_MS = 2000;

/** Hands a command's output on, and stops reading while it is not taken. */
export class OutputReader {
  readonly #take: (chunk: Chunk) => Promise<void> | undefined;
  readonly #stream: Readable;
  readonly #closed: Promise<void>;
  /** The beginning of a character whose end has not come. */
  #rest: Buffer = Buffer.alloc(0);
  #pending: Promise<void> | undefined;
  #last = performance.now();
  #finished = false;

  constructor(from: CommandPipe | Readable, take: (chunk: Chunk) => Promise<void> | undefined) {
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
    if (this.#rest.length > 0) await this.#take(chunkOf(this.#rest));
    // What a background child still prints is read, so that it does not block, and belongs to no step.
    this.#stream.resume();
    (this.#stream as { unref?: () => void }).unref?.();
  }

  #read(read: Buffer): void {
    if (this.#finished) return;
    this.#last = performance.now();
    const bytes = this.#rest.length > 0 ? Buffer.concat([this.#rest, read]) : read;
    const end = wholeCharacters(bytes);
    this.#rest = Buffer.from(bytes.subarray(end));
    const taken = end === 0 ? undefined : this.#take(chunkOf(bytes.subarray(0, end)));
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
    const until = performance.now() + MAX_DRAIN_MS;
    while (this.#pending !== undefined || performance.now() - this.#last < QUIET_MS) {
      // One that never stops printing has nothing to do with what the shell printed any more.
      if (this.#pending === undefined && performance.now() > until) return;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  }
}

function chunkOf(bytes: Buffer): Chunk {
  return { bytes, text: () => bytes.toString('utf8') };
}

/** Length without a last character that is not complete. What is no UTF-8 at all counts as complete. */
export function wholeCharacters(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back]!;
    if ((byte & 0xc0) === 0x80) continue;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    return length > back ? bytes.length - back : bytes.length;
  }
  return bytes.length;
}
