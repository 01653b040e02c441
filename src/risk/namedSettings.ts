import { readCalls } from '../shell/calls.ts';
import { readEvaluations } from '../shell/evaluation.ts';
import { unwrapOnce } from '../shell/unwrap.ts';
import { mayRedirect } from './environment.ts';

/** A file or folder of settings that a command names: it decides what the program starts. */
export interface NamedSettings {
  readonly kind: 'kubeconfig' | 'settings';
  readonly file: string;
}

interface SettingsOption {
  readonly programs: RegExp;
  /** With the whole of its name; the value follows as a word or behind `=`. */
  readonly option: RegExp;
  readonly kind?: 'kubeconfig';
  /** The same option means something else behind a verb. */
  readonly beforeVerb?: true;
}

/** Options by which a program reads settings that can start others. A name in the responder's own settings is none. */
const OPTIONS: readonly SettingsOption[] = [
  { programs: /^/, option: /^--kubeconfig$/, kind: 'kubeconfig' },
  // Its aliases and defaults make `get` mean something else.
  { programs: /^(?:kubectl|oc|k|kubecolor)$/, option: /^--kuberc$/ },
  // Plug-ins and credential helpers.
  { programs: /^(?:docker|podman|nerdctl|docker-compose)$/, option: /^--config$/, beforeVerb: true },
  // `pager`, `plugin-dir`, `init-command`.
  { programs: /^(?:mysql|mariadb|mycli|mytop|innotop)/, option: /^--(?:loose-)?defaults-(?:extra-)?file$/ },
  {
    programs: /^(?:npm|npx|pnpm|pnpx|yarn)$/,
    option: /^--(?:userconfig|globalconfig|prefix|dir|cwd|script-shell)$|^-C$/,
  },
  // `ssh` of a remote, `--password-command`.
  { programs: /^rclone$/, option: /^--config$/ },
  { programs: /^(?:ssh|scp|sftp|mosh|autossh|sshfs)$/, option: /^-F$/ },
  { programs: /^(?:tmux|byobu)$/, option: /^-f$/ },
  { programs: /^(?:mutt|neomutt)$/, option: /^-F$/ },
  { programs: /^screen$/, option: /^-c$/ },
  { programs: /^(?:hg|chg)$/, option: /^--config$/ },
  { programs: /^(?:pgcli|litecli|mycli)$/, option: /^--(?:myclirc|pgclirc|liteclirc)$/ },
  { programs: /^(?:yum|dnf5?|microdnf|tdnf)$/, option: /^(?:-c|--config)$/ },
  { programs: /^(?:cargo)$/, option: /^--config$/ },
  // Ruby; plug-ins in Python; modules beside the configuration.
  { programs: /^knife$/, option: /^(?:-c|--config)$/ },
  { programs: /^supervisorctl$/, option: /^(?:-c|--configuration)$/ },
  { programs: /^salt(?:-[a-z]+)?$/, option: /^(?:-c|--config-dir)$/ },
  { programs: /^nginx$/, option: /^-c$/ },
];

/** Variables that do the same where they are set for one command, whose risk is told by its words. */
const VARIABLE = 'KUBECONFIG';
/** `~/.my.cnf`: of the responder. */
const OWN_DOTFILE = /^(?:~|\$HOME|\$\{HOME\})\/\.[A-Za-z][\w.-]*$/;
const HINT = /kube(?:config|rc)|--[\w-]*(?:config|file|prefix|dir|cwd|shell|rc|python|setting)|\s-[CFcf]/i;

/**
 * Settings that a command names by a variable or an option, where they are not the responder's own. What the command does
 * is told by its words, but such a file can start a program: an exec plugin, a pager, a credential helper.
 */
export function namedSettings(command: string): readonly NamedSettings[] {
  if (!HINT.test(command)) return [];
  const found = new Map<string, NamedSettings>();
  const add = (file: string, kind: NamedSettings['kind'] = 'settings'): void => {
    if (mayRedirect(VARIABLE, file) && !OWN_DOTFILE.test(file)) found.set(`${kind} ${file}`, { kind, file });
  };
  for (const { name, text = '' } of readEvaluations(command).given) if (name === VARIABLE) add(text, 'kubeconfig');
  for (const { words, assignments } of readCalls(command).calls) {
    for (const { name, value } of assignments) if (name === VARIABLE) add(value.value, 'kubeconfig');
    for (const { file, kind } of inWords(
      words.map(({ value }) => value),
      0,
    ))
      add(file, kind);
  }
  return [...found.values()];
}

function inWords(words: readonly string[], depth: number): readonly NamedSettings[] {
  const found: NamedSettings[] = [];
  const program = (words[0] ?? '').replace(/^.*[\\/]/, '').replace(/\.exe$/i, '');
  const options = OPTIONS.filter(({ programs }) => programs.test(program));
  let verb = false;
  for (const [i, word] of words.entries()) {
    const [, name = word, joined] = /^([\w-]+)=([^]*)$/.exec(word) ?? [];
    if (name === VARIABLE && joined !== undefined) found.push({ kind: 'kubeconfig', file: joined });
    // `-F./config`: the value of a short option stands right behind it.
    const short = /^(-[A-Za-z])([^-=][^]*)$/.exec(word);
    for (const { option, kind = 'settings', beforeVerb } of options) {
      if (beforeVerb && verb) continue;
      if (option.test(name)) found.push({ kind, file: joined ?? words[i + 1] ?? '' });
      else if (short && option.test(short[1]!)) found.push({ kind, file: short[2]! });
    }
    // The value of an option before the verb is taken for it, unless that option is one of those.
    const value = options.some(({ option }) => option.test(words[i - 1] ?? ''));
    if (i > 0 && !word.startsWith('-') && !value && !/^(?:-H|-c|-l|--(?:host|context|log-level))$/.test(words[i - 1]!))
      verb = true;
  }
  // The command by which it reaches the other machine.
  if (program === 'rsync' && depth < 5) found.push(...remoteShells(words).flatMap((text) => namedSettings(text)));
  const inner = depth < 5 ? unwrapOnce(words) : undefined;
  if (inner?.kind === 'words') found.push(...inWords(words.slice(inner.from, inner.to), depth + 1));
  if (inner?.kind === 'scripts') found.push(...inner.texts.flatMap((text) => namedSettings(text)));
  return found;
}

/** `-e 'ssh -F config'`, also among other letters, and `--rsh='...'`. */
function remoteShells(words: readonly string[]): readonly string[] {
  return words.flatMap((word, i) => {
    const [, joined] = /^(?:--rsh=|-[A-Za-z0-9]*?e)([^]+)$/.exec(word) ?? [];
    if (joined !== undefined) return [joined];
    return /^(?:--rsh|-[A-Za-z0-9]*e)$/.test(word) ? [words[i + 1] ?? ''] : [];
  });
}
