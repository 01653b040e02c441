import type { TypesMode } from '../batch/typesModes.ts';
import type { ParserName } from '../parser/chooseParser.ts';

export const lintFormats = ['stylish', 'json', 'sarif', 'github', 'gitlab', 'checkstyle', 'junit', 'rdjson'] as const;

/** The options of `breakwater lint`, as commander hands them over. */
export interface LintFlags {
  readonly format: (typeof lintFormats)[number];
  readonly preset?: 'recommended' | 'strict' | 'all';
  readonly config?: string;
  readonly fix: boolean;
  readonly fixSuggestions: boolean;
  readonly yes: boolean;
  readonly baseline?: string;
  readonly updateBaseline: boolean;
  readonly since?: string;
  readonly maxWarnings: number;
  readonly threads?: number;
  readonly parser?: ParserName;
  readonly types: TypesMode;
  readonly cache: boolean;
  readonly stdin: boolean;
  readonly stdinFilename?: string;
}
