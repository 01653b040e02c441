import type { Environment } from './model.ts';

/** What the analysis of one file may ask of the files around it. Paths are absolute and `/`-separated. */
export interface ProjectFiles {
  /** Text of a source file without byte order mark; undefined where there is none, or none worth analysing. */
  read(path: string): string | undefined;
  /** The project's own source file that an import names; undefined for dependencies and what is not found. */
  resolve(specifier: string, from: string): string | undefined;
  /** Locked or installed version of a package as a file sees it. */
  version(packageName: string, from: string): string | undefined;
  /** The project names the package itself: what only its dependencies need is not for its own files. */
  dependsOn?(packageName: string, from: string): boolean;
  /** The lowest version of Node that the package of a file is for, by its package.json. */
  lowestNode?(path: string): string | undefined;
  environment(path: string): Environment;
  /** Absolute folder of the project that a file belongs to. */
  root?(path: string): string | undefined;
  /** Source files of the package that `from` belongs to, or of its whole project, whose text holds `marker`. */
  containing(marker: string, from: string, within?: 'package' | 'project'): readonly string[];
  /** The package that a file belongs to: where its package.json is, and its name there. */
  packageOf?(path: string): { readonly folder: string; readonly name?: string } | undefined;
  /** The package of a file is a program: its package.json has a script that starts it. */
  isStarted?(path: string): boolean;
  /** Names of the scripts of package.json that start a file, and whether it is the package's entry. */
  startersOf?(path: string): { readonly scripts: readonly string[]; readonly entry?: boolean };
  /** The package of a file is there for other programs to install: not private, with its files named, and no program. */
  isPublished?(path: string): boolean;
}
