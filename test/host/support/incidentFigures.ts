/** A line of a log. */
export interface Line {
  readonly type: string;
  readonly [field: string]: unknown;
}

/** What a page has to say of an incident, worked out from nothing but the lines of its log. */
export interface IncidentFigures {
  /** Milliseconds since 1970, by phase. */
  readonly phases: Readonly<Record<string, number>>;
  readonly detection: string;
  readonly response: string;
  readonly mitigation: string;
  readonly recovery: string;
  readonly impact: string;
}

/** Not one line of the product has a part in this. */
export function incidentFigures(lines: readonly Line[]): IncidentFigures {
  const declared = lines.find(({ type }) => type === 'incident-declared')!;
  const phases: Record<string, number> = { detected: Date.parse(String(declared['at'])) };
  for (const line of lines) {
    if (line.type !== 'phase') continue;
    const phase = String(line['phase']);
    if (line['withdrawn'] === true) delete phases[phase];
    else phases[phase] = Date.parse(String(line['time'] ?? line['at']));
  }
  const took = (from: string, to: string): string => inWords(phases[to]! - phases[from]!);
  return {
    phases,
    detection: took('started', 'detected'),
    response: took('detected', 'acknowledged'),
    mitigation: took('started', 'mitigated'),
    recovery: took('started', 'resolved'),
    impact: took('started', 'mitigated'),
  };
}

/** `25 min 3 s`, of less than an hour. */
function inWords(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  if (seconds < 60) return `${seconds} s`;
  return `${Math.floor(seconds / 60)} min${seconds % 60 === 0 ? '' : ` ${seconds % 60} s`}`;
}

/** As records write a moment: `2026-04-02 10:15:00 UTC`. */
export function inUtc(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}
