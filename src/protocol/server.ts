/** What the language server tells its client beyond the Language Server Protocol. */

/** A notification, server to client, at most once per change. */
export const statusNotification = 'breakwater/status';

export type ServerStatus =
  | { readonly state: 'starting' }
  | { readonly state: 'linting' }
  | { readonly state: 'ready'; readonly findings: number; readonly config?: string }
  /** The configuration cannot be used; linting goes on with the recommended preset. */
  | { readonly state: 'misconfigured'; readonly message: string; readonly config: string };

/** `initializationOptions`, and the section `breakwater` of the workspace's settings. */
export interface ServerSettings {
  readonly lint?: {
    readonly enable?: boolean;
    /** Absolute, or relative to the workspace folder; otherwise the nearest breakwater.config.json counts. */
    readonly config?: string;
    readonly preset?: 'recommended' | 'strict' | 'all';
  };
}
