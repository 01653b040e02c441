import type { BlockRefused, Escalated, MessageSent, Noted, Outcome } from './events.ts';

/** What was said of a step; what its commands did is told by their executions. */
export type StepStatus = 'to-do' | 'done' | 'failed' | 'skipped';

/** What a run looks like after its events: derived, never stored. Built by `reduce` in reduce.ts. */
export interface RunState {
  readonly run: string;
  /** The runbook's file, as it was named when the run began. */
  readonly path?: string;
  readonly title?: string;
  /** SHA-256 of the runbook's text that was last seen in this run, hex. */
  readonly hash?: string;
  readonly startedAt?: string;
  readonly endedAt?: string;
  readonly outcome?: Outcome;
  readonly drill: boolean;
  readonly dryRun?: boolean;
  /** Id of the step the responder is at. */
  readonly current?: string;
  readonly steps: Readonly<Record<string, StepState>>;
  /** Ids of ticked checks. */
  readonly checks: Readonly<Record<string, boolean>>;
  /** Latest execution of each block, by block id. */
  readonly executions: Readonly<Record<string, ExecutionState>>;
  /** Latest refusal to run each block, by block id. */
  readonly refusals: Readonly<Record<string, Pick<BlockRefused, 'at' | 'by' | 'reason'>>>;
  readonly variables: Readonly<
    Record<string, { readonly value?: string; readonly secret: boolean; readonly from?: 'link' }>
  >;
  readonly notes: readonly Noted[];
  /** Who was called in, and what was told to whom. */
  readonly communication: readonly (Escalated | MessageSent)[];
  readonly severity?: string;
  readonly roles: Readonly<Record<string, string>>;
  /** Steps with state that the runbook no longer has. */
  readonly vanished: readonly { readonly id: string; readonly title: string; readonly status: StepStatus }[];
  /** Shown to the responder: a log that could not be written, an event that could not be read. */
  readonly warnings: readonly string[];
}

export interface StepState {
  readonly status: StepStatus;
  readonly enteredAt?: string;
  readonly finishedAt?: string;
  readonly by?: string;
  readonly reason?: string;
  /** The runbook's text of this step is not the one that was done. */
  readonly changedSince: boolean;
}

export interface ExecutionState {
  readonly execution: string;
  readonly block: string;
  readonly command: string;
  readonly startedAt: string;
  /** `unknown`: it was running when we stopped. `dry-run`: nothing was executed. */
  readonly status: 'running' | 'succeeded' | 'failed' | 'cancelled' | 'timed-out' | 'unknown' | 'dry-run';
  readonly exitCode?: number;
  /** Milliseconds. */
  readonly duration?: number;
  /** The tail that is kept in memory. */
  readonly output: string;
  /**
   * Characters printed so far. Of what an earlier state had not, the last `printed - earlier.printed` characters of
   * `output` are left, or all of it where that is more than it has.
   */
  readonly printed: number;
  readonly truncated: boolean;
  readonly message?: string;
  /** The runbook's text of this block is not the one that ran. */
  readonly edited?: boolean;
  readonly step?: string;
  readonly shell?: string;
  readonly cwd?: string;
  readonly context?: Readonly<Record<string, string>>;
  readonly attempt?: number;
  /** It is going to be tried again, that many milliseconds after it ended. */
  readonly retryInMs?: number;
  /** Whether the result was what the runbook expects; absent where it expects nothing. */
  readonly met?: boolean;
  /** Side file with the output that the log does not hold, and its length in bytes. */
  readonly spilled?: { readonly file: string; readonly bytes: number };
  readonly process?: { readonly pid: number; readonly started?: string; readonly host?: string };
  readonly owner?: { readonly pid: number; readonly started?: string; readonly host?: string };
}
