import type { Section } from '../runbook/model.ts';
import { bareTitle } from './taskTitle.ts';
import type { Way } from './writtenAlternatives.ts';

/** Done once, in one of several ways. */
const VERB = String.raw`(?:restor|recover|upgrad|rotat|migrat|install|deploy|replac|back ?up|export|import|scal|renew|connect|log ?in|fail ?over|failing over)(?:e|ing)?`;
/** "Restore from a full backup", "Restore the cluster when ...": the same is done, from something else or in another case. */
const FROM = new RegExp(
  String.raw`^(${VERB})(?:\s+(?:the\s+|an?\s+|your\s+)?(?:[\w-]+\s+){0,2}?[\w-]+)?\s+(?:from|with|without|when|using|via|through|by)\s+(.+)$`,
  'i',
);
/** "Perform a patch upgrade", "Perform a major-version upgrade": one of its kinds. */
const KIND = /^(perform|do|run|make|take|execute)(?:ing)?\s+an?\s+([\w-]+(?:\s[\w-]+)?)\s+([\w-]+)$/i;
/** Of these, each has its turn. */
const IN_TURN =
  /\b(?:each|all|every|both|first|second|next|last|other|remaining|new|old|source|target|destination|master|workers?|primary|secondary|replicas?|standby|leader|followers?|control[- ]plane|staging|stage|production|prod|dev|test|canary|dry[- ]run|pre|post|final|initial)\b/i;
const NUMBERED = /^\W*(?:step |phase |stage |part )?\d/i;

/**
 * Sections beside each other that do the same by their titles, from something else, in another way or in another of its
 * kinds: "Restore from a full backup", "Restore with point-in-time recovery".
 * @param lines of the steps: a section without one is no way.
 */
export function sameVerbWays(
  sections: readonly Section[],
  lines: readonly number[],
  placeOf: (section: Section) => string,
): readonly Way[][] {
  const groups = new Map<string, Section[]>();
  for (const section of sections) {
    const title = bareTitle(section.title);
    if (NUMBERED.test(section.title) || IN_TURN.test(title)) continue;
    if (!lines.some((at) => at >= section.line && at <= section.endLine)) continue;
    const key = keyOf(title);
    if (key === undefined) continue;
    const own = `${placeOf(section)} ${key}`;
    groups.set(own, [...(groups.get(own) ?? []), section]);
  }
  return [...groups.values()]
    .filter((all) => all.length > 1 && new Set(all.map(({ title }) => title.toLowerCase())).size === all.length)
    .map((all) => all.map((section) => ({ ...section, name: section.title })));
}

function keyOf(title: string): string | undefined {
  const [, verb, , noun] = KIND.exec(title) ?? [];
  if (verb !== undefined) return `${verb} ${noun!}`.toLowerCase();
  const named = FROM.exec(title)?.[1];
  return named?.toLowerCase().replace(/(?:e|ing)$/, '');
}
