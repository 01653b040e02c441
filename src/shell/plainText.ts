import { lineShape } from './lineShape.ts';
import { splitCommands } from './shellLexer.ts';
import { isStatement } from './statement.ts';

/** A block without prompts, as far as it is commands: what to run and what is output between. */
export interface PlainText {
  readonly commands: readonly string[];
  readonly inner: readonly string[];
  readonly output: readonly string[];
}

/** A comment that ends by saying that what follows was printed, as far as the next gap; `# output: Running` is all of it. */
const announced =
  /^\s*#+\s*(?:=+>|-+>|(?:(?:example|sample|expected|typical|the|this|command) )*(?:outputs?|results?|response)(?: (?:is|should|looks?|will|would|similar|like)\b[^:]*:)?(?: \([^)]*\))?:?)\s*$/i;

/** The names above the line of a table, as `psql` prints it: `id | name` is no pipe. */
export function isTableHead(lines: readonly string[], at: number): boolean {
  return /^[\s|+]*-{2,}[-+|\s]*$/.test(lines[at + 1] ?? '') && !/^\s*-/.test(lines[at] ?? '');
}

/** The root of a tree that the command above it printed: `tree temp`, then `temp` and its branches. */
function isEcho(lines: readonly string[], at: number, before: string | undefined): boolean {
  const text = lines[at]!.trim();
  return /^[\w.~/-]+$/.test(text) && before !== undefined && /^[\s|`+]*[├└┬|`+][─-]/u.test(lines[at + 1] ?? '');
}

/** Splits a block without prompts into commands and the output that is pasted between or below them. */
export function readPlain(lines: readonly string[], powershell: boolean, keepUnclear: boolean): PlainText {
  const commands: string[] = [];
  const inner: string[] = [];
  const output: string[] = [];
  let below = false;
  let client = false;
  let told = false;
  let end = -1;
  for (const { text, first, last } of splitCommands(lines, powershell)) {
    const head = lines[first]!;
    const gap = lines.slice(end + 1, first);
    if (gap.length > 0) told = announced.test(gap.findLast((line) => line.trim() !== '') ?? '');
    end = last;
    if (told) {
      output.push(...lines.slice(first, last + 1));
      continue;
    }
    // A heredoc that nothing reads is how some comment on several lines.
    if (/^\s*<<-?\s*['"]?\w/.test(head)) continue;
    const shape = isTableHead(lines, first) || isEcho(lines, first, commands.at(-1)) ? 'output' : lineShape(head);
    const printed = shape === 'output' || shape === 'prose';
    if (client && (isStatement(head) || (inner.length > 0 && shape !== 'command'))) {
      inner.push(text);
      continue;
    }
    if (shape === 'command' || shape === 'assignment') below = false;
    else if (printed && (commands.length > 0 || !keepUnclear)) below = true;
    if (below || (printed && !/ \\\n/.test(text) && !/^[{[(]/.test(text) && last === first && commands.length > 0)) {
      output.push(...lines.slice(first, last + 1));
      continue;
    }
    commands.push(text);
    client =
      /(?:^|\s)(?:psql|mysql|mariadb|sqlite3|cqlsh|dbconsole|clickhouse-client|sqlcmd)\b/.test(text) &&
      !/\s-[ceQ]\b/.test(text);
  }
  return { commands, inner, output };
}
