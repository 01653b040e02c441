import type { Caveat, Section } from '../runbook/model.ts';
import { groupOf, othersOf } from './groupOf.ts';
import { bareTitle, isTaskTitle } from './taskTitle.ts';

/**
 * Ways that are called alike in several places ("Upgrade", "Downgrade" below "Node agent", and the same below "Log agent"),
 * each with the title around it: whoever chooses one of them chooses nothing for the other place. What is no task
 * ("Docker", "Linux") is chosen once for the whole page.
 */
export function withTitlePaths(caveats: readonly Caveat[], sections: readonly Section[]): readonly Caveat[] {
  const groups = new Map<string, Caveat[]>();
  for (const one of caveats) {
    if (one.kind !== 'procedure' && one.kind !== 'alternative') continue;
    const key = groupOf(one);
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  const renamed = new Map<Caveat, Caveat>();
  for (const all of groups.values()) {
    const names = new Set(all.map(({ text }) => text));
    if (names.size === all.length || ![...names].every(isShortTask)) continue;
    const around = all.map((one) => titleAround(one, sections));
    if (around.some((title) => title === undefined)) continue;
    const texts = all.map(({ text }, i) => `${text} (${around[i]!})`);
    if (new Set(texts).size < texts.length) continue;
    const others = othersOf(texts);
    all.forEach((one, i) => {
      const { kind, line, endLine, aside } = one;
      const told = { kind, line, endLine, text: texts[i]!, ...others(i) };
      renamed.set(one, aside ? { ...told, aside } : told);
    });
  }
  return renamed.size === 0 ? caveats : caveats.map((one) => renamed.get(one) ?? one);
}

function isShortTask(name: string): boolean {
  return /^\S+$/.test(bareTitle(name)) && (isTaskTitle(name) || /^(?:downgrad|uninstall)/i.test(bareTitle(name)));
}

/** The title of the section around the one that a way is. */
function titleAround({ line }: Caveat, sections: readonly Section[]): string | undefined {
  const own = sections.find((one) => one.line === line);
  return own && sections.findLast((one) => one.level < own.level && one.line < line && one.endLine >= line)?.title;
}
