import { isZone, Zone } from '../incident/zone.ts';

/** The time zone of this machine. */
export function localZone(): Zone {
  const name = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return new Zone(isZone(name) ? name : 'UTC');
}
