import { TERRAFORM_FILES } from './folderTable.ts';
import { plainTerraform } from './terraformStarts.ts';

/** Looks at files and folders, as a run does. */
export interface FolderFiles {
  read(path: string): Promise<string | undefined>;
  list(folder: string): Promise<readonly string[]>;
}

type Join = (base: string, further: string) => string;

const MAX_FOLDERS = 1000;
/** Of folders in each other, below the one where modules are brought to. */
const MAX_DEPTH = 8;
/** `-chdir=infra`, `--terragrunt-working-dir infra`. */
const CHDIR = /(?:^|[\s'"])--?(?:chdir|(?:terragrunt-)?working-dir)(?:=|\s+)["']?([^\s"';&|]+)/g;
const SOURCE = /\bsource"?\s*[:=]\s*"(\.{1,2}\/[^"\n]{0,300})"/g;
const DOWNLOADED = /"Dir"\s*:\s*"([^"\n]{1,300})"/g;

/** The folders whose files Terraform reads: where it is told to work, and those of modules, also of modules in them. */
export async function terraformFolders(
  cwd: string,
  commands: readonly string[],
  files: FolderFiles,
  join: Join,
): Promise<readonly string[]> {
  const named = commands.flatMap((text) => [...text.matchAll(CHDIR)].map(([, folder]) => join(cwd, folder!)));
  const roots = [...new Set([cwd, ...named])];
  const open = [...roots];
  const seen = new Set<string>();
  for (const folder of open) {
    if (seen.has(folder) || seen.size >= MAX_FOLDERS) continue;
    seen.add(folder);
    for (const found of await modulesOf(folder, files, join)) open.push(found);
  }
  for (const root of roots) {
    const list = await files.read(join(root, '.terraform/modules/modules.json'));
    for (const [, folder] of (list ?? '').matchAll(DOWNLOADED))
      if (folder !== '.' && seen.size < MAX_FOLDERS) seen.add(join(root, folder!));
    // The list of modules may say anything: what lies there is looked at all the same.
    const brought = [join(root, '.terraform/modules')];
    for (const folder of brought) {
      if (seen.size >= MAX_FOLDERS || folder.split('/').length > root.split('/').length + MAX_DEPTH) break;
      const names = await files.list(folder);
      seen.add(folder);
      brought.push(
        ...names.filter((name) => !/\.(?:tf|md|json|hcl|ya?ml|git|txt)$/.test(name)).map((name) => join(folder, name)),
      );
    }
  }
  return [...seen];
}

async function modulesOf(folder: string, files: FolderFiles, join: Join): Promise<readonly string[]> {
  const endings = TERRAFORM_FILES.map((file) => file.replace('*', ''));
  const names = (await files.list(folder)).filter((name) => endings.some((ending) => name.endsWith(ending)));
  const texts = await Promise.all(names.map((name) => files.read(join(folder, name))));
  return texts.flatMap((text) =>
    [...plainTerraform(text ?? '').matchAll(SOURCE)].map(([, source]) => plain(join(folder, source!))),
  );
}

/** `/a/./b/../c` as `/a/c`. */
function plain(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..' && parts.length > 1) parts.pop();
    else if (part !== '.') parts.push(part);
  }
  return parts.join('/');
}
