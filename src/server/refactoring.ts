import type { Project } from '../lint/project.ts';
import type { Parse } from '../parser/parse.ts';
import type { Range } from '../text/range.ts';
import { folderOf } from '../files/paths.ts';
import type { DiskFiles } from '../files/projectFiles.ts';
import { manifestOf } from '../refactors/manifest.ts';
import type { Refactor } from '../refactors/model.ts';
import { refactorsAt } from '../refactors/refactors.ts';

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
