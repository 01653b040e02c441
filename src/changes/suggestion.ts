import type { TextEdit } from '../text/edit.ts';

/** A change that resolves a finding. A fix keeps behaviour or strictly bounds it; anything that needs judgement is a suggestion. */
export interface Suggestion {
  readonly title: string;
  /** Ranges count in the text of the finding's file and do not overlap. */
  readonly edits: readonly TextEdit[];
}
