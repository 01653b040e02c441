import { word } from '../shell/quote.ts';

export interface TerminalShell {
  /** `sh`, `bash`, `zsh`, `fish`, `powershell`, `cmd`, or `program` for what is no shell. */
  readonly family: string;
  readonly file: string;
  /** Before the commands, which follow as one argument. */
  readonly args: readonly string[];
}

export interface TerminalText {
  /** One line: of several, the editor would not learn how they end. */
  readonly typed: string;
  /** Further environment that the line needs. */
  readonly env: Readonly<Record<string, string>>;
}

/** Carries what is more than a line. */
const VARIABLE = 'BREAKWATER_COMMANDS';

/**
 * What is typed into a terminal so that the commands run one after the other until one fails. Typed as they are, the
 * second one would be read by a first one that asks something.
 */
export function terminalText(commands: readonly string[], shell: TerminalShell): TerminalText {
  const { family, file, args } = shell;
  if (family === 'program') {
    const words = [file, ...args].map((part) => word(part, 'posix') ?? '');
    return { typed: `${words.join(' ')} "$${VARIABLE}"`, env: { [VARIABLE]: commands.join('\n') } };
  }
  const single = commands.every((command) => !command.includes('\n'));
  if (commands.length === 1 && single) return { typed: commands[0]!, env: {} };
  if (family === 'cmd') return { typed: commands.join(' && '), env: {} };
  if (family === 'powershell') {
    const all = commands.reduceRight((rest, command) => `${command}\nif ($?) {\n${rest}\n}`);
    return { typed: `Invoke-Expression $env:${VARIABLE}`, env: { [VARIABLE]: all } };
  }
  // Groups and no subshell: of that bash tells nobody.
  const [open, close] = family === 'fish' ? ['begin', 'end'] : ['{', '}'];
  // A comment would take the end of the group with it, and what goes on or stands alone cannot be closed by one.
  if (single && !commands.some((command) => /#|[&;\\]\s*$/.test(command)))
    return { typed: commands.map((command) => `${open} ${command}; ${close}`).join(' && '), env: {} };
  const all = commands.map((command) => `${open}\n${command}\n${close}`).join(' && ');
  return { typed: `eval "$${VARIABLE}"`, env: { [VARIABLE]: all } };
}

/** What keeps a `!` in a typed line from being replaced by an earlier command; undefined where that is not needed. */
export function historyOff(typed: string, { family }: TerminalShell): string | undefined {
  if (!typed.includes('!')) return undefined;
  if (family === 'zsh') return 'unsetopt banghist';
  return family === 'bash' || family === 'program' ? 'set +H' : undefined;
}
