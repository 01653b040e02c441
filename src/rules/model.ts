import type { Range } from '../text/range.ts';
import type { TextEdit } from '../text/edit.ts';
import type { FileFacts } from '../facts/model.ts';

export type Severity = 'error' | 'warning' | 'info';
export type Preset = 'recommended' | 'strict' | 'all';

/** A change that mends a finding. A fix keeps behaviour or strictly bounds it; anything that needs judgement is a suggestion. */
export interface Mend {
  readonly title: string;
  readonly edits: readonly TextEdit[];
}

/** What a rule has to say about one place. */
export interface Finding {
  readonly range: Range;
  /** One line: what happens in production, what to do, and the fact that proves it. */
  readonly message: string;
  /** Replaces the rule's own severity, for example where browser code lowers the stakes. */
  readonly severity?: Severity;
  readonly fix?: Mend;
  readonly suggestions?: readonly Mend[];
  readonly related?: readonly { readonly range: Range; readonly file?: string; readonly message: string }[];
}

export interface RuleContext<Options> {
  readonly text: string;
  readonly facts: FileFacts;
  readonly options: Options;
}

/** A rule is a pure function from facts to findings; it never touches ESLint's or VS Code's API. */
export interface Rule<Options extends object = object> {
  readonly id: string;
  readonly description: string;
  readonly severity: Severity;
  /** The smallest preset that turns it on. */
  readonly preset: Preset;
  readonly defaultOptions: Options;
  /** JSON schema of the options, each property described. */
  readonly schema: object;
  readonly fixable: boolean;
  readonly hasSuggestions: boolean;
  check(context: RuleContext<Options>): readonly Finding[];
}
