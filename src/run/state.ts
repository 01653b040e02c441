import type { Noted } from './events.ts';

export type StepStatus = 'to-do' | 'doing' | 'done' | 'failed' | 'skipped';

/** What a run looks like after its events: derived, never stored. Built by `reduce` in reduce.ts. */
export interface RunState {
  readonly run: string;
  readonly startedAt?: string;
  readonly endedAt?: string;
  readonly drill: boolean;
  /** Id of the step the responder is at. */
  readonly current?: string;
  readonly steps: Readonly<Record<string, StepState>>;
  /** Ids of ticked checks. */
  readonly checks: Readonly<Record<string, boolean>>;
  /** Latest execution of each block, by block id. */
  readonly executions: Readonly<Record<string, ExecutionState>>;
  readonly variables: Readonly<Record<string, { readonly value?: string; readonly secret: boolean }>>;
  readonly notes: readonly Noted[];
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
  /** `unknown`: it was running when we stopped. */
  readonly status: 'running' | 'succeeded' | 'failed' | 'cancelled' | 'timed-out' | 'unknown';
  readonly exitCode?: number;
  /** Milliseconds. */
  readonly duration?: number;
  /** The tail that is kept in memory. */
  readonly output: string;
  readonly truncated: boolean;
  readonly message?: string;
}
