import { phases, type Phase } from './events.ts';
import type { IncidentState } from './state.ts';

/**
 * How the time of a phase contradicts another phase, in a sentence without its full stop; undefined where it does not.
 * That is allowed, since the other time may be the wrong one; its durations are not counted meanwhile.
 */
export function phaseConflict({ times }: Pick<IncidentState, 'times'>, phase: Phase, time: string): string | undefined {
  const at = phases.indexOf(phase);
  for (const [index, other] of phases.entries()) {
    const known = times[other];
    if (known === undefined || index === at) continue;
    if (index < at ? time < known : time > known)
      return `${phase} (${time}) is ${index < at ? 'before' : 'after'} ${other} (${known})`;
  }
  return undefined;
}
