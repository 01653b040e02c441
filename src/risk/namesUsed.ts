import { readCalls } from '../shell/calls.ts';
import { readEvaluations } from '../shell/evaluation.ts';
import { variablesIn } from '../shell/secondReading.ts';

/** Names by which commands depend on earlier ones: programs, variables that are read twice, and `$x` for those in words. */
export function namesUsed(commands: readonly string[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const command of commands) {
    for (const { words } of readCalls(command).calls) {
      names.add(words[0]?.value ?? '');
      for (const { fixed, text } of words)
        if (!fixed) for (const name of variablesIn(text, 'text')) names.add(`$${name}`);
    }
    for (const one of readEvaluations(command).evaluated) for (const name of one.names) names.add(name);
  }
  return names;
}
