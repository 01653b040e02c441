import { lstatSync, readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { codeOf } from './ignoreRules.ts';
import { folderOf, joinPath, slashed } from './paths.ts';

/** The name under which a project keeps its configuration. */
export const configName = 'breakwater.config.json';

/** Nobody writes more; what has no end is not read for ever. */
const MAX_BYTES = 5_000_000;

export interface FoundConfig {
  /** Absolute, `/`-separated. */
  readonly path: string;
  readonly folder: string;
  /** Without a byte order mark, which editors don't show: positions don't count it. Empty where it cannot be read. */
  readonly text: string;
  /** Why it cannot be read, to follow its name: "is a folder, not a file". */
  readonly problem?: string;
}

/** The nearest configuration in a folder or those above it; one that cannot be read is found, and says why. */
export function findConfig(folder: string): FoundConfig | undefined {
  for (let at = slashed(folder); ;) {
    const found = configAt(joinPath(at, configName));
    if (found) return found;
    const above = slashed(dirname(at));
    if (above === at) return undefined;
    at = above;
  }
}

/** The configuration of this path; undefined where nothing has its name. */
export function configAt(path: string): FoundConfig | undefined {
  const found = { path, folder: folderOf(path) };
  const failed = (problem: string): FoundConfig => ({ ...found, text: '', problem });
  try {
    lstatSync(path);
  } catch (error) {
    return /^(?:ENOENT|ENOTDIR|EACCES)$/.test(codeOf(error)) ? undefined : failed(`can't be read (${codeOf(error)})`);
  }
  try {
    const stat = statSync(path);
    if (stat.isDirectory()) return failed('is a folder, not a file');
    if (!stat.isFile()) return failed('is a pipe, a socket or a device, not a file');
    if (stat.size > MAX_BYTES) return failed(`is larger than ${MAX_BYTES / 1e6} MB`);
    return { ...found, text: readFileSync(path, 'utf8').replace(/^\uFEFF/, '') };
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return failed('is a link that leads nowhere');
    return failed(`can't be read (${codeOf(error)})`);
  }
}
