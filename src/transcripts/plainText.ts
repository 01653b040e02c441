import { commandShape, isKeyPress, withoutRemark, type LineShape } from './lineShape.ts';
import { beginsAsPrinted, hasArrow, looksReported } from './printed.ts';
import { couldBeTyped } from './promptless.ts';
import { isLeftOut } from '../shell/openText.ts';
import { splitCommands } from '../shell/shellLexer.ts';
import { isStatement } from './statement.ts';

/** A block without prompts, as far as it is commands: what to run and what is output between. */
export interface PlainText {
  readonly commands: readonly string[];
  readonly inner: readonly string[];
  readonly output: readonly string[];
  /** Lines below pasted output that may be commands again. */
  readonly unclear: readonly string[];
  /** A command reads what is typed below it. */
  readonly typed: boolean;
}

/** A comment that ends by saying that what follows was printed, as far as the next gap; `# output: Running` is all of it. */
const announced =
  /^\s*#+\s*(?:=+>|-+>|(?:(?:example|sample|expected|typical|the|this|command) )*(?:outputs?|results?|response)(?: (?:is|should|looks?|will|would|similar|like)\b[^:]*:)?(?: \([^)]*\))?:?)\s*$/i;

/** "# Example output from running the command above, yours may differ" */
const EXAMPLE_OF =
  /^\s*#+\s*(?:an? )?(?:example|sample|typical) (?:\w+ )?(?:outputs?|results?|response)(?=\s*(?:$|[:,(]|from\b|of\b|for\b|when\b|after\b|with\b|below\b|looks?\b))/i;

