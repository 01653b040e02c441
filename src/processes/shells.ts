import { existsSync } from 'node:fs';
import { access, constants } from 'node:fs/promises';
import { delimiter, isAbsolute, join } from 'node:path';
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

/** The program for a block's shell, or a sentence that says what is missing. Empty: bash, else sh; on Windows PowerShell. */
export async function findShell(
  name: string,
  env: NodeJS.ProcessEnv = process.env,
): Promise<Shell | { readonly problem: string }> {
  const wanted = name
    .toLowerCase()
    .replace(/^.*[/\\]/, '')
    .replace(/\.exe$/, '');
  if (wanted === 'sql') {
    const client = sqlClient(env['DATABASE_URL']);
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
    : [otherNames[wanted] ?? wanted];
  for (const candidate of candidates) {
    const kind = Object.hasOwn(kinds, candidate) ? kinds[candidate] : undefined;
    if (kind === undefined) return { problem: `Can't run \`${name}\` blocks. Set a shell, e.g. \`{shell=bash}\`.` };
    for (const program of isAbsolute(name) ? [name] : kind.programs) {
      const file = await findProgram(program, env);
      if (file !== undefined) return { family: kind.family, file, args: kind.args };
    }
  }
  return {
    problem: `No ${candidates.join(' or ')} found on PATH. Install it, or set another shell with \`{shell=...}\`.`,
  };
}

/** Where a program is, as PATH tells; undefined where it is not. */
export async function findProgram(program: string, env: NodeJS.ProcessEnv = process.env): Promise<string | undefined> {
  for (const file of places(program, env)) {
    const found = await access(file, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (found) return file;
  }
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

function places(program: string, env: NodeJS.ProcessEnv): string[] {
  const endings = process.platform === 'win32' ? ['', ...(env['PATHEXT'] ?? '.EXE;.CMD;.BAT').split(';')] : [''];
  const folders = isAbsolute(program) ? [''] : (env['PATH'] ?? env['Path'] ?? '').split(delimiter);
  return folders.flatMap((folder) => endings.map((ending) => join(folder, program + ending)));
}

/**
 * The script that runs commands one after the other until one fails, and leaves behind, in the files of `BREAKWATER_LEAVE`
 * (`.env`, `.set`), what the next command should find as in one terminal. The commands keep their line numbers.
 */
export function scriptFor(
  family: ShellFamily,
  commands: readonly string[],
  locals: Readonly<Record<string, string>>,
): string {
  const script = commands.join('\n');
  const posixLocals = Object.entries(locals)
    .map(([name, value]) => `${name}='${value.replaceAll("'", "'\\''")}'; `)
    .join('');
  const leave = `/usr/bin/env -0 >"$BREAKWATER_LEAVE.env"; pwd >"$BREAKWATER_LEAVE.cwd"`;
  switch (family) {
    case 'sh':
    case 'zsh':
      return `${posixLocals}set >"$BREAKWATER_LEAVE.before"; trap '{ ${leave}; set >"$BREAKWATER_LEAVE.set"; } 2>/dev/null' EXIT; set -e\n${script}`;
    case 'bash': {
      const dump = (file: string): string => `(set -o posix; set) >"$BREAKWATER_LEAVE.${file}"`;
      return `${posixLocals}${dump('before')}; trap '{ ${leave}; ${dump('set')}; } 2>/dev/null' EXIT; set -e\n${script}`;
    }
    case 'fish':
      return `function __breakwater_leave --on-event fish_exit; ${leave}; end\n${commands.join('\nor exit $status\n')}\nor exit $status\n`;
    case 'powershell': {
      const check = '\nif (-not $?) { if ($LASTEXITCODE) { exit $LASTEXITCODE } else { exit 1 } }\n';
      const dump =
        '[IO.File]::WriteAllText("$env:BREAKWATER_LEAVE.env", ((Get-ChildItem env: | ForEach-Object { $_.Name + "=" + $_.Value }) -join [char]0) + [char]0);' +
        ' [IO.File]::WriteAllText("$env:BREAKWATER_LEAVE.cwd", $PWD.ProviderPath)';
      return `$ErrorActionPreference = 'Stop'; try {\n${commands.join(check)}${check}} finally { ${dump} }`;
    }
    case 'cmd':
      return commands.join('\r\n@if errorlevel 1 exit /b %errorlevel%\r\n');
    case 'program':
      return script;
  }
}
