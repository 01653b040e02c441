import { phases, type Phase } from './events.ts';
import type { IncidentState } from './state.ts';

const DAY_MS = 86_400_000;

/**
 * Why a phase can't have been reached then: it would be before the recorded start of the incident, or, where none is
 * recorded, more than a day before anybody knew of it; or, of the start, after what was recorded to come later. A sentence without its full stop; undefined where it can be.
 */
export function beforeStart(
  { times, timeFrom }: Pick<IncidentState, 'times' | 'timeFrom'>,
  phase: Phase,
  time: string,
): string | undefined {
  if (phase === 'started') {
    // When it was declared says little about when it was detected.
    const later = phases.find((one) => one !== phase && timeFrom[one] !== undefined && times[one]! < time);
    return later && `started (${time}) would be after ${later} (${times[later]}): correct ${later} first`;
  }
  const { started, detected } = times;
  if (started !== undefined)
    return time >= started
      ? undefined
      : `${phase} (${time}) would be before the incident started (${started}): correct the start first`;
  // People write down in the morning what they did in the night, but not what was years ago.
  return detected === undefined || Date.parse(detected) - Date.parse(time) <= DAY_MS
    ? undefined
    : `${phase} (${time}) would be long before the incident was detected (${detected}): say when it started first`;
}

/** Why an incident can't have come back then: it hadn't begun, or wasn't over. As `beforeStart`. */
export function beforeItWasOver({ times }: Pick<IncidentState, 'times'>, time: string): string | undefined {
  const start = times.started ?? times.detected;
  const [name, over] = times.mitigated === undefined ? ['resolved', times.resolved] : ['mitigated', times.mitigated];
  if (start !== undefined && time < start) return `reopened (${time}) would be before the incident started (${start})`;
  if (over === undefined || time >= over) return undefined;
  return `reopened (${time}) would be before it was ${name} (${over}): correct that first`;
}

/**
 * How the time of a phase contradicts another phase, in a sentence without its full stop; undefined where it does not.
 * That is allowed, since the other time may be the wrong one; its durations are not counted meanwhile.
 */
export function phaseConflict(
  { times, timeFrom = {} }: Pick<IncidentState, 'times'> & Partial<Pick<IncidentState, 'timeFrom'>>,
  phase: Phase,
  time: string,
): string | undefined {
  const at = phases.indexOf(phase);
  // That it was detected when it was declared is an assumption, which gives way where the start is known.
  const isAssumed = times.started !== undefined && timeFrom.detected === undefined;
  const conflicts = phases.flatMap((other, index) => {
    const known = times[other];
    if (
      known === undefined ||
      index === at ||
      (other === 'detected' && isAssumed) ||
      (index < at ? time >= known : time <= known)
    )
      return [];
    return [`${index < at ? 'before' : 'after'} ${other} (${known})`];
  });
  return conflicts.length === 0 ? undefined : `${phase} (${time}) is ${conflicts.join(' and ')}`;
}
