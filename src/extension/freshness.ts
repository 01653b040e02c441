import type { FoundRunbook } from './foundRunbooks.ts';

const DAY_MS = 86_400_000;

/** How long ago a runbook was reviewed; undefined where that is not known. */
export function freshness({ lastReviewed, reviewEvery }: FoundRunbook): { text: string; overdue: boolean } | undefined {
  const reviewed = Date.parse(lastReviewed ?? '');
  if (Number.isNaN(reviewed)) return undefined;
  const age = Math.max(0, Math.floor((Date.now() - reviewed) / DAY_MS));
  const overdue = reviewEvery !== undefined && age > reviewEvery;
  if (overdue) return { text: `review overdue by ${age - reviewEvery} days`, overdue };
  return { text: age === 0 ? 'reviewed today' : `reviewed ${age} ${age === 1 ? 'day' : 'days'} ago`, overdue };
}
