import { Worker } from 'node:worker_threads';

export interface PoolOptions {
  /** The script that workers run. It answers each message `{ id, job }` with `{ id, result }` or `{ id, error }`. */
  readonly script: URL;
  readonly count: number;
  /** What each worker is started with (`workerData`). */
  readonly data: unknown;
  /** Megabytes of heap for each; a worker that needs more dies, and another takes its place. */
  readonly memory?: number;
}

/** A job took longer than it may: a matter of the machine as much as of the job. */
export class TookTooLong extends Error {
  override readonly name = 'TookTooLong';

  constructor(limit: number) {
    super(`took more than ${limit / 1_000} s`);
  }
}

interface Task {
  readonly id: number;
  readonly job: unknown;
  readonly limit: number;
  readonly resolve: (result: never) => void;
  readonly reject: (error: Error) => void;
}

interface WorkerSlot {
  worker: Worker;
  task?: Task;
  timer?: NodeJS.Timeout;
}

type Answer = { readonly id: number; readonly result?: unknown; readonly error?: string };

/**
 * Worker threads that take jobs in turn. Workers start at once, so that what they load is in memory when the first job
 * comes. A job whose worker dies or takes too long is rejected; the others go on.
 */
export class Pool {
  readonly #options: PoolOptions;
  readonly #seats: WorkerSlot[] = [];
  readonly #waiting: Task[] = [];
  #next = 0;
  #closed = false;

  constructor(options: PoolOptions) {
    this.#options = options;
    for (let i = 0; i < Math.max(1, options.count); i++) this.#seats.push(this.#seated());
  }

  /**
   * Runs a job on the next free worker. Rejects after `limit` milliseconds of work, with `TookTooLong`; with a second
   * limit, it gets that much in one more try behind all that waits: the first may have had a busy machine only.
   */
  async run<Result>(job: unknown, limit: number, second?: number): Promise<Result> {
    try {
      return await this.#queue<Result>(job, limit);
    } catch (error) {
      if (second === undefined || !(error instanceof TookTooLong) || this.#closed) throw error;
      return this.#queue<Result>(job, second);
    }
  }

  #queue<Result>(job: unknown, limit: number): Promise<Result> {
    return new Promise<Result>((resolve, reject) => {
      this.#waiting.push({ id: this.#next++, job, limit, resolve, reject });
      this.#hand();
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const task of this.#waiting.splice(0)) task.reject(new Error('stopped'));
    await Promise.all(this.#seats.map(({ worker }) => worker.terminate()));
  }

  #seated(): WorkerSlot {
    const seat = { worker: this.#start() } as WorkerSlot;
    this.#listen(seat);
    return seat;
  }

  #start(): Worker {
    const { script, data, memory } = this.#options;
    return new Worker(script, {
      workerData: data,
      ...(memory === undefined
        ? {}
        : { resourceLimits: { maxOldGenerationSizeMb: memory, maxYoungGenerationSizeMb: 64 } }),
    });
  }

  #listen(seat: WorkerSlot): void {
    const { worker } = seat;
    worker.on('message', (answer: Answer) => {
      const { task } = seat;
      if (!task || answer.id !== task.id) return;
      this.#free(seat);
      if (answer.error === undefined) task.resolve(answer.result as never);
      else task.reject(new Error(answer.error));
      this.#hand();
    });
    worker.on('error', (error) => this.#replace(seat, worker, error.message));
    worker.on('exit', () => this.#replace(seat, worker, 'its worker exited'));
  }

  #replace(seat: WorkerSlot, dead: Worker, why: string | TookTooLong): void {
    if (this.#closed || seat.worker !== dead) return;
    const { task } = seat;
    this.#free(seat);
    seat.worker = this.#start();
    this.#listen(seat);
    void dead.terminate();
    task?.reject(typeof why === 'string' ? new Error(why) : why);
    this.#hand();
  }

  #free(seat: WorkerSlot): void {
    clearTimeout(seat.timer);
    seat.task = undefined;
  }

  #hand(): void {
    for (const seat of this.#seats) {
      if (seat.task || this.#closed) continue;
      const task = this.#waiting.shift();
      if (!task) return;
      seat.task = task;
      const { worker } = seat;
      seat.timer = setTimeout(() => this.#replace(seat, worker, new TookTooLong(task.limit)), task.limit);
      worker.postMessage({ id: task.id, job: task.job });
    }
  }
}
