import type { AffectedCall } from '../dependencies/affected.ts';

/** What the language server tells its client beyond the Language Server Protocol. */

/** A notification, server to client, at most once per change. */
export const statusNotification = 'breakwater/status';

export type ServerStatus =
  | { readonly state: 'starting' }
  /** With numbers while the workspace is checked. */
  | { readonly state: 'linting'; readonly done?: number; readonly total?: number }
  | {
      readonly state: 'ready';
      readonly findings: number;
      readonly config?: string;
      readonly workspace?: true;
      /** How many files the workspace has, where that is more than are checked automatically. */
      readonly tooManyFiles?: number;
    }
  /** The configuration cannot be used; linting goes on with the recommended preset. */
  | { readonly state: 'misconfigured'; readonly message: string; readonly config: string };

/** `initializationOptions`, and the section `breakwater` of the workspace's settings. */
export interface ServerSettings {
  readonly lint?: {
    readonly enable?: boolean;
    readonly preset?: 'recommended' | 'strict' | 'all';
    /** Which files are checked: those that are open, or all of the workspace. */
    readonly run?: 'open' | 'workspace';
    /** Calls to what no runbook covers are told of. */
    readonly missingRunbooks?: boolean;
  };
}

/** A request, client to server: checks all files of the workspace now, and answers how many, with how many findings. */
export const checkWorkspaceRequest = 'breakwater/checkWorkspace';

/** A request, client to server: the calls that fail when something that a runbook, `{ uri, text }`, names is down. */
export const affectedCallsRequest = 'breakwater/affectedCalls';

export interface AffectedGroup {
  /** As the runbook names it. */
  readonly name: string;
  readonly calls: readonly AffectedCall[];
}

/** A notification, client to server: ends the check of the workspace that goes on in the background. */
export const stopCheckNotification = 'breakwater/stopCheck';

/** A request, client to server: the ids of all rules and runbook checks that have a page. */
export const pageIdsRequest = 'breakwater/pageIds';

/** A request, client to server: the page of a rule or runbook check by its id, as Markdown, or null. */
export const pageRequest = 'breakwater/page';

/** The command of clients that show such pages; its argument is the id. */
export const showPageCommand = 'breakwater.rule.show';

/** `initializationOptions` beside the settings. */
export interface ServerOptions extends ServerSettings {
  /** Diagnostics are sent even if the client could ask for them. */
  readonly diagnostics?: 'push';
  /** Whether runbooks have symbols, folding, links and lenses; false for editors that know Markdown themselves. */
  readonly outline?: boolean;
  /** The client has the command that shows the page of a rule. */
  readonly pages?: boolean;
  /** Folder in which the client keeps records of runs and drills, where that is not `.breakwater/runs`. */
  readonly runs?: string;
}
