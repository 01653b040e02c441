import { milliseconds } from '../changes/figures.ts';

const MOST_MS = 10_000;

/** How many times as long as its fixed wait a wait may get: a loop that was over soon is over soon. */
const MOST_GROWTH = 10;

/** A wait as written, and a random part that grows with the counter. */
export function grownWait(text: string, counter: string, ms?: number): string {
  const most = Math.min(MOST_MS, MOST_GROWTH * (ms ?? MOST_MS));
  return `${text} + ${ms === undefined ? backoffOf('200', counter) : backoffOf(text, counter, most)}`;
}

/** A random wait whose limit doubles with each attempt. */
export function backoffOf(first: string, counter: string, most = MOST_MS): string {
  return `Math.random() * Math.min(${milliseconds(most)}, ${first} * 2 ** ${counter})`;
}
