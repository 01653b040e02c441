import type { ShellCall } from '../shell/calls.ts';
import type { ShellWord } from '../shell/shellWord.ts';

/*
 * Functions that hand on what they are given: `run() { echo "$@"; "$@"; }` does what its caller says, so the calls in
 * its body that stand on their arguments are judged where the function is called, with the arguments of that call.
 */

const ALL = /^"?\$(?:[@*]|\{[@*]\})"?$/;
const ONE = /^"?\$(?:(\d)|\{(\d+)\})"?$/;
const ANY = /\$(?:[@*\d]|\{[!#]?[@*\d])/;
/** Functions that a shell calls by itself. */
const CALLED_BY_SHELL =
  /^(?:command_not_found_handler?|pre(?:cmd|exec)|chpwd|periodic|zshaddhistory|zshexit|TRAP\w+|fish_\w+)$/;

/** The functions of a text whose calls can be judged with the arguments that they are given. */
export function handingOn(calls: readonly ShellCall[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { inFunction, words } of calls)
    if (inFunction !== undefined && words.some(isArgument) && !CALLED_BY_SHELL.test(inFunction)) names.add(inFunction);
  // What counts its arguments on, or sets others, is given something else than it was called with.
  for (const { inFunction, words } of calls)
    if (inFunction !== undefined && /^(?:shift|set|getopts|eval|source|\.)$/.test(words[0]?.value ?? ''))
      names.delete(inFunction);
  return names;
}

/** Whether a call of a function's body stands on what the function is given, in words that can be put in. */
export function standsOnArguments({ words, input, assignments, redirects }: ShellCall): boolean {
  const others = [...assignments.map(({ value }) => value), ...redirects.flatMap(({ target }) => target ?? [])];
  return (
    words.some(isArgument) &&
    words.every((word) => isArgument(word) || !ANY.test(word.text)) &&
    !others.some((word) => ANY.test(word.text)) &&
    (input.kind === 'inherited' || input.kind === 'file')
  );
}

function isArgument({ text, fixed }: ShellWord): boolean {
  return !fixed && (ALL.test(text) || ONE.test(text));
}

/** The call with the arguments in their places. */
export function withArguments(call: ShellCall, given: readonly ShellWord[]): ShellCall {
  const words = call.words.flatMap((word): readonly ShellWord[] => {
    if (!isArgument(word)) return [word];
    if (ALL.test(word.text)) return given;
    const [, short, long] = ONE.exec(word.text) ?? [];
    const at = Number(short ?? long);
    // `$0` is the shell; what is missing is nothing, or an empty word in quotes.
    if (at === 0) return [word];
    const value = given[at - 1];
    return value ? [value] : word.splits ? [] : [{ value: '', text: "''", fixed: true, splits: false }];
  });
  return { ...call, words };
}
