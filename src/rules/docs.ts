import { repositoryUrl } from '../text/repository.ts';

/** Where rule pages are published: one Markdown file per rule. */
const rulePages = `${repositoryUrl}/blob/main/src/rules`;

/** The address of a rule's page. */
export function ruleUrl(id: string): string {
  return `${rulePages}/${id}.md`;
}
