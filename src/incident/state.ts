import type { IncidentDeclared, IncidentEscalated, IncidentNote, Phase, UpdateSending, UpdateSent } from './events.ts';

/** A span of time, ISO 8601, UTC; without `to` it goes on. */
export interface Span {
  readonly from: string;
  readonly to?: string;
}

/** What an incident looks like after its events: derived, never stored. Built by `reduceIncident`. */
export interface IncidentState {
  /** Empty where the log declares none. */
  readonly incident: string;
  readonly title: string;
  readonly severity: string;
  readonly services: readonly string[];
  readonly impact?: string;
  readonly commander?: string;
  readonly runbook?: string;
  readonly slo?: string;
  readonly drill: boolean;
  readonly declared?: IncidentDeclared;
  /** `open` until it is resolved, then `resolved`, and `closed` when the follow-up is done. */
  readonly status: 'open' | 'mitigated' | 'resolved' | 'closed';
  /** When each phase was reached. `started` only where someone recorded it; `detected` is the declaration by default, unless more was known before. */
  readonly times: Readonly<Partial<Record<Phase, string>>>;
  /** Id of the event that each time is from; absent where the declaration stands in for a detection. */
  readonly timeFrom: Readonly<Partial<Record<Phase, string>>>;
  /** From when on it was impaired, and when that was mitigated: one for the start, and one for each return. */
  readonly stretches: readonly { readonly from?: string; readonly mitigated?: string }[];
  /** When it was impaired: from start to mitigation, else resolution; again from each reopening. */
  readonly impactSpans: readonly Span[];
  /** How often it came back after it was over. */
  readonly reopened: number;
  readonly roles: Readonly<Record<string, string>>;
  readonly notes: readonly IncidentNote[];
  readonly runs: readonly string[];
  readonly updates: readonly UpdateSent[];
  /** Messages that began to leave, and of which nobody knows whether they arrived. */
  readonly sending: readonly UpdateSending[];
  readonly escalations: readonly IncidentEscalated[];
  readonly severities: readonly { readonly at: string; readonly severity: string }[];
  readonly warnings: readonly string[];
}
