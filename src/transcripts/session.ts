import { afterHash, readPrompt, type PromptLine } from './prompt.ts';
import { commandEnd, PARSE_BUDGET, ShellLexer, splitCommands } from '../shell/shellLexer.ts';
import { lineShape } from './lineShape.ts';
import type { LanguageClass } from '../shell/language.ts';
import { couldBeTyped, hasSmallWord, printsText, promptlessLine, type PromptlessPlace } from './promptless.ts';
import { EDITS_FILE, readPlain } from './plainText.ts';
import { leavesShell, opensShell } from './shellSession.ts';
import { repeatedPrompts } from './repeatedPrompts.ts';
import { isStatement } from './statement.ts';
import { endOfPrinted, isElsewhere, isQuiet, kindsOf } from './sessionFacts.ts';

/** A block that shows a session: what was typed at shell prompts, what at the prompts of a console, and what came back. */
export interface SessionText {
  readonly commands: readonly string[];
  /** Typed into what a command opened: at the prompt of a console (psql, redis, ...) or into a shell elsewhere. */
  readonly inner: readonly string[];
  readonly console?: string;
  readonly output: readonly string[];
  /** Lines without a prompt that may be commands as well as output; the first of them is all that is told. */
  readonly unclear: readonly string[];
  /** At least one prompt is one of root. */
  readonly root: boolean;
  /** A command opened a shell elsewhere, as the prompts below it show. */
  readonly opens?: true;
  readonly powershell: boolean;
}

/** Reads a block by its prompts; undefined where it has none. */
export function readSession(lines: readonly string[], cls: LanguageClass): SessionText | undefined {
  if (cls === 'other') return undefined;
  const repeated = repeatedPrompts(lines, cls);
  const prompts = (quotedPrompts(lines, cls) ?? withRoot(lines, cls)).map((one, i) => one ?? repeated[i]);
  const typed = prompts.filter((p) => p && p.command !== '');
  const shell = typed.some((p) => p!.kind !== 'console');
  if (shell) {
    // `kubectl exec -it web -- bash`, then `root@web:/# ls`: what leads to the first prompt was typed as well.
    const start = prompts.findIndex((p) => p !== undefined);
    const before = cls === 'data' ? undefined : leadOf(lines.slice(0, start));
    if (before === undefined) return splitByPrompts(lines, prompts);
    const rest = splitByPrompts(lines.slice(start), prompts.slice(start));
    return {
      ...rest,
      commands: [...before.commands, ...rest.commands],
      output: [...before.output, ...rest.output],
    };
  }
  const hashed = cls === 'data' || cls === 'code' || cls === 'query' ? undefined : rootPrompts(lines, cls);
  if (hashed)
    return splitByPrompts(
      lines,
      hashed.map((one, i) => one ?? (repeated[i]?.console === undefined ? undefined : repeated[i])),
    );
  const consoles = typed.filter((p) => p!.console !== undefined && p!.prompt !== '>');
  if (consoles.length > 0 && prompts.find((p, i) => p ?? lines[i]!.trim() !== '')?.kind === 'console') {
    return splitByPrompts(lines, prompts);
  }
  return undefined;
}

/** Typed without a prompt before the first one: only commands and what is set for them, or some that open its shell. */
function leadOf(lead: readonly string[]): Pick<SessionText, 'commands' | 'output'> | undefined {
  const before = splitCommands(lead);
  if (before.length === 0) return undefined;
  const isTyped = (first: number): boolean => /^(?:command|assignment)$/.test(lineShape(lead[first]!));
  if (before.every(({ first }) => isTyped(first))) return { commands: before.map(({ text }) => text), output: [] };
  const plain = readPlain(lead, false, true);
  const typed = before.filter(({ text, first }) => {
    return isTyped(first) && (plain.commands.includes(text) || opensShell(text) !== undefined);
  });
  if (!typed.some(({ text }) => opensShell(text) !== undefined)) return undefined;
  return { commands: typed.map(({ text }) => text), output: plain.output };
}

/**
 * The prompts of a block, also the `# ` of root around those of a shell that a command behind it opens, or within a
 * shell that a command at another prompt opened. Read as comments, the outer ones would leave the inner to run here.
 */
