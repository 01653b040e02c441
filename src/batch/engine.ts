import { isTestFile } from '../audience/audience.ts';
import type { FileAnswers } from '../facts/types.ts';
import type { TypeQuestion } from '../typing/oracle.ts';
import { PackageReach } from '../compiler/packageReach.ts';
import { handsOnClients } from '../detectors/carriers.ts';
import type { Declared } from '../lint/configFile.ts';
import { knowledgeWith } from '../lint/declared.ts';
import { Project } from '../lint/project.ts';
import { requireEstree } from '../files/estree.ts';
import { chooseParser } from '../parser/chooseParser.ts';
import type { ParserName } from '../parser/parserNames.ts';
import { DiskFiles } from '../files/projectFiles.ts';
import { tasks } from './tasks.ts';
import type { TaskName } from './tasks.ts';

/** All that an engine needs to know; plain data. */
export interface EngineSetup {
  readonly task: TaskName;
  readonly settings: unknown;
  /** What the project says of clients, wrappers and policies that no knowledge comes with. */
  readonly declared?: Declared;
  /** By default the fastest that is installed. */
  readonly parser?: ParserName;
  /** Whether what syntax leaves open is listed, for a compiler to be asked. */
  readonly asks?: boolean;
  /** Characters of source whose trees are kept for files that import them; the more, the fewer are parsed again. */
  readonly keep?: number;
}

export interface Batch {
  readonly files: readonly { readonly path: string; readonly text: string; readonly asks?: boolean }[];
  /** Files that hold marks of statements that change all calls of a library, by mark. */
  readonly marked: Readonly<Record<string, readonly string[]>>;
  /** What a compiler said of expressions, by file. */
  readonly answers?: Readonly<Record<string, FileAnswers>>;
}

export interface FileOutcome {
  readonly path: string;
  readonly result?: unknown;
  /** Breakwater failed on this file: one line. */
  readonly error?: string;
  /** That was a limit of time, which says nothing of the code. */
  readonly late?: true;
  /** It hands clients on, so that files which import it may hold calls. */
  readonly carries?: boolean;
  /** What syntax leaves open in it. */
  readonly questions?: readonly TypeQuestion[];
  /** Other files that the result rests on. */
  readonly dependencies: readonly string[];
}

export interface BatchOutcome {
  readonly files: readonly FileOutcome[];
  /** What read the files; absent where none could be. */
  readonly parser?: ParserName;
  readonly warnings: readonly (readonly [path: string, message: string])[];
  /** package.json files of dependencies that versions were read from, or would have been. */
  readonly evidence: readonly string[];
}

export type Engine = (batch: Batch) => BatchOutcome;

/** Loads parser and task, and gives what analyses batches of files on the thread that calls it. */
export async function openEngine(setup: EngineSetup): Promise<Engine> {
  const { task, settings, declared, parser: wanted, asks, keep } = setup;
  const [{ parse, name }, makeWork] = await Promise.all([chooseParser(requireEstree, wanted), tasks[task]()]);
  const warnings: [string, string][] = [];
  const given = new Map<string, string>();
  let marked: Batch['marked'] = {};
  const files = new DiskFiles({
    warn: (path, message) => warnings.push([path, message]),
    text: (path) => given.get(path),
    marked: (marker) => marked[marker],
  });
  const project = new Project(files, parse, declared && knowledgeWith(declared), keep);
  const work = makeWork(project, settings);
  const reach = asks ? new PackageReach(files, project.knowledge) : undefined;
  return (batch) => {
    marked = batch.marked;
    given.clear();
    for (const { path, text } of batch.files) given.set(path, text);
    project.takeAnswers(batch.answers ?? {});
    const outcomes = batch.files.map(({ path, text, asks: open }): FileOutcome => {
      try {
        const result = work(path, text);
        const carries = handsOnClients(project.port.of(path));
        const questions = open && reach && result !== null ? questionsIn(project, reach, path, text) : [];
        const dependencies = project.port.dependenciesOf(path);
        return { path, result, carries, dependencies, ...(questions.length > 0 ? { questions } : {}) };
      } catch (error) {
        return { path, error: oneLine(error), dependencies: [] };
      }
    });
    return { files: outcomes, parser: name, warnings: warnings.splice(0), evidence: [...files.versions.evidence] };
  };
}

/** What syntax leaves open in a file, tests left out: nothing is found in them. */
function questionsIn(project: Project, reach: PackageReach, path: string, text: string): readonly TypeQuestion[] {
  const file = project.parse(text, path);
  if (file.errors.length > 0 || isTestFile(file, project.port.root(path))) return [];
  return project.questions(file, (specifier) => reach.leads(specifier, path));
}

function oneLine(error: unknown): string {
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return message.split('\n', 1)[0]!;
}
