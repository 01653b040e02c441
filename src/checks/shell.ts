import { finding, type CheckSubject, type RunbookCheck, type RunbookFinding } from './model.ts';
import { hiddenCharacters, type HiddenCharacter } from '../shell/hiddenCharacters.ts';
import { languageClass } from '../shell/language.ts';
import { findOpen } from '../shell/openText.ts';
import { heredocBodies } from '../blanks/shellNames.ts';
import { lineShape } from '../transcripts/lineShape.ts';
import { leavesShell, opensShell } from '../transcripts/shellSession.ts';
import { findSyntaxProblems, type SyntaxProblem } from './syntaxProblems.ts';
import type { Block } from '../blocks/model.ts';

/** `PS C:\\>`, `C:\\Program Files\\x>`: typed at no POSIX shell. */
const POWERSHELL_PROMPT = /^\s*(?:PS )?[A-Z]:\\[^\n>|]{0,200}> ?\S/m;

/** Blocks that a POSIX shell is to run: tagged so, or typed at its prompt. */
function isPosix(block: Block): boolean {
  if (block.kind !== 'command' || block.unclosed) return false;
  if (POWERSHELL_PROMPT.test(block.content)) return false;
  if (/^(?:powershell|cmd|fish)$/.test(block.shell ?? '') || block.attributes['interpreter'] !== undefined)
    return false;
  return languageClass(block.language) === 'shell' || block.prompts === true;
}

/**
 * The line of the document that holds a line of a block's commands.
 * @param same how many equal lines stand before it.
 */
