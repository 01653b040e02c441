import { handsOnClients } from '../detectors/carriers.ts';
import type { Declared } from '../lint/configFile.ts';
import { knowledgeWith } from '../lint/declared.ts';
import { Project } from '../lint/project.ts';
import { requireEstree } from '../files/estree.ts';
import { chooseParser, type ParserName } from '../parser/chooseParser.ts';
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
}

export interface Batch {
  readonly files: readonly { readonly path: string; readonly text: string }[];
  /** Files that hold marks of statements that change all calls of a library, by mark. */
  readonly marked: Readonly<Record<string, readonly string[]>>;
}

export interface FileOutcome {
  readonly path: string;
  readonly result?: unknown;
  /** Breakwater failed on this file: one line. */
  readonly error?: string;
  /** It hands clients on, so that files which import it may hold calls. */
  readonly carries?: boolean;
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
export async function openEngine({ task, settings, declared, parser: wanted }: EngineSetup): Promise<Engine> {
  const [{ parse, name }, makeWork] = await Promise.all([chooseParser(requireEstree, wanted), tasks[task]()]);
  const warnings: [string, string][] = [];
  const given = new Map<string, string>();
  let marked: Batch['marked'] = {};
  const files = new DiskFiles({
    warn: (path, message) => warnings.push([path, message]),
    text: (path) => given.get(path),
    marked: (marker) => marked[marker],
  });
  const project = new Project(files, parse, declared && knowledgeWith(declared));
  const work = makeWork(project, settings);
  return (batch) => {
    marked = batch.marked;
    given.clear();
    for (const { path, text } of batch.files) given.set(path, text);
    const outcomes = batch.files.map(({ path, text }): FileOutcome => {
      try {
        const result = work(path, text);
        const carries = handsOnClients(project.port.of(path));
        return { path, result, carries, dependencies: project.port.dependenciesOf(path) };
      } catch (error) {
        return { path, error: oneLine(error), dependencies: [] };
      }
    });
    return { files: outcomes, parser: name, warnings: warnings.splice(0), evidence: [...files.versions.evidence] };
  };
}

function oneLine(error: unknown): string {
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return message.split('\n', 1)[0]!;
}
