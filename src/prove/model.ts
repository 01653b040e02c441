import type { FileFacts } from '../facts/model.ts';
import type { ParsedFile } from '../ast/types.ts';
import type { LintMessage } from '../lint/model.ts';

export type Framework = 'vitest' | 'jest' | 'mocha' | 'node:test';

/** What is to be proved, and for which project. */
export interface ProofRequest {
  readonly file: ParsedFile;
  readonly facts: FileFacts;
  /** All findings of the file. */
  readonly messages: readonly LintMessage[];
  /** 1-based. */
  readonly line: number;
  /** The finding to prove, where the line has several. */
  readonly ruleId?: string;
  readonly framework: Framework;
  /** How long the test waits before it calls something hung; by default longer than what the finding suggests. */
  readonly limitMs?: number;
  /** The source as a person names it: `src/users.ts`. */
  readonly label: string;
  /** The file that the test is written to, where a person names one: its ending says in which language. */
  readonly out?: string;
}

/** A test that fails on the code as it is, and passes once the finding is resolved. */
export interface Proof {
  /** The test, whose import of the source is the specifier that `text` is given. */
  readonly text: (specifier: string) => string;
  readonly ruleId: string;
  /** Rules whose findings at this line could be proved as well. */
  readonly others: readonly string[];
}

/** Why there can be no test, in one sentence. */
export interface Refusal {
  readonly refused: string;
}
