/**
 * Calls `probe` until it gives something truthy, and gives that back. Its limit is for what hangs: a busy machine may need
 * long for what a quiet one does at once.
 * @throws Error naming `what` and the last answer (or error) when `timeout` milliseconds have passed.
 */
export async function waitFor<T>(what: string, probe: () => T | Promise<T>, timeout = 60_000): Promise<NonNullable<T>> {
  const deadline = Date.now() + timeout;
  let last: unknown;
  for (;;) {
    try {
      const answer = await probe();
      if (answer) return answer;
      last = answer;
    } catch (error) {
      last = error;
    }
    if (Date.now() > deadline)
      throw new Error(
        `Waited ${timeout / 1000} s for ${what}; last: ${last instanceof Error ? last.message : JSON.stringify(last)}`,
      );
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
