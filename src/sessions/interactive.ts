import { asksPerson, isAskingVariable } from './asksPerson.ts';
import { simpleCommands } from '../shell/simpleCommand.ts';
import { remoteCommand, innermostCommand } from '../shell/unwrap.ts';

const editors =
  /^(?:vi|vim|nvim|nano|emacs|pico|ed|visudo|vipw|vigr|sudoedit|crontab-e|less|more|man|top|htop|iotop|iftop|atop|btop|k9s|mc|tig|ncdu|glances|nmon|tmux|screen|mosh|telnet|ftp|sftp|lftp|passwd|fdisk|parted|cfdisk|gdisk|diskpart|minicom|watch|pry|irb|ghci|iex|gdb|lldb|passmass|su|login|cqlsh|mongo|mongosh|sqlplus|rman|litecli|pgcli|mycli|ipython|lynx|dialog|nmtui|raspi-config|newgrp|iredis|asciinema|zsh|fish)$/;

/** What these read from a pipe or a file needs nobody. */
const READS_INPUT =
  /^(?:psql|mysql|mariadb|sqlite3|ssh|mongo|mongosh|cqlsh|redis-cli|bash|sh|zsh|python3?|node|ruby|read|openssl|pulumi)$/;

/** Nobody wraps a session so often. */
const MAX_DEPTH = 4;

/** Whether a command needs a terminal or a person: a session, an editor, a pager, a password. */
export function isInteractive(command: string): boolean {
  return isInteractiveAt(command, 0);
}

/** The same of a script that stands so many wrappers deep: `eval`, `bash -c`. */
function isInteractiveAt(command: string, depth: number): boolean {
  if (depth > MAX_DEPTH || !/[a-z]/i.test(command)) return false;
  return simpleCommands(command).some(
    (simple) =>
      !((simple.piped || simple.fromFile) && takesInput(asRoot(simple.words))) &&
      !(simple.input !== undefined && isFedContainer(asRoot(simple.words))) &&
      isSession(simple.words, simple.input, depth),
  );
}

/** What is handed its input needs nobody, nor does a container that is given one with `-i` but no terminal. */
function takesInput(words: readonly string[]): boolean {
  return READS_INPUT.test(words[0] ?? '') || isFedContainer(words);
}

function isFedContainer(words: readonly string[]): boolean {
  // Behind the dashes stands what runs in there: `-uroot` asks for no terminal.
  const dashes = words.indexOf('--');
  const own = dashes < 0 ? words : words.slice(0, dashes);
  return (
    /^(?:docker|podman|nerdctl|kubectl|oc|k|docker-compose|podman-compose)$/.test(words[0] ?? '') &&
    / (?:exec|run) (?!.*(?:^| )-\w*t| .*--tty)/.test(`${own.join(' ')} `)
  );
}

/** A call without `sudo` before it: `curl ... | sudo -E bash -`. */
function asRoot(words: readonly string[]): readonly string[] {
  if (!/^(?:sudo|doas)$/.test(words[0] ?? '')) return words;
  const first = words.findIndex((word, i) => i > 0 && !/^-|^[A-Za-z_]\w*=/.test(word));
  return first < 0 ? words : words.slice(first);
}

