import { randomBytes } from 'node:crypto';
import { userInfo } from 'node:os';
import { performance } from 'node:perf_hooks';
import type { Clock, Ids } from '../run/ports.ts';

export const systemClock: Clock = {
  now: () => new Date().toISOString(),
  elapsed: () => performance.now(),
  after: (milliseconds, callback) => {
    const timer = setTimeout(callback, milliseconds);
    return () => clearTimeout(timer);
  },
};

export const randomIds: Ids = {
  next: () => randomBytes(10).toString('hex'),
  random: () => Math.random(),
};

/** A name for a new run that sorts by time: `20260131-120000-ab12cd`. */
export function newRunName(now: Date = new Date()): string {
  const time = now.toISOString().replace(/[-:]/g, '').replace('T', '-').slice(0, 15);
  return `${time}-${randomBytes(3).toString('hex')}`;
}

/** Who is logged in; `unknown` where the system does not say. */
export function userName(): string {
  try {
    return userInfo().username || 'unknown';
  } catch {
    return process.env['USER'] ?? process.env['USERNAME'] ?? 'unknown';
  }
}
