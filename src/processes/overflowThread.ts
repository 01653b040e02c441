import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { parentPort, Worker, workerData } from 'node:worker_threads';
import type { SideFile } from '../record/logPorts.ts';
import type { Chunk, Overflow, OverflowPorts, Stream } from '../run/ports.ts';
import { Tail } from '../text/tail.ts';
import { openSideFile } from './sideFile.ts';

/** Chunks that may be on their way before the command has to wait; a chunk is 64 kB at most. */
const MAX_CHUNKS_AHEAD = 8;
/** Bytes that a chunk may have, and more for those that a character was left over for. */
const CHUNK_BYTES = 65 * 1024;
/** Milliseconds between two looks at how the output ends. */
const TELL_INTERVAL_MS = 500;
/** UTF-16 units that are shown of output that goes on, and of output that has ended. */
const LIVE_TAIL_CHARACTERS = 12 * 1024;
const FINAL_TAIL_CHARACTERS = 64 * 1024;

interface Job {
  readonly stream?: Stream;
  readonly bytes?: Uint8Array<ArrayBuffer>;
  readonly text?: string;
  readonly masking?: Chunk['masking'];
  /** There where they have changed. */
  readonly secrets?: readonly string[];
  readonly end?: boolean;
}

interface Answer {
  readonly taken?: boolean;
  /** For the next bytes. */
  readonly idle?: ArrayBuffer;
  readonly tail?: { readonly text: string; readonly whole: boolean };
  readonly ended?: { readonly bytes: number; readonly lost: boolean };
}

/**
 * An overflow whose work is done by a thread of its own, in little memory: this one only passes bytes on, so that it
 * neither grows nor stops answering while a command prints a hundred megabytes.
 * @param script what calls `serveOverflow`.
 * @param folder where side files are.
 */
export function overflowInThread(script: string, folder: string, name: string, ports: OverflowPorts): Overflow {
  return new ThreadOverflow(script, folder, name, ports);
}

type Ended = NonNullable<Answer['ended']>;

class ThreadOverflow implements Overflow {
  readonly #worker: Worker;
  readonly #sideFile: string;
  readonly #ports: OverflowPorts;
  /** What the thread has done with comes back, and is filled again. */
  readonly #idle: ArrayBuffer[] = [];
  readonly #ended: Promise<Ended>;
  #resolveEnded: (ended: Ended) => void = () => undefined;
  /** The secrets that the thread knows, as JSON. */
  #knownSecrets = '';
  #chunksAhead = 0;
  #waiting: (() => void)[] = [];
  #isDead = false;

  constructor(script: string, folder: string, name: string, ports: OverflowPorts) {
    this.#ports = ports;
    this.#sideFile = join(folder, name);
    this.#ended = new Promise((resolve) => (this.#resolveEnded = resolve));
    this.#worker = new Worker(script, {
      workerData: { folder, name },
      resourceLimits: { maxYoungGenerationSizeMb: 4, maxOldGenerationSizeMb: 64 },
    });
    this.#worker.on('message', (answer: Answer) => this.#receive(answer));
    this.#worker.on('error', () => this.#die()).on('exit', () => this.#die());
  }

  push(stream: Stream, chunk: Chunk): Promise<void> | undefined {
    if (this.#isDead) return undefined;
    const { bytes, masking } = chunk;
    this.#send(bytes ? { stream, bytes: this.#copy(bytes) } : { stream, text: chunk.text(), masking });
    this.#chunksAhead++;
    if (this.#chunksAhead < MAX_CHUNKS_AHEAD) return undefined;
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  end(): Promise<Ended> {
    this.#send({ end: true });
    return this.#ended;
  }

  #receive({ taken, idle, tail, ended }: Answer): void {
    if (idle) this.#idle.push(idle);
    if (taken && --this.#chunksAhead < MAX_CHUNKS_AHEAD / 2) this.#release();
    if (tail !== undefined) this.#ports.tail(tail.text, tail.whole);
    if (ended) this.#resolveEnded(ended);
  }

  #release(): void {
    for (const resolve of this.#waiting) resolve();
    this.#waiting = [];
  }

  #die(): void {
    this.#isDead = true;
    this.#release();
    // What the thread has written is there.
    void stat(this.#sideFile).then(
      ({ size }) => this.#resolveEnded({ bytes: size, lost: true }),
      () => this.#resolveEnded({ bytes: 0, lost: true }),
    );
  }

  #send(job: Job): void {
    if (this.#isDead) return;
    const secrets = [...this.#ports.secrets()];
    const now = JSON.stringify(secrets);
    const news = now === this.#knownSecrets ? {} : { secrets };
    this.#knownSecrets = now;
    this.#worker.postMessage({ ...job, ...news } satisfies Job, job.bytes ? [job.bytes.buffer] : []);
  }

  #copy(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
    const last = this.#idle.pop();
    const buffer =
      last && last.byteLength >= bytes.length ? last : new ArrayBuffer(Math.max(bytes.length, CHUNK_BYTES));
    const copy = new Uint8Array(buffer, 0, bytes.length);
    copy.set(bytes);
    return copy;
  }
}

/** The thread's side. @param make what does the work, of parts that have no thread. */
export function serveOverflow(
  make: (ports: { open: () => Promise<SideFile> } & Pick<OverflowPorts, 'secrets' | 'print'>) => Overflow,
): void {
  const port = parentPort!;
  const { folder, name } = workerData as { readonly folder: string; readonly name: string };
  const tell = (answer: Answer): void => port.postMessage(answer, answer.idle ? [answer.idle] : []);
  const tail = new Tail(FINAL_TAIL_CHARACTERS);
  const end = (count: number): NonNullable<Answer['tail']> => ({ text: tail.last(count), whole: tail.within(count) });
  let secrets: readonly string[] = [];
  let timer: NodeJS.Timeout | undefined;
  const overflow = make({
    open: () => openSideFile(folder, name),
    secrets: () => secrets,
    print: (text) => {
      tail.add(text);
      timer ??= setTimeout(() => {
        timer = undefined;
        tell({ tail: end(LIVE_TAIL_CHARACTERS) });
      }, TELL_INTERVAL_MS);
      return undefined;
    },
  });
  const work = async ({
    stream = 'stdout',
    bytes,
    text = '',
    masking,
    secrets: news,
    end: last,
  }: Job): Promise<void> => {
    secrets = news ?? secrets;
    if (!last) {
      const read = bytes ? Buffer.from(bytes.buffer, 0, bytes.length).toString('utf8') : text;
      await overflow.push(stream, { text: () => read, masking });
      return tell({ taken: true, idle: bytes?.buffer });
    }
    const ended = await overflow.end();
    clearTimeout(timer);
    tell({ ended, tail: end(FINAL_TAIL_CHARACTERS) });
    port.close();
  };
  let turn = Promise.resolve();
  port.on('message', (job: Job) => void (turn = turn.then(() => work(job))));
}
