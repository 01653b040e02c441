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
const LIVE_TAIL_BYTES = 12 * 1024;
const FINAL_TAIL_BYTES = 64 * 1024;

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
  // What the thread has done with comes back, and is filled again.
  const idle: ArrayBuffer[] = [];
  const worker = new Worker(script, {
    workerData: { folder, name },
    resourceLimits: { maxYoungGenerationSizeMb: 4, maxOldGenerationSizeMb: 64 },
  });
  let known = '';
  let ahead = 0;
  let waiting: (() => void)[] = [];
  let dead = false;
  let told: (ended: NonNullable<Answer['ended']>) => void = () => undefined;
  const ended = new Promise<NonNullable<Answer['ended']>>((resolve) => (told = resolve));
  const release = (): void => {
    for (const go of waiting) go();
    waiting = [];
  };
  const die = (): void => {
    dead = true;
    release();
    // What the thread has written is there.
    void stat(join(folder, name)).then(
      ({ size }) => told({ bytes: size, lost: true }),
      () => told({ bytes: 0, lost: true }),
    );
  };
  worker.on('message', ({ taken, idle: buffer, tail, ended: result }: Answer) => {
    if (buffer) idle.push(buffer);
    if (taken && --ahead < MAX_CHUNKS_AHEAD / 2) release();
    if (tail !== undefined) ports.tail(tail.text, tail.whole);
    if (result) told(result);
  });
  worker.on('error', die).on('exit', die);

  const send = (job: Job): void => {
    if (dead) return;
    const secrets = [...ports.secrets()];
    const now = JSON.stringify(secrets);
    const news = now === known ? {} : { secrets };
    known = now;
    worker.postMessage({ ...job, ...news } satisfies Job, job.bytes ? [job.bytes.buffer] : []);
  };
  const copied = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => {
    const last = idle.pop();
    const buffer =
      last && last.byteLength >= bytes.length ? last : new ArrayBuffer(Math.max(bytes.length, CHUNK_BYTES));
    const copy = new Uint8Array(buffer, 0, bytes.length);
    copy.set(bytes);
    return copy;
  };
  return {
    push: (stream, chunk) => {
      if (dead) return undefined;
      const { bytes, masking } = chunk;
      send(bytes ? { stream, bytes: copied(bytes) } : { stream, text: chunk.text(), masking });
      ahead++;
      return ahead < MAX_CHUNKS_AHEAD ? undefined : new Promise((resolve) => waiting.push(resolve));
    },
    end: () => {
      send({ end: true });
      return ended;
    },
  };
}

/** The thread's side. @param make what does the work, of parts that have no thread. */
export function serveOverflow(
  make: (ports: { open: () => Promise<SideFile> } & Pick<OverflowPorts, 'secrets' | 'print'>) => Overflow,
): void {
  const port = parentPort!;
  const { folder, name } = workerData as { readonly folder: string; readonly name: string };
  const tell = (answer: Answer): void => port.postMessage(answer, answer.idle ? [answer.idle] : []);
  const tail = new Tail(FINAL_TAIL_BYTES);
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
        tell({ tail: end(LIVE_TAIL_BYTES) });
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
    tell({ ended, tail: end(FINAL_TAIL_BYTES) });
    port.close();
  };
  let turn = Promise.resolve();
  port.on('message', (job: Job) => void (turn = turn.then(() => work(job))));
}
