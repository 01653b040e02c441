import type { Agent, AgentEvent } from './agentEvents.ts';

/** A text file of the workspace. */
export interface FoundDocument {
  /** Relative to the workspace. */
  readonly path: string;
  readonly text: string;
}

/** One finding of the linter. */
export interface ToolFinding {
  readonly rule: string;
  readonly severity: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
  /** What can be done about it. */
  readonly fixes: readonly string[];
}

/** What a tool may know of a workspace. Each refuses with an Error whose message is a sentence for whoever asked. */
export interface ToolPorts {
  /** A Markdown file. */
  readonly document: (path: string) => Promise<FoundDocument>;
  /** The findings in a source file. */
  readonly lint: (path: string) => Promise<{ readonly path: string; readonly findings: readonly ToolFinding[] }>;
  /** Network calls and their protection. */
  readonly dependencies: (path: string | undefined) => Promise<object>;
  /** The latest runs on record, latest first. */
  readonly runs: () => Promise<readonly { readonly run: string }[]>;
  /** What is on record of a run. */
  readonly run: (name: string) => Promise<object>;
  /** Adds a line to the record of agents. Rejects where it is not on disk. */
  readonly record: (event: AgentEvent) => Promise<void>;
  /** ISO 8601 time. */
  readonly now: () => string;
  readonly newId: () => string;
  /** Proposals that no person has settled. */
  readonly pending: () => Promise<number>;
}

/** Who calls, and how often already. */
export interface Caller {
  readonly agent: Agent;
  readonly calls: number;
}
