/** What the page keeps over a reload of the window, and while its tab is hidden. */
export interface Kept {
  /** The document's address: what a reloaded window needs to open this page again. */
  readonly uri?: string;
  /** What the list of steps is filtered by. */
  readonly filter?: string;
  /** Id of the procedure that is stepped, of several. */
  readonly procedure?: string;
  /** The list of steps is hidden. */
  readonly folded?: boolean;
}

export interface Memory {
  recall(): Kept;
  keep(change: Kept): void;
}
