/** What an entry of a timeline is about. */
export type EntryKind =
  'phase' | 'note' | 'message' | 'escalation' | 'severity' | 'role' | 'run' | 'step' | 'check' | 'command' | 'gap';

/** One line of what happened, without secrets and control characters. */
export interface TimelineEntry {
  /** ISO 8601, UTC: when it happened, as far as that was recorded. */
  readonly at: string;
  /** Empty for a gap. */
  readonly by: string;
  readonly kind: EntryKind;
  readonly text: string;
  /** Name of the run that it is from; absent for the incident's own. */
  readonly run?: string;
  readonly step?: string;
  readonly command?: string;
  readonly result?: string;
  readonly evidence?: string;
}
