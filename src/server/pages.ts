import { checkPages } from '../checks/pages.ts';
import { pages } from '../rules/pages.ts';

/** What has a page: rules, then runbook checks. */
export function pageIds(): readonly string[] {
  return [...Object.keys(pages), ...Object.keys(checkPages)];
}

/** A page as Markdown; undefined for what has none. */
export function pageOf(id: unknown): string | undefined {
  if (typeof id !== 'string') return undefined;
  return [pages, checkPages].find((all) => Object.hasOwn(all, id))?.[id];
}
