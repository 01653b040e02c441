import { existsSync, lstatSync, readdirSync } from 'node:fs';
import { dirname } from 'node:path';
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
    if (isBehindMissing(path, absolute)) return undefined;
    rules ??= IgnoreRules.for(absolute, new Folders(), () => undefined);
    return rules.ignores(path, false) || rules.ignores(path, true) ? undefined : false;
  };
}

/** Whether a path leads through a link to nowhere or an empty folder below the own one: a submodule that is not checked out. */
function isBehindMissing(path: string, own: string): boolean {
  for (let folder = dirname(path); folder.startsWith(`${own}/`); folder = dirname(folder)) {
    const info = lstatSync(folder, { throwIfNoEntry: false });
    if (info === undefined) continue;
    if (info.isSymbolicLink()) return !existsSync(folder);
    return info.isDirectory() && isEmpty(folder);
  }
  return false;
}

function isEmpty(folder: string): boolean {
  try {
    return readdirSync(folder).length === 0;
  } catch {
    return false;
  }
}
