import type { FileAnswers } from '../facts/types.ts';

/** An expression whose type is asked for: offsets in UTF-16 units in the file's text without a byte order mark. */
export interface TypeQuestion {
  readonly start: number;
  readonly end: number;
}

export interface FileQuestions {
  /** Absolute, `/`-separated. */
  readonly path: string;
  readonly questions: readonly TypeQuestion[];
}

export interface OracleAnswers {
  /** By path; expressions and files of which nothing is known are absent. */
  readonly byFile: Readonly<Record<string, FileAnswers>>;
  /** Absolute paths of all files that the answers rest on. */
  readonly sources: readonly string[];
}

/**
 * Somebody who knows types: a compiler, or a server that an editor runs. It is asked once, with all that is open, and
 * never runs code of the project.
 */
export interface TypeOracle {
  ask(files: readonly FileQuestions[]): Promise<OracleAnswers>;
}

/** The key of an expression in `FileAnswers`. */
export function placeKey({ start, end }: TypeQuestion): string {
  return `${start}:${end}`;
}
