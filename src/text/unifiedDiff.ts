import { quotedPath } from './quotedPath.ts';

/** Replaces lines of a text: `count` of them from a 0-based one on; none inserts before it. */
export interface LineEdit {
  readonly at: number;
  readonly count: number;
  readonly lines: readonly string[];
}

/** Unchanged lines that are shown around a change. */
export const CONTEXT = 3;
const NO_NEWLINE = '\\ No newline at end of file';

/**
 * Edits as a unified diff that `git apply` and `patch` take; empty where there are none. Edits that touch a line that
 * another one replaces are not made: the first one counts.
 * @param path the file's, in both headers
 */
export function unifiedDiff(path: string, text: string, edits: readonly LineEdit[]): string {
  const lines = text.split('\n');
  const noFinalNewline = lines.at(-1) !== '';
  if (!noFinalNewline) lines.pop();
  const wanted = withoutOverlaps(edits, lines.length);
  if (wanted.length === 0) return '';
  const out = [`--- ${headerName(`a/${path}`)}`, `+++ ${headerName(`b/${path}`)}`];
  let shift = 0;
  for (const group of groups(wanted)) {
    const from = Math.max(0, group[0]!.at - CONTEXT);
    const lastEdit = group.at(-1)!;
    const to = Math.min(lines.length, lastEdit.at + lastEdit.count + CONTEXT);
    const body: string[] = [];
    let at = from;
    const unended = (): boolean => noFinalNewline && at === lines.length - 1;
    const keep = (end: number, thenInsert: boolean): void => {
      for (; at < end; at++) {
        const line = lines[at]!;
        if (!unended()) body.push(` ${line}`);
        // Lines come after what was the last one: it gets its newline with them.
        else body.push(...(thenInsert ? [`-${line}`, NO_NEWLINE, `+${line}`] : [` ${line}`, NO_NEWLINE]));
      }
    };
    for (const edit of group) {
      keep(edit.at, true);
      for (const end = at + edit.count; at < end; at++) body.push(`-${lines[at]!}`, ...(unended() ? [NO_NEWLINE] : []));
      body.push(...edit.lines.map((line) => `+${line}`));
    }
    keep(to, false);
    const added = group.reduce((sum, edit) => sum + edit.lines.length - edit.count, 0);
    const before = to - from;
    // With no lines before, the number is that of the line after which they come.
    out.push(`@@ -${before === 0 ? 0 : from + 1},${before} +${from + 1 + shift},${before + added} @@`, ...body);
    shift += added;
  }
  return `${out.join('\n')}\n`;
}

/** As git writes it: without a tab, `patch` takes a name that is not quoted for as long as its first word. */
function headerName(path: string): string {
  const name = quotedPath(path);
  return name === path && path.includes(' ') ? `${name}\t` : name;
}

function withoutOverlaps(edits: readonly LineEdit[], length: number): readonly LineEdit[] {
  const made: LineEdit[] = [];
  let free = 0;
  for (const edit of edits.toSorted((a, b) => a.at - b.at)) {
    if (edit.at < free || edit.at + edit.count > length) continue;
    made.push(edit);
    free = edit.at + edit.count;
  }
  return made;
}

function groups(edits: readonly LineEdit[]): readonly (readonly LineEdit[])[] {
  const all: LineEdit[][] = [];
  for (const edit of edits) {
    const group = all.at(-1);
    const last = group?.at(-1);
    if (last !== undefined && edit.at - (last.at + last.count) <= 2 * CONTEXT) group!.push(edit);
    else all.push([edit]);
  }
  return all;
}
