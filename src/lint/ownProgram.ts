/** What is asked of the project to tell whether a file is a program of its own. */
export interface Surroundings {
  /** Files that may import it, by its name. */
  importersOf(file: string): readonly string[];
  read(file: string): string;
  resolve(specifier: string, fromFile: string): string | undefined;
  /** Files of the project with a text in them. */
  containing(text: string): readonly string[];
  /** Scripts of package.json that start a file, and whether it is the package's entry. */
  startersOf(file: string): { readonly scripts: readonly string[]; readonly entry?: boolean };
}

const IMPORTED =
  /\b(?:from|import|require)\b\s*\(?\s*(?:\/\*(?:[^*]|\*(?!\/))*\*\/\s*)*(['"`])((?:(?!\1)[^\n\\$])+)\1/g;
/** `require(path)`, `import(file)`: what it leads to its text does not tell. */
const LOADS_BY_PATH = /(?<![\w$.])(?:require|import)\s*\(\s*(?:[\w$]|`[^`]*\$\{|path\b|\/\*)/;
/** Names of files that a program starts with, wherever they are listed. */
const BEGINS = /(?:^|\/)(?:main|index|server|app|start|boot\w*|bin\/\w+|www|worker|instrument\w*)\.[cm]?[jt]sx?$/i;
/** Above this many files, it is taken for the program. */
const MAX_REACHED = 300;

/**
 * Whether a file that nobody imports never runs in one process with another: it is no file that a program starts with,
 * and neither it nor what it imports leads there. Where files are loaded by computed paths nobody can tell.
 */
export function runsApartFrom(file: string, other: string, around: Surroundings): boolean {
  if (file === other || BEGINS.test(file)) return false;
  const { entry = false, scripts } = around.startersOf(file);
  if (entry || scripts.some((name) => /^(?:start|serve|dev)\b/.test(name))) return false;
  if (around.importersOf(file).length > 0) return false;
  const loaders = ['readdir', 'glob', 'require.context'].flatMap((word) => around.containing(word));
  if (loaders.some((one) => one !== file && LOADS_BY_PATH.test(around.read(one)))) return false;
  return !leadsTo(file, other, around);
}

function leadsTo(file: string, other: string, around: Surroundings): boolean {
  const reached = new Set([file]);
  for (const at of reached) {
    const text = around.read(at);
    if (LOADS_BY_PATH.test(text) || reached.size > MAX_REACHED) return true;
    for (const [, , specifier] of text.matchAll(IMPORTED)) {
      const target = around.resolve(specifier!, at);
      if (target === other) return true;
      if (target !== undefined) reached.add(target);
    }
  }
  return false;
}
