import { bareTitle } from './taskTitle.ts';
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
    [...stemsOf(section.title), byMeans(section.title)].forEach((read, kind) => {
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

/** "Configure it with Caddy" beside "Configure it with Nginx": the same by another means, whatever its name. */
function byMeans(title: string): { readonly stem: string; readonly name: string } | undefined {
  const found =
    /^(\S+(?: \S+){1,6}?) (?:with|via|using|through|by means of) ((?:an? |the )?[\w./+-]+(?: [\w./+-]+){0,2})$/i.exec(
      bareTitle(title).toLowerCase(),
    );
  return found ? { stem: found[1]!, name: found[2]! } : undefined;
}
