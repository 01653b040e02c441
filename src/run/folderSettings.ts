import { innermostCommand } from '../shell/unwrap.ts';
import { simpleCommands } from '../shell/simpleCommand.ts';
import { worse } from '../commands/risk.ts';
import { executingKeys, gitSettings } from '../surroundings/gitSettings.ts';
import { settingsTable, TERRAFORM, type SettingsOf } from '../surroundings/folderTable.ts';
import { namedFiles } from '../surroundings/namedFiles.ts';
import { terraformFolders } from '../surroundings/terraformFolders.ts';
import { joinFolder, type PreparedCommand } from './prepare.ts';

/** Looks at files that a workspace may have brought along. Nothing is started, and no link is followed. */
export interface SettingsFiles {
  kind(path: string): Promise<'file' | 'folder' | 'link' | 'other' | undefined>;
  /** The text of a plain file; undefined where there is none, where it is a link, or where it is too large. */
  read(path: string): Promise<string | undefined>;
  /** Names of what lies in a folder; none where it cannot be read. */
  list(folder: string): Promise<readonly string[]>;
  /** Folders of other repositories that an index of git has, relative; undefined where it cannot be read. */
  gitlinks(index: string): Promise<readonly string[] | undefined>;
}

/** Settings that start programs, and the file that holds them. */
interface Found {
  readonly file: string;
  readonly names: readonly string[];
}

const MAX_FILES = 100;
/** Files of one ending in a folder. */
const MAX_MATCHING = 2000;

/**
 * The same commands, judged by what lies in the folder where they run: `git status` runs what `.git/config` names, `npm`
 * what `.npmrc` names. To be asked right before they run; what is found makes them unknown, and is said.
 */
export async function withFolderSettings<
  Command extends Pick<PreparedCommand, 'commands' | 'shell' | 'on' | 'cwd' | 'risk' | 'concerns'>,
>(prepared: Command, files: SettingsFiles): Promise<Command> {
  if (/^(?:sql|http)$/.test(prepared.shell) || prepared.on !== undefined) return prepared;
  const started = programsOf(prepared.commands);
  const found = (await Promise.all(readers.map((read) => read(prepared, started, files)))).flat();
  if (found.length === 0) return prepared;
  const concerns = [...new Set(found.map(saidOf))];
  return { ...prepared, risk: worse(prepared.risk, 'unknown'), concerns: [...prepared.concerns, ...concerns] };
}

function saidOf({ file, names }: Found): string {
  const shown = names.slice(0, 5).map((name) => `\`${name}\``);
  const more = names.length > 5 ? ` and ${names.length - 5} more` : '';
  return `The settings in \`${file}\` can start programs: ${shown.join(', ')}${more}.`;
}

/** All words that may be the name of a program, and the texts that may hold more: rather one too many. */
function programsOf(commands: readonly string[]): (name: RegExp) => boolean {
  const words = new Set<string>();
  for (const command of commands) collect(command, words, 0);
  const all = [...words].map((word) => word.replace(/^.*[\\/]/, '').replace(/\.(?:exe|cmd)$/i, ''));
  return (name) => all.some((word) => name.test(word));
}

function collect(text: string, words: Set<string>, depth: number): void {
  for (const word of text.match(/[\w.+-]+/g) ?? []) words.add(word);
  for (const { words: own } of simpleCommands(text)) {
    for (const word of own) words.add(word);
    const { script } = innermostCommand(own);
    if (script !== undefined && depth < 4) collect(script, words, depth + 1);
  }
}

type Read = (
  prepared: Pick<PreparedCommand, 'cwd' | 'commands'>,
  starts: (name: RegExp) => boolean,
  files: SettingsFiles,
) => Promise<readonly Found[]>;

/** Programs that are git, or call it for what they do. */
const GIT = /^(?:git(?:-[\w-]+)?|gh|hub|glab|tig|lazygit|gitk|jj|stg|repo|pre-commit|lefthook|go)$/;

