/** Version of the incident log that this code writes; a reader refuses to add to greater ones. */
export const INCIDENT_LOG_VERSION = 1;

interface Base<Type extends string> {
  readonly v: number;
  /** Unique within all incidents, so that merged logs can be told apart line by line. */
  readonly id: string;
  /** ISO 8601, UTC: when it was written down. */
  readonly at: string;
  /** Who did it, as the machine knows them. */
  readonly by: string;
  /** Id of the event that the log ended with; absent for the first one and in older logs. */
  readonly after?: string;
  readonly type: Type;
}

/** What can be declared of an incident, in the usual order. */
export const phases = ['started', 'detected', 'acknowledged', 'mitigated', 'resolved'] as const;
export type Phase = (typeof phases)[number];

export const noteKinds = ['observation', 'hypothesis', 'decision', 'action'] as const;
export type NoteKind = (typeof noteKinds)[number];

export interface IncidentDeclared extends Base<'incident-declared'> {
  readonly incident: string;
  readonly severity: string;
  readonly title: string;
  readonly services: readonly string[];
  readonly impact?: string;
  readonly commander?: string;
  /** Path of the runbook, as the responder named it. */
  readonly runbook?: string;
  /** When the impact began; absent where that was not known yet. */
  readonly startedAt?: string;
  /** When the first alert or report came in; absent: when it was declared. */
  readonly detectedAt?: string;
  /** As the runbook's front matter says it: `99.9% over 30 days`. */
  readonly slo?: string;
  readonly drill: boolean;
}

/** A phase was reached. A later event of the same phase corrects the time. */
export interface PhaseDeclared extends Base<'phase'> {
  readonly phase: Phase;
  /** When it was reached, where that is not when it was written down. */
  readonly time?: string;
  /** Takes the phase back: it was declared by mistake. */
  readonly withdrawn?: boolean;
  /** Id of the event whose time is taken back; absent in older logs, where all corrections of the phase are. */
  readonly withdraws?: string;
}

/** A finding in the code, by its rule and place. */
export interface NotedFinding {
  readonly rule: string;
  /** Within the workspace. */
  readonly path: string;
  readonly line: number;
}

export interface IncidentNote extends Base<'note'> {
  readonly kind: NoteKind;
  readonly text: string;
  /** What shows it: a selection of an editor or terminal, a link. */
  readonly evidence?: string;
  /** Of an action: what Breakwater found in the code. */
  readonly finding?: NotedFinding;
}

export interface RoleAssigned extends Base<'role'> {
  readonly role: string;
  readonly person: string;
}
export interface RunLinked extends Base<'run-linked'> {
  /** Name of the run's log. */
  readonly run: string;
}
/** A message left: `text` as it was sent, without secrets. */
export interface UpdateSent extends Base<'update-sent'> {
  readonly channel: string;
  readonly text: string;
  /** Name of the template that it was made from. */
  readonly template?: string;
  /** What the receiver was told to recognise a second delivery by. */
  readonly key?: string;
  /** As `key`, of what the message says apart from the time that has passed. */
  readonly facts?: string;
  /** Which webhook it went to, without its address; absent for what a person sent. */
  readonly receiver?: string;
}
/**
 * A message is about to leave, or an attempt has ended without being taken. Written down before anything is sent: who
 * finds one without an end knows that the message may have arrived.
 */
export interface UpdateSending extends Base<'update-sending'> {
  readonly channel: string;
  readonly key: string;
  /** How it ended: `failed` and `rejected` did not arrive, `unknown` may have. */
  readonly outcome?: SendingOutcome;
  /** What was told of that, a sentence. */
  readonly reason?: string;
  /** As of a message that was sent. */
  readonly receiver?: string;
}
export const sendingOutcomes = ['failed', 'rejected', 'unknown'] as const;
export type SendingOutcome = (typeof sendingOutcomes)[number];
/** Whether an answer says that a message was taken; else the receiver's own words, in which its address may stand. */
export type AnswerVerdict =
  { readonly outcome: 'accepted' } | { readonly outcome: 'rejected' | 'unknown'; readonly why: string };
export interface IncidentSeverityChanged extends Base<'severity-changed'> {
  readonly severity: string;
}
export interface IncidentEscalated extends Base<'escalated'> {
  readonly to: string;
  readonly reason?: string;
}
export interface IncidentReopened extends Base<'reopened'> {
  readonly reason?: string;
  /** When the impact came back, where that is not when it was written down. */
  readonly time?: string;
}
export interface IncidentClosed extends Base<'closed'> {
  readonly reason?: string;
}

export type IncidentEvent =
  | IncidentDeclared
  | PhaseDeclared
  | IncidentNote
  | RoleAssigned
  | RunLinked
  | UpdateSent
  | UpdateSending
  | IncidentSeverityChanged
  | IncidentEscalated
  | IncidentReopened
  | IncidentClosed;

export type IncidentEventType = IncidentEvent['type'];

type Unwritten<Event> = Event extends IncidentEvent ? Omit<Event, 'v' | 'id' | 'at' | 'by' | 'after'> : never;

/** An event without what every event has: whoever writes it adds that. */
export type NewIncidentEvent = Unwritten<IncidentEvent>;
