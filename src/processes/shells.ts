import { existsSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import { candidates, findOwnProgram, isProgram, pathFolders } from './ownPrograms.ts';
import { sqlClient } from './sqlClient.ts';

export type ShellFamily = 'sh' | 'bash' | 'zsh' | 'fish' | 'powershell' | 'cmd' | 'program';

export interface Shell {
  readonly family: ShellFamily;
  readonly file: string;
  /** Before the script; the script itself follows as one argument. */
  readonly args: readonly string[];
  /** Added to the environment. */
  readonly env?: Readonly<Record<string, string>>;
}

interface Kind {
  readonly family: ShellFamily;
  readonly programs: readonly string[];
  readonly args: readonly string[];
}

const powershell = ['-NoLogo', '-NoProfile', '-NonInteractive', '-Command'];
const kinds: Readonly<Record<string, Kind>> = {
  sh: { family: 'sh', programs: ['sh', 'bash'], args: ['-c'] },
  dash: { family: 'sh', programs: ['dash', 'sh'], args: ['-c'] },
  ksh: { family: 'sh', programs: ['ksh'], args: ['-c'] },
  bash: { family: 'bash', programs: ['bash'], args: ['--noprofile', '--norc', '-c'] },
  zsh: { family: 'zsh', programs: ['zsh'], args: ['-f', '-c'] },
  fish: { family: 'fish', programs: ['fish'], args: ['--no-config', '-c'] },
  powershell: { family: 'powershell', programs: ['pwsh', 'powershell'], args: powershell },
  cmd: { family: 'cmd', programs: ['cmd'], args: ['/d', '/c'] },
  python: { family: 'program', programs: ['python3', 'python'], args: ['-c'] },
  javascript: { family: 'program', programs: ['node'], args: ['-e'] },
  typescript: { family: 'program', programs: ['tsx'], args: ['-e'] },
  ruby: { family: 'program', programs: ['ruby'], args: ['-e'] },
  perl: { family: 'program', programs: ['perl'], args: ['-e'] },
};
const otherNames: Readonly<Record<string, string>> = {
  pwsh: 'powershell',
  ps1: 'powershell',
  ps: 'powershell',
  bat: 'cmd',
  batch: 'cmd',
  dos: 'cmd',
  py: 'python',
  python3: 'python',
  js: 'javascript',
  node: 'javascript',
  ts: 'typescript',
  rb: 'ruby',
  pl: 'perl',
};

/**
 * The program for a block's shell, or a sentence that says what is missing. Empty: bash, else sh; on Windows PowerShell.
 * @param env of this process: what a runbook sets in its own has no say in which program that is.
 * @param how `workspace`: folders in which no shell is looked for; `database`: address that an `sql` block asks.
 */
export async function findShell(
  name: string,
  env: NodeJS.ProcessEnv = process.env,
  {
    workspace = [],
    database = env['DATABASE_URL'],
  }: { readonly workspace?: readonly string[]; readonly database?: string } = {},
): Promise<Shell | { readonly problem: string }> {
  const wanted = name
    .toLowerCase()
    .replace(/^.*[/\\]/, '')
    .replace(/\.exe$/, '');
  if (wanted === 'sql') {
    const client = sqlClient(database);
    if ('problem' in client) return client;
    const file = await findProgram(client.program, env);
    if (file === undefined) return { problem: `\`${client.program}\` isn't on PATH: install your database's client.` };
    return { family: 'program', file, args: client.args, env: client.env };
  }
  const general = [
    '',
    'shell',
    'shellscript',
    'console',
    'terminal',
    'shell-session',
    'shellsession',
    'sh-session',
  ].includes(wanted);
  const candidates = general
    ? process.platform === 'win32'
      ? ['powershell', 'cmd']
      : ['bash', 'sh']
    : // What is marked `sh` was written for whatever shell there is; bash tells when a command in a pipe fails.
      wanted === 'sh' && !isAbsolute(name)
      ? ['bash', 'sh']
      : [otherNames[wanted] ?? wanted];
  for (const candidate of candidates) {
    const kind = Object.hasOwn(kinds, candidate) ? kinds[candidate] : undefined;
    // A path from here would lead into the workspace, and the name alone to another program than the one shown.
    if (kind === undefined || (/[/\\]/.test(name) && !isAbsolute(name)))
      return { problem: `Can't run \`${name}\` blocks. Set a shell, e.g. \`{shell=bash}\`.` };
    for (const program of isAbsolute(name) ? [name] : kind.programs) {
      // Interpreters of a project (a virtual environment, `node_modules`) may be meant; its shells never are.
      const own = !isAbsolute(program) && kind.family !== 'program';
      const file = own ? await findOwnProgram(program, workspace, env) : await findProgram(program, env);
      if (file !== undefined) return { family: kind.family, file, args: kind.args };
    }
  }
  return {
    problem: `No ${candidates.join(' or ')} found on PATH. Install it, or set another shell with \`{shell=...}\`.`,
  };
}

/** Where a program is, as PATH tells; undefined where it is not. */
export async function findProgram(program: string, env: NodeJS.ProcessEnv = process.env): Promise<string | undefined> {
  for (const file of places(program, env)) if (await isProgram(file)) return file;
  return undefined;
}

/** What every shell brings along: no file on PATH need have its name. */
const builtIns = new Set(
  `alias bg bind break builtin case cd command continue declare dirs disown do done echo elif else esac eval exec exit export false fc fg fi
  for function getopts hash help history if in jobs kill let local logout mapfile popd printf pushd pwd read readarray readonly return select
  set shift shopt source suspend test then time times trap true type typeset ulimit umask unalias unset until wait while`.split(
    /\s+/,
  ),
);

/** Whether a shell here would find a program: built in, or a file on PATH. */
export function isOnPath(program: string, env: NodeJS.ProcessEnv = process.env): boolean {
  return builtIns.has(program) || places(program, env).some((file) => existsSync(file));
}

function places(program: string, env: NodeJS.ProcessEnv): readonly string[] {
  if (isAbsolute(program)) return candidates('', program, env);
  return pathFolders(env).flatMap((folder) => candidates(folder, program, env));
}
