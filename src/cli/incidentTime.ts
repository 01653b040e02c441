import { readDuration } from '../incident/duration.ts';
import { readTime } from '../incident/fields.ts';
import { isZone, Zone } from '../incident/zone.ts';
import { Problem } from './problem.ts';

/**
 * A moment as people type it: ISO 8601 with an offset, a date (its beginning in UTC), or `10 min ago`.
 * @throws Problem where it is none, or in the future
 */
export function readMoment(text: string, now: Date, what: string): string {
  const ago = /^(.*?)\s+ago$/i.exec(text.trim())?.[1];
  const back = ago === undefined ? undefined : readDuration(ago);
  const day = /^\d{4}-\d\d-\d\d$/.test(text.trim()) ? `${text.trim()}T00:00Z` : text;
  const time = back === undefined ? readTime(day) : new Date(now.getTime() - back).toISOString();
  if (time === undefined)
    throw new Problem(`${what} ${text}: use a time with an offset, such as 2026-04-02T10:00Z, or "10 min ago"`);
  if (Date.parse(time) > now.getTime() + 60_000) throw new Problem(`${what} ${text} is in the future`);
  return time;
}

/** The zone of a name, by default that of this machine. @throws Problem where there is no such zone */
export function zoneOf(name: string | undefined): Zone {
  const wanted = name ?? Intl.DateTimeFormat().resolvedOptions().timeZone ?? 'UTC';
  if (isZone(wanted)) return new Zone(wanted);
  if (name === undefined) return new Zone('UTC');
  throw new Problem(`--time-zone ${name}: use a name such as Europe/Berlin or UTC`);
}
