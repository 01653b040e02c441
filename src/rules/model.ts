import type { Range } from '../text/range.ts';
import type { Suggestion } from '../changes/suggestion.ts';
import type { Environment, FileFacts } from '../facts/model.ts';
import type { ParsedFile } from '../ast/types.ts';

export type Severity = 'error' | 'warning' | 'info';
export type Preset = 'recommended' | 'strict' | 'all';

/** What a rule has to say about one place. */
export interface Finding {
  readonly range: Range;
  /** One line: what happens in production, what to do, and the fact that proves it. */
  readonly message: string;
  /** The message for this and further findings of the file with the same text here, with `{others}` for how many they are. */
  readonly shared?: string;
  /** Replaces the rule's own severity, for example where browser code lowers the stakes. */
  readonly severity?: Severity;
  readonly fix?: Suggestion;
  /** As a function where they cost more than the finding does: an editor asks for few of those that it shows. */
  readonly suggestions?: readonly Suggestion[] | (() => readonly Suggestion[]);
  /** `file` is absolute and `/`-separated, and absent for the finding's own file. */
  readonly related?: readonly { readonly range: Range; readonly file?: string; readonly message: string }[];
}

export interface RuleContext<Options> {
  readonly file: ParsedFile;
  readonly facts: FileFacts;
  /** The rule's defaults, overlaid with what the configuration says. */
  readonly options: Options;
}

/** A rule is a pure function from facts to findings; it never touches ESLint's or VS Code's API. */
export interface Rule<Options extends object = object> {
  readonly id: string;
  /** What it finds, as a clause without a full stop: "a network call that nothing bounds". */
  readonly description: string;
  readonly severity: Severity;
  /** The smallest preset that turns it on. */
  readonly preset: Preset;
  readonly defaultOptions: Options;
  /** What a larger preset sets instead: the rule says more there. */
  readonly presetOptions?: Readonly<Partial<Record<Preset, Partial<Options>>>>;
  /** JSON schema of the options, each property described. */
  readonly schema: OptionsSchema;
  readonly fixable: boolean;
  readonly hasSuggestions: boolean;
  /** Where it offers no change at all: the sentence that says why none can be right. */
  readonly noChange?: string;
  /** It has something to say about tests, mocks and scripts as well; by default a rule is silent there. */
  readonly inTests?: boolean;
  /**
   * Where the stakes are lower: the severity instead, unless the configuration names one; `off` is silence. The preset
   * `recommended` leaves out what would be a note.
   */
  readonly demoted?: Readonly<Partial<Record<Environment, Severity | 'off'>>>;
  check(context: RuleContext<Options>): readonly Finding[];
}

/** The part of JSON schema that options use: a closed object of described properties. */
export interface OptionsSchema {
  readonly type: 'object';
  readonly additionalProperties: false;
  readonly properties: Readonly<Record<string, { readonly description: string } & Readonly<Record<string, unknown>>>>;
}
