import { LEFT_OUT } from './optionalPart.ts';
import { evaluatedAgain } from './evaluatedAgain.ts';
import { contexts, type Context, type Dialect } from './quotingContext.ts';

/** What a piece of a command stands for; offsets in UTF-16 units. */
export interface Filling {
  readonly start: number;
  readonly end: number;
  readonly name: string;
  readonly value: string;
  /** It may be several words, or left out by `none`. */
  readonly optional?: boolean;
  /** Environment variable that carries the value, so that the text does not. */
  readonly secretIn?: string;
}

/** Where a value stands in the filled text. */
export interface FilledSpan {
  readonly start: number;
  readonly end: number;
  readonly name: string;
  readonly secret: boolean;
}

export type Filled = { readonly text: string; readonly spans: readonly FilledSpan[] } | { readonly refusal: string };

/** Means itself in every shell and at every depth of quoting. */
const PLAIN = /^(?!-)[A-Za-z0-9_][A-Za-z0-9_./:-]*$/;
/** Would be read as grammar where a command may begin. */
const RESERVED =
  /^(?:if|then|else|elif|fi|do|done|case|esac|while|until|for|in|select|function|time|coproc|begin|end|switch|and|or|not|return|exit|break|continue|set|trap|foreach|param|repeat|nocorrect)$/i;

/**
 * Puts values into a command so that the shell takes each for exactly these characters, whatever they are, where they
 * stand: bare, in quotes, in a heredoc. Refuses, with a sentence, what cannot be made safe there.
 * @param others commands that find the variables set that this one sets
 */
export function fill(
  text: string,
  fillings: readonly Filling[],
  dialect: Dialect,
  others: readonly string[] = [],
): Filled {
  // Blanks look like redirections to a shell: they are read as plain words.
  let masked = text;
  for (const { start, end } of fillings) masked = masked.slice(0, start) + 'x'.repeat(end - start) + masked.slice(end);
  const where = contexts(masked, dialect);
  let result = '';
  let from = 0;
  const spans: FilledSpan[] = [];
  for (const filling of [...fillings].sort((a, b) => a.start - b.start)) {
    const { start, end, name, value, secretIn } = filling;
    if (value.includes('\0')) return { refusal: `The value of \`${name}\` contains a NUL character.` };
    const context = where(start);
    const evaluated =
      dialect === 'posix' && context.kind !== 'comment' ? evaluatedAgain(masked, start, end, others) : undefined;
    if (evaluated !== undefined && !(evaluated.as === 'arithmetic' ? /^\w*$/ : PLAIN).test(value)) {
      const safe = evaluated.as === 'arithmetic' ? 'letters, digits and _' : 'letters, digits and . _ / : -';
      return {
        refusal: `\`${name}\` is evaluated once more by the shell (${evaluated.what}): only ${safe} are safe there.`,
      };
    }
    const again = dialect !== 'code' && readAgain(masked, start, context);
    if (again && !PLAIN.test(value)) {
      return {
        refusal: `\`${name}\` is passed to a second shell (${again}): only letters, digits and . _ / : - are safe there.`,
      };
    }
    const piece =
      secretIn === undefined || again ? pieceFor(filling, context, dialect) : reference(secretIn, context, dialect);
    if (piece === undefined || (again && secretIn !== undefined)) {
      const what = secretIn === undefined ? 'this value' : 'a secret';
      return { refusal: `\`${name}\` can't be inserted safely here: ${what} ${words[context.kind]}.` };
    }
    result += text.slice(from, start);
    spans.push({ start: result.length, end: result.length + piece.length, name, secret: secretIn !== undefined });
    result += piece;
    from = end;
  }
  return { text: result + text.slice(from), spans };
}

/** An optional part may be left out, or be several words: each is quoted by itself. */
function pieceFor({ value, optional }: Filling, context: Context, dialect: Dialect): string | undefined {
  if (optional !== true || context.kind !== 'bare') return quoted(value, context, dialect);
  if (value.trim() === LEFT_OUT) return '';
  const pieces = value
    .trim()
    .split(/\s+/)
    .map((part) => quoted(part, context, dialect));
  return pieces.includes(undefined) ? undefined : pieces.join(' ');
}

/** One word of that shell with exactly this value; undefined where the shell cannot hold it. */
export function word(value: string, dialect: Dialect): string | undefined {
  return value.includes('\0') ? undefined : quoted(value, { kind: 'bare', start: 0 }, dialect);
}

const words: Readonly<Record<Context['kind'], string>> = {
  bare: 'outside quotes',
  single: 'in single quotes',
  double: 'in double quotes',
  ansi: "in $'...'",
  comment: 'in a comment',
  heredoc: 'in a heredoc',
  'heredoc-raw': 'in a heredoc with a quoted delimiter',
  backtick: 'in backticks',
  deep: 'in an arithmetic or variable expansion',
};