function withRoot(lines: readonly string[], cls: LanguageClass): (PromptLine | undefined)[] {
  const prompts = lines.map((line) => usablePrompt(line, cls));
  if (cls === 'data' || cls === 'code' || cls === 'query') return prompts;
  const first = prompts.findIndex((prompt) => prompt !== undefined && prompt.command !== '');
  if (first < 0) return belowOpener(lines) ?? prompts;
  const hashed = lines.map((line) => {
    const after = afterHash(line);
    return after !== undefined && isTypedAtHash(after) ? after : undefined;
  });
  const opener = hashed.findIndex((after) => after !== undefined && opensShell(after) !== undefined);
  const outside = opener >= 0 && opener < first;
  let inside = false;
  return prompts.map((prompt, i) => {
    if (prompt) {
      inside = prompt.kind !== 'console' && opensShell(prompt.command) !== undefined;
      return prompt;
    }
    const after = hashed[i];
    return after !== undefined && (outside || inside) ? { kind: 'root', command: after, prompt: '#' } : undefined;
  });
}

/**
 * `docker exec -it web bash`, then `# apt update`: without a prompt before the first line, those of root below it tell
 * that they are none of comments. Where a line without a mark follows them, they are.
 */
function belowOpener(lines: readonly string[]): (PromptLine | undefined)[] | undefined {
  const at = lines.findIndex((line) => lineShape(line) === 'command' && opensShell(line.trim()) !== undefined);
  if (at < 0) return undefined;
  const rest = lines.slice(at + 1);
  const hashed = rest.map(afterHash);
  const typed = hashed.map((after) => after !== undefined && isTypedAtHash(after));
  const from = rest.findIndex((line) => line.trim() !== '');
  const left = rest.findIndex((_, i) => typed[i] === true && leavesShell(hashed[i]!));
  const inside = left < 0 ? rest : rest.slice(0, left);
  const marked = hashed.slice(0, inside.length).every((after, i) => after === undefined || typed[i] === true);
  if (typed[from] !== true || !marked || inside.some((line) => /^(?:command|assignment)$/.test(lineShape(line))))
    return undefined;
  return lines.map((line, i) => {
    if (i === at) return { kind: 'shell', command: line.trim(), prompt: '' };
    const after = i > at && typed[i - at - 1] === true ? hashed[i - at - 1] : undefined;
    if (left >= 0 && i > at + 1 + left && lineShape(line) === 'command')
      return { kind: 'shell', command: line.trim(), prompt: '' };
    return after === undefined ? undefined : { kind: 'root', command: after, prompt: '#' };
  });
}

/** A command behind `# `: with options, or none of whose words is one of a sentence. */
function isTypedAtHash(after: string): boolean {
  return !/[.:]$/.test(after) && lineShape(after) === 'command' && (/\s--?[a-z]/.test(after) || !hasSmallWord(after));
}

/** Commands of consoles that are programs of a shell as well: behind a lone `>` they may be meant for either. */
const CONSOLE_WORDS =
  /^(?:set|use|exec|type|show|let|where|search|join|sort|count|sum|top|find|test|explain|help|more|time|last|group|update|command|union|print|get|del|exit|quit|history|source|host|info|date|select)\b/i;

