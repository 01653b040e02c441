import { repositoryUrl } from '../text/repository.ts';

/** Where the pages of checks are published: one Markdown file per check. */
const checkPages = `${repositoryUrl}/blob/main/src/checks`;

/** The address of a check's page. */
export function checkUrl(code: string): string {
  return `${checkPages}/${code}.md`;
}