function lineOf(block: Block, text: string, same = 0): number {
  const lines = block.content.split('\n');
  const wanted = text.trim();
  const equal = lines.flatMap((line, i) => (line.trim().replace(/^[$#] /, '') === wanted ? [i] : []));
  const at = wanted === '' ? -1 : (equal[same] ?? lines.findIndex((line) => line.includes(wanted)));
  return at < 0 ? block.line : lineAt(block, at);
}

/** The line of the document that a line of a block's content stands in, counted from 0. */
function lineAt(block: Block, at: number): number {
  const lines = block.content.split('\n');
  const opening =
    block.endLine - block.line >= lines.filter((line, i) => line !== '' || i < lines.length - 1).length ? 1 : 0;
  return block.line + at + opening;
}

/** What a shell cannot read fails, or worse: an open here-document writes half a file. */
const syntax: RunbookCheck = (subject) =>
  subject.blocks
    .filter((block) => isPosix(block) || isUntagged(block))
    .flatMap((block): RunbookFinding[] => {
      const text = block.commands.join('\n');
      const problem = isEnvironment(block) ? undefined : problemOf(text);
      // Without a tag, nothing says which shell is meant; an open quote is one to all of them.
      if (problem === undefined || (!isPosix(block) && !/quote|tick/.test(problem.message))) return [];
      const before = text.slice(0, problem.at);
      const line = text.slice(before.lastIndexOf('\n') + 1).split('\n')[0]!;
      // What a program printed is told as such, not parsed.
      const command = block.commands.find((one) => one.includes(line)) ?? line;
      if (!/^(?:command|assignment|comment)$/.test(lineShape(command.split('\n')[0]!))) return [];
      const message = `Shell syntax error: ${problem.message}.`;
      const same = before
        .split('\n')
        .slice(0, -1)
        .filter((one) => one.trim() === line.trim()).length;
      return [finding(subject, lineOf(block, line, same), 'shell-syntax', 'error', message)];
    });

/** `a-b=$(date)`: a name that no variable can have; the shell looks for a program that is called so. */
const NO_NAME = /^\s*(?:export\s+)?([A-Za-z_]\w*(?:-\w+)+)=(?=\$\(|["'`$]|\w)/;
/** `curl http://x/y?a=1&b=2` without quotes: the rest is another command. */
const CUT_ADDRESS =
  /^(?:[^"'`#\\]|"[^"]*"|'[^']*'|(?<=\S)#)*?\shttps?:\/\/[^\s"'`|;<>()]*\?[^\s"'`|;<>()&]*(?<!\\)&[\w.[\]-]+=/;

const misread: RunbookCheck = (subject) =>
  subject.blocks
    .filter((block) => isPosix(block) || isUntagged(block))
    .flatMap((block): RunbookFinding[] =>
      block.commands
        .filter((command) => !command.includes('<<'))
        .flatMap((command) => {
          const line = command.split('\n')[0]!;
          const name = NO_NAME.exec(line)?.[1];
          const cut = CUT_ADDRESS.test(line);
          if (name === undefined && !cut) return [];
          const message =
            name === undefined
              ? 'Shell syntax error: the "&" in this URL ends the command. Put the URL in quotes.'
              : `Shell syntax error: "${name}" isn't a variable name. Use "_" instead of "-".`;
          return [finding(subject, lineOf(block, line), 'shell-syntax', 'error', message)];
        }),
    );

/** Looked at for an open quote in one block. */
const MAX_BROKEN = 20;

/** A space or a remark behind a backslash ends the command there; a run joins the lines as they were meant. */
const brokenContinuation: RunbookCheck = (subject) =>
  subject.blocks.filter(isPosix).flatMap((block): RunbookFinding[] => {
    const lines = block.content.split('\n');
    const bodies = heredocBodies(block.content);
    let offset = 0;
    const starts = lines.map((line) => (offset += line.length + 1) - line.length - 1);
    const broken = lines.flatMap((line, i) => {
      const found = /(?<!\\)\\[ \t]+(#.*)?$/.exec(line);
      const ends = found !== null && !/^\s*#/.test(line);
      const goesOn = /^\s+[^\s#]|^--?\w/.test(lines[i + 1] ?? '');
      const inBody = (): boolean => bodies.some(({ start, end }) => start <= starts[i]! && starts[i]! < end);
      return ends && goesOn && !inBody() ? [{ i, what: found[1] === undefined ? 'a space' : 'a comment' }] : [];
    });
    const first = broken.slice(0, MAX_BROKEN).find(({ i }) => !isQuoted(lines.slice(0, i + 1)));
    if (first === undefined) return [];
    const message = `Shell syntax error: ${first.what} behind the backslash ends the command here, and the next line runs on its own.`;
    return [finding(subject, lineAt(block, first.i), 'shell-syntax', 'error', message)];
  });

/** Whether a quote is still open where the backslash of the last line stands. */
function isQuoted(lines: readonly string[]): boolean {
  return findOpen(lines.join('\n').replace(/\\[ \t]+(?:#.*)?$/, '')).quote;
}

/** Nothing but `NAME=value`, without a word of a shell: a file of the environment, whose values need no quotes. */
function isEnvironment({ content }: Block): boolean {
  const rows = content.split('\n').filter((row) => row.trim() !== '' && !/^\s*#/.test(row));
  return rows.length > 1 && rows.every((row) => /^[A-Z][A-Z0-9_]*=(?!\()/.test(row)) && !/\$\(|`/.test(content);
}

function isUntagged(block: Block): boolean {
  if (POWERSHELL_PROMPT.test(block.content)) return false;
  return block.kind === 'command' && !block.unclosed && block.language === '' && block.shell === undefined;
}

/** The first thing a shell can't read, once the blanks are filled in: `login <you@host>` is no redirection. */
function problemOf(text: string): SyntaxProblem | undefined {
  const [problem] = findSyntaxProblems(text);
  if (problem === undefined || !text.includes('<')) return problem;
  const filled = text.replace(/<\.{0,3}[A-Za-z][\w .,@=:/+-]*>/g, (blank) => 'x'.repeat(blank.length));
  return findSyntaxProblems(filled)[0];
}

const WHAT: Readonly<Record<HiddenCharacter['kind'], string>> = {
  control: 'an invisible control character',
  bidirectional: 'a text-direction character that changes how it reads',
  invisible: 'an invisible character',
  'look-alike': 'a look-alike character',
};

/** What a command shows must be what it runs. */
const hidden: RunbookCheck = (subject: CheckSubject) =>
  subject.blocks
    .filter((block) => block.kind === 'command')
    .flatMap((block) =>
      block.content.split('\n').flatMap((line): RunbookFinding[] => {
        if (block.expectedOutput?.includes(line.trim())) return [];
        // Words of a comment may be in any alphabet; what hides in it still counts.
        const comment = /^\s*#/.test(line);
        const found = hiddenCharacters(line).find(({ kind }) => !comment || kind !== 'look-alike');
        if (found === undefined) return [];
        const message = `This command contains ${WHAT[found.kind]} (${found.code}). Retype it in plain characters.`;
        return [finding(subject, lineOf(block, line), 'hidden-character', 'error', message)];
      }),
    );

/** A name before the value of a password or token: an option, a variable, a header, `-u user:`. */
const credential =
  /(?:(?:^|\s)--(?:\w+-)*(?:password|passwd|token|secret|api-key|access-key|secret-key)(?:=|\s+)|\b(?:[A-Z0-9]+_)*(?:PASSWORD|PASSWD|TOKEN|SECRET|API_KEY|SECRET_KEY|ACCESS_KEY|PGPASSWORD)=|\bBearer\s+|\s(?:-u|--user)[ =]["']?[\w.-]+:)(["']?)([^\s"'$<>{}`()[\]|;&]{8,})\1/g;

const placeholderLike =
  /^(?:-|\*|x+$|\.{3})|your|example|change_?me|replace|dummy|sample|p[a@4][s$5]{2}(?:w[o0]?r?d)?|\bmy[-_A-Z]|secret|token|redacted|^https?:|^\/\/|^[\w./-]*\/[\w./-]*$|^[A-Z_-]+$|abcdef|(?:0?12345|98765|qwerty)|^(.)\1+$/i;

/** The name of a cluster, the place in a list: words that are called a token and open nothing. */
const NO_CREDENTIAL = /(?:initial[-_]cluster|(?:next|starting|continue|continuation|page|sync|cancel)[-_])[-_]?token/i;

/** A password that stands in a command is one that everybody who reads the runbook has. */
const secretLiteral: RunbookCheck = (subject) =>
  commandLines(subject).flatMap(({ block, line, same }) => {
    const found = [...line.matchAll(credential)].some(
      ([whole, , value]) =>
        !NO_CREDENTIAL.test(whole) &&
        !placeholderLike.test(value!) &&
        !block.placeholders.some(({ name }) => value!.includes(name)) &&
        /\d/.test(value!) &&
        /[a-z]/i.test(value!),
    );
    const message = 'This command contains a password or token. Use a placeholder such as <password>.';
    return found ? [finding(subject, lineOf(block, line, same), 'secret-literal', 'warning', message)] : [];
  });

interface CommandLine {
  readonly block: Block;
  readonly line: string;
  /** How many equal lines the block has before it. */
  readonly same: number;
}

function commandLines({ blocks }: CheckSubject): CommandLine[] {
  return blocks
    .filter(({ kind }) => kind === 'command')
    .flatMap((block) => {
      const seen = new Map<string, number>();
      return block.commands
        .flatMap((command) => command.split('\n'))
        .map((line) => {
          const same = seen.get(line.trim()) ?? 0;
          seen.set(line.trim(), same + 1);
          return { block, line, same };
        });
    });
}

/** Words by which the text says where the next commands run. */
const saysWhere =
  /^\s*and (?:then )?(?:run|execute|type|enter|issue)\b|\b(?:exit|log ?out|leave|inside|within|in the (?:pod|container|shell|session))\b/i;

/** A shell elsewhere that nothing leaves: the commands of the next block may be meant for it, or for this machine. */
const sessionLeftOpen: RunbookCheck = (subject) => {
  const blocks = subject.blocks.filter(({ kind, container }) => kind === 'command' && !container);
  return blocks.flatMap((block, i): RunbookFinding[] => {
    const opener = block.commands
      .at(-1)
      ?.replace(/\\\n\s*/g, ' ')
      .split('\n')[0];
    const next = blocks[i + 1];
    if (opener === undefined || next === undefined || block.inner || next.prompts) return [];
    if (
      /\bmachine ssh\s+\S|\s<\s*[^\s<(>]+\s*$/.test(opener) ||
      opensShell(opener) === undefined ||
      opensShell(next.commands[0] ?? '') !== undefined
    )
      return [];
    if (sectionAt(subject, next.line) !== sectionAt(subject, block.line)) return [];
    const after = blocks.slice(i + 1, i + 6);
    if (after.some(({ commands, place }) => place?.kind === 'here' || commands.some(leavesShell))) return [];
    if (subject.lines.slice(block.line, next.line).some((line) => saysWhere.test(line))) return [];
    const message = `\`${opener.slice(0, 60)}\` opens a shell that nothing leaves. Say where the next commands run, or add \`exit\`.`;
    return [finding(subject, lineOf(block, opener), 'session-left-open', 'info', message)];
  });
};

function sectionAt({ runbook }: CheckSubject, line: number): number {
  return runbook.sections.findLast((section) => section.line <= line)?.line ?? 0;
}

/** `git 1370 0.0 0.3 ...`, `git 1370 1 0 10:22 ? ...`: who runs a process, and its numbers. */
const PROCESS = /^[\w.+-]+\s+\d+\s+(?:\d+\.\d+\s+\d+\.\d+|\d+\s+\d+\s+(?:\d\d:\d\d|[A-Z][a-z]{2}\d\d))\s/;

/** A known program, or options: what else has no prompt is most likely printed, and a run asks about it. */
function isLikelyTyped(line: string): boolean {
  // Columns, as `ps` and `lvs` print them.
  if (!/["'\\|]/.test(line) && /\S\s{2,}\S.*\S\s{2,}\S/.test(line.trim())) return false;
  if (PROCESS.test(line.trim())) return false;
  return lineShape(line) === 'command' || /^[a-z][\w.-]*(?: \S+)* --?[a-z]/.test(line);
}

/** Right below another printed line, or below the command whose name it repeats: "go version go1.6" below `$ go version`. */
function isPrinted({ content }: Block, line: string): boolean {
  const lines = content.split('\n').map((one) => one.trim());
  const above = lines[lines.indexOf(line.trim()) - 1] ?? '';
  if (above === '') return false;
  const typed = /^(?:[^\s$#>]*[$#>])\s+(\S.*)$/.exec(above)?.[1];
  return typed !== undefined && line.trim().startsWith(typed);
}

/** `<2> => x`, `>>> x`, `irb(main):001:0> x`, `In [1]: x`: what stands between such prompts was answered there. */
const CONSOLE_PROMPT = /^\s*(?:<\d+> => |>>> |irb\([^)]*\)[:\d]*[>*] |In \[\d+\]: |iex\(\d+\)> )/m;

/** Half of such a block would run: nobody can tell which lines of it were typed. */
const unclearLines: RunbookCheck = (subject) =>
  subject.blocks.flatMap((block) =>
    (CONSOLE_PROMPT.test(block.content) ? [] : (block.unclear ?? []))
      .filter((line) => isLikelyTyped(line) && !/\s[-=]>\s/.test(line) && !isPrinted(block, line))
      .map((line) => {
        const message =
          'No prompt here, unlike the lines around it: add one if this is a command, or indent it if not.';
        return finding(subject, lineOf(block, line), 'unclear-line', 'warning', message);
      }),
  );

/** Whether a shell reads the commands as a person does. */
export const shellChecks: readonly RunbookCheck[] = [
  syntax,
  misread,
  brokenContinuation,
  hidden,
  secretLiteral,
  sessionLeftOpen,
  unclearLines,
];
