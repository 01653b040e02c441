/**
 * How a piece of text is read a second time: as arithmetic (subscripts and names of variables with them), as text in
 * which expansions happen (prompts), or as commands.
 */
export type SecondReading = 'arithmetic' | 'text' | 'code';

/** A piece of a shell text that is read once more after its quotes are gone: `[[ 'a[$(rm x)]' -eq 0 ]]` runs `rm x`. */
export interface Evaluation {
  /** What reads it again, to be shown. */
  readonly what: string;
  readonly as: SecondReading;
  /** What the second reading gets; expansions of the first one stand in it as they are written. */
  readonly text: string;
  /** Variables whose values are a part of it. */
  readonly names: readonly string[];
  /** Offsets in the text that was read; -1 where it has none (inside escaped back-quotes). */
  readonly start: number;
  readonly end: number;
}

/** What gives a variable its value. */
export interface Giving {
  readonly name: string;
  /** The value, without quotes; undefined where only running the command tells it. */
  readonly text: string | undefined;
  /** Variables that the value is made of. */
  readonly names: readonly string[];
  readonly start: number;
  readonly end: number;
}

export interface Evaluations {
  readonly evaluated: readonly Evaluation[];
  readonly given: readonly Giving[];
}

/** Names of variables in a text: with a `$`, and in arithmetic bare ones as well. */
export function variablesIn(text: string, as: SecondReading): string[] {
  const names = new Set<string>();
  for (const match of text.matchAll(/\$(?:\{[!#]?)?([A-Za-z_]\w*|[0-9@*])/g)) names.add(positional(match[1]!));
  if (as === 'arithmetic') {
    for (const match of text.matchAll(/(?<![\w$.])[A-Za-z_]\w*/g)) names.add(match[0]);
  }
  return [...names];
}

function positional(name: string): string {
  return /^[1-9*]$/.test(name) ? '@' : name;
}
