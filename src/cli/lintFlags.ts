import type { AnalysisFlags } from './analysisOptions.ts';

export const lintFormats = ['stylish', 'json', 'sarif', 'github', 'gitlab', 'checkstyle', 'junit', 'rdjson'] as const;

/** The options of `breakwater lint`, as commander hands them over. */
export interface LintFlags extends AnalysisFlags {
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
  readonly stdin: boolean;
  readonly stdinFilename?: string;
}
