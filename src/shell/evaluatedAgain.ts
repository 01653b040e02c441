import { evaluatedNames, readEvaluations } from './evaluation.ts';
import type { SecondReading } from './secondReading.ts';

/** What reads a value once more. */
export interface ReadAgain {
  readonly what: string;
  readonly as: SecondReading;
}

/**
 * What evaluates the word at a place of a command once more after quoting: as arithmetic, as a subscript, as a name or as
 * code. There `a[$(rm x)]` runs `rm x` however well it is quoted. A value that is assigned to a variable counts where
 * the same text, or another one that is given, has that variable evaluated.
 * @param others commands that may find the variable set: those that follow, and those of other blocks
 */
export function evaluatedAgain(
  text: string,
  start: number,
  end: number,
  others: readonly string[] = [],
): ReadAgain | undefined {
  const { evaluated, given } = readEvaluations(text);
  const holds = (piece: { readonly start: number; readonly end: number }): boolean =>
    piece.start < end && start < piece.end;
  const direct = evaluated.filter(holds);
  // What is safe in arithmetic is safe as code as well.
  const found = direct.find(({ as }) => as === 'arithmetic') ?? direct[0];
  if (found) return found;
  const into = given.filter(holds);
  if (into.length === 0) return undefined;
  const names = evaluatedNames([text, ...others]);
  const by = into.flatMap(({ name }) => names.get(name) ?? []);
  return by.find(({ as }) => as === 'arithmetic') ?? by[0];
}
