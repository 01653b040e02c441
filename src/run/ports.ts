import type { MaskState } from '../masking/mask.ts';
import type { Ending } from '../record/events.ts';
import type { RunLog } from '../record/logPorts.ts';

/** Time, as the machine has it; tests bring their own. */
export interface Clock {
  /** ISO 8601, UTC. */
  now(): string;
  /** Milliseconds since an arbitrary moment; never runs backwards. */
  elapsed(): number;
  /** Calls back once after that many milliseconds, unless the function it returns is called before. */
  after(milliseconds: number, callback: () => void): () => void;
}

export interface Ids {
  /** Unlike any other, on any machine. */
  next(): string;
  /** In [0, 1). */
  random(): number;
}

export interface CommandRequest {
  /** As a block names it: `bash`, `zsh`, `fish`, `pwsh`, `python`. Empty for the machine's usual one. */
  readonly shell: string;
  /** Complete commands, run one after the other until one fails. */
  readonly commands: readonly string[];
  readonly cwd: string;
  /** Added to the environment of this process; `undefined` takes a variable away. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Shell variables that were set and not exported, where the shell has such. */
  readonly locals?: Readonly<Record<string, string>>;
  /** Functions and aliases of earlier commands, for a shell of the same family. */
  readonly definitions?: Definitions;
  /** Folders in which no shell of this machine is looked for. */
  readonly workspace?: readonly string[];
  /** Milliseconds; none without. */
  readonly timeout?: number;
  /** Told to the processes by `BREAKWATER_EXECUTION`, so that orphans can be found. */
  readonly execution: string;
}

/** What a finished command left behind for the next one, as one terminal would. */
export interface Carried {
  readonly cwd: string;
  /** Exported variables that differ from those of this process; `undefined` for those taken away. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly locals: Readonly<Record<string, string>>;
  /** Absent where the shell does not tell. */
  readonly definitions?: Definitions;
}

/** Functions and aliases, as a shell of that family can read them again. */
export interface Definitions {
  readonly family: string;
  readonly text: string;
  readonly names: readonly string[];
}

export interface CommandResult {
  readonly how: Exclude<Ending, 'dry-run'>;
  readonly exitCode?: number;
  readonly signal?: string;
  /** Milliseconds. */
  readonly duration: number;
  /** A sentence, where there is something to say. */
  readonly message?: string;
  /** Absent where it could not be told: the shell was replaced or killed. */
  readonly carried?: Carried;
}

export interface ProcessMark {
  readonly pid: number;
  /** Tells a process from a later one with the same id; opaque, comparable on the same machine. */
  readonly started?: string;
  readonly host?: string;
}

export interface RunningCommand {
  /** Settles when it is known whether there is a process. */
  readonly process: Promise<ProcessMark | undefined>;
  /** Never rejects. */
  readonly result: Promise<CommandResult>;
  /** Ends the whole tree of processes: asks first, forces after some seconds. */
  cancel(): void;
}

export type Stream = 'stdout' | 'stderr';

/** Whole characters that a command printed. To be read before the function that gets it returns. */
export interface Chunk {
  text(): string;
  /** The same in UTF-8, where it came so. */
  readonly bytes?: Uint8Array;
  /** In place of text: how far what came before has been masked. */
  readonly masking?: MaskState;
}

/** Takes output. A promise holds the command's further output back until it settles. */
export type Take = (stream: Stream, chunk: Chunk) => Promise<void> | undefined;

export interface CommandRunner {
  start(request: CommandRequest, output: Take): RunningCommand;
}

/** Takes what a command prints beyond what the log has room for: hides secrets, and keeps it in a side file. */
export interface Overflow {
  readonly push: Take;
  /** Resolves when all is on disk. `lost`: some of it could not be saved. */
  end(): Promise<{ readonly bytes: number; readonly lost: boolean }>;
}

/** What an overflow is told, and whom it tells what it shows: all of it, or now and then how it ends. */
export interface OverflowPorts {
  readonly log: RunLog;
  readonly secrets: () => Iterable<string>;
  readonly print: (text: string) => Promise<void> | undefined;
  /** `whole`: it is all that has overflowed so far. */
  readonly tail: (text: string, whole: boolean) => void;
}

/** What an execution has left running. */
export interface LeftProcesses {
  readonly execution: string;
  /** They carry the execution's name in their environment, which no log can give them. */
  readonly pids: readonly number[];
  /** Said by the log alone, which anybody may have written: to be shown, never ended. */
  readonly unproven: readonly number[];
}

/** Looks at and ends processes that an earlier session of this machine left. */
export interface Processes {
  /** Of this process. */
  readonly self: ProcessMark;
  alive(mark: ProcessMark): Promise<boolean>;
  /** Those that still run on behalf of these executions, by execution. */
  orphans(
    executions: readonly { readonly execution: string; readonly mark?: ProcessMark }[],
  ): Promise<readonly LeftProcesses[]>;
  /** Ends those of them that prove to be of the execution. Resolves with the ids of those that could not be ended. */
  stop(pids: readonly number[], execution: string): Promise<readonly number[]>;
}

/** What a run needs of the world. */
export interface SessionPorts {
  readonly log: RunLog;
  readonly runner: CommandRunner;
  readonly clock: Clock;
  readonly ids: Ids;
  /** Absent: nothing is known of processes of earlier sessions. */
  readonly processes?: Processes;
  /** Takes long outputs off this thread, into the side file of that name. Default: it is done here. */
  readonly overflow?: (name: string, ports: OverflowPorts) => Overflow;
  /** Who acts. */
  readonly by: string;
  /** Where the first command starts, unless the runbook says otherwise. */
  readonly cwd: string;
  /** Where the runbook's file is: what its `cwd` is relative to. Default: `cwd`. */
  readonly folder?: string;
}

/** What has to be found out: what a program would act on at the moment. */
export type TargetQuestion = FileQuestion | VariableQuestion;

/** What the user's own files tell. */
export interface FileQuestion {
  /** `kubectl`, `namespace`, `aws`, `branch` ... */
  readonly name: string;
  readonly read:
    | 'kube-context'
    | 'kube-namespace'
    | 'aws-profile'
    | 'aws-account'
    | 'gcloud-project'
    | 'azure-subscription'
    | 'docker-context'
    | 'git-branch';
  /** The context or profile that it is asked of, where that is not the present one. */
  readonly of?: string;
  /** Asked, over the network, where files do not tell: only before a command runs, not to show something. */
  readonly program?: { readonly name: string; readonly args: readonly string[] };
}

/** The address of a database, in a variable; its host and name are the answer. */
export interface VariableQuestion {
  readonly name: string;
  readonly variable: string;
  /** What the runbook itself set it to. */
  readonly value?: string;
}

/** Finds out what commands act on. What runbooks set in their environment does not count. */
export type LookUp = (
  questions: readonly TargetQuestion[],
  where: {
    readonly cwd: string;
    /** Folders whose programs are not to be started. */
    readonly workspace: readonly string[];
  },
) => Promise<Readonly<Record<string, string>>>;
