import type ts from 'typescript';
import { folderOf, foldersUpwards, joinPath, slashed } from '../files/paths.ts';
import type { TypeScript } from './program.ts';

/** What a change would make of a file. */
export interface ChangedFile {
  readonly text: string;
  /** A file that it makes as well, by its absolute path. */
  readonly creates?: { readonly path: string; readonly text: string };
}

/** Changes of one file, whose types are to be checked. */
export interface TypeCheckJob {
  /** Absolute, with `/`. */
  readonly path: string;
  readonly text: string;
  readonly changes: readonly ChangedFile[];
}

/**
 * For each change, the type errors that the file would have and does not have now, in the terms of its own tsconfig.json
 * and the declarations that are installed. Nothing of the project is run, and no plugin of its compiler is loaded.
 * @returns undefined where it cannot be told: no tsconfig.json that names the file, or no TypeScript beside it
 */
export function newTypeErrors(typescript: TypeScript, job: TypeCheckJob): readonly (readonly string[])[] | undefined {
  const project = projectOf(typescript, job.path);
  const libFolder = installedLib(typescript, job.path);
  if (!project || libFolder === undefined) return undefined;
  const declarations = project.fileNames.filter((name) => /\.d\.[mc]?ts$/.test(name));
  const texts = new Map([[job.path, job.text]]);
  const host = hostOver(typescript, project.options, libFolder, texts);
  const programFor = (roots: readonly string[], old?: ts.Program): ts.Program =>
    typescript.createProgram([...roots, ...declarations], project.options, host, old);
  const now = programFor([job.path]);
  const known = errorsIn(typescript, now, [job.path]);
  return job.changes.map(({ text, creates }) => {
    texts.clear();
    texts.set(job.path, text);
    if (creates) texts.set(creates.path, creates.text);
    const roots = [...texts.keys()];
    return newOnes(errorsIn(typescript, programFor(roots, now), roots), known);
  });
}

/** The nearest tsconfig.json that the file belongs to, by itself or through a project that it refers to. */
function projectOf(typescript: TypeScript, path: string): ts.ParsedCommandLine | undefined {
  const config = typescript.findConfigFile(folderOf(path), (name) => typescript.sys.fileExists(name));
  const parsed = config === undefined ? undefined : parsedConfig(typescript, config);
  const referred = (parsed?.projectReferences ?? []).map((one) =>
    parsedConfig(typescript, typescript.resolveProjectReferencePath(one)),
  );
  return [parsed, ...referred].find((one) => one?.fileNames.some((name) => slashed(name) === path));
}

/** Nothing is written, and only what the file itself says is checked. */
const checkOnly = {
  noEmit: true,
  skipLibCheck: true,
  composite: false,
  incremental: false,
  declaration: false,
  declarationMap: false,
  emitDeclarationOnly: false,
} as const;

function parsedConfig(typescript: TypeScript, config: string): ts.ParsedCommandLine | undefined {
  const host = { ...typescript.sys, onUnRecoverableConfigFileDiagnostic: () => undefined };
  const parsed = typescript.getParsedCommandLineOfConfigFile(config, undefined, host);
  return parsed && { ...parsed, options: { ...parsed.options, ...checkOnly } };
}

/** The language's declarations as the project has installed them: those that come with us lack the browser's. */
function installedLib(typescript: TypeScript, path: string): string | undefined {
  return [...foldersUpwards(folderOf(path))]
    .map((folder) => joinPath(folder, 'node_modules/typescript/lib'))
    .find((folder) => typescript.sys.fileExists(joinPath(folder, 'lib.dom.d.ts')));
}

function hostOver(
  typescript: TypeScript,
  options: ts.CompilerOptions,
  libFolder: string,
  texts: ReadonlyMap<string, string>,
): ts.CompilerHost {
  const host = typescript.createCompilerHost(options);
  const { getSourceFile, fileExists, readFile } = host;
  host.getDefaultLibLocation = () => libFolder;
  host.fileExists = (name) => texts.has(slashed(name)) || fileExists(name);
  host.readFile = (name) => texts.get(slashed(name)) ?? readFile(name);
  host.getSourceFile = (name, version, ...more) => {
    const text = texts.get(slashed(name));
    return text === undefined
      ? getSourceFile(name, version, ...more)
      : typescript.createSourceFile(name, text, version, true);
  };
  return host;
}

function errorsIn(typescript: TypeScript, program: ts.Program, paths: readonly string[]): string[] {
  return paths.flatMap((path) => {
    const source = program.getSourceFile(path);
    const found = source ? [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)] : [];
    return found
      .filter(({ category }) => category === typescript.DiagnosticCategory.Error)
      .map(({ code, messageText }) => `${typescript.flattenDiagnosticMessageText(messageText, ' ')} (TS${code})`);
  });
}

/** What is there more often than it was. */
function newOnes(found: readonly string[], known: readonly string[]): string[] {
  const left = [...known];
  return found.filter((one) => {
    const at = left.indexOf(one);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}
