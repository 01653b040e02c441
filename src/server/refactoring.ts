import type { Project } from '../lint/project.ts';
import type { Parse } from '../parser/parse.ts';
import type { Range } from '../text/range.ts';
import { folderOf } from '../files/paths.ts';
import type { DiskFiles } from '../files/projectFiles.ts';
import { manifestOf } from '../refactors/manifest.ts';
import type { Refactor } from '../refactors/model.ts';
import { refactorsAt } from '../refactors/refactors.ts';
import { applyEdits } from '../text/edit.ts';
import { typeErrorsOf } from '../compiler/compilerOracle.ts';

/** The refactors at a range of a text; none where the text has errors. */
export function refactorsOf(
  { packages, folders }: Pick<DiskFiles, 'packages' | 'folders'>,
  project: Pick<Project, 'parse' | 'facts'>,
  parse: Parse,
  { path, text }: { readonly path: string; readonly text: string },
  range: Range,
): readonly Refactor[] {
  const file = project.parse(text, path);
  if (file.errors.length > 0) return [];
  const manifest = manifestOf(packages.nearest(folderOf(path))?.json);
  const all = refactorsAt(file, project.facts(file), range, manifest, (changed) => parse(changed, path));
  // A file of that name is somebody's work.
  return all.filter(({ creates }) => {
    if (!creates) return true;
    const made = `${folderOf(path)}/${creates.name}`;
    folders.forget(made);
    return !folders.isFile(made);
  });
}

/** The compiler's thread, beside the server; run from source there is none. */
const script = import.meta.url.endsWith('.ts') ? undefined : new URL('./compilerWorker.js', import.meta.url);

/**
 * The type errors that each refactor would add to a TypeScript file of a project whose types can be checked; none where
 * they cannot.
 */
export async function typeErrorsOfRefactors(
  { path, text }: { readonly path: string; readonly text: string },
  refactors: readonly Refactor[],
): Promise<readonly (readonly string[])[]> {
  const changes = refactors.map(({ edits, creates }) => ({
    text: applyEdits(text, edits),
    ...(creates ? { creates: { path: `${folderOf(path)}/${creates.name}`, text: creates.text } } : {}),
  }));
  const none = refactors.map(() => []);
  if (!/\.[mc]?tsx?$/.test(path) || changes.length === 0) return none;
  return (await typeErrorsOf(script, { path, text, changes })) ?? none;
}
