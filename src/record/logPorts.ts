import type { RunEvent } from './events.ts';

/**
 * A file of lines that only grows. Several processes may hold it open and add to it: no line is torn by another one's,
 * and a line that a killed process left half-written never swallows a later one.
 */
export interface LineStore {
  /** Of the file, to be told with what is wrong in it. */
  readonly name?: string;
  /**
   * Adds whole lines. Resolves when they are on disk. Rejects with a sentence for the responder when they are not; they
   * are kept in memory then, and written before the next ones as soon as that is possible.
   */
  append(lines: readonly string[]): Promise<void>;
  /**
   * The complete lines from a byte offset on (0: the beginning), with those that are only in memory at the end.
   * `next` is the offset to go on from. A line that somebody still writes is left out; one that was cut off, as by a
   * crash, is the last one of the text (`cut`) where all is read, and `next` is before it.
   * `broken` is the first line, from 1, with bytes that are no UTF-8.
   */
  read(
    from?: number,
  ): Promise<{ readonly text: string; readonly next: number; readonly cut?: boolean; readonly broken?: number }>;
  /** Opens a file beside the log for what is too long for lines. */
  spill(name: string): Promise<SideFile>;
  /** The end of such a file, as much of it as whole characters allow; empty where there is none. */
  tail(name: string, bytes: number): Promise<string>;
  /** Calls back after the file grew, whoever wrote. The function it returns stops that. */
  follow(changed: () => void): () => void;
  /** Why lines are only in memory; absent while all is on disk. */
  problem(): string | undefined;
  close(): Promise<void>;
}

/** A file beside the log that only grows. */
export interface SideFile {
  readonly name: string;
  /** Resolves with the file's length in bytes when the system has taken the text. One call at a time. */
  append(text: string): Promise<number>;
  /** Resolves when all of it is on disk. */
  close(): Promise<void>;
}

export interface LogContent {
  readonly events: readonly RunEvent[];
  /** One sentence each, for the responder. */
  readonly warnings: readonly string[];
  /** There where a newer Breakwater wrote to this log: a sentence saying so. Nothing may be added then. */
  readonly refused?: string;
}

/** The record of one run. What has been appended is on disk: views show nothing as done before. */
export interface RunLog {
  /** Resolved: on disk. Rejected (with a sentence): in memory only, and written later if that becomes possible. */
  append(event: RunEvent): Promise<void>;
  read(): Promise<LogContent>;
  /** Events that others added since `read` or since the last call back. */
  follow(listener: (content: LogContent) => void): () => void;
  spill(name: string): Promise<SideFile>;
  tail(name: string, bytes: number): Promise<string>;
  problem(): string | undefined;
  close(): Promise<void>;
}
