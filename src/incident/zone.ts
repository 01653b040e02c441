interface Parts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

/**
 * Clock times in one IANA time zone, with its changes between summer and winter time.
 */
export class Zone {
  readonly name: string;
  readonly #format: Intl.DateTimeFormat;
  #hour: { readonly from: number; readonly offset: number } | undefined;

  /** @throws RangeError where there is no such zone; `isZone` tells. */
  constructor(name: string) {
    this.#format = new Intl.DateTimeFormat('en-US', {
      timeZone: name,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    this.name = name;
  }

  /** `2026-03-29 03:30` as the clocks of the zone show it. */
  clock(iso: string): string {
    return Number.isNaN(Date.parse(iso)) ? iso : this.clockToSecond(iso).slice(0, 16);
  }

  /** `2026-03-29 03:30:05` */
  clockToSecond(iso: string): string {
    const time = Date.parse(iso);
    return Number.isNaN(time) ? iso : shifted(time, this.offset(time)).slice(0, 19).replace('T', ' ');
  }

  /** `2026-03`: the month on the calendars of the zone. */
  month(iso: string): string {
    return this.clock(iso).slice(0, 7);
  }

  /** The moments, in milliseconds, at which a month (`2026-03`) begins and ends in the zone. */
  monthSpan(month: string): { readonly from: number; readonly to: number } {
    const [year, number] = month.split('-').map(Number) as [number, number];
    return { from: this.#moment(year, number - 1), to: this.#moment(year, number) };
  }

  /** Milliseconds that the zone is ahead of UTC at a moment. Offsets hold for quarters of an hour at least. */
  offset(time: number): number {
    const quarter = Math.floor(time / 900_000) * 900_000;
    if (this.#hour?.from !== quarter) {
      const { year, month, day, hour, minute, second } = this.#parts(quarter);
      this.#hour = { from: quarter, offset: Date.UTC(year, month - 1, day, hour, minute, second) - quarter };
    }
    return this.#hour!.offset;
  }

  /** Midnight at the beginning of a month; the first moment of it where the clocks skip midnight. */
  #moment(year: number, monthIndex: number): number {
    const wall = Date.UTC(year, monthIndex, 1);
    const guess = wall - this.offset(wall);
    return wall - this.offset(guess);
  }

  #parts(time: number): Parts {
    const parts = Object.fromEntries(this.#format.formatToParts(time).map(({ type, value }) => [type, Number(value)]));
    return parts as unknown as Parts;
  }
}

/** Whether a name is one of an IANA time zone. */
export function isZone(name: string): boolean {
  try {
    return new Zone(name).name !== '';
  } catch {
    return false;
  }
}

/** `2026-03-29 01:30 UTC (03:30 Europe/Berlin)`, for messages; UTC alone where that is the zone. */
export function bothTimes(iso: string, zone: Zone): string {
  return bothOf(iso.slice(0, 16), zone.clock(iso), zone);
}

/** `2026-03-29 01:30:05 UTC (03:30:05 Europe/Berlin)`, for records. */
export function bothTimesToSecond(iso: string, zone: Zone): string {
  return bothOf(iso.slice(0, 19), zone.clockToSecond(iso), zone);
}

function bothOf(inUtc: string, local: string, zone: Zone): string {
  const utc = inUtc.replace('T', ' ');
  if (zone.name === 'UTC') return `${utc} UTC`;
  const shown = local.slice(0, 10) === utc.slice(0, 10) ? local.slice(11) : local;
  return `${utc} UTC (${shown} ${zone.name})`;
}

function shifted(time: number, offset: number): string {
  const date = new Date(time + offset);
  return Number.isNaN(date.getTime()) ? new Date(time).toISOString() : date.toISOString();
}