/** Whether a call is one of a session: a terminal, an editor, a console that is typed into. */
export function isSession(words: readonly string[], input: string | undefined, depth: number): boolean {
  if (depth > MAX_DEPTH) return false;
  const first = words.findIndex((word) => !/^[A-Za-z_]\w*=/.test(word));
  if (first < 0) return false;
  if (words.slice(0, first).some(isAskingVariable)) return true;
  const call = words.slice(first);
  const name = call[0]!.replace(/^.*\//, '');
  if (name === 'sudo' || name === 'doas') {
    if (call.slice(1).every((word) => word.startsWith('-')) || /^-\w*[is]$/.test(call[1] ?? ''))
      return call.some((w) => /^-\w*[is]$|^su$/.test(w));
  }
  if (name === 'watch' || /^\$\{?(?:EDITOR|VISUAL|PAGER)\}?$/.test(name)) return true;
  if (name === 'ssh')
    return remoteCommand(call) === undefined
      ? !call.some((w) => /^-\w*[NfT]\w*$|^-O$|^-V$/.test(w)) && call.length > 1 && input === undefined
      : /^-\w*t/.test(call[1] ?? '');
  const args = call.slice(1);
  const has = (pattern: RegExp): boolean => args.some((arg) => pattern.test(arg));
  if (/^(?:kubectl|oc|k|docker|podman|crictl|docker-compose|nerdctl)$/.test(name))
    return containerSession(name, call, has) || innerSession(call, depth);
  const inner = innermostCommand(call);
  if (inner.script !== undefined) return isInteractiveAt(inner.script, depth + 1);
  if (inner.words.length > 0 && inner.words.length < call.length) return isSession(inner.words, input, depth + 1);
  if (/^(?:psql|mysql|mariadb|redis-cli|valkey-cli|sqlite3|clickhouse-client|sqlcmd)$/.test(name))
    return input === undefined && clientSession(name, args);
  if (/^(?:mongo|mongosh|cqlsh)$/.test(name)) return input === undefined && !has(/^(?:--eval|-e|-f|--version)|\.js$/);
  if (name === 'virtctl') return /^(?:console|vnc|ssh)$/.test(args[0] ?? '');
  if (isTaskSession(name, args)) return true;
  if (name === 'crontab') return has(/^-e$/);
  if (name === 'passwd') return !has(/^-[dluSe]+$|^--(?:delete|lock|unlock|status|expire|stdin)$/);
  if (name === 'git')
    return (
      /^(?:rebase|add|commit)$/.test(args[0] ?? '') &&
      (has(/^(?:-i|-p|--interactive)$/) || (args[0] === 'commit' && !has(/^(?:-\w*m|-F|--message|--no-edit|--amend)/)))
    );
  if (name === 'top') return !has(/^-\w*b/);
  if (name === 'systemctl' || name === 'kubectl') return args[0] === 'edit';
  if (/^(?:rails|bin\/rails)$/.test(name)) return /^(?:c|console|db|dbconsole)$/.test(args[0] ?? '');
  if (name === 'gitlab-rails' || name === 'gitlab-psql')
    return name === 'gitlab-psql' ? !has(/^-\w*c$|^--command/) : /^(?:c|console|dbconsole)$/.test(args[0] ?? '');
  if (/^(?:python3?|node|ruby|ipython|ghci|pwsh|powershell)$/.test(name))
    return args.length === 0 && input === undefined;
  if (/^(?:bash|sh|ash|ksh|dash)$/.test(name))
    return input === undefined && (args.length === 0 || args.every((arg) => /^-[li]+$|^--login$/.test(arg)));
  if (/^(?:aws|gcloud|az|heroku|doctl|tsh|vault|oci)$/.test(name)) return cloudSession(name, args);
  if (name === 'manage.py' || name === 'django-admin')
    return /^(?:shell|dbshell|createsuperuser|shell_plus)$/.test(args[0] ?? '');
  if (name === 'mysql_secure_installation' || name === 'ssh-copy-id' || name === 'kinit') return true;
  if (name === 'less' || name === 'more') return true;
  if (name === 'kafka-console-producer' || name === 'kafka-console-producer.sh') return input === undefined;
  if (name === 'read') return true;
  if (input === undefined && asksPerson(name, args)) return true;
  const held = heldByVerb(name, args);
  if (held !== undefined) return held;
  // `cf-wrapper prod -- psql`: what stands behind the dashes is what runs.
  const dashes = call.indexOf('--');
  if (dashes > 0 && dashes < call.length - 1) return isSession(call.slice(dashes + 1), input, depth + 1);
  return editors.test(name);
}

/** `make bastion`, `just db-shell`: nobody knows what the task does, but it is named after a session. */
export function isTaskSession(name: string, args: readonly string[]): boolean {
  if (!/^(?:make|gmake|just|task|invoke|inv|rake|mage)$/.test(name)) return false;
  if (args.some((arg) => /^(?:-n|--dry-run|--just-print|--help|-l|--list|--summary)$/.test(arg))) return false;
  const plain = args.filter((arg) => !/^-|=|^\d+$/.test(arg));
  return plain.some((target) => SESSION_TASK.test(target));
}

/** What a task that opens a session is called. */
const SESSION_TASK =
  /^(?:[\w.]+[-_:/])*(?:bastion|jump(?:box|host)?|(?:db|pod|dev)?shell|ssh|console|psql|mysql|bash|sh|repl|attach|rsh)$/;

/** Programs that need a person with some of their verbs; undefined for all others. */
function heldByVerb(name: string, args: readonly string[]): boolean | undefined {
  const joined = ` ${args.join(' ')} `;
  if (name === 'cf' || name === 'vagrant')
    return /^(?:ssh|enable-ssh-shell)$/.test(args[0] ?? '') ? !/\s(?:-c|--command|-N)[ =]/.test(joined) : undefined;
  if (/^gpg2?$/.test(name))
    return (
      !/\s--batch\s/.test(joined) &&
      /\s--(?:full-)?(?:gen(?:erate)?-key|edit-key|card-edit|edit-card|change-pin)\s/.test(joined)
    );
  if (name === 'pass' || name === 'gopass') return /^(?:edit|insert)$/.test(args[0] ?? '');
  if (name === 'aws-vault') {
    if (/^(?:login|add)$/.test(args[0] ?? '')) return true;
    return args[0] === 'exec' && !args.includes('--') && args.slice(1).filter((arg) => !arg.startsWith('-')).length < 2
      ? true
      : undefined;
  }
  return undefined;
}

/** `exec pod -- rails c` opens a console although nobody asked for a terminal. */
function innerSession(call: readonly string[], depth: number): boolean {
  const inner = remoteCommand(call);
  return inner !== undefined && !/^(?:ba|z|a|k)?sh$/.test(inner[0] ?? '') && isSession(inner, undefined, depth + 1);
}

function clientSession(name: string, args: readonly string[]): boolean {
  const joined = ` ${args.join(' ')} `;
  if (/^(?:psql)$/.test(name)) return !/\s(?:-\w*c|-\w*l|--command\b|--list|-f|--file|--version|-V)/.test(joined);
  if (/^(?:mysql|mariadb)$/.test(name)) return !/\s(?:-\w*e|--execute|--version)/.test(joined) || /\s-p\s/.test(joined);
  if (name === 'sqlcmd') return !/\s-[QiI]\s/.test(joined);
  if (name === 'clickhouse-client') return !/\s(?:-q|--query)/.test(joined);
  if (name === 'sqlite3') return args.filter((arg) => !arg.startsWith('-')).length < 2;
  // redis-cli: whatever is not an option or its value is a command to run at once.
  const plain = args.filter(
    (arg, i) => !arg.startsWith('-') && !/^-[hpanusi]$|^--(?:user|pass|cacert|cert|key)$/.test(args[i - 1] ?? ''),
  );
  return plain.length === 0 && !/--(?:bigkeys|scan|latency|stat|memkeys|cluster|hotkeys|version)/.test(joined);
}

function containerSession(name: string, call: readonly string[], has: (pattern: RegExp) => boolean): boolean {
  const verb = call.findIndex((word) => /^(?:exec|rsh|debug|run|attach|edit|login|node-shell|ssh|start)$/.test(word));
  if (verb < 0) return false;
  const word = call[verb]!;
  if (call.slice(1, verb).filter((w) => !w.startsWith('-')).length > 4) return false;
  if (word === 'edit') return true;
  if (word === 'login') return name === 'docker' && !has(/^(?:-p|--password)/);
  if (word === 'attach' || word === 'node-shell' || word === 'ssh') return true;
  if (word === 'start') return false;
  if (word === 'rsh')
    return remoteCommand(call) === undefined || /^(?:\/bin\/)?(?:ba|z|a)?sh$/.test(call[call.length - 1]!);
  if (composeShell(name, call, verb)) return true;
  const tty = call
    .slice(verb + 1)
    .some((w) => /^-(?:\w*t\w*|i|ti|it)$/.test(w) || /^--(?:tty|stdin|interactive)(?:=true)?$/.test(w));
  if (word === 'debug') return remoteCommand(call) === undefined || tty;
  // `-i` alone gives no terminal: a console or a shell behind it waits, `psql -c` and `pg_dumpall` do not.
  if (!tty || word !== 'exec' || has(/^-\w*t\w*$|^--tty/)) return tty;
  const inner = remoteCommand(call);
  return inner === undefined || isSession(inner, undefined, 1);
}

/** Compose gives what it starts a terminal unless it is told not to. */
function composeShell(name: string, call: readonly string[], verb: number): boolean {
  const compose = name === 'docker-compose' || call.slice(1, verb).includes('compose');
  if (!compose || !/^(?:exec|run)$/.test(call[verb]!)) return false;
  const rest = call.slice(verb + 1);
  if (rest.some((word) => /^(?:-T|-d|--no-TTY|--no-tty|--detach)$/.test(word))) return false;
  return /^(?:\/\w+)*\/?(?:ba|z|a)?sh$/.test(rest.filter((word) => !/^-(?:l|i|li|il|-login)$/.test(word)).at(-1) ?? '');
}

function cloudSession(name: string, args: readonly string[]): boolean {
  const joined = args.join(' ');
  if (name === 'aws')
    return /\bssm start-session\b|\bconfigure(?:\s*$| sso| --profile)|\bexecute-command\b.*--interactive|\bsso login\b/.test(
      joined,
    );
  if (name === 'az')
    return /^login\b(?!.*(?:--service-principal|--identity))|(?:^|\s)(?:ssh|interactive)(?:\s|$)/.test(joined);
  if (name === 'gcloud')
    return (
      (/\bssh\b/.test(joined) && !/--command/.test(joined)) ||
      /^(?:auth (?:application-default )?login|init)\b/.test(joined) ||
      /\bsql connect\b/.test(joined)
    );
  if (name === 'heroku') return /^(?:pg:psql|run (?:bash|rails c|console)|login|ps:exec)/.test(joined);
  if (name === 'tsh') return /^(?:ssh|login)\b/.test(joined);
  return name === 'vault' && /^login\b/.test(joined) && vaultAsks(args.slice(1));
}

/** `vault login`: for a token, a password, or in a browser, unless it is given what it needs. */
function vaultAsks(args: readonly string[]): boolean {
  const method = /^--?method[= ]([\w-]+)/.exec(args.find((arg) => /^--?method=/.test(arg)) ?? '')?.[1] ?? 'token';
  if (args.some((arg) => /^(?:--?help|-h)$/.test(arg))) return false;
  const plain = args.filter((arg) => !arg.startsWith('-'));
  const has = (name: string): boolean => plain.some((arg) => arg.startsWith(`${name}=`));
  if (method === 'oidc') return true;
  if (/^(?:userpass|ldap|okta|radius)$/.test(method)) return !has('password');
  if (method === 'github') return !has('token');
  return method === 'token' && plain.length === 0 && !args.includes('-');
}
