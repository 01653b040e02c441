import { readCalls, type ShellCall } from './calls.ts';

/** One program call inside a command line: its words without quotes, and where it writes to. */
export interface SimpleCommand {
  readonly words: readonly string[];
  /** Files that `>` and `>>` write. */
  readonly writes: readonly string[];
  /** True where another program's output is its input. */
  readonly piped: boolean;
  /** True where a file is its input. */
  readonly fromFile: boolean;
  /** Body of its heredoc or here-string. */
  readonly input?: string;
}

/** All program calls of a command, with the variables set before them as words: of pipes, lists, subshells, loops and `$( )`. */
export function simpleCommands(text: string): SimpleCommand[] {
  return readCalls(text).calls.map(simple);
}

function simple(call: ShellCall): SimpleCommand {
  const { input } = call;
  const writes = call.redirects
    .filter(({ operator, target }) => target !== undefined && writesTo(operator, target.value))
    .map(({ target }) => target!.value);
  return {
    words: [
      ...call.assignments.map(({ name, value }) => `${name}=${value.value}`),
      ...call.words.map((word) => word.value),
    ],
    writes,
    piped: input.kind === 'pipe',
    fromFile: input.kind === 'file',
    ...(input.kind === 'text' ? { input: input.text } : {}),
  };
}

/** Whether a redirection opens a file for writing: `2>&1` and `>&-` do not. */
export function writesTo(operator: string, target: string): boolean {
  if (operator === '<' || operator === '<&') return false;
  return operator !== '>&' || !/^(?:\d+-?|-)$/.test(target);
}
