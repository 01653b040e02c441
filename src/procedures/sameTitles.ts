import { stemsOf } from '../text/otherNames.ts';
import type { Section } from '../runbook/model.ts';
import type { Way } from './writtenAlternatives.ts';

/**
 * Sections beside each other that are called alike but for the system, the tool or the size they are for: "Creating apps
 * via UI", "Creating apps via CLI"; "MySQL", "PostgreSQL".
 */
export function sameTitleWays(sections: readonly Section[], placeOf: (section: Section) => string): readonly Way[][] {
  const groups = new Map<string, Map<string, Section>>();
  for (const section of sections) {
    stemsOf(section.title).forEach((read, kind) => {
      if (read === undefined) return;
      const key = `${placeOf(section)} ${kind} ${read.stem}`;
      groups.set(key, (groups.get(key) ?? new Map<string, Section>()).set(read.name, section));
    });
  }
  const seen = new Set<Section>();
  return [...groups.values()].flatMap((group) => {
    const all = [...group.values()].filter((section) => !seen.has(section));
    if (all.length < 2) return [];
    all.forEach((section) => seen.add(section));
    return [all.map((section) => ({ ...section, name: section.title }))];
  });
}
