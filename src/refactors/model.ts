import type { CallExpression, Node } from '../ast/types.ts';
import type { RemoteCall } from '../facts/model.ts';
import type { TextEdit } from '../text/edit.ts';

/** A change that a person asks for at a place of their choice; nothing need be wrong there. */
export interface Refactor {
  readonly title: string;
  /** Ranges count in the text of the file and do not overlap. */
  readonly edits: readonly TextEdit[];
  /** A file that it makes, in the folder of the file it is asked for in. */
  readonly creates?: { readonly name: string; readonly text: string };
}

/** What the nearest package.json says. */
export interface Manifest {
  /** Ranges of the packages that production code may import, by name. */
  readonly dependencies: Readonly<Record<string, string>>;
  /** Files that end in `.js` and `.ts` are ES modules. */
  readonly module: boolean;
}

/** The call at the selection, whose value is a promise. */
export interface Target {
  /** What is wrapped: the call, and what stands around it without changing what it gives. */
  readonly node: Node;
  readonly call: CallExpression;
  /** The requests that it makes itself. */
  readonly requests: readonly RemoteCall[];
}
