import type { Suggestion } from '../changes/suggestion.ts';

/**
 * Gives a finding its suggestions in such a way that they are worked out when they are first read: by a light bulb, by
 * what writes all of them, or by a copy of the finding.
 */
export function offeringLater<T extends object>(
  finding: T,
  work: () => readonly Suggestion[],
): T & { readonly suggestions: readonly Suggestion[] } {
  let known: readonly Suggestion[] | undefined;
  const get = (): readonly Suggestion[] => (known ??= work());
  return Object.defineProperty(finding, 'suggestions', { enumerable: true, get }) as T & {
    readonly suggestions: readonly Suggestion[];
  };
}
