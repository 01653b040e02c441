import { rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { cacheFolder } from '../files/cache.ts';
import { Folders } from '../files/folders.ts';
import { slashed } from '../files/paths.ts';

/** What is measured: a command, run again each round. */
export interface Section {
  readonly name: string;
  readonly title: string;
  /** Runs before the clock starts. */
  readonly before?: (setting: Setting) => Promise<void>;
  /** Arguments for node. */
  readonly command: (setting: Setting) => readonly string[];
  /** Exit codes that mean that it worked. */
  readonly exits?: readonly number[];
  /** Gets the list of files on standard input, one a line. */
  readonly takesFiles?: boolean;
}

export interface Setting {
  readonly root: string;
  readonly files: readonly string[];
  /** A folder for caches, which is removed in the end. */
  readonly cache: string;
}

const cli = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));
const reader = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** Where a project has dependencies, its cache lies among them and not in the folder given. */
async function emptyCache({ root, cache }: Setting): Promise<void> {
  const own = cacheFolder(slashed(root), new Folders());
  if (own.includes('/node_modules/')) await rm(own, { recursive: true, force: true });
  await rm(cache, { recursive: true, force: true });
}

/** All sections, in the order in which a round runs them: what warms a cache comes before what uses it. */
export const sections: readonly Section[] = [
  {
    name: 'inventory-cold',
    title: 'breakwater inventory, no cache',
    before: emptyCache,
    command: () => [cli, 'inventory', '--format', 'jsonl'],
  },
  {
    name: 'inventory-warm',
    title: 'breakwater inventory, nothing changed',
    command: () => [cli, 'inventory', '--format', 'jsonl'],
  },
  {
    name: 'lint-cold',
    title: 'breakwater lint, no cache',
    before: emptyCache,
    command: () => [cli, 'lint', '--cache', '--format', 'json'],
    exits: [0, 1],
  },
  {
    name: 'lint-warm',
    title: 'breakwater lint, nothing changed',
    command: () => [cli, 'lint', '--cache', '--format', 'json'],
    exits: [0, 1],
  },
  {
    name: 'parser',
    title: 'typescript-estree alone, one thread',
    command: () => [reader('./benchParser.js')],
    takesFiles: true,
  },
  {
    name: 'eslint',
    title: 'ESLint with one trivial rule',
    command: () => [reader('./benchEslint.js')],
    takesFiles: true,
  },
  {
    name: 'eslint-plugin',
    title: 'ESLint with breakwater/eslint',
    command: () => [reader('./benchEslint.js'), '--breakwater'],
    takesFiles: true,
  },
];
