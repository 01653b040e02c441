import { configName } from './configSearch.ts';
import { LOCK_NAMES } from './lockFiles.ts';
import { isSourceName } from './sourceKinds.ts';

/** The configurations of the compiler that hold for a folder, the first that is there. */
export const COMPILER_CONFIGS = ['tsconfig.json', 'jsconfig.json'] as const;
export const MANIFEST = 'package.json';
export const PNPM_WORKSPACE = 'pnpm-workspace.yaml';
export const LERNA = 'lerna.json';

/** Files beside the sources that decide where imports lead and which versions there are. */
const named = [MANIFEST, ...LOCK_NAMES, PNPM_WORKSPACE, LERNA];

/** A compiler's configuration under any of its names: other files extend `tsconfig.base.json`, `base.tsconfig.json`. */
const compilerConfig = /(?:^|[.-])[tj]sconfig(?:[.-].*)?\.json$/;

/** Everything that findings rest on, as a glob for those who watch files: what is read is watched. */
export const WATCHED_FILES = `**/{*.{ts,tsx,mts,cts,js,jsx,mjs,cjs},${[configName, ...named].join(',')},*tsconfig*.json,*jsconfig*.json}`;

/** What a change of a file means: another text, another project around it, or nothing to Breakwater. */
export function fileKind(path: string): 'source' | 'project' | 'config' | 'other' {
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (name === configName) return 'config';
  if (named.includes(name) || compilerConfig.test(name)) return 'project';
  return isSourceName(name) ? 'source' : 'other';
}
