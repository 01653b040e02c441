import type { Risk } from '../commands/risk.ts';
import { mayRedirect } from './environment.ts';
import { commandsRisk } from './risk.ts';
import { PLAIN_WORD } from './scope.ts';

/** What a runbook sets for its commands beside their text. */
export interface CommandSettings {
  readonly shell?: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** Shells and interpreters by the names that are looked up among the machine's own programs. */
const SHELLS =
  /^(?:sh|dash|ksh|bash|zsh|fish|powershell|pwsh|ps1?|cmd|bat|batch|dos|python3?|py|javascript|js|node|typescript|ts|ruby|rb|perl|pl|shell|shellscript|console|terminal|shell-?session|sh-session|sql|http|)$/;
const OWN_FOLDERS = /^(?:\/bin|\/usr\/bin|\/usr\/local\/bin|\/opt\/homebrew\/bin)\/([\w.+-]+)$/;

/** Variables that change no more than what is printed, or name a target that is shown. */
const HARMLESS =
  /^(?:LANG|LANGUAGE|LC_\w+|TZ|NO_COLOR|CLICOLOR|COLUMNS|LINES|TERM|AWS_(?:PROFILE|DEFAULT_PROFILE|REGION|DEFAULT_REGION)|AZURE_SUBSCRIPTION_ID|CLOUDSDK_CORE_PROJECT|DOCKER_CONTEXT|PGHOST|PGPORT|PGUSER|PGDATABASE)$/;

/** Whether a shell is one of the machine's own, as far as its name tells. */
function isKnownShell(shell: string): boolean {
  const own = OWN_FOLDERS.exec(shell)?.[1];
  return SHELLS.test((own ?? shell).toLowerCase());
}

/** The least risk that a command has for what the runbook sets around it: another shell or environment may run anything. */
export function settingsRisk({ shell = '', env = {} }: CommandSettings): Risk {
  const set = Object.keys(env).filter((name) => env[name] !== undefined);
  return isKnownShell(shell) && set.every((name) => HARMLESS.test(name)) ? 'reads' : 'unknown';
}

/** The same for what earlier commands exported: they were agreed to, so that only what redirects later ones counts. */
export function carriedRisk(env: Readonly<Record<string, string | undefined>>): Risk {
  const set = Object.entries(env);
  return set.some(([name, value = '']) => name !== 'HOME' && mayRedirect(name, value)) ? 'unknown' : 'reads';
}

/** The least risk of commands once the values that earlier commands left stand in them: `F='-o out'` makes `curl $F` write. */
export function valuedRisk(
  commands: readonly string[],
  values: Readonly<Record<string, string | undefined>>,
  shell?: string,
): Risk {
  const filled = commands.map((command) =>
    command.replace(
      /(?<!\\)\$(?:\{([A-Za-z_]\w*)\}|([A-Za-z_]\w*))/g,
      (whole: string, braced?: string, bare?: string) => {
        const value = values[braced ?? bare ?? ''];
        return value === undefined || PLAIN_WORD.test(value) ? whole : value;
      },
    ),
  );
  return filled.every((command, i) => command === commands[i]) ? 'reads' : commandsRisk(filled, shell);
}
