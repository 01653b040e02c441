import { existsSync } from 'node:fs';
import { Folders } from './folders.ts';
import { IgnoreRules } from './ignoreRules.ts';
import { slashed, toAbsolute } from './paths.ts';

/**
 * Tells whether what a document links to is there. What is not and is named by a `.gitignore` may be made by a build:
 * that can't be told.
 */
export function linkTargets(folder: string): (link: string) => boolean | undefined {
  let rules: IgnoreRules | undefined;
  const absolute = slashed(toAbsolute('.', folder));
  return (link) => {
    const path = slashed(toAbsolute(link, absolute));
    if (existsSync(path)) return true;
    rules ??= IgnoreRules.for(absolute, new Folders(), () => undefined);
    return rules.ignores(path, false) || rules.ignores(path, true) ? undefined : false;
  };
}
