import { readDuration } from './duration.ts';
import { readTime } from './fields.ts';

const SLACK = 60_000;

/** What a text says when it is read as a moment: ISO 8601 in UTC, or why it says none. */
export type Moment = { readonly time: string } | { readonly problem: string };

/**
 * A moment as people type it: ISO 8601 with an offset, a date (its beginning in UTC), or `10 min ago`. One in the
 * future is refused; within a minute of now, in which clocks may differ, it is now.
 */
export function momentOf(text: string, now: Date): Moment {
  const said = text.trim();
  const ago = /^(.*?)\s+ago$/i.exec(said)?.[1];
  const back = ago === undefined ? undefined : readDuration(ago);
  const day = /^\d{4}-\d\d-\d\d$/.test(said) ? `${said}T00:00Z` : said;
  const time = back === undefined ? readTime(day) : new Date(now.getTime() - back).toISOString();
  if (time === undefined) return { problem: 'use a time with an offset, such as 2026-04-02T10:00Z, or "10 min ago"' };
  if (Date.parse(time) > now.getTime() + SLACK) return { problem: 'it is in the future' };
  return { time: Date.parse(time) > now.getTime() ? now.toISOString() : time };
}
