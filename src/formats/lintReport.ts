import type { ParserName } from '../parser/parserNames.ts';
import type { LintResult } from '../lint/model.ts';

/** One linted file as formats see it. */
export interface FileReport {
  readonly result: LintResult;
  /** As shown: relative to the working directory, `/`-separated. */
  readonly path: string;
  /** The text that the result is about, without byte order mark; read when it is asked for. */
  readonly text: () => string;
}

export interface ReportContext {
  readonly version: string;
  /** Absolute, `/`-separated. */
  readonly workingDirectory: string;
  readonly colors: boolean;
  /** A baseline was in use, so what is not in it is new. */
  readonly baseline: boolean;
  /** What read the files; absent where all results came from the cache. */
  readonly parser?: ParserName;
}

/** Turns the results of a run into what is printed, line end included; nothing to say is an empty string. */
export type Format = (reports: readonly FileReport[], context: ReportContext) => string;

export interface Counts {
  readonly error: number;
  readonly warning: number;
  readonly info: number;
}

export function countFindings(reports: readonly FileReport[]): Counts {
  const counts = { error: 0, warning: 0, info: 0 };
  for (const { result } of reports) for (const { severity } of result.messages) counts[severity]++;
  return counts;
}