function quoted(value: string, context: Context, dialect: Dialect): string | undefined {
  const { kind } = context;
  if (kind === 'comment') return value.replace(/[\r\n]/g, ' ');
  if (kind === 'deep') return /^[A-Za-z0-9_]+$/.test(value) ? value : undefined;
  if (dialect === 'posix') return inPosix(value, context);
  if (dialect === 'fish') return inFish(value, kind);
  if (dialect === 'powershell') return inPowerShell(value, kind);
  if (dialect === 'cmd') return inCmd(value, kind);
  return inCode(value, kind);
}

function isWord(value: string): boolean {
  return PLAIN.test(value) && !RESERVED.test(value);
}

function inPosix(value: string, { kind, mark }: Context): string | undefined {
  switch (kind) {
    case 'single':
      return value.replaceAll("'", "'\\''");
    case 'double':
      return value.replace(/[\\$"`]/g, '\\$&');
    case 'ansi':
      return value.replace(/[\\']/g, '\\$&');
    case 'heredoc':
      return endsHeredoc(value, mark) ? undefined : value.replace(/[\\$`]/g, '\\$&');
    case 'heredoc-raw':
      return endsHeredoc(value, mark) ? undefined : value;
    case 'backtick':
      return isWord(value) ? value : `'${value.replaceAll("'", "'\\''")}'`.replace(/[\\$`]/g, '\\$&');
    default:
      return isWord(value) ? value : `'${value.replaceAll("'", "'\\''")}'`;
  }
}

/** A value of several lines could hold the mark; one that is part of a line could make it. */
function endsHeredoc(value: string, mark = ''): boolean {
  return value.includes('\n') || value.includes(mark) || mark.includes(value);
}

function inFish(value: string, kind: Context['kind']): string {
  if (kind === 'double') return value.replace(/[\\$"]/g, '\\$&');
  const escaped = value.replace(/[\\']/g, '\\$&');
  if (kind === 'single') return escaped;
  return isWord(value) ? value : `'${escaped}'`;
}

function inPowerShell(value: string, kind: Context['kind']): string | undefined {
  if (kind === 'heredoc') return value.includes('\n') ? undefined : value.replace(/[`$]/g, '`$&');
  if (kind === 'heredoc-raw') return value.includes('\n') ? undefined : value;
  // PowerShell takes typographic quotes for quotes.
  if (kind === 'double') return value.replace(/[`$"“”„]/g, '`$&');
  const doubled = value.replace(/['‘’‚‛]/g, '$&$&');
  if (kind === 'single') return doubled;
  return /^[A-Za-z][A-Za-z0-9_-]*$/.test(value) && isWord(value) ? value : `'${doubled}'`;
}

function inCmd(value: string, kind: Context['kind']): string | undefined {
  if (/["\r\n]/.test(value)) return undefined;
  const percent = value.replaceAll('%', '%%');
  if (kind === 'double') return percent;
  return isWord(value) ? value : `"${percent.replace(/\\+$/, '$&$&')}"`;
}

function inCode(value: string, kind: Context['kind']): string | undefined {
  if (kind === 'bare') return /^(?:[A-Za-z_]\w*|-?\d+(?:\.\d+)?)$/.test(value) ? value : undefined;
  if (kind === 'backtick') return value.replace(/[\\`$]/g, '\\$&');
  return value
    .replace(/[\\'"]/g, '\\$&')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r');
}

function reference(variable: string, { kind }: Context, dialect: Dialect): string | undefined {
  if (kind === 'comment') return '***';
  if (kind === 'deep') return undefined;
  if (dialect === 'posix') {
    if (kind === 'bare') return `"$${variable}"`;
    if (kind === 'double' || kind === 'heredoc') return `\${${variable}}`;
    if (kind === 'single') return `'"$${variable}"'`;
    if (kind === 'ansi') return `'"$${variable}"$'`;
    return undefined;
  }
  if (dialect === 'fish') {
    if (kind === 'bare') return `"$${variable}"`;
    return kind === 'double' ? `""$${variable}""` : `'"$${variable}"'`;
  }
  if (dialect === 'powershell') {
    if (kind === 'bare') return `\${env:${variable}}`;
    return kind === 'double' || kind === 'heredoc' ? `\${env:${variable}}` : undefined;
  }
  return undefined;
}

/** The program that will read this part as commands once more; undefined where none does. */
function readAgain(text: string, at: number, context: Context): string | undefined {
  const before = text.slice(0, at).replace(/\\\n/g, '  ');
  const line = before.slice(before.lastIndexOf('\n', context.kind === 'bare' ? at : context.start) + 1);
  const command = line.slice(
    Math.max(
      ...[...line.slice(0, Math.max(0, line.length - (at - context.start)))].map((c, i) =>
        /[;|(]/.test(c) ? i + 1 : 0,
      ),
      0,
    ),
  );
  const remote = /(?:^|[\s/])(ssh|eval|watch|parallel)\s/.exec(command);
  if (remote) return remote[1];
  if (context.kind === 'bare') return undefined;
  const shell =
    /(?:^|[\s/])((?:ba|z|da|k|a|fi)?sh|su|pwsh|powershell|cmd)(?:\.exe)?\s(?:.*\s)?(?:-\w*c|-Command|\/c)\s/i.exec(
      command,
    );
  return shell?.[1];
}
