const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** `45 s`, `3 min 20 s`, `2 h 5 min`, `3 d 4 h`. @param milliseconds negative ones get a minus. */
export function durationText(milliseconds: number): string {
  if (milliseconds < 0) return `-${durationText(-milliseconds)}`;
  const total = Math.round(milliseconds / SECOND) * SECOND;
  if (total < MINUTE) return `${total / SECOND} s`;
  if (total < HOUR) return pair(total, MINUTE, 'min', SECOND, 's');
  if (total < DAY) return pair(total, HOUR, 'h', MINUTE, 'min');
  return pair(total, DAY, 'd', HOUR, 'h');
}

/** To the second, for times that are looked up: `2 h 40 min 10 s`, `3 d 5 s`. @param milliseconds negative ones get a minus. */
export function exactDuration(milliseconds: number): string {
  if (milliseconds < 0) return `-${exactDuration(-milliseconds)}`;
  let rest = Math.round(milliseconds / SECOND) * SECOND;
  const parts: string[] = [];
  for (const [size, name] of [
    [DAY, 'd'],
    [HOUR, 'h'],
    [MINUTE, 'min'],
    [SECOND, 's'],
  ] as const) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) parts.push(`${count} ${name}`);
  }
  return parts.join(' ') || '0 s';
}

function pair(total: number, large: number, largeName: string, small: number, smallName: string): string {
  // Rounded to the smaller unit first, so that 59.9 minutes do not read "60 min".
  const units = Math.round(total / small);
  const per = large / small;
  const rest = units % per;
  return `${Math.floor(units / per)} ${largeName}${rest === 0 ? '' : ` ${rest} ${smallName}`}`;
}

/** Milliseconds between two moments, as ISO 8601; may be negative. */
export function between(from: string, to: string): number {
  return Date.parse(to) - Date.parse(from);
}

const units: Readonly<Record<string, number>> = { s: SECOND, m: MINUTE, h: HOUR, d: DAY, w: 7 * DAY };

/** `90d`, `30 days`, `12h`, `45 min`: milliseconds; undefined where the text says no length of time. */
export function readDuration(text: string): number | undefined {
  const match = /^\s*(\d{1,6}(?:\.\d{1,6})?)\s*(s|m|h|d|w|sec|second|min|minute|hour|day|week)s?\s*$/i.exec(text);
  const value = match === null ? Number.NaN : Number(match[1]) * units[match[2]![0]!.toLowerCase()]!;
  return Number.isFinite(value) && value > 0 ? value : undefined;
}

/** The arithmetic mean; undefined of nothing. */
export function mean(values: readonly number[]): number | undefined {
  return values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The middle value, or the mean of the two in the middle; undefined of nothing. */
export function median(values: readonly number[]): number | undefined {
  if (values.length === 0) return undefined;
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
