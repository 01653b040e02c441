import { rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

/** What is measured: a command, run anew each round. */
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

const emptyCache = ({ cache }: Setting): Promise<void> => rm(cache, { recursive: true, force: true });

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
];
