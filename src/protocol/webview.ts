/**
 * What the extension host and the runbook view say to each other. The host holds the truth (the document and the run's
 * log); the view draws it and sends intents, each of which the host checks again.
 */
import type { AffectedGroup } from './server.ts';
import type { FrontMatter } from '../runbook/model.ts';
import type { Block, PlaceholderUse, Problem } from '../blocks/model.ts';
import type { ViewNode } from '../runbook/view.ts';
import type { ExecutionState, RunState } from '../record/state.ts';
import type { RunStates } from '../run/itemState.ts';

export type { ViewInline, ViewItem, ViewNode } from '../runbook/view.ts';
export type { Risk } from '../commands/risk.ts';
export type { FrontMatter } from '../runbook/model.ts';
export type { PlaceholderUse } from '../blocks/model.ts';
export type { StepStatus } from '../record/state.ts';
export type { ItemState, StateName } from '../run/itemState.ts';

export interface StepOutline {
  readonly id: string;
  readonly title: string;
  /** As the document counts it, where it does: `3.2`. */
  readonly number?: string;
  /** Title of the section that it stands in. */
  readonly section?: string;
  /** 1 for a step that is in no other. */
  readonly level: number;
  /** First and last line of its text, 1-based. */
  readonly line: number;
  readonly endLine: number;
  readonly checks: readonly string[];
  readonly blocks: readonly string[];
}

export type BlockView = Pick<
  Block,
  'id' | 'line' | 'language' | 'kind' | 'commands' | 'risk' | 'interactive' | 'content' | 'shell' | 'expectedOutput'
> & {
  readonly placeholders: readonly string[];
  /** The block that takes back what this one does. */
  readonly rollback?: string;
  /** What the runbook sets around the commands. */
  readonly settings: readonly { readonly name: 'on' | 'shell' | 'env' | 'cwd'; readonly value: string }[];
  /** Sentences to be told before it runs. */
  readonly notices: readonly string[];
  /** Its commands hold characters that hide something or look like others. */
  readonly hidden: boolean;
  /** Lines among its commands that may be commands as well as output, and are left out. */
  readonly unclear: readonly string[];
};

export interface DocumentView {
  readonly title: string;
  readonly path: string;
  readonly frontMatter: FrontMatter;
  readonly nodes: readonly ViewNode[];
  readonly steps: readonly StepOutline[];
  readonly blocks: readonly BlockView[];
  readonly placeholders: readonly PlaceholderUse[];
  readonly problems: readonly Problem[];
  /** The folder that the first command starts in. */
  readonly startsIn: string;
  /** Relative image sources, as written, and where the view may load them from. */
  readonly images: Readonly<Record<string, string>>;
}

/** An execution without its output, which travels in messages of its own. */
export type ExecutionView = Omit<ExecutionState, 'output' | 'process' | 'owner'>;

/** Ids of processes: those that can be ended, and those that a log alone says were left, which are only shown. */
export interface OrphanView {
  readonly pids: readonly number[];
  readonly unproven: readonly number[];
}

export type RunView = Omit<RunState, 'executions'> & {
  readonly executions: Readonly<Record<string, ExecutionView>>;
  /** What each step and block is in, and how it is said. */
  readonly states: RunStates;
  /** Where variables come from that a file or a profile has set in this session, by name. */
  readonly loaded: Readonly<Record<string, string>>;
  /** Names of secrets that were given in this session. */
  readonly secretsGiven: readonly string[];
  /** Processes of executions that outlived the window they were started from. */
  readonly orphans: Readonly<Record<string, OrphanView>>;
};

/** A piece of a command as it would run: text of the runbook, a value that was filled in, or a blank without one. */
export interface CommandPart {
  readonly kind: 'text' | 'value' | 'secret' | 'missing';
  /** As the shell gets it; of a secret only dots. */
  readonly text: string;
  /** The placeholder; absent for text of the runbook. */
  readonly name?: string;
}

/** A block's commands with the values that are known now. */
export interface FilledBlock {
  readonly commands: readonly (readonly CommandPart[])[];
  /** What an execution's `command` would be if it ran now; absent while a value is missing. */
  readonly runs?: string;
}

/** What asked for a value, to go on with once it has been given. */
export type RunRequest = Extract<FromWebview, { type: 'run' | 'run-to' }>;

/** What a block would act on if it ran now. */
export interface TargetView {
  /** In a few words: `prod-eu / payments`. */
  readonly text: string;
  /** In full, by kind. */
  readonly context: Readonly<Record<string, string>>;
  /** It has the name of a production target. */
  readonly production: boolean;
}

