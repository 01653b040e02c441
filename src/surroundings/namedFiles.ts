import type { FolderFiles } from './terraformFolders.ts';

/** A file that a command names, and what it says that starts or calls something. */
interface Named {
  readonly file: string;
  readonly names: readonly string[];
}

interface FilesOf {
  readonly programs: RegExp;
  /** Folders that are read where files of these programs lie, beside what the command names. */
  readonly beside?: readonly string[];
  readonly starts: (text: string) => readonly string[];
}

/** Variables of an inventory by which Ansible starts a program of that name here or there. */
const ANSIBLE_PROGRAM =
  /\b(ansible_\w*(?:interpreter|executable|_exe|_args|_flags|kubeconfig|docker_host|connection_plugins))["']?[ \t]*[=:][ \t]*([^\n]*)/g;
/** Programs of the machine, and options that only say how to connect. */
const PLAIN_PROGRAM =
  /^(?:auto(?:_legacy)?(?:_silent)?|["']?(?:\/usr(?:\/local)?)?\/bin\/[\w.+-]+["']?|["']?(?:\/usr\/bin\/env )?(?:python|ruby|perl|node|bash|sh|sudo|doas|su|ssh)[\d.]*["']?)(?=\s|$|,|\})/;
const STARTS_IN_OPTIONS = /(?:command|exec|include|provider|pkcs11|proxyjump)|(?:^|[\s"'])-[FSwWIJ]|\{\{|[`$]/i;
/** Lookups that only read; of others nobody knows. */
const LOOKUP =
  /\b(?:lookup|query|q)\s*\(\s*(?!["'](?:ansible\.builtin\.)?(?:env|file|vars|dict|items|list|sequence|first_found|fileglob|ini|indexed_items|nested|subelements|varnames|config|inventory_hostnames)["'])([^,)\n]*)/g;

function ansibleStarts(text: string): readonly string[] {
  // An inventory may be a program of its own.
  if (/^#!|^\x7fELF|\0/.test(text)) return ['a program'];
  const programs = [...text.matchAll(ANSIBLE_PROGRAM)]
    .filter(([, name, value]) =>
      /_(?:args|flags)$/.test(name!) ? STARTS_IN_OPTIONS.test(value!) : !PLAIN_PROGRAM.test(value!),
    )
    .map(([, name]) => name!);
  const lookups = [...text.matchAll(LOOKUP)].map(([, plugin]) => plugin!.trim().replace(/^(["'])([\w.]+)\1$/, '$2'));
  const evaluated = /!!python|\b__(?:class|globals|subclasses|import)__\b/.exec(text)?.[0];
  return [...new Set([...programs, ...lookups, ...(evaluated === undefined ? [] : [evaluated])])];
}

/** Servers that are asked for the key of an encrypted file: they get the user's token. */
const KEY_SERVER =
  /^[ \t-]*["']?(vault_address)["']?[ \t]*[:=]|["'](vault_address)["'][ \t]*:|\bhc_vault__list_\d+__map_(vault_address)\b/gm;

const TABLE: readonly FilesOf[] = [
  {
    programs: /^ansible(?:-[\w-]+)?$/,
    beside: ['group_vars', 'host_vars'],
    starts: ansibleStarts,
  },
  {
    programs: /^sops$/,
    starts: (text) => [...new Set([...text.matchAll(KEY_SERVER)].map((match) => match.slice(1).find(Boolean)!))],
  },
];

const MAX_FILES = 1000;
const MAX_DEPTH = 4;

/** What files say that commands name, and that lie in the folder where these run; folders with all that is in them. */
export async function namedFiles(
  cwd: string,
  commands: readonly string[],
  starts: (program: RegExp) => boolean,
  files: FolderFiles & { kind(path: string): Promise<string | undefined> },
  join: (base: string, further: string) => string,
): Promise<readonly Named[]> {
  const found: Named[] = [];
  for (const one of TABLE.filter(({ programs }) => starts(programs))) {
    const paths = new Set(wordsOf(commands).map((word) => join(cwd, word)));
    for (const path of [cwd, ...paths])
      for (const beside of one.beside ?? [])
        paths.add(join((await files.kind(path)) === 'file' ? path.replace(/[\\/][^\\/]*$/, '') : path, beside));
    await look(
      [...paths].filter((path) => path.startsWith(join(cwd, ''))),
      one,
      files,
      join,
      found,
    );
  }
  return found;
}

/** All that may be the name of a file: `-i hosts`, `-ihosts`, `--inventory=hosts`, `-e @vars.yml`. */
function wordsOf(commands: readonly string[]): readonly string[] {
  const words = commands.flatMap((text) => text.match(/[^\s"';&|()<>]+/g) ?? []);
  return words
    .flatMap((word) => [word, word.replace(/^[\w-]*[=@]|^-\w/, ''), ...word.split(',')])
    .filter((word) => /^[^-=~$]/.test(word));
}

async function look(
  paths: readonly string[],
  one: FilesOf,
  files: Parameters<typeof namedFiles>[3],
  join: Parameters<typeof namedFiles>[4],
  found: Named[],
): Promise<void> {
  const open = paths.map((path) => ({ path, depth: 0 }));
  for (const [i, { path, depth }] of open.entries()) {
    if (i >= MAX_FILES) return;
    const kind = await files.kind(path);
    if (kind === 'folder' && depth < MAX_DEPTH && !path.endsWith('/.'))
      open.push(...(await files.list(path)).map((name) => ({ path: join(path, name), depth: depth + 1 })));
    if (kind === undefined || kind === 'folder') continue;
    const text = kind === 'file' ? await files.read(path) : undefined;
    const names = text === undefined ? ['not read: no plain file, or too large'] : one.starts(text);
    if (names.length > 0) found.push({ file: path, names });
  }
}
