/**
 * A line on a terminal that says how far a long run is, and is gone when the run ends. Nobody listens for SIGINT or SIGTERM
 * to remove it: a listener has to wait for whatever this thread is busy with, and without one the process ends at once.
 */
export class Progress {
  readonly #stream: NodeJS.WriteStream;
  readonly #started = Date.now();
  #drawn = 0;

  constructor(stream: NodeJS.WriteStream = process.stderr) {
    this.#stream = stream;
  }

  readonly update = (done: number, total: number): void => {
    const now = Date.now();
    // Short runs stay quiet, and a terminal needs no more than ten lines a second.
    if (!this.#stream.isTTY || now - this.#started < 500 || (now - this.#drawn < 100 && done < total)) return;
    this.#drawn = now;
    this.#stream.write(`\r\u001B[K${done} of ${total} files`);
  };

  readonly clear = (): void => {
    if (this.#drawn > 0) this.#stream.write('\r\u001B[K');
    this.#drawn = 0;
  };
}
