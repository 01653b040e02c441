import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { joinPath, slashed } from './paths.ts';

/** The name under which a project keeps its configuration. */
export const configName = 'breakwater.config.json';

export interface FoundConfig {
  /** Absolute, `/`-separated. */
  readonly path: string;
  readonly folder: string;
  /** Without a byte order mark, which editors don't show: positions don't count it. */
  readonly text: string;
}

/** The nearest configuration in a folder or those above it. */
export function findConfig(folder: string): FoundConfig | undefined {
  for (let at = slashed(folder); ;) {
    const path = joinPath(at, configName);
    try {
      return { path, folder: at, text: readConfigText(path) };
    } catch {
      // Not here, or not readable: what is above still counts.
    }
    const above = slashed(dirname(at));
    if (above === at) return undefined;
    at = above;
  }
}

/** The text of a configuration; throws what the file system throws. */
export function readConfigText(path: string): string {
  return readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
}
