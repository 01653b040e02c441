import type { ShellCall } from '../shell/calls.ts';
import type { ShellWord } from '../shell/shellWord.ts';
import type { Giving } from '../shell/secondReading.ts';
import type { Risk } from '../commands/risk.ts';

/** What earlier commands made of names. */
export interface Scope {
  /** Functions, each with what calling it does where it was defined in another text. */
  readonly functions: Map<string, Risk>;
  /** Calls in functions that are judged with the arguments the function is called with. */
  readonly bodies: Map<string, readonly ShellCall[]>;
  readonly aliases: Map<string, string>;
  readonly variables: Map<string, ShellWord>;
  /** Names whose values change in ways that are not followed; `*` for all. */
  readonly shifting: Set<string>;
  /** Names that may have another value than the last one that was set, with the values that are known. */
  readonly readings: Map<string, Set<string>>;
  /** What gives variables the values that a shell may read again. */
  readonly given: Map<string, Giving[]>;
  /** Names whose values come out of files or over the network. */
  readonly foreign: Set<string>;
  /** Values that earlier blocks gave, as far as they could be options or code. */
  readonly carried: Map<string, Set<string>>;
  /** Whether a command has gone to another folder. */
  moved: boolean;
  /** How many values may still be followed: texts can be made whose variables refer to each other without end. */
  left: number;
}

const MOST_VALUES = 3_000;

export function newScope(): Scope {
  return {
    functions: new Map(),
    bodies: new Map(),
    aliases: new Map(),
    variables: new Map(),
    shifting: new Set(),
    readings: new Map(),
    given: new Map(),
    foreign: new Set(),
    carried: new Map(),
    moved: false,
    left: MOST_VALUES,
  };
}

/** Adds to a document what a block leaves for those behind it: functions, aliases, values; not programs in variables. */
export function carryOver(to: Scope, from: Scope): void {
  for (const [name, risk] of from.functions) to.functions.set(name, risk);
  for (const [name, calls] of from.bodies) to.bodies.set(name, calls);
  for (const [name, text] of from.aliases) to.aliases.set(name, text);
  for (const [name, { fixed, value }] of from.variables)
    if (fixed && !PLAIN_WORD.test(value)) to.carried.set(name, new Set([...(to.carried.get(name) ?? []), value]));
  for (const name of [...from.foreign, ...from.shifting]) to.foreign.add(name);
  for (const [name, givings] of from.given) {
    learn(to, givings);
    if (givings.some(({ names }) => names.some((one) => to.foreign.has(one)))) to.foreign.add(name);
  }
}

/** A name, a number or a path: as a word of a command it is no option, no pattern and no code. */
export const PLAIN_WORD = /^(?![-+])[\w.:@%,/+=-]*$/;

/** What a block starts with, which it may add to without changing the document's. */
export function startingFrom({ functions, bodies, aliases, given, foreign, carried }: Scope): Scope {
  const own = { functions: new Map(functions), bodies: new Map(bodies), foreign: new Set(foreign), carried };
  const readings = new Map([...carried].map(([name, values]) => [name, new Set(values)]));
  return { ...newScope(), ...own, aliases: new Map(aliases), given: new Map(given), readings };
}

export function learn({ given }: Scope, givings: readonly Giving[]): void {
  // Lists are shared with other scopes, so each is copied, but only once for all that is added to it.
  const own = new Set<string>();
  for (const giving of givings) {
    const list = given.get(giving.name);
    // The same value again tells nothing more.
    const last = list?.at(-1);
    if (
      last !== undefined &&
      last.text !== undefined &&
      last.text === giving.text &&
      giving.names.join() === last.names.join()
    )
      continue;
    if (list && own.has(giving.name)) list.push(giving);
    else given.set(giving.name, [...(list ?? []), giving]);
    own.add(giving.name);
  }
}
