/** What an entry of a timeline is about. */
export type EntryKind =
  'phase' | 'note' | 'message' | 'escalation' | 'severity' | 'role' | 'run' | 'step' | 'check' | 'command' | 'gap';
