import { writeFile } from 'node:fs/promises';
import { makeConfig } from '../lint/config.ts';
import { Folders } from '../files/folders.ts';
import { codeOf } from '../files/ignoreRules.ts';
import { Packages } from '../files/packages.ts';
import { displayPath, folderOf, toAbsolute } from '../files/paths.ts';
import { readSource } from '../files/readSource.ts';
import { placeIn, testPlace } from '../prove/framework.ts';
import type { Framework, Refusal } from '../prove/model.ts';
import { openEngine } from './engine.ts';
import type { LintSettings } from './lintTask.ts';
import type { ProveResult, ProveSettings } from './proveTask.ts';

export interface ProveOptions {
  /** `src/users.ts:12`. */
  readonly place: string;
  /** Absolute working directory. */
  readonly from: string;
  /** Where the test is written; by default beside the source, or in `test/` of a project that uses mocha. */
  readonly out?: string;
  readonly ruleId?: string;
  /** By default what package.json names. */
  readonly framework?: Framework;
  readonly limitMs?: number;
  readonly lint: LintSettings;
}

/** A test that is not written yet. */
export interface ProvedLine {
  readonly text: string;
  /** Absolute. */
  readonly path: string;
  readonly ruleId: string;
  readonly others: readonly string[];
  readonly framework: Framework;
}

/** Makes the test for a line of a file on disk, or says in one sentence why there is none. */
export async function proveLine(options: ProveOptions): Promise<ProvedLine | Refusal> {
  const { from, ruleId, limitMs, lint } = options;
  const place = placeIn(options.place);
  if (!place) return { refused: `the place must be a file and a line, as in src/users.ts:12, not '${options.place}'` };
  const path = toAbsolute(place.file, from);
  const text = textAt(path);
  if (typeof text !== 'string') return { refused: `${place.file} ${text.refused}` };
  const folders = new Folders();
  const manifests = [...new Packages(folders, () => undefined).above(folderOf(path))];
  const out = options.out === undefined ? undefined : toAbsolute(options.out, from);
  const around = { manifests, isFolder: (at: string) => folders.isFolder(at) };
  const { framework, specifier, pathFor } = testPlace({ path, text }, around, { out, framework: options.framework });
  const settings: ProveSettings = {
    line: place.line,
    ...(ruleId === undefined ? {} : { ruleId }),
    framework,
    ...(limitMs === undefined ? {} : { limitMs }),
    label: displayPath(path, from),
    ...(out === undefined ? {} : { out }),
    lint,
    specifier,
  };
  const engine = await openEngine({ task: 'prove', settings, declared: makeConfig(lint.config).declared });
  const [outcome] = engine({ files: [{ path, text }], marked: {} }).files;
  if (outcome?.error !== undefined) return { refused: outcome.error };
  const result = outcome!.result as ProveResult;
  if ('refused' in result) return result;
  return { ...result, path: pathFor(result.ruleId), framework };
}

/** Writes a test where no file is yet; a sentence where that fails. */
export async function writeProof({ path, text }: ProvedLine, from: string): Promise<Refusal | undefined> {
  try {
    await writeFile(path, text, { flag: 'wx' });
    return undefined;
  } catch (error) {
    const code = codeOf(error);
    const why = code === 'EEXIST' ? 'already exists: name another file with --out' : `can't be written (${code})`;
    return { refused: `${displayPath(path, from)} ${why}` };
  }
}

function textAt(path: string): string | Refusal {
  try {
    return readSource(path)?.text ?? { refused: 'is binary' };
  } catch (error) {
    return { refused: codeOf(error) === 'ENOENT' ? 'was not found' : `can't be read (${codeOf(error)})` };
  }
}