const readers: readonly Read[] = [
  async ({ cwd, commands }, starts, files) => namedFiles(cwd, commands, starts, files, joinFolder),
  async ({ cwd }, starts, files) => (starts(GIT) ? new GitFolders(files).from(cwd) : []),
  async ({ cwd, commands }, starts, files) => {
    const wanted = settingsTable.filter(({ programs, verbs }) => starts(programs) && (!verbs || starts(verbs)));
    const folders = starts(TERRAFORM) ? await terraformFolders(cwd, commands, files, joinFolder) : [];
    const places = wanted.flatMap((one) =>
      (one.programs === TERRAFORM ? folders : [cwd, ...namedFolders(cwd, commands, one)]).map((folder) => ({
        folder,
        one,
      })),
    );
    return (await Promise.all(places.map(({ folder, one }) => tableFound(folder, one, files)))).flat();
  },
];

function namedFolders(cwd: string, commands: readonly string[], { folders }: SettingsOf): readonly string[] {
  if (folders === undefined) return [];
  const named = commands.flatMap((text) => [...text.matchAll(folders)].map(([, folder]) => joinFolder(cwd, folder!)));
  return [...new Set(named)].filter((folder) => folder.startsWith(joinFolder(cwd, '')));
}

async function tableFound(cwd: string, one: SettingsOf, files: SettingsFiles): Promise<Found[]> {
  const { file, upward, names } = one;
  const found: Found[] = [];
  if (one.with !== undefined && !(await hasBeside(cwd, one, files))) return found;
  const [, inside = '', beginning, ending] = /^(.*\/)?([^*]*)\*(.*)$/.exec(file) ?? [];
  if (beginning !== undefined && ending !== undefined) {
    const all = (await files.list(inside === '' ? cwd : joinFolder(cwd, inside.slice(0, -1)))).filter(
      (name) => name.startsWith(beginning) && name.endsWith(ending),
    );
    if (all.length > MAX_MATCHING) found.push({ file: joinFolder(cwd, file), names: ['not read: too many files'] });
    for (const name of all.slice(0, MAX_MATCHING))
      found.push(...(await tableFound(cwd, { ...one, file: inside + name }, files)));
    return found;
  }
  for (const folder of upward ? withParents(cwd) : [cwd]) {
    const path = joinFolder(folder, file);
    const kind = await files.kind(path);
    if (kind === undefined) continue;
    if (names === undefined && one.starts === undefined) {
      found.push({ file: path, names: [file] });
      continue;
    }
    const text = await files.read(path);
    if (text === undefined) found.push({ file: path, names: [UNREAD] });
    else {
      const matched = one.starts?.(text) ?? [
        ...new Set([...text.matchAll(names!)].map((match) => match.slice(1).find(Boolean)!)),
      ];
      if (matched.length > 0) found.push({ file: path, names: matched });
    }
  }
  return found;
}

/** What the other file of a pair says; one that cannot be read may say anything. */
async function hasBeside(cwd: string, { with: file, withText }: SettingsOf, files: SettingsFiles): Promise<boolean> {
  for (const folder of withParents(cwd)) {
    const path = joinFolder(folder, file!);
    if ((await files.kind(path)) === undefined) continue;
    const text = await files.read(path);
    if (text === undefined || withText?.test(text) !== false) return true;
  }
  return false;
}

const UNREAD = 'not read: no plain file, or too large';

/** A folder and those around it, the innermost first. */
function withParents(folder: string): readonly string[] {
  const all: string[] = [];
  for (let at = folder.replace(/[\\/]+$/, ''); all.length < MAX_FILES; at = at.replace(/[\\/]+[^\\/]*$/, '')) {
    all.push(at === '' ? '/' : at);
    if (!/[\\/]/.test(at)) break;
  }
  return all;
}

/** Hooks that commands run which only look, or bring a copy up to date. */
const HOOKS = ['post-index-change', 'reference-transaction', 'fsmonitor-watchman', 'pre-auto-gc'];