/** What stands before the first step. */
export interface StartView {
  readonly checks: readonly {
    readonly text: string;
    readonly state: 'met' | 'unmet' | 'unknown';
    readonly detail: string;
  }[];
  /** Programs are being asked. */
  readonly checking: boolean;
  /** Names only, never values. */
  readonly envFile?: {
    readonly file: string;
    readonly names: readonly string[];
    /** Names that are never taken from a file, because they change what runs. */
    readonly leftOut: readonly string[];
    readonly problem?: string;
    readonly loaded: boolean;
  };
  readonly profile?: {
    readonly variables: readonly { readonly name: string; readonly value: string }[];
    readonly problem?: string;
    readonly used: boolean;
  };
}

/** Why commands cannot run here, as a sentence; absent where they can. */
export interface Permissions {
  readonly refusal?: string;
  /** The workspace could be trusted by a click. */
  readonly canTrust: boolean;
}

export type ToWebview =
  | { readonly type: 'document'; readonly document: DocumentView }
  | { readonly type: 'cannot-show'; readonly reason: string }
  | { readonly type: 'run'; readonly run: RunView }
  | { readonly type: 'permissions'; readonly permissions: Permissions }
  /** Absent: there is nothing to do before the first step. */
  | { readonly type: 'start'; readonly start?: StartView }
  /** By block. */
  | { readonly type: 'targets'; readonly targets: Readonly<Record<string, TargetView>> }
  /** By block; those that are not there are shown as they are written. */
  | { readonly type: 'commands'; readonly commands: Readonly<Record<string, FilledBlock>> }
  /** Values that are asked for beneath `block` before `request` can be carried out; it is sent again with them. */
  | {
      readonly type: 'ask-values';
      readonly block: string;
      readonly names: readonly string[];
      readonly request: RunRequest;
    }
  /** `reset` replaces what is shown, else the text is added to it. */
  | {
      readonly type: 'output';
      readonly block: string;
      readonly execution: string;
      readonly text: string;
      readonly reset: boolean;
    }
  /** A sentence about one block, shown beneath it: why it did not run. */
  | { readonly type: 'block-message'; readonly block: string; readonly message: string }
  /** A sentence about something else that did not work. */
  | { readonly type: 'notice'; readonly message: string }
  /** What fails in the code when something that the runbook names is down. */
  | { readonly type: 'calls'; readonly groups: readonly AffectedGroup[] }
  /** A step was chosen elsewhere. */
  | { readonly type: 'go'; readonly step: string }
  /** A command of the palette or the keyboard for the current step. */
  | { readonly type: 'act'; readonly action: 'run' | 'run-to' | 'tick' | 'skip' | 'note' | 'cancel' };

export type FromWebview =
  | { readonly type: 'ready' }
  | { readonly type: 'enter'; readonly step: string }
  | { readonly type: 'tick'; readonly step: string; readonly ticked: boolean }
  | { readonly type: 'check'; readonly check: string; readonly step?: string; readonly ticked: boolean }
  | { readonly type: 'skip'; readonly step: string; readonly reason?: string }
  /** `terminal`: where it can be talked to, though the runbook does not ask for that; `values` are stored first. */
  | { readonly type: 'run'; readonly block: string; readonly terminal?: boolean; readonly values?: GivenValues }
  /** Everything that is open up to and with this block. */
  | { readonly type: 'run-to'; readonly block: string; readonly values?: GivenValues }
  | { readonly type: 'cancel'; readonly block: string }
  /** Ends what the block's latest execution left running. */
  | { readonly type: 'stop-orphan'; readonly block: string }
  | { readonly type: 'copy'; readonly block: string }
  /** What ran and what came of it, to be pasted into a chat. */
  | { readonly type: 'copy-result'; readonly block: string }
  | { readonly type: 'set-variable'; readonly name: string; readonly value: string }
  /** Kept in memory only; the page forgets it at once. */
  | { readonly type: 'set-secret'; readonly name: string; readonly value: string }
  | { readonly type: 'note'; readonly kind: NoteKind; readonly text: string; readonly step?: string }
  | { readonly type: 'escalated'; readonly to: string; readonly reason?: string }
  | { readonly type: 'message-sent'; readonly channel: string; readonly text: string }
  | { readonly type: 'severity'; readonly severity: string }
  | { readonly type: 'role'; readonly role: string; readonly person: string }
  | { readonly type: 'open-link'; readonly href: string }
  | { readonly type: 'open-source'; readonly line: number }
  | { readonly type: 'open-as-text' }
  | { readonly type: 'manage-trust' }
  | { readonly type: 'check-requirements' }
  | { readonly type: 'load-environment' }
  | { readonly type: 'use-profile' }
  | { readonly type: 'finish' }
  | { readonly type: 'reopen' }
  | { readonly type: 'start-new' };

/** Values of placeholders, by name. Never of secrets. */
export type GivenValues = Readonly<Record<string, string>>;

export type NoteKind = 'note' | 'hypothesis' | 'observation' | 'decision';
