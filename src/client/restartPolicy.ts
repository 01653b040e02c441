/** Waits before the restarts that follow crashes in a row, in milliseconds; after the last one we give up. */
const RESTART_DELAYS_MS = [500, 2_000, 5_000, 15_000] as const;

/** A server that lived this long, in milliseconds, has recovered: its next crash counts as the first. */
const RECOVERED_AFTER_MS = 60_000;

/** Decides how long to wait before a crashed server is started again. */
export class RestartPolicy {
  #crashes = 0;
  #startedAt = 0;

  /** @param now milliseconds, of any clock that does not run backwards. */
  started(now: number): void {
    this.#startedAt = now;
  }

  /** @returns milliseconds to wait, or undefined to give up. */
  crashed(now: number): number | undefined {
    if (now - this.#startedAt >= RECOVERED_AFTER_MS) this.#crashes = 0;
    return RESTART_DELAYS_MS[this.#crashes++];
  }

  /** Forgets all crashes: somebody asked for a restart. */
  reset(): void {
    this.#crashes = 0;
  }
}
