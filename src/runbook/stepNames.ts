import type { MdNode } from '../markdown/mdNode.ts';
import { normalTitle } from './stepTitle.ts';

interface Named {
  readonly title: string;
  readonly section: string | undefined;
  readonly tab: string | undefined;
}

/**
 * Titles by which people can tell steps apart: two of one name in different sections or tabs get that of their section
 * or tab; the others stay as the document writes them.
 */
export function distinctTitles(steps: readonly Named[]): string[] {
  const byTitle = new Map<string, Set<string>>();
  for (const step of steps) {
    const places = byTitle.get(normalTitle(step.title));
    if (places) places.add(placeOf(step));
    else byTitle.set(normalTitle(step.title), new Set([placeOf(step)]));
  }
  return steps.map((step) => {
    const place = placeOf(step);
    return place !== '' && (byTitle.get(normalTitle(step.title))!.size > 1 || isBareCase(step.title))
      ? `${step.title} (${place})`
      : step.title;
  });
}

/** "For the mail server": a case, which says nothing of what is done. */
function isBareCase(title: string): boolean {
  return /^(?:for|on|with|in|using|via)\s(?:(?:the|a|an)\s)?[\w./-]+(?:\s[\w./-]+)?$/i.test(title);
}

function placeOf({ tab, section }: Named): string {
  return tab || section || '';
}

/** As the document counts: `3`, `3.2`, `3.b`; a title that says it itself has none. */
export function numberOf(list: MdNode, at: number, prefix: string): string | undefined {
  if (list.info === 'named') return undefined;
  const number = list.start + at;
  return `${prefix}${list.info === 'letters' ? String.fromCharCode(96 + number) : number}`;
}
