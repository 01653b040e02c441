/** What `runbook run` was told. */
export interface RunOptions {
  readonly var: Readonly<Record<string, string>>;
  readonly step?: string;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
  readonly runHere?: boolean;
  readonly drill?: boolean;
  /** A drill in which nothing is executed: a run, whose outputs are replayed. */
  readonly replay?: string;
  readonly inject?: readonly string[];
  readonly report?: string;
  readonly output?: string;
  readonly runs?: string;
  readonly loadEnv?: string;
  readonly profile?: boolean;
  readonly choose?: readonly string[];
  readonly procedure?: string;
}
