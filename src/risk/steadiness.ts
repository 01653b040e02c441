import type { Giving } from '../shell/secondReading.ts';
import { parseShell, type SyntaxNode } from '../shell/syntax.ts';
import type { ShellWord } from '../shell/shellWord.ts';
import type { Scope } from './scope.ts';

/*
 * Which values of variables can be relied on. What a text sets on its way, command after command, holds behind it; what
 * it sets in a subshell, a pipe, a function, a branch or a loop may hold or not: `c=delete; (c=get); kubectl $c pod x`.
 */

/** Commands that set variables, or take their values away, by name. */
const BY_NAME =
  /\b(?:unset|let|printf|wait|coproc|declare|typeset|local|readonly|read|mapfile|readarray|getopts)\b([^\n;|&]*)/g;
/** `printf -vname`, `wait -pname`. */
const ATTACHED = /(?:^|\s)-[vp]([A-Za-z_]\w*)/g;
/** Arithmetic, and descriptors that are put into a variable: `((n=0))`, `exec {n}>file`. */
const IN_PASSING = /\(\(([^]*?)\)\)|\{([A-Za-z_]\w*)\}(?=[<>])/g;
/** Options by which a declared value becomes another one, or a name another name. */
const CHANGES_VALUE = /^[-+]\w*[iluncA]/;

/** Takes note of the names whose values a text does not tell for sure, with the values that they may have. */
export function learnSteadiness(text: string, given: readonly Giving[], scope: Scope): void {
  if (given.length === 0) return;
  const straight = straightCommands(parseShell(text).tree);
  const named = namesInPassing(text);
  const uncertain = new Set<string>();
  const counts = new Map<string, number>();
  for (const { name } of given) counts.set(name, (counts.get(name) ?? 0) + 1);
  for (const { name, start, end } of given) {
    const place = at(straight, start);
    const sure = place !== undefined && end <= place.end && place.names.has(name);
    if (!sure || (place.final && counts.get(name) !== 1) || named.has(name) || named.has('*')) uncertain.add(name);
  }
  for (const { name, text: value } of given) if (uncertain.has(name)) addReading(scope, name, value);
}

/** What may hold as well as what was set last. */
export function addReading({ readings }: Scope, name: string, value: string | undefined): void {
  const values = readings.get(name) ?? new Set();
  if (value !== undefined && !/[$`]/.test(value)) values.add(value);
  readings.set(name, values);
}

interface Straight {
  readonly start: number;
  readonly end: number;
  readonly names: ReadonlySet<string>;
  /** Whether the value cannot be changed any more. */
  readonly final: boolean;
}

/** The last of the commands that begins at an offset or before it. */
function at(straight: readonly Straight[], offset: number): Straight | undefined {
  let low = 0;
  let high = straight.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (straight[middle]!.start <= offset) low = middle + 1;
    else high = middle;
  }
  return straight[low - 1];
}

/** Commands of a text that set variables and run whatever happens. */
function straightCommands(tree: SyntaxNode): readonly Straight[] {
  if (tree.type !== 'Script') return [];
  return tree.commands.flatMap((statement): Straight[] => {
    if (statement.background === true) return [];
    const first = statement.command.type === 'AndOr' ? statement.command.commands[0] : statement.command;
    const command = first?.type === 'Pipeline' && first.commands.length === 1 ? first.commands[0] : first;
    if (command?.type !== 'Command') return [];
    const { pos: start, end } = command;
    const name = command.name?.value;
    if (name === undefined) {
      const names = command.prefix.flatMap((part) => (part.type === 'Assignment' ? [part.name] : []));
      return [{ start, end, names: new Set(names), final: false }];
    }
    const args = command.args.map((arg) => (arg.type === 'Word' ? arg.value : arg.text));
    if (!/^(?:export|declare|typeset|readonly)$/.test(name) || args.some((arg) => CHANGES_VALUE.test(arg))) return [];
    const names = args.flatMap((arg) => /^([A-Za-z_]\w*)=/.exec(arg)?.[1] ?? []);
    const final = name === 'readonly' || args.some((arg) => /^-\w*r/.test(arg));
    return [{ start, end, names: new Set(names), final }];
  });
}

function namesInPassing(text: string): ReadonlySet<string> {
  const names = new Set<string>();
  for (const [, words = ''] of text.matchAll(BY_NAME)) {
    for (const [name] of words.matchAll(/(?<![\w$'"={-])[A-Za-z_]\w*(?!\w|\+?=)/g)) names.add(name);
    for (const [, name = ''] of words.matchAll(ATTACHED)) names.add(name);
    // `unset $n`: any name.
    if (/^\s+(?:-\w+\s+)*"?[$`]/.test(words)) names.add('*');
  }
  for (const [, arithmetic = '', descriptor] of text.matchAll(IN_PASSING)) {
    if (descriptor !== undefined) names.add(descriptor);
    for (const [name] of arithmetic.matchAll(/(?<![\w$])[A-Za-z_]\w*/g)) names.add(name);
  }
  return names;
}

const MOST_READINGS = 16;
const NAME = /\$(?:\{[!#]?)?([A-Za-z_]\w*)/g;

/**
 * The scopes in which words are to be judged besides the one at hand: one for each choice of the values that their
 * variables may have, and of a value that cannot be told; undefined where these are too many.
 */
export function otherReadings(words: readonly ShellWord[], scope: Scope): readonly Scope[] | undefined {
  if (scope.readings.size === 0) return [];
  const names = new Set(
    words
      .filter(({ fixed }) => !fixed)
      .flatMap(({ text, value }) => [...`${text} ${value}`.matchAll(NAME)].map((match) => match[1]!))
      .filter((name) => scope.readings.has(name) && (scope.variables.has(name) || scope.carried.has(name))),
  );
  if (names.size === 0) return [];
  let choices: Map<string, ShellWord>[] = [new Map(scope.variables)];
  for (const name of names) {
    const values = [...scope.readings.get(name)!, undefined];
    choices = choices.flatMap((variables) => [variables, ...values.map((value) => withValue(variables, name, value))]);
    if (choices.length > MOST_READINGS * 4) return undefined;
  }
  const readings = new Map([...scope.readings].filter(([name]) => !names.has(name)));
  return choices.map((variables) => ({ ...scope, variables, readings }));
}

function withValue(
  variables: ReadonlyMap<string, ShellWord>,
  name: string,
  value: string | undefined,
): Map<string, ShellWord> {
  const copy = new Map(variables);
  if (value === undefined) copy.delete(name);
  else copy.set(name, { value, text: value, fixed: true, splits: false });
  return copy;
}
