import type { FileFacts } from '../facts/model.ts';
import type { ParsedFile } from '../ast/types.ts';
import { milliseconds } from '../changes/figures.ts';
import { waitOf } from '../changes/patience.ts';
import { timeoutSuggestions } from '../changes/bounding.ts';
import { mayHoldHelpers, placeHelpers, timeoutHelper } from './helpers.ts';
import type { Refactor, Target } from './model.ts';
import { isOperation } from './repeatable.ts';
import { around, USUAL_MS } from './wrapping.ts';
import { isInCallOf } from './target.ts';

/** A limit for how long the call may take: by its own option where it has one, which ends the request as well. */
export function timeoutRefactor(file: ParsedFile, facts: FileFacts, target: Target): Refactor | undefined {
  const { requests } = target;
  if (!isOperation(file, facts, target) || isInCallOf(target, /time_?d?_?out|deadline/i)) return undefined;
  if (requests.some(({ streaming, timeout }) => streaming || timeout === 'bounded')) return undefined;
  const [own, ...others] = requests;
  if (own && others.length === 0) {
    const native = timeoutSuggestions(file, own, USUAL_MS)[0];
    if (native) return native;
  }
  // What moves files or waits for events takes as long as it takes.
  if (requests.some((one) => waitOf(file, one) !== 'short') || !mayHoldHelpers(file)) return undefined;
  const { names, edits } = placeHelpers(file, [timeoutHelper]);
  return {
    title: 'Stop waiting after 10 s',
    edits: [...around(target, `${names[0]!}(`, `, ${milliseconds(USUAL_MS)})`), ...edits],
  };
}
