import { setTimeout as sleep } from 'node:timers/promises';

const source = process.env.RATES_URL ?? 'https://rates.internal/latest';

/** Full jitter: somewhere between nothing and an ever longer wait, never more than five seconds. */
function delayOf(attempt: number): number {
  return Math.random() * Math.min(5_000, 200 * 2 ** attempt);
}

/** Every attempt has two seconds, there are four, and their waits grow. */
export async function euroRates(): Promise<Record<string, number>> {
  let last: unknown;
  for (let attempt = 0; attempt < 4; attempt++) {
    try {
      const response = await fetch(source, { signal: AbortSignal.timeout(2_000) });
      if (!response.ok) throw new Error(`${source} answered ${response.status}`);
      return (await response.json()) as Record<string, number>;
    } catch (error) {
      last = error;
      await sleep(delayOf(attempt));
    }
  }
  throw new Error('No exchange rates', { cause: last });
}
