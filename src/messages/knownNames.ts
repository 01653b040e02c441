import type { IncidentState } from '../incident/state.ts';

/** What a report is limited to. */
export interface Limits {
  readonly service?: string;
  readonly severity?: string;
}

/**
 * A name that nobody uses is a slip of the keyboard, not a service that was never down: a sentence about it, without its
 * full stop; undefined where all names are known.
 * @param services known from elsewhere, as by their objectives
 */
export function unknownName(
  incidents: readonly Pick<IncidentState, 'services' | 'severity'>[],
  { service, severity }: Limits,
  services: readonly string[],
): string | undefined {
  const all = [...incidents.flatMap((one) => one.services), ...services];
  const severities = incidents.map((one) => one.severity);
  return unknownIn('service', service, all) ?? unknownIn('severity', severity, severities);
}

function unknownIn(kind: string, name: string | undefined, known: readonly string[]): string | undefined {
  if (name === undefined || known.includes(name)) return undefined;
  const names = [...new Set(known)].filter((one) => one !== '*').sort();
  return `no incident has the ${kind} ${name}: ${names.length === 0 ? 'none is known' : `known are ${names.join(', ')}`}`;
}
