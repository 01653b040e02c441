import { SEES_TO_END } from '../knowledge/wholeProgram.ts';
import type { ProjectFiles } from '../values/index.ts';

export const OF_TESTS =
  /(?:^|\/)(?:tests?|__tests__|__mocks__|specs?|e2e)\/|[._-](?:test|spec|e2e)\.[cm]?[jt]sx?$|(?:^|\/)(?:jest|vitest)[.-](?:setup|config)\b/;
/** Files that run as programs of their own, beside the one that a package is. */
export const OTHER_PROGRAM =
  /(?:^|\/)(?:tests?|__tests__|specs?|e2e|scripts?|bin|tools?|examples?|benchmarks?)\/|[._-](?:test|spec)\.[cm]?[jt]sx?$/;

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
export function runsApartFrom(
  file: string,
  other: string,
  files: ProjectFiles,
  importersOf: (file: string) => readonly string[],
): boolean {
  if (file === other || BEGINS.test(file)) return false;
  const { entry = false, scripts = [] } = files.startersOf?.(file) ?? {};
  if (entry || scripts.some((name) => /^(?:start|serve|dev)\b/.test(name))) return false;
  if (importersOf(file).length > 0) return false;
  const loaders = ['readdir', 'glob', 'require.context'].flatMap((word) => files.containing(word, other, 'project'));
  if (loaders.some((one) => one !== file && LOADS_BY_PATH.test(files.read(one) ?? ''))) return false;
  return !leadsTo(file, other, files);
}

function leadsTo(file: string, other: string, files: ProjectFiles): boolean {
  const reached = new Set([file]);
  for (const at of reached) {
    const text = files.read(at) ?? '';
    if (LOADS_BY_PATH.test(text) || reached.size > MAX_REACHED) return true;
    for (const [, , specifier] of text.matchAll(IMPORTED)) {
      const target = files.resolve(specifier!, at);
      if (target === other) return true;
      if (target !== undefined) reached.add(target);
    }
  }
  return false;
}

/** Whether a file may see to the end of the program of another one. */
export function seesToEndOf(
  fromFile: string,
  files: ProjectFiles,
  importersOf: (file: string) => readonly string[] = () => [],
): (text: string, file: string) => boolean {
  return (text, file) =>
    SEES_TO_END.test(text) &&
    !isOtherProgram(file, fromFile, files) &&
    !isStartedApart(file, fromFile, files, importersOf);
}

/** A signal is handed on to what is forked, and a file may be loaded before another one. */
const STARTS_OTHERS = /\b(?:child_process|worker_threads|cluster|execa|cross-spawn|concurrently)\b/;

/**
 * Two files of one package that scripts start, each by one of its own: `node src/server.js` and `node src/worker.js`. Nobody
 * imports the one that hears of signals, and it neither leads to the other one nor starts it.
 */
function isStartedApart(
  file: string,
  other: string,
  files: ProjectFiles,
  importersOf: (file: string) => readonly string[],
): boolean {
  if (file === other || STARTS_OTHERS.test(files.read(file) ?? '')) return false;
  const [own, others] = [files.startersOf?.(file).scripts ?? [], files.startersOf?.(other).scripts ?? []];
  if (own.length === 0 || others.length === 0 || own.some((script) => others.includes(script))) return false;
  return importersOf(file).length === 0 && !leadsTo(file, other, files) && !leadsTo(other, file, files);
}

/** Two packages of one repository that are both started, of which one is neither within the other nor a dependency of it. */
function isOtherProgram(file: string, fromFile: string, files: ProjectFiles): boolean {
  const [own, from] = [files.packageOf?.(file), files.packageOf?.(fromFile)];
  if (!own || !from || own.folder === from.folder || fromFile.startsWith(`${own.folder}/`)) return false;
  if (files.isStarted?.(file) !== true || files.isStarted(fromFile) !== true) return false;
  return own.name === undefined || files.dependsOn?.(own.name, fromFile) !== true;
}