/** Reads the settings of a repository as git would find them. */
class GitFolders {
  readonly #files: SettingsFiles;
  readonly #seen = new Set<string>();
  readonly #found: Found[] = [];

  constructor(files: SettingsFiles) {
    this.#files = files;
  }

  async from(cwd: string): Promise<readonly Found[]> {
    for (const folder of withParents(cwd)) if (await this.#repository(folder, 0)) break;
    return this.#found;
  }

  /** Whether there is a repository in a folder; what it sets is noted. */
  async #repository(folder: string, depth: number): Promise<boolean> {
    const git = joinFolder(folder, '.git');
    const kind = await this.#files.kind(git);
    let inside: string | undefined;
    if (kind === 'folder') await this.#gitFolder((inside = git));
    else if (kind === 'file') {
      const target = /^gitdir: *([^\r\n]+)/.exec((await this.#files.read(git)) ?? '')?.[1]?.trim();
      if (target === undefined) this.#unread(git);
      else await this.#gitFolder((inside = joinFolder(folder, target)));
    } else if (kind !== undefined) this.#unread(git);
    else {
      // A folder that is itself the inside of a repository.
      const [head, objects] = [await this.#files.kind(joinFolder(folder, 'HEAD')), joinFolder(folder, 'objects')];
      if (head === undefined || (await this.#files.kind(objects)) === undefined) return false;
      await this.#gitFolder(folder);
      return true;
    }
    await this.#submodules(folder, depth, inside);
    return true;
  }

  /** Git looks into these as well for `git status`: what `.gitmodules` names, and what the index has. */
  async #submodules(folder: string, depth: number, git?: string): Promise<void> {
    const index = git === undefined ? undefined : joinFolder(git, 'index');
    const links = index === undefined ? [] : await this.#files.gitlinks(index);
    if (links === undefined) this.#unread(index!);
    else if (depth <= 2)
      for (const link of links.slice(0, MAX_FILES)) await this.#repository(joinFolder(folder, link), depth + 1);
    const list = joinFolder(folder, '.gitmodules');
    const text = (await this.#files.kind(list)) === undefined ? undefined : await this.#files.read(list);
    if (text === undefined || depth > 2) return;
    const paths = gitSettings(text).filter(({ key }) => /^submodule\.[^]*\.path$/.test(key));
    for (const { value } of paths.slice(0, MAX_FILES)) await this.#repository(joinFolder(folder, value), depth + 1);
  }

  async #gitFolder(git: string): Promise<void> {
    const common = joinFolder(git, 'commondir');
    const base = (await this.#files.kind(common)) === 'file' ? (await this.#files.read(common))?.trim() : undefined;
    const shared = base === undefined ? git : joinFolder(git, base);
    for (const file of [joinFolder(shared, 'config'), joinFolder(git, 'config.worktree')]) await this.#config(file, 0);
    for (const hook of HOOKS) {
      const file = joinFolder(shared, `hooks/${hook}`);
      if ((await this.#files.kind(file)) !== undefined) this.#found.push({ file, names: [hook] });
    }
  }

  async #config(file: string, depth: number): Promise<void> {
    if (this.#seen.has(file)) return;
    this.#seen.add(file);
    if (this.#seen.size > MAX_FILES || depth > 10 || /^(?:\\\\|\/\/)/.test(file)) return this.#unread(file);
    if ((await this.#files.kind(file)) === undefined) return;
    const text = await this.#files.read(file);
    if (text === undefined) return this.#unread(file);
    const settings = gitSettings(text);
    const keys = executingKeys(settings);
    if (keys.length > 0) this.#found.push({ file, names: keys });
    for (const { key, value } of settings) {
      if (!/^include(?:if\.[^]*)?\.path$/.test(key)) continue;
      // The user's own files are read for every repository anyway.
      if (!value.startsWith('~')) await this.#config(joinFolder(file.replace(/[^\\/]*$/, ''), value), depth + 1);
      else if (/\.\./.test(value)) this.#unread(value);
    }
  }

  #unread(file: string): void {
    this.#found.push({ file, names: [UNREAD] });
  }
}