/** The names above the line of a table, as `psql` prints it: `id | name` is no pipe. */
export function isTableHead(lines: readonly string[], at: number): boolean {
  const head = lines[at] ?? '';
  // The body of a heredoc may begin with a line of dashes as well.
  const rule = lines[at + 1] ?? '';
  // The upper edge of a table in a frame: its head stands below.
  if (/^\s*\+-/.test(rule) && !/^\s*\|/.test(head)) return false;
  return /^[\s|+]*-{2,}[-+|\s]*$/.test(rule) && !/^\s*-|<<-?\s*['"\\]?\w/.test(head);
}

/** The root of a tree that the command above it printed: `tree temp`, then `temp` and its branches. */
function isEcho(lines: readonly string[], at: number, before: string | undefined): boolean {
  const text = lines[at]!.trim();
  return /^[\w.~/-]+$/.test(text) && before !== undefined && /^[\s|`+]*[├└┬|`+][─-]/u.test(lines[at + 1] ?? '');
}

/** Splits a block without prompts into commands and the output that is pasted between or below them. */
export function readPlain(written: readonly string[], powershell: boolean, keepUnclear: boolean): PlainText {
  const { lines, typed } = withoutTyped(written, powershell);
  const [commands, inner, output]: [string[], string[], string[]] = [[], [...typed], []];
  const unclear: string[] = [];
  let [below, table, client, asked, edited, told] = [false, false, false, false, false, false];
  let end = -1;
  for (const { text, first, last } of splitCommands(lines, powershell)) {
    const head = lines[first]!;
    const gap = lines.slice(end + 1, first);
    told = isTold(told || begunBy(head, commands), gap, () => isReportedStill(lines, first, last, powershell));
    end = last;
    if (told) {
      output.push(...lines.slice(first, last + 1));
      continue;
    }
    if (REMARK_HEREDOC.test(head) || isKeyPress(head) || OR_LINE.test(head)) continue;
    table = (table && gap.length === 0) || (commands.length > 0 && isColumnHead(head));
    const shape: LineShape =
      table || isTableHead(lines, first) || isEcho(lines, first, commands.at(-1))
        ? 'output'
        : typedShape(lines, first, last, powershell);
    const isTypedInto = client
      ? isStatement(head) || (asked && ASKED_OF_STORE.test(head)) || (inner.length > 0 && shape !== 'command')
      : edited && shape !== 'command' && !isBesideEditor(head);
    if (isTypedInto) {
      inner.push(text);
      continue;
    }
    if (!below && isLeftOut(head)) {
      unclear.push(head.trim());
      continue;
    }
    edited &&= shape !== 'command';
    const started = commands.length > 0;
    const far = first === last && started && isFar(shape, head, powershell);
    const doubtful = first === last && isDoubtful(shape, head, started);
    if (far || doubtful) {
      const asked = doubtful || (gap.length > 0 && couldBeTyped(head.trim()));
      (asked ? unclear : output).push(head.trim());
      continue;
    }
    const printed = /^(?:output|prose)$/.test(shape);
    if (shape === 'command' || shape === 'assignment') below = false;
    else if (printed && (started || !keepUnclear)) below = true;
    if (below && shape === 'unclear' && gap.length > 0 && started) {
      const again = typedBelow(head, gap, commands);
      if (again === 'command') below = false;
      else if (again === 'unclear') unclear.push(head.trim());
    }
    if (below || (printed && !/ \\\n/.test(text) && !/^[{[(]/.test(text) && last === first && started)) {
      output.push(...lines.slice(first, last + 1));
      continue;
    }
    commands.push(text.replace(LEFT_OUT_VALUE, '$1=...'));
    edited = EDITS_FILE.test(text);
    asked = OPENS_STORE.test(text);
    client = asked || (OPENS_CLIENT.test(text) && !/\s-[ceQ]\b/.test(text));
  }
  return { commands, inner, output, unclear, typed: lines !== written };
}

/** Whether what stands behind a gap was printed. Behind an empty line a report may go on; a remark or a call ends it. */
function isTold(told: boolean, gap: readonly string[], goesOn: () => boolean): boolean {
  if (gap.some(isRemark)) return isAnnounced(gap);
  return told && (gap.length === 0 || goesOn());
}

function isRemark(line: string): boolean {
  return /^\s*#/.test(line);
}

/** Whether the remark right above, of one line or several, says that what follows was printed. */
function isAnnounced(gap: readonly string[]): boolean {
  const remark = gap.slice(gap.findLastIndex((line) => line.trim() === '') + 1).filter(isRemark);
  const all = remark.length > 0 ? remark : gap.filter((line) => line.trim() !== '');
  return announced.test(all.at(-1) ?? '') || EXAMPLE_OF.test(remark[0] ?? '');
}

function isReportedStill(lines: readonly string[], first: number, last: number, powershell: boolean): boolean {
  const shape = typedShape(lines, first, last, powershell);
  return /^(?:output|prose)$/.test(shape) || (shape === 'unclear' && !isTypedAgain(lines[first]!));
}

/** Takes out what stands between a command that reads and `^D`: it is typed into that command. */
function withoutTyped(
  written: readonly string[],
  powershell: boolean,
): { readonly lines: readonly string[]; readonly typed: readonly string[] } {
  const until = written.findLastIndex((line) => END_OF_INPUT.test(line));
  const reads = until < 0 ? [] : splitCommands(written.slice(0, until), powershell);
  const reader = reads.find(({ text }) => READS_TYPED.test(text));
  if (reader === undefined) return { lines: written, typed: [] };
  const typed = written.slice(reader.last + 1, until).filter((line) => line.trim() !== '');
  return { lines: [...written.slice(0, reader.last + 1), ...written.slice(until + 1)], typed };
}

/** The key that ends what is typed, perhaps with a remark behind it. */
const END_OF_INPUT = /^\s*(?:\^D|<?(?:ctrl|control)\s*[+-]\s*d>?)\s*(?:#.*)?$/i;
const READS_TYPED = /\s-\s*$|^\s*(?:sudo\s+)?(?:cat|tee|wc|sort|base64|\w+ -)(?:\s+[^|<]*)?$/;
/** A word between two commands that says how they go together. */
const OR_LINE = /^\s*(?:-+\s*)?(?:or|and|OR|AND|Or)(?:\s*-+)?\s*:?\s*$/;

/** `export KEY......`: dots for a value, without the sign before it. */
const LEFT_OUT_VALUE = /^(\s*(?:export|setenv|set)\s+[A-Za-z_]\w*)[ \t]*(?:\.{3,}|…)[ \t]*$/;

/** A heredoc that nothing reads is how some comment on several lines. */
const REMARK_HEREDOC = /^\s*<<-?\s*['"]?\w/;

const OPENS_CLIENT = /(?:^|\s)(?:psql|mysql|mariadb|sqlite3|cqlsh|dbconsole|clickhouse-client|sqlcmd)\b/;

/** A client of a key-value store that is given nothing to ask, and what is typed into it. */
const OPENS_STORE =
  /^\s*(?:redis-cli|valkey-cli|keydb-cli)(?:\s+(?:-[hpanu]\s+\S+|-[hpanu]\S+|--(?:tls|user|pass|cacert)\b(?:\s+(?!-)\S+)?|-c))*\s*(?:#.*)?$/;
const ASKED_OF_STORE =
  /^\s*(?:[A-Z]{3,}(?:\s+\S|\s*$)|(?:auth|select|get|set|del|keys|info|config|flushall|flushdb|client|cluster|slaveof|replicaof|save|bgsave|shutdown)\b(?!\s*=))/;
/** `==> Caveats`: below such a head a program reports, also what else may be run. */
function begunBy(head: string, commands: readonly string[]): boolean {
  return commands.length > 0 && /^={2,}>\s+\S/.test(head);
}

/** What a line is that stands below output, behind a gap. */
function typedBelow(head: string, gap: readonly string[], commands: readonly string[]): LineShape {
  // A comment says that the author goes on; a gap alone may as well part two pieces of output.
  const goesOn = gap.some((line) => /^\s*#+\s*\S/.test(line));
  const typed = isTypedAgain(head);
  if (typed && (goesOn || isSameProgram(head, commands))) return 'command';
  return typed || (goesOn && /^[a-z./~][^:,]*$/.test(head.trim())) ? 'unclear' : 'output';
}

/** A redirection that the author may not have meant as one. */
function isDoubtful(shape: LineShape, head: string, started: boolean): boolean {
  return shape === 'command' ? hasArrow(head) : started && opensNamedFile(head);
}

/** The shape of a command, but that of a line that begins as no command does. */
export function typedShape(lines: readonly string[], first: number, last: number, powershell: boolean): LineShape {
  const shape = commandShape(lines, first, last);
  return shape === 'unclear' && first === last && !powershell && beginsAsPrinted(lines[first]!) ? 'output' : shape;
}

/** `> bar`: the answer that some program prints, or a file that is emptied; a path or a variable says which. */
function opensNamedFile(head: string): boolean {
  return /^\s*>\s*(?:$|(?!\S*[/$~])\S)/.test(head);
}

function isFar(shape: LineShape, head: string, powershell: boolean): boolean {
  return shape === 'unclear' && !powershell && looksReported(head);
}

/** An editor with a file: what is shown below it is written in there. */
export const EDITS_FILE =
  /^\s*(?:sudo\s+(?:-u\s+\S+\s+)?)?(?:crontab\s+(?:-u\s+\S+\s+)?-e|visudo)\s*$|^\s*(?:sudo\s+)?(?:vi|vim|nvim|nano|pico|emacs|sudoedit|gedit|\$\{?EDITOR\}?)\s(?:-\S+\s+)*[\w.$~/{}-]*[\w}]\s*$/;

/** A line below an editor that is a call again rather than what to write: nothing is set in it. */
function isBesideEditor(head: string): boolean {
  if (/^\s*export\s/.test(head)) return true;
  return isTypedAgain(withoutRemark(head)) && !/\s[:+]?=\s|^\s*\w+ <[^<>]*>$/.test(head);
}

/** `NAME   TAINTS`: what stands below it, as far as the next gap, are the rows of its table. */
function isColumnHead(line: string): boolean {
  return /^[A-Z][A-Z0-9_()%/-]+(?: +[A-Z][A-Z0-9_()%/-]+)+\s*$/.test(line.trim());
}

function isTypedAgain(head: string): boolean {
  const text = head.trim();
  return couldBeTyped(text) && !/^\S+:|\s[{[]|,\s/.test(text);
}

/** A program that was typed before, with a word behind it. */
function isSameProgram(head: string, commands: readonly string[]): boolean {
  const word = head.trim().split(/\s+/)[0]!;
  return commands.some((command) => command.trim().split(/\s+/)[0] === word);
}
