import type { Risk } from '../commands/risk.ts';

/** Version of the log format that this code writes; a reader refuses greater ones. */
export const LOG_VERSION = 1;

interface Base<Type extends string> {
  readonly v: number;
  /** Unique within all runs, so that merged logs can be told apart line by line. */
  readonly id: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  /** Who did it, as the machine knows them. */
  readonly by: string;
  readonly type: Type;
}

export interface RunStarted extends Base<'run-started'> {
  readonly run: string;
  readonly runbook: {
    readonly path: string;
    readonly title: string;
    /** SHA-256 of the file's bytes, hex. */
    readonly hash: string;
    /** The text as it was, so that the record can be read when the file has changed or gone. */
    readonly snapshot: string;
  };
  readonly drill: boolean;
  readonly dryRun: boolean;
  /** Of a drill in which nothing is executed: the run whose outputs are replayed, or `expected`. */
  readonly replay?: string;
  /** What goes wrong in it, one a line. */
  readonly faults?: string;
}

type StepEvent = {
  readonly step: string;
  readonly hash?: string;
  readonly title?: string;
};
export interface StepEntered extends Base<'step-entered'>, StepEvent {}
export interface StepTicked extends Base<'step-ticked'>, StepEvent {}
export interface StepUnticked extends Base<'step-unticked'>, StepEvent {}
export interface StepSkipped extends Base<'step-skipped'>, StepEvent {
  readonly reason?: string;
  /** Nobody decided it: there was nothing to run, or it was not called for. */
  readonly automatic?: boolean;
}
export interface StepFailed extends Base<'step-failed'>, StepEvent {
  readonly reason?: string;
}
export interface CheckTicked extends Base<'check-ticked'> {
  readonly check: string;
  readonly step?: string;
  /** What the box says, so that it is found again when the runbook is edited. */
  readonly text?: string;
}
export interface CheckUnticked extends Base<'check-unticked'> {
  readonly check: string;
  readonly step?: string;
  /** What the box says, so that it is found again when the runbook is edited. */
  readonly text?: string;
}

export interface BlockStarted extends Base<'block-started'> {
  readonly block: string;
  readonly step?: string;
  /** One execution of a block; output and end name it. */
  readonly execution: string;
  /** As sent to the shell, secrets masked. */
  readonly command: string;
  readonly shell: string;
  readonly cwd: string;
  readonly risk: Risk;
  /** Of the block's text, so that the result is marked when the text is edited. */
  readonly hash?: string;
  /** What it acted on: kubectl context and namespace, cloud account, branch, host. */
  readonly context: Readonly<Record<string, string>>;
  readonly pid?: number;
  readonly attempt?: number;
  /** The process that runs the block and writes this log: while it lives, the block is not an orphan. */
  readonly owner?: { readonly pid: number; readonly started?: string; readonly host?: string };
}

/** The responder was asked whether a block may run and said no, or nobody could be asked. */
export interface BlockRefused extends Base<'block-refused'> {
  readonly block: string;
  readonly step?: string;
  /** As it would have been sent to the shell, secrets masked. */
  readonly command: string;
  readonly reason: string;
}

/** Commands act on another target than those before. */
export interface ContextChanged extends Base<'context-changed'> {
  /** By kind, as `context` of a block; what is not known is left out. */
  readonly before: Readonly<Record<string, string>>;
  readonly now: Readonly<Record<string, string>>;
}

/** Written as soon as the command's process exists: what to look for when we are killed. */
export interface BlockProcess extends Base<'block-process'> {
  readonly execution: string;
  readonly pid: number;
  readonly started?: string;
  readonly host?: string;
}

export interface BlockOutput extends Base<'block-output'> {
  readonly execution: string;
  readonly stream: 'stdout' | 'stderr';
  /** Masked; absent where the output was spilled. */
  readonly text?: string;
  /** Name of the side file, beside the log, and how many bytes of it are written. */
  readonly spilled?: { readonly file: string; readonly bytes: number };
}

/** `unknown`: it ran, and nobody can tell how it ended. `dry-run`: nothing was executed. */
export type Ending = 'exited' | 'cancelled' | 'timed-out' | 'could-not-start' | 'unknown' | 'dry-run';

export interface BlockEnded extends Base<'block-ended'> {
  readonly execution: string;
  readonly exitCode?: number;
  readonly signal?: string;
  /** Milliseconds. */
  readonly duration: number;
  readonly how: Ending;
  readonly message?: string;
  /** Whether the result was what the runbook expects; absent where it expects nothing. */
  readonly met?: boolean;
  /** It is tried again after that many milliseconds. */
  readonly retryInMs?: number;
  /** Working directory afterwards, and names of variables that it set for the following steps. */
  readonly cwd?: string;
  readonly carried?: readonly string[];
}

export interface VariableSet extends Base<'variable-set'> {
  readonly name: string;
  readonly secret: boolean;
  /** Never there for a secret. */
  readonly value?: string;
  /** Who gave the value, if not the responder: a link that opened the runbook. */
  readonly from?: 'link';
}

export interface Noted extends Base<'noted'> {
  readonly kind: 'note' | 'hypothesis' | 'observation' | 'decision';
  readonly text: string;
  readonly step?: string;
}

export interface RoleChanged extends Base<'role-changed'> {
  readonly role: string;
  readonly person: string;
}
export interface SeverityChanged extends Base<'severity-changed'> {
  readonly severity: string;
}
export interface Escalated extends Base<'escalated'> {
  readonly to: string;
  readonly reason?: string;
}
export interface MessageSent extends Base<'message-sent'> {
  readonly channel: string;
  readonly text: string;
}
export interface RunbookChanged extends Base<'runbook-changed'> {
  readonly hash: string;
  readonly snapshot: string;
  /** Old id to new id of steps that were found again. */
  readonly anchors?: Readonly<Record<string, string>>;
  /** The same of blocks that have a result. */
  readonly blocks?: Readonly<Record<string, string>>;
}
export interface Resumed extends Base<'resumed'> {
  /** Executions that still run under another process that holds this log. */
  readonly running?: readonly string[];
}
/** `done`: every step is done or skipped; `incomplete`: finished with something left open; `abandoned`: given up. */
export type Outcome = 'done' | 'incomplete' | 'abandoned';
export interface RunEnded extends Base<'run-ended'> {
  readonly outcome: Outcome;
  /** What was left open, as the responder was told. */
  readonly left?: string;
}
export type RunReopened = Base<'run-reopened'>;

export type RunEvent =
  | RunStarted
  | StepEntered
  | StepTicked
  | StepUnticked
  | StepSkipped
  | StepFailed
  | CheckTicked
  | CheckUnticked
  | BlockStarted
  | BlockRefused
  | ContextChanged
  | BlockProcess
  | BlockOutput
  | BlockEnded
  | VariableSet
  | Noted
  | RoleChanged
  | SeverityChanged
  | Escalated
  | MessageSent
  | RunbookChanged
  | Resumed
  | RunEnded
  | RunReopened;

export type RunEventType = RunEvent['type'];

type Unwritten<Event> = Event extends RunEvent ? Omit<Event, 'v' | 'id' | 'at' | 'by'> : never;

/** An event without what every event has: whoever writes it adds that. */
export type NewEvent = Unwritten<RunEvent>;

export type Ended = Unwritten<BlockEnded>;