/** `> cmd` all through a block: some authors' prompt, where elsewhere it goes on with a command. */
function quotedPrompts(lines: readonly string[], cls: LanguageClass): (PromptLine | undefined)[] | undefined {
  if (cls === 'data' || cls === 'code' || cls === 'query') return undefined;
  const first = lines.find((line) => line.trim() !== '' && !/^\s*#/.test(line));
  if (first === undefined || !/^>\s+\S/.test(first) || lineShape(first.slice(1)) !== 'command') return undefined;
  const told = cls === 'shell' || cls === 'session';
  if (!told && (CONSOLE_WORDS.test(first.slice(1).trim()) || isStatement(first.slice(1)))) return undefined;
  const prompts = lines.map((line) => usablePrompt(line, cls));
  if (prompts.some((prompt) => prompt && prompt.prompt !== '>')) return undefined;
  return prompts.map((prompt) =>
    prompt && lineShape(prompt.command) !== 'output'
      ? { kind: 'shell', command: prompt.command, prompt: '>' }
      : undefined,
  );
}

function usablePrompt(line: string, cls: LanguageClass): PromptLine | undefined {
  const prompt = readPrompt(line);
  if (!prompt) return undefined;
  if (cls === 'data' || (cls === 'code' && prompt.kind !== 'console') || cls === 'query') {
    // Nobody takes `[root@web-1 ~]# ` for data.
    if (/^\[?[\w.-]+@[\w.-]+[: ][^\]]*\]?[#$]$/.test(prompt.prompt)) return prompt;
    return prompt.prompt === '$' && /^\s*\$ \S/.test(line) && lineShape(prompt.command) === 'command'
      ? prompt
      : undefined;
  }
  // `$FOO bar` and `% of` are no prompts, `$ 12.50` neither.
  if (prompt.prompt === '$' && !/^\s*\$[\s\u00A0]/.test(line) && lineShape(prompt.command) !== 'command')
    return undefined;
  if (prompt.prompt === '%' && lineShape(prompt.command) !== 'command') return undefined;
  if (/^[»λ]$/.test(prompt.prompt)) return lineShape(prompt.command) === 'command' ? prompt : undefined;
  return prompt;
}

/** `# /etc/aliases` names the file whose content stands below it. */
const SETTINGS_FILE =
  /^(?:~|\/(?:etc(?!\/(?:rc|init)\.d\/)|var|home|root|usr\/share))\/(?!(?:\S*\/)?s?bin\/)\S*(?<!\.(?:sh|py|pl|rb))$/;

/** `# cmd` lines are root prompts where what follows is a command and nothing else in the block is one. */
function rootPrompts(lines: readonly string[], cls: LanguageClass): (PromptLine | undefined)[] | undefined {
  const prompts: (PromptLine | undefined)[] = [];
  const budget = { left: PARSE_BUDGET };
  const count = { commands: 0, comments: 0, bare: 0 };
  let end = -1;
  // What is printed below a command, up to the next prompt: there a line that looks typed, or like a remark, is none.
  let printed = false;
  let typed = '';
  lines.forEach((line, i) => {
    const after = afterHash(line);
    const isCommand =
      after !== undefined && !/[.:]$/.test(after) && !SETTINGS_FILE.test(after) && isTypedByRoot(after, cls);
    prompts.push(isCommand ? { kind: 'root', command: after, prompt: '#' } : undefined);
    if (isCommand) {
      count.commands++;
      end = commandEnd([after, ...lines.slice(i + 1)], 0, false, budget) + i;
      printed = false;
      typed = after;
    } else if (after !== undefined) {
      if (!(typed !== '' && (isMetricsRemark(line) || (printed && printsText(typed))))) count.comments++;
    } else if (i > end && line.trim() !== '') {
      // Below a comment of a script stands a command, be it of a program that nobody knows.
      if (cls === 'shell' && couldBeTyped(line)) count.bare++;
      else if (!/^(?:command|assignment)$/.test(lineShape(line))) printed = true;
      else if (!(typed !== '' && (printed || /^\s/.test(line)))) count.bare++;
    }
  });
  if (count.commands === 0 || count.bare > 0) return undefined;
  if (cls === 'shell') return count.comments === 0 ? prompts : undefined;
  return count.commands >= count.comments ? prompts : undefined;
}

/** `# HELP http_requests_total ...`: what a server of metrics prints between them. */
function isMetricsRemark(line: string): boolean {
  return /^# (?:HELP|TYPE|UNIT) [A-Za-z_:][\w:]*(?: |$)/.test(line.trim());
}

/**
 * A known program, or one that nobody knows with arguments that no comment has: an option, a path. What is tagged as a
 * session holds few comments, so there any words do that are no sentence.
 */
function isTypedByRoot(after: string, cls: LanguageClass): boolean {
  if (isSentence(after)) return false;
  if (lineShape(after) === 'command') return true;
  if (cls === 'shell' || !couldBeTyped(after)) return false;
  return /\s--?[a-z]|\s\.{0,2}\/\w|\s[\w-]+=\S/i.test(after) || (cls === 'session' && after.split(/\s+/).length <= 5);
}

/** `# rm -rf old may fail, that is fine`, `# wait for all pods`: a comment that begins with the name of a program. */
function isSentence(after: string): boolean {
  const bare = after.replace(/"[^"]*"|'[^']*'/g, '""');
  if (
    /[a-z0-9)],\s+[a-z]|\s(?:may|might|can|could|will|would|should|must|is|are|was|were|has|have|does|did)(?=\s)/i.test(
      bare,
    )
  )
    return true;
  if (/^for\s+\S+(?!\s+in\b)\s/.test(bare)) return true;
  return hasSmallWord(bare) && !/\s--?[a-z]|[|;&<>=$/]/i.test(bare);
}

/** A statement at a console's prompt, with the lines that go on with it. */
function takeStatement(
  lines: readonly string[],
  prompts: readonly (PromptLine | undefined)[],
  first: number,
  prompt: PromptLine,
): { readonly text: string; readonly last: number } {
  const last = /sql|cql/.test(prompt.console ?? '') ? statementEnd(lines, prompts, first) : first;
  const more = lines.slice(first + 1, last + 1).map((line) => line.replace(/^[\w ]*[-'"(]?[>#] ?/, ''));
  return { text: [prompt.command, ...more].join('\n'), last };
}

function splitByPrompts(lines: readonly string[], prompts: readonly (PromptLine | undefined)[]): SessionText {
  const commands: string[] = [];
  const inner: string[] = [];
  const output: string[] = [];
  const unclear: string[] = [];
  const facts = promptFacts(lines, prompts);
  let console: string | undefined;
  let [fresh, opens] = [false, false];
  const quiet = isQuiet(lines, prompts);
  for (let i = 0; i < lines.length; i++) {
    const [prompt, line] = [prompts[i], lines[i]!];
    if (!prompt || (prompt.prompt === '>' && prompt.kind === 'console')) {
      if (prompt && console) inner.push(prompt.command);
      else if (fresh && EDITS_FILE.test(commands.at(-1) ?? '') && line.trim() !== '') {
        const end = endOfPrinted(prompts, i);
        inner.push(lines.slice(i, end).join('\n').trim());
        i = end - 1;
      } else if (line.trim() !== '' && !/^\s*#/.test(line)) {
        const before = commands.at(-1) ?? '';
        const bare = fresh && commands.length > 0 && (isUnprompted(line) || (quiet && isBareCommand(line, before)));
        const kind = bare ? 'command' : promptlessLine(placeOf(lines, prompts, i, facts, { before, fresh }));
        if (kind === 'command') {
          const { text, last } = takeCommand(lines, prompts, i, { kind: 'shell', command: line.trim(), prompt: '' });
          commands.push(text);
          i = last;
          continue;
        }
        if (kind === 'unclear') unclear.push(line.trim());
        fresh = false;
        output.push(line);
      } else {
        if (line.trim() !== '') fresh = false;
        if (!(/^\s*#\s/.test(line) && !/^\s*#\s*\d/.test(line))) output.push(line);
      }
      continue;
    }
    if (prompt.command === '' || /^#/.test(prompt.command)) continue;
    if (prompt.kind === 'console') {
      console = prompt.console;
      const statement = takeStatement(lines, prompts, i, prompt);
      inner.push(statement.text);
      i = statement.last;
      continue;
    }
    const { text, last } = takeCommand(lines, prompts, i, prompt);
    i = last;
    if (isElsewhere(prompt, facts.first) && commands.length > 0 && opensShell(commands.at(-1)!) === undefined) {
      opens ||= fresh;
      inner.push(text);
      continue;
    }
    commands.push(text);
    fresh = true;
  }
  return {
    ...{ commands, inner, output, unclear, ...kindsOf(prompts) },
    ...(console ? { console } : {}),
    ...(opens ? { opens } : {}),
  };
}

/** What is asked of a whole block once, to read its lines without prompts. */
interface PromptFacts {
  readonly programs: ReadonlySet<string>;
  /** Where the first prompt begins. */
  readonly column: number;
  /** The first prompt. */
  readonly first: string;
}

function promptFacts(lines: readonly string[], prompts: readonly (PromptLine | undefined)[]): PromptFacts {
  const programs = new Set(prompts.flatMap((prompt) => (prompt ? [prompt.command.split(/\s+/)[0]!] : [])));
  const first = prompts.find((prompt) => prompt !== undefined)?.prompt ?? '';
  return { programs, column: lines.find((_, i) => prompts[i])?.search(/\S/) ?? 0, first };
}

function placeOf(
  lines: readonly string[],
  prompts: readonly (PromptLine | undefined)[],
  at: number,
  facts: PromptFacts,
  typed: { readonly before: string; readonly fresh: boolean },
): PromptlessPlace {
  const line = lines[at]!;
  let next = at + 1;
  while (next < lines.length && lines[next]!.trim() === '') next++;
  return {
    ...typed,
    line,
    apart: (lines[at - 1] ?? '').trim() === '',
    alone: next === lines.length || prompts[next] !== undefined,
    above: prompts[at - 1] ? '' : (lines[at - 1] ?? ''),
    programs: facts.programs,
    indented: line.search(/\S/) > facts.column,
  };
}

/** A command that lost its prompt: straight below another one and with options, as output hardly is. */
function isUnprompted(line: string): boolean {
  return lineShape(line) === 'command' && !/\s{3,}/.test(line.trim()) && /\s--?[A-Za-z]|\s[|>]\s/.test(line);
}

/** In a block of nothing but commands; `local` below `echo local` and `exit` below `exit` are printed, though. */
function isBareCommand(line: string, before: string): boolean {
  const text = line.trim();
  if (lineShape(text) !== 'command') return false;
  if (/\s/.test(text)) return !printsText(before);
  return !printsText(before) && !leavesShell(before) && !before.split(/[\s/"'=:]+/).includes(text);
}

/** Joins what a prompt started with the lines that the shell would still wait for. */
function takeCommand(
  lines: readonly string[],
  prompts: readonly (PromptLine | undefined)[],
  first: number,
  prompt: PromptLine,
): { text: string; last: number } {
  const lexer = new ShellLexer(prompt.kind === 'powershell');
  lexer.feed(prompt.command);
  const parts = [prompt.command];
  let sure = 1;
  let last = first;
  for (let i = first + 1; i < lines.length && lexer.open && !lexer.isTooLong; i++) {
    const next = prompts[i];
    if (next && next.prompt !== '>' && next.kind !== 'console' && !lexer.inHeredoc) break;
    const purpose = lexer.openOnPurpose;
    const marked = (next?.prompt === '>' || !lexer.inHeredoc) && !redirects(lines, i);
    const body = marked ? lines[i]!.replace(/^\s*>(?: |$)/, '') : lines[i]!;
    parts.push(body.trimEnd());
    lexer.feed(body);
    last = i;
    if (purpose || !lexer.open) sure = parts.length;
  }
  if (lexer.open && !lexer.inHeredoc) {
    parts.length = sure;
    last = first + sure - 1;
  }
  const wrappedParts = wrappedLines(lines, prompts, last);
  const text = [parts.join('\n').trim(), ...wrappedParts].join(' \\\n');
  return { text, last: last + wrappedParts.length };
}

/** `> file`, perhaps with what else goes there: an option, an address or several words are none. */
const INTO_FILE =
  /^\s*>>? ?(?![-|&>'"]*$)(?!\w+:\/\/)(?:"[^"]+"|'[^']+'|[^\s\-|&>;<"'][^\s|&;<>]*|<[\w -]+>)(?:\s+(?:2>&1|2>\s?\S+|&|\\))*\s*$/;

/**
 * Whether a line that goes on behind a backslash sends output into a file. It looks like the prompt of a second line, which
 * it is only where other lines of the session show that prompt.
 */
function redirects(lines: readonly string[], at: number): boolean {
  if (!/\\\s*$/.test(lines[at - 1] ?? '') || !INTO_FILE.test(lines[at]!)) return false;
  const isMarked = (line: string | undefined): boolean => line !== undefined && /^\s*>(?:\s|$)/.test(line);
  if (isMarked(lines[at - 1]) || (/\\\s*$/.test(lines[at]!) && isMarked(lines[at + 1]))) return false;
  return !lines.some((line, i) => i !== at && isMarked(line) && !INTO_FILE.test(line));
}

/** Lines below a command that begin with an option or a pipe belong to it, although no backslash says so. */
function wrappedLines(lines: readonly string[], prompts: readonly (PromptLine | undefined)[], last: number): string[] {
  const out: string[] = [];
  for (let i = last + 1; i < lines.length && !prompts[i]; i++) {
    if (!/^\s*(?:\| +[a-z]|&& |--[a-z][\w-]*(?:[= ]|$)|-[a-zA-Z] [^\s-])/.test(lines[i]!)) break;
    if (/\|\s*$/.test(lines[i]!) && /^\s*\|/.test(lines[i]!)) break;
    out.push(lines[i]!.trimEnd());
  }
  return out;
}

function statementEnd(lines: readonly string[], prompts: readonly (PromptLine | undefined)[], first: number): number {
  const text = prompts[first]!.command;
  if (/;\s*(?:--.*)?$|^\\/.test(text) || !/^[A-Za-z]/.test(text)) return first;
  for (let i = first + 1; i < lines.length && i < first + 40; i++) {
    if (prompts[i] && !/[-'"(][>#]$/.test(prompts[i]!.prompt)) return first;
    if (/;\s*$/.test(lines[i]!)) return i;
  }
  return first;
}
