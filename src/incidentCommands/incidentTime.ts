import { momentOf } from '../incident/moment.ts';
import { isZone, Zone } from '../incident/zone.ts';
import { Problem } from '../commandLine/problem.ts';

/**
 * A moment as people type it: ISO 8601 with an offset, a date (its beginning in UTC), or `10 min ago`.
 * @throws Problem where it is none, or in the future
 */
export function readMoment(text: string, now: Date, what: string): string {
  const moment = momentOf(text, now);
  if ('time' in moment) return moment.time;
  throw new Problem(`${what} ${text}: ${moment.problem}`);
}

/** The zone of a name, by default that of this machine. @throws Problem where there is no such zone */
export function zoneOf(name: string | undefined): Zone {
  const wanted = name ?? Intl.DateTimeFormat().resolvedOptions().timeZone ?? 'UTC';
  if (isZone(wanted)) return new Zone(wanted);
  if (name === undefined) return new Zone('UTC');
  throw new Problem(`--time-zone ${name}: use a name such as Europe/Berlin or UTC`);
}

/** The window of time that `--since` and `--until` say. @throws Problem where it is none */
export function windowOf(
  flags: { readonly since?: string; readonly until?: string },
  now: Date,
): { readonly since?: string; readonly until?: string } {
  const since = flags.since === undefined ? undefined : readMoment(flags.since, now, '--since');
  const until = flags.until === undefined ? undefined : readMoment(flags.until, now, '--until');
  if (since !== undefined && until !== undefined && since >= until)
    throw new Problem('--since has to be before --until');
  return { ...(since ? { since } : {}), ...(until ? { until } : {}) };
}
