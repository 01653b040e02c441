import { between } from './duration.ts';
import type { Phase } from './events.ts';
import type { IncidentState } from './state.ts';

/** What is measured of one incident. */
export const measures = ['detect', 'acknowledge', 'mitigate', 'recover'] as const;
export type Measure = (typeof measures)[number];

/** From which moment to which; shown beside the numbers. */
export const measureFormulas: Readonly<Record<Measure, string>> = {
  detect: 'MTTD: time to detect = detected - start of impact, where the start was recorded',
  acknowledge:
    'MTTA: time to acknowledge = acknowledged - detected (detected: when it was declared, unless recorded; start of impact, where it was known before it was declared)',
  mitigate:
    'MTTM: time to mitigate = mitigated - start of impact (detected, where no start was recorded); of a reopened incident, plus mitigated - return of impact for each return, if all were mitigated',
  recover: 'MTTR: time to recover = last resolved - start of impact (detected, where no start was recorded)',
};

const ends: Readonly<Record<Measure, Phase>> = {
  detect: 'detected',
  acknowledge: 'acknowledged',
  mitigate: 'mitigated',
  recover: 'resolved',
};

export interface IncidentTimes {
  /** Milliseconds; what is not known is absent. */
  readonly durations: Readonly<Partial<Record<Measure, number>>>;
  /** Durations that would be negative or are not known: what is wrong, one sentence each. */
  readonly problems: readonly string[];
}

/** When the incident began, as far as that is known: start of impact, else detection. */
export function startOf({ times }: IncidentState): string | undefined {
  return times.started ?? times.detected;
}

/** The durations of an incident. One that would be negative is a changed clock or a wrong time: said, not counted. */
export function timesOfIncident(state: IncidentState): IncidentTimes {
  const durations: Partial<Record<Measure, number>> = {};
  const problems: string[] = [];
  for (const measure of measures) {
    if (measure === 'mitigate' && state.reopened > 0) {
      // Since it began, it was well in between.
      const sum = timeToMitigate(state);
      if (sum !== undefined) durations.mitigate = sum;
      continue;
    }
    const from = fromOf(state, measure);
    const to = state.times[ends[measure]];
    if (from === undefined || to === undefined) continue;
    const duration = between(from.at, to);
    if (duration >= 0) durations[measure] = duration;
    else
      problems.push(
        `${ends[measure]} (${to}) is before ${from.name} (${from.at}), so its time to ${measure} is not counted: ` +
          'a clock was changed, or a time is wrong.',
      );
  }
  const { declared, times } = state;
  if (declared !== undefined && times.started !== undefined && times.detected === undefined)
    problems.push(
      'it was known before it was declared, without a recorded time of detection, so its time to detect is not counted: ' +
        'declare the phase detected with its time.',
    );
  return { durations, problems };
}

/** Of all stretches of an incident that came back; undefined where one wasn't mitigated, or would be negative. */
function timeToMitigate({ stretches }: IncidentState): number | undefined {
  const parts = stretches.map(({ from, mitigated }) =>
    from === undefined || mitigated === undefined ? Number.NaN : between(from, mitigated),
  );
  return parts.every((part) => part >= 0) ? parts.reduce((sum, part) => sum + part, 0) : undefined;
}

function fromOf({ times }: IncidentState, measure: Measure): { name: string; at: string } | undefined {
  const started = times.started === undefined ? undefined : { name: 'start of impact', at: times.started };
  const detected = times.detected === undefined ? undefined : { name: 'detected', at: times.detected };
  if (measure === 'detect') return started;
  return measure === 'acknowledge' ? (detected ?? started) : (started ?? detected);
}
