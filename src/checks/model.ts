import type { Range } from '../text/range.ts';
import type { TextEdit } from '../text/edit.ts';
import type { LineIndex } from '../text/lineIndex.ts';
import type { MdNode } from '../markdown/mdNode.ts';
import type { Runbook } from '../runbook/model.ts';
import type { Block } from '../blocks/model.ts';

export type CheckSeverity = 'error' | 'warning' | 'info';

/** Something that would go wrong when a runbook is followed. */
export interface RunbookFinding {
  readonly code: string;
  readonly severity: CheckSeverity;
  /** One line: what is wrong and what to do. */
  readonly message: string;
  readonly range: Range;
  readonly fix?: { readonly title: string; readonly edits: readonly TextEdit[] };
}

/** What checks can't know from the text; each may be left out, and what depends on it is then not checked. */
export interface CheckPorts {
  /** Whether a path relative to the document exists; undefined where that can't be told. */
  readonly exists?: (path: string) => boolean | undefined;
  /** The text of a Markdown file beside the document, to find its headings. */
  readonly read?: (path: string) => string | undefined;
  /** Whether a program can be started; only an editor on the machine that runs commands knows. */
  readonly onPath?: (program: string) => boolean | undefined;
}

export interface CheckOptions extends CheckPorts {
  /** ISO 8601 date; reviews and drills are not judged without. */
  readonly today?: string;
  /** ISO 8601 date of the newest drill or run that is on record; the front matter's `lastDrilled` counts as well. */
  readonly lastDrilled?: string;
  /** Those of the front matter's `dependencies` that no code of the project uses; not judged without. */
  readonly unusedDependencies?: readonly string[];
  /** Judge the document as a runbook of ours even where its front matter and name do not say so. */
  readonly asRunbook?: boolean;
  readonly fileName?: string;
}

/** What every check reads. */
export interface CheckSubject {
  readonly text: string;
  readonly lines: readonly string[];
  readonly index: LineIndex;
  readonly runbook: Runbook;
  readonly blocks: readonly Block[];
  readonly nodes: readonly MdNode[];
  readonly keyLines: ReadonlyMap<string, number>;
  readonly options: CheckOptions;
}

export type RunbookCheck = (subject: CheckSubject) => readonly RunbookFinding[];

/** The span of a line without its line break and indentation. */
function lineRange(subject: CheckSubject, line: number): Range {
  const start = subject.index.lineStart(line);
  const text = subject.lines[line - 1] ?? '';
  const indent = /^\s*/.exec(text)![0].length;
  return { start: start + (indent === text.length ? 0 : indent), end: start + text.trimEnd().length };
}

export function finding(
  subject: CheckSubject,
  line: number,
  code: string,
  severity: CheckSeverity,
  message: string,
  fix?: RunbookFinding['fix'],
): RunbookFinding {
  return { code, severity, message, range: lineRange(subject, line), ...(fix ? { fix } : {}) };
}
