import type { LintMessage } from '../lint/model.ts';
import type { Project } from '../lint/project.ts';
import { folderOf, displayPath } from '../files/paths.ts';
import type { DiskFiles } from '../files/projectFiles.ts';
import { provable } from '../prove/cases.ts';
import { testPlace } from '../prove/framework.ts';
import { prove } from '../prove/prove.ts';

export interface TestFile {
  /** Absolute. */
  readonly path: string;
  readonly text: string;
}

/** The test for one finding of a text; undefined where there can be none, or where a file of its name is. */
export function testOf(
  { folders, packages }: Pick<DiskFiles, 'folders' | 'packages'>,
  project: Pick<Project, 'parse' | 'facts'>,
  { path, text }: TestFile,
  messages: readonly LintMessage[],
  { ruleId, start: { line } }: LintMessage,
): TestFile | undefined {
  if (!provable.includes(ruleId)) return undefined;
  const file = project.parse(text, path);
  if (file.errors.length > 0) return undefined;
  const manifests = [...packages.above(folderOf(path))];
  const place = testPlace({ path, text }, { manifests, isFolder: (at) => folders.isFolder(at) });
  const target = place.pathFor(ruleId);
  folders.forget(target);
  if (folders.isFile(target)) return undefined;
  const label = displayPath(path, manifests[0]?.folder ?? folderOf(path));
  const { framework, specifier } = place;
  const proof = prove({ file, facts: project.facts(file), messages, line, ruleId, framework, label });
  return 'refused' in proof ? undefined : { path: target, text: proof.text(specifier) };
}
