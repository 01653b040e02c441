import type { ShellFamily } from './shells.ts';

/** What a script is given of the commands before it. */
export interface ScriptStart {
  readonly locals: Readonly<Record<string, string>>;
  /** There are functions and aliases in the file of `BREAKWATER_LEAVE` (`.definitions`). */
  readonly definitions?: boolean;
}

/**
 * The script that runs commands one after the other until one fails, in a pipe as well, and leaves behind, in the files of
 * `BREAKWATER_LEAVE` (`.env`, `.set` ...), what the next command should find as in one terminal. The commands keep their
 * line numbers.
 */
export function scriptFor(
  family: ShellFamily,
  commands: readonly string[],
  { locals, definitions = false }: ScriptStart,
): string {
  const posixLocals = Object.entries(locals)
    .map(([name, value]) => `${name}='${value.replaceAll("'", "'\\''")}'; `)
    .join('');
  const leave = `/usr/bin/env -0 >"$BREAKWATER_LEAVE.env"; pwd >"$BREAKWATER_LEAVE.cwd"`;
  const define = definitions ? `. "$BREAKWATER_LEAVE.definitions"; ` : '';
  switch (family) {
    case 'sh': {
      // Not every sh has it, and one that has not would stop at the attempt.
      const pipes = commands.some(closesEarly) ? '' : '(set -o pipefail) 2>/dev/null && set -o pipefail; ';
      return `${posixLocals}set >"$BREAKWATER_LEAVE.before"; trap '{ ${leave}; set >"$BREAKWATER_LEAVE.set"; } 2>/dev/null' EXIT; ${pipes}set -e\n${commands.join('\n')}`;
    }
    case 'zsh':
      return `${posixLocals}${define}set >"$BREAKWATER_LEAVE.before"; trap '{ ${leave}; set >"$BREAKWATER_LEAVE.set"; functions >"$BREAKWATER_LEAVE.functions"; } 2>/dev/null' EXIT; set -e -o pipefail\n${withPipefail(commands, 'pipestatus')}`;
    case 'bash': {
      const dump = (file: string): string => `(set -o posix; set) >"$BREAKWATER_LEAVE.${file}"`;
      const defined = `declare -f >"$BREAKWATER_LEAVE.functions"; alias -p >"$BREAKWATER_LEAVE.aliases"`;
      return `shopt -s expand_aliases; ${posixLocals}${define}${dump('before')}; trap '{ ${jobsOfBash(commands)}; ${leave}; ${dump('set')}; ${defined}; } 2>/dev/null' EXIT; set -e -o pipefail\n${withPipefail(commands, 'PIPESTATUS')}`;
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
      return commands.join('\n');
  }
}

/**
 * How those background commands ended that have by the end of the script, a line each: those still known to the shell,
 * and the last one, unless the script waits for some itself. Those that fail at once, as one that is not found, are
 * given a moment.
 */
function jobsOfBash(commands: readonly string[]): string {
  const last = commands.some((command) => /\bwait\b/.test(command)) ? '' : '; echo "$!" >>"$BREAKWATER_LEAVE.pids"';
  return (
    `set +e; jobs -p >"$BREAKWATER_LEAVE.pids"${last}; ` +
    'if [ -s "$BREAKWATER_LEAVE.pids" ]; then [ -z "$(jobs -rp)" ] || /bin/sleep 0.1; while read -r BREAKWATER_JOB; do ' +
    '[ -z "$BREAKWATER_JOB" ] || kill -0 "$BREAKWATER_JOB" || { wait "$BREAKWATER_JOB"; echo "Exit $?" >>"$BREAKWATER_LEAVE.jobs"; }; ' +
    'done <"$BREAKWATER_LEAVE.pids"; fi'
  );
}

/**
 * Programs at the end of a pipe that stop reading early, or at its beginning that write without end: those before the last
 * are then ended by a signal, and did not fail.
 */
function closesEarly(command: string): boolean {
  if (ENDLESS.test(command)) return true;
  return /\|\s*(?:sudo\s+)?(?:head\b|grep\s+(?:\S+\s+)*?-(?:\w*[qm]|-quiet|-silent|-max-count)|z?less\b|more\b|sed\s[^|]*\bq\b|awk\s[^|]*\bexit\b|read\b)/.test(
    command,
  );
}

const ENDLESS =
  /(?:^|[;&|({\n])\s*(?:\w+=\S*\s+|sudo\s+)*(?:(?:\/usr\/bin\/)?yes\b[^|;&\n]*|[^|;&\n]*\/dev\/(?:u?random|zero)\b[^|;&\n]*)\|(?!\|)/;

/** A pipe of single commands that nothing negates; one within a substitution has no statuses of its own. */
function isPlainPipe(command: string): boolean {
  return /\|/.test(command) && !/[;&\n]|\|\||^[!({]|[$<>]\(|`/.test(command.trim());
}

/**
 * Before a pipe that may be closed early, `pipefail` is taken back, and of a plain one each status is looked at
 * afterwards: 141 is the signal. All on the lines of the commands.
 */
function withPipefail(commands: readonly string[], statuses: string): string {
  const lines: string[] = [];
  let after = '';
  const looked = commands.some((command) => /pipestatus/i.test(command));
  for (const command of commands) {
    const plain = isPlainPipe(command) && !looked;
    if (!plain && !closesEarly(command)) {
      lines.push(after + command);
      after = '';
      continue;
    }
    lines.push(`${after}set +o pipefail; ${command}`);
    const check = `for BREAKWATER_STATUS in "\${${statuses}[@]}"; do case $BREAKWATER_STATUS in 0|141) ;; *) exit "$BREAKWATER_STATUS";; esac; done; `;
    after = `${plain ? check : ''}set -o pipefail; `;
  }
  return [...lines, ...(after === '' ? [] : [after])].join('\n');
}

/** Whether commands define what the next ones would not find, and what to say of it. */
export function notKept(family: ShellFamily, commands: readonly string[]): string | undefined {
  const text = commands.join('\n');
  const functions = /^\s*(?:function\s+[\w-]+|[\w-]+\s*\(\s*\)\s*\{?)/m.test(text);
  const aliases = /(?:^|[;&]\s*)alias\s+[\w.-]+=/m.test(text);
  if (family === 'sh' && (functions || aliases))
    return 'Functions and aliases of sh do not carry over to the next block; those of bash do.';
  return family === 'zsh' && aliases
    ? 'Aliases of zsh do not carry over to the next block; its functions do.'
    : undefined;
}
