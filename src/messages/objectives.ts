import { readSlo } from '../incident/slo.ts';
import type { IncidentState } from '../incident/state.ts';
import { unknownName } from './knownNames.ts';

/** What is wrong with the text of an objective, and what to write; undefined where it is one. */
export function sloProblem(text: string): string | undefined {
  if (readSlo(text) !== undefined) return undefined;
  const [objective = ''] = text.split(/\s*(?:\b(?:over|in|within)\b|\/)/i);
  // Without its window it is one.
  if (objective !== text && readSlo(objective) !== undefined)
    return 'give a length of time of one day or so after it, such as 99.9% over 30 days';
  return 'use a percentage below 100, such as 99.9% or 99.9% over 30 days';
}

/** Of the objectives that name a service: that no incident has it, without a full stop; undefined where all count. */
export function unmetObjective(
  incidents: readonly Pick<IncidentState, 'services' | 'severity'>[],
  slos: Readonly<Record<string, string>>,
): string | undefined {
  for (const [service, slo] of Object.entries(slos)) {
    const problem = service === '*' ? undefined : unknownName(incidents, { service }, []);
    if (problem !== undefined) return `--slo ${service}=${slo}: ${problem}`;
  }
  return undefined;
}
