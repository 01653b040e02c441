import { objectIn } from './jsonFile.ts';
import { binTargets } from './environment.ts';
import type { Manifest } from './packages.ts';
import { folderOf, isWithin } from './paths.ts';

/** Above this many folders nothing is asked for: workspaces are not deeper. */
const MAX_MANIFESTS = 4;

/** Who starts a file, by the scripts, the entry and the commands of the packages that it stands in, innermost first. */
export function startersOf(
  path: string,
  nearest: (folder: string) => Manifest | undefined,
): { readonly scripts: readonly string[]; readonly entry?: boolean } {
  const scripts: string[] = [];
  let entry = false;
  let manifest = nearest(folderOf(path));
  for (let seen = 0; manifest && seen < MAX_MANIFESTS; seen++) {
    const own = manifest;
    if (!isWithin(path, own.folder)) break;
    const relative = stemOf(path.slice(own.folder.length + 1));
    const commands = Object.entries(objectIn(own.json, 'scripts') ?? {});
    scripts.push(
      ...commands.filter(([, one]) => typeof one === 'string' && starts(one, relative)).map(([name]) => name),
    );
    const main = own.json['main'];
    entry ||= [...(typeof main === 'string' ? [main] : []), ...binTargets(own)].some((one) => stemOf(one) === relative);
    const above = folderOf(own.folder);
    manifest = above === own.folder ? undefined : nearest(above);
  }
  return { scripts, entry };
}

/** `node ./dist/import.js --all` starts `src/import.ts`. */
function starts(command: string, stem: string): boolean {
  return command.split(/[\s"'&|;=]+/).some((word) => word !== '' && /[/.]/.test(word) && stemOf(word) === stem);
}

/** Without its extension, and as the source that a build made it of. */
function stemOf(path: string): string {
  return path
    .replace(/^(?:\.\/)+/, '')
    .replace(/\.[cm]?[jt]sx?$/, '')
    .replace(/^(?:dist|build|out)\/(?:src\/)?/, 'src/');
}
