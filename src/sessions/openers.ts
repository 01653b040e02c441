import { readCalls, type ShellCall } from '../shell/calls.ts';
import { isSession, isTaskSession } from './interactive.ts';
import { unwrapOnce } from '../shell/unwrap.ts';

/** A session that a command opens: what is typed next goes there. */
export interface Opener {
  /** The program that opened it. */
  readonly program: string;
  /** A console of a database, a language or the like, whose own commands are no shell commands. */
  readonly console: boolean;
}

/** A program that opens sessions. */
interface Row {
  readonly programs: string;
  /** The words that are no options have to begin like this; left out: any. */
  readonly verb?: RegExp;
  /** With such an argument it does one thing and comes back. */
  readonly once?: RegExp;
  /** How many words, of those that are no options, leave it a session; more are a command that comes back. */
  readonly most?: number;
  readonly console?: true;
}

const HELP = /^(?:--version|--help|-h|-V|--usage)$/;

/** Shells elsewhere: on another host, in a guest, a container or a terminal that stays. */
const SHELLS: readonly Row[] = [
  { programs: 'mosh et slogin rlogin gsissh tssh dbclient plink', most: 1, once: /^-\w*[NfWV]/ },
  { programs: 'rsh', most: 1 },
  { programs: 'newgrp' },
  { programs: 'sg', once: /^-c$/ },
  { programs: 'runuser', once: /^(?:-\w*c|--command\S*|-u|--user\S*)$/ },
  { programs: 'tmux', verb: /^(?:$|(?:a|at|attach|attach-session|new|new-session)(?: |$))/, once: /^-\w*d\w*$|^-V$/ },
  { programs: 'screen byobu', verb: /^/, once: /^-(?:\w*ls|list|X|Q|d?m|dmS|dm\w*|v|wipe)$/ },
  { programs: 'zellij', verb: /^(?:$|attach|a(?: |$))/ },
  { programs: 'abduco dtach', once: /^-[nlN]$/ },
  { programs: 'lxc incus', verb: /^(?:shell|console)(?: |$)/, once: /^--show-log$/ },
  { programs: 'lxc-attach lxc-console', once: /^--$/ },
  { programs: 'machinectl', verb: /^(?:shell|login)(?: [^ ]+)?$/ },
  { programs: 'systemd-nspawn', most: 0 },
  { programs: 'virsh', verb: /^console / },
  { programs: 'virsh', most: 0, console: true },
  { programs: 'virtctl', verb: /^(?:console|vnc|ssh)(?: |$)/, once: /^(?:-c|--command)/ },
  { programs: 'xl xm', verb: /^console / },
  { programs: 'pct qm', verb: /^(?:enter|console|terminal) / },
  {
    programs: 'vagrant multipass minikube colima lima podman-machine docker-machine',
    verb: /^(?:ssh|shell)(?: [^ ]+)?$/,
    once: /^(?:-c|--command|--)/,
  },
  { programs: 'podman', verb: /^machine ssh(?: [^ ]+)?$/ },
  { programs: 'limactl', verb: /^shell(?: [^ ]+)?$/ },
  { programs: 'toolbox', verb: /^(?:$|enter)/ },
  { programs: 'distrobox', verb: /^enter/, once: /^(?:--|-e|--exec)$/ },
  {
    programs: 'wsl wsl.exe',
    once: /^(?:-e|--exec|--|-l|--list|--shutdown|-t|--terminate|--status|--update|--install|--set-\S*)$/,
    most: 0,
  },
  { programs: 'nix-shell', once: /^(?:--run|--command)$/ },
  { programs: 'nix', verb: /^(?:develop|shell)/, once: /^(?:-c|--command)$/ },
  { programs: 'guix', verb: /^shell/, once: /^--$/ },
  { programs: 'poetry pipenv', verb: /^shell$/ },
  { programs: 'aws-vault aws-okta', verb: /^exec [^ ]+$/, once: /^(?:--|-s|--server|--ecs-server|-j|--json)$/ },
  {
    programs: 'kubectl oc k kubecolor',
    verb: /^(?:[^ ]+ ){0,2}(?:node-shell|ssh|iexec|pexec|rsh|exec-as|enter) ?/,
    once: /^--$/,
  },
  { programs: 'kubectl-node_shell kubectl-iexec kubectl-ssh', once: /^--$/ },
  { programs: 'docker podman nerdctl', verb: /^(?:container )?attach / },
  { programs: 'gcloud', verb: /(?:^| )(?:ssh|connect-to-serial-port)(?: |$)/, once: /^--(?:command|dry-run)|^--$/ },
  {
    programs: 'az',
    verb: /^(?:ssh (?:vm|arc)|network bastion ssh|serial-console connect|webapp ssh|containerapp exec|spring app connect|vmss? ssh)(?: |$)/,
    once: /^--$/,
  },
  { programs: 'az', verb: /^container exec /, once: /^--exec-command=(?!\S*sh$)/ },
  { programs: 'az', verb: /^interactive(?: |$)/, console: true },
  {
    programs: 'aws',
    verb: /(?:^| )(?:ssm start-session|ssm resume-session|ecs execute-command|ec2-instance-connect ssh|emr ssh)(?: |$)/,
    once: /PortForwarding|^--parameters$|^--local-forwarding/,
  },
  { programs: 'copilot', verb: /^(?:svc|task|job) exec(?: |$)/ },
  { programs: 'eb', verb: /^ssh(?: |$)/, once: /^(?:-c|--command)$/ },
  { programs: 'fly flyctl', verb: /^(?:ssh console|console|machine console)(?: |$)/, once: /^(?:-C|--command)/ },
  { programs: 'fly', verb: /^(?:intercept|hijack)(?: |$)/ },
  { programs: 'fly flyctl', verb: /^(?:postgres|pg|mpg|redis|mysql) connect(?: |$)/, console: true },
  { programs: 'heroku', verb: /^(?:run(?::inside)? (?:\S+ )?(?:ba|z)?sh|ps:exec)$/ },
  {
    programs: 'heroku',
    verb: /^(?:console|run (?:console|rails c(?:onsole)?|irb|python|node)|pg:psql(?: [^ ]+)?|redis:cli(?: [^ ]+)?)$/,
    once: /^(?:-c|--command)/,
    console: true,
  },
  { programs: 'cf', verb: /^ssh /, once: /^(?:-c|--command|-N)/ },
  { programs: 'railway render platform upsun', verb: /^(?:ssh|shell|environment:ssh)(?: [^ ]+)?$/ },
  { programs: 'railway', verb: /^connect(?: [^ ]+)?$/, console: true },
  { programs: 'doctl', verb: /^(?:compute (?:droplet )?ssh|compute s|apps console) /, once: /^--ssh-command/ },
  { programs: 'hcloud', verb: /^server ssh [^ ]+$/ },
  { programs: 'scw', verb: /^instance server (?:ssh|console) / },
  { programs: 'linode-cli exo', verb: /^(?:compute instance )?ssh [^ ]+$/ },
  { programs: 'tsh', verb: /^ssh [^ ]+$/ },
  { programs: 'tsh', verb: /^(?:db|proxy db) connect /, console: true },
  { programs: 'boundary', verb: /^connect(?: ssh)?(?: |$)/, once: /^-exec$/ },
  { programs: 'vault', verb: /^ssh [^ ]+$/ },
  { programs: 'tailscale netbird', verb: /^ssh [^ ]+$/ },
  { programs: 'bosh juju', verb: /^(?:ssh(?: [^ ]+)?|debug-hooks? .*)$/, once: /^(?:-c|--command)/ },
  { programs: 'knife', verb: /^ssh .* (?:interactive|tmux|screen|macterm)$/ },
  { programs: 'balena limactl', verb: /^ssh [^ ]+$/ },
  { programs: 'ipmitool', verb: /sol activate/ },
  { programs: 'scalingo', verb: /^run (?:.+ )?(?:ba|z|a)?sh$/, once: /^(?:-d|--detached)$/ },
  { programs: 'scalingo', verb: /^\w+-console(?: |$)/, console: true },
  { programs: 'dokku', verb: /^enter /, most: 3 },
  { programs: 'dokku', verb: /^run [^ ]+ (?:ba|z|a)?sh$/ },
  { programs: 'dokku', verb: /^[\w-]+:connect /, console: true },
  { programs: 'adb hdc', verb: /^shell$/ },
  { programs: 'clever aptible okteto coder devpod ddev lando gigalixir', verb: /^(?:ps:)?(?:ssh|shell)(?: [^ ]+)?$/ },
  { programs: 'gh', verb: /^(?:codespace|cs) ssh$/ },
  { programs: 'singularity apptainer', verb: /^shell / },
  { programs: 'zlogin jexec', most: 1 },
  { programs: 'bastille iocage', verb: /^console [^ ]+$/ },
  { programs: 'picocom minicom cu tip' },
  { programs: 'arch-chroot schroot', most: 1, once: /^(?:-l|--list|-e|--end-session|-b|--)$/ },
];

/** Consoles with words of their own; those that a password or a file alone makes interactive are told by `isSession`. */
const CONSOLES: readonly Row[] = [
  { programs: 'telnet ftp sftp lftp tftp', once: /^-[be]$|^-c$/, console: true },
  { programs: 'smbclient', once: /^(?:-c|-L|--command|--list)/, console: true },
  { programs: 'mycli pgcli litecli usql iredis', once: /^(?:-e|--execute|-c|--command|-f|--file)$/, console: true },
  { programs: 'sqlplus', once: /^@/, console: true },
  { programs: 'rman dgmgrl asmcmd lsnrctl', once: /^(?:@|cmdfile|-e)/i, most: 2, console: true },
  {
    programs: 'snowsql beeline hive trino presto presto-cli impala-shell',
    once: /^(?:-q|-Q|-e|-f|--query|--execute|--file)/,
    console: true,
  },
  {
    programs: 'spark-shell pyspark spark-sql jshell groovysh erl iex ghci irb pry ipython scala',
    once: /^(?:-e|-f|--eval|-noshell|-i)$|\.\w+$/,
    console: true,
  },
  {
    programs: 'cypher-shell arangosh hbase',
    verb: /^(?:$|shell$)/,
    once: /^(?:-f|--file|--javascript\.execute)/,
    console: true,
  },
  { programs: 'cockroach', verb: /^sql(?: |$)/, once: /^(?:-e|--execute|-f|--file)/, console: true },
  { programs: 'clickhouse', verb: /^client$/, once: /^(?:-q|--query)/, console: true },
  { programs: 'influx', verb: /^(?:$|v1 shell)/, once: /^-execute$/, console: true },
  { programs: 'cf', verb: /^connect-to-service /, once: /^--no-client$/, console: true },
  { programs: 'bq', verb: /^shell$/, console: true },
  { programs: 'gcloud', verb: /(?:^| )sql connect /, console: true },
  { programs: 'zkCli.sh zookeeper-shell zookeeper-shell.sh', most: 1, console: true },
  { programs: 'kafka-console-producer kafka-console-producer.sh', console: true },
  { programs: 'artisan', verb: /^tinker/, once: /^--execute/, console: true },
  { programs: 'php', verb: /^(?:\S*\/)?artisan tinker/, once: /^--execute/, console: true },
  {
    programs: 'python python3',
    verb: /^(?:\S*\/)?manage\.py (?:shell|shell_plus|dbshell)$/,
    once: /^-c$/,
    console: true,
  },
  { programs: 'vtysh birdc wpa_cli bluetoothctl chronyc nslookup lvm gdb', most: 0, once: /^-c$/, console: true },
  // `-pn` prints the peers and ends.
  { programs: 'ntpq ntpdc', once: /^-[46dnwW]*[pcls]|^--(?:peers|command|listpeers|sysinfo)\b/, console: true },
];

const NAMED_CONSOLES =
  /^(?:psql|mysql|mariadb|sqlite3|redis-cli|valkey-cli|keydb-cli|mongo|mongosh|cqlsh|sqlcmd|clickhouse-client|python3?|node|ruby|rails|gitlab-rails|gitlab-psql|manage\.py|django-admin)$/;

const byProgram = new Map<string, Row[]>();
for (const row of [...SHELLS, ...CONSOLES]) {
  for (const name of row.programs.split(' ')) byProgram.set(name, [...(byProgram.get(name) ?? []), row]);
}

const SHELL = /^(?:ba|z|a|k|da|fi|c|tc)?sh$/;
/** Wrappers behind which the command runs on this machine and as one call. */
const CONTAINERS = /^(?:kubectl|oc|k|kubecolor|docker|podman|nerdctl|crictl|ctr|docker-compose|podman-compose|nomad)$/;

/** The session that a command opens: the first one of its calls that does; undefined where all come back by themselves. */
export function sessionOpened(command: string): Opener | undefined {
  if (!/[a-z]/i.test(command) || command.length > 20_000) return undefined;
  for (const call of readCalls(command).calls) {
    if (call.inFunction !== undefined || isFed(call)) continue;
    const opener = openedBy(call.words.map(({ value }) => value));
    if (opener) return opener;
  }
  return undefined;
}

/** What reads a file or another program's output needs nobody who types. */
function isFed({ input }: ShellCall): boolean {
  return input.kind !== 'inherited' && !(input.kind === 'file' && input.file.value === '/dev/tty');
}

function openedBy(words: readonly string[], depth = 0): Opener | undefined {
  const name = (words[0] ?? '').replace(/^.*\//, '');
  const args = words.slice(1);
  if (name === '' || depth > 6 || args.some((arg) => HELP.test(arg) && args.length === 1)) return undefined;
  const shell: Opener = { program: name, console: false };
  if (SHELL.test(name) && isBareShell(args)) return { program: name, console: depth === 0 };
  if (isTaskSession(name, args)) return shell;
  const row = byProgram.get(name)?.find((one) => fits(one, args));
  if (row) return { program: name, console: row.console === true };
  if (NAMED_CONSOLES.test(name)) return isSession(words, undefined, 0) ? { program: name, console: true } : undefined;
  if (CONTAINERS.test(name)) return inContainer(name, words, depth);
  const inner = unwrapOnce([name, ...args]);
  // With a program of its own for the connection, ssh is not looked into any further.
  if (inner === undefined) return isPlainSsh(name, args) ? shell : undefined;
  if (inner.kind === 'shell') return isOneShot(name, args) ? undefined : shell;
  if (inner.kind === 'nothing') return /^(?:chroot|nsenter|unshare)$/.test(name) ? shell : undefined;
  const opened =
    inner.kind === 'words'
      ? openedBy(words.slice(inner.from, inner.to), depth + 1)
      : inner.texts.map((text) => openedIn(text, depth)).find((one) => one !== undefined);
  // `sudo psql` is psql; `ssh h psql`, `sudo bash` are shells and consoles elsewhere.
  return (
    opened && { program: isLocal(name) && !SHELL.test(opened.program) ? opened.program : name, console: opened.console }
  );
}

function openedIn(text: string, depth: number): Opener | undefined {
  const calls = readCalls(text).calls.filter((call) => !isFed(call));
  return calls
    .map(({ words }) =>
      openedBy(
        words.map(({ value }) => value),
        depth + 1,
      ),
    )
    .find((one) => one !== undefined);
}

function isLocal(name: string): boolean {
  return /^(?:sudo|doas|env|time|nice|nohup|exec|command|timeout|sshpass|stdbuf|rlwrap|bundle|op|doppler|chamber|aws-vault|poetry|pipenv|uv)$/.test(
    name,
  );
}

function isBareShell(args: readonly string[]): boolean {
  return args.every((arg) => /^-[lio]+$|^--(?:login|norc|noprofile|posix)$/.test(arg)) && !args.includes('-o');
}

function isPlainSsh(name: string, args: readonly string[]): boolean {
  return /^(?:ssh|autossh)$/.test(name) && args.length > 0 && !args.some((arg) => /^-\w*[VGQON]|^-W/.test(arg));
}

/** `ssh -N`, `ssh -f`: a tunnel. */
function isOneShot(name: string, args: readonly string[]): boolean {
  return /^(?:ssh|autossh)$/.test(name) && args.some((arg) => /^-\w*[NWf]/.test(arg));
}

function inContainer(name: string, words: readonly string[], depth: number): Opener | undefined {
  const shell: Opener = { program: name, console: false };
  const inner = unwrapOnce([name, ...words.slice(1)]);
  const verb = words.find((word, i) => i > 0 && /^(?:exec|rsh|debug|run|attach|start)$/.test(word));
  const typed = words.some((word) => /^-\w*[it]\w*$|^--(?:tty|stdin|interactive|attach)(?:=true)?$/.test(word));
  if (inner?.kind === 'shell') return shell;
  if (inner?.kind === 'words' || inner?.kind === 'scripts') {
    const opened =
      inner.kind === 'words'
        ? openedBy(words.slice(inner.from, inner.to), depth + 1)
        : inner.texts.map((text) => openedIn(text, depth)).find((one) => one !== undefined);
    return opened && { program: name, console: opened.console && !SHELL.test(opened.program) };
  }
  const dashes = words.indexOf('--');
  // `kubectl run -i --rm a --image=b -- aws s3 ls` comes back by itself.
  if (verb === 'run' && dashes > 0 && dashes < words.length - 1) {
    const opened = openedBy(words.slice(dashes + 1), depth + 1);
    return opened && { program: name, console: opened.console && !SHELL.test(opened.program) };
  }
  if (/^(?:ctr|nomad)$/.test(name)) {
    const isThere = /^(?:ctr .*\b(?:exec|run)\b|nomad (?:alloc )?exec\b)/.test(words.join(' '));
    return isThere && SHELL.test(words.at(-1)!.replace(/^.*\//, '')) ? shell : undefined;
  }
  if (verb === undefined || words.includes('-d') || words.includes('--detach')) return undefined;
  if (verb === 'debug') return typed || name === 'oc' ? shell : undefined;
  if (verb === 'start') return words.some((word) => /^-\w*i/.test(word)) ? shell : undefined;
  return typed ? shell : undefined;
}

/** Options that take the next word, by which it is no word of the command. */
const TAKES_VALUE =
  /^(?:-[a-zA-Z]|--(?:project|zone|region|profile|target|cluster|task|container|name|resource-group|instance-id|app|user|username|host|port|namespace|context|command|document-name|login|identity|key|subscription|instance-ids?|os-user|password|database|config|session|proxy|cols|size|remote|org|service|environment|env|image|ip|public-ip-address|private-ip-address|local-user|vault-name|target-resource-id|auth-type|ssh-key|exec-command|reason))$/;

function fits({ verb, once, most }: Row, args: readonly string[]): boolean {
  if (once && args.some((arg) => once.test(arg))) return false;
  const plain = args.filter((arg, i) => !arg.startsWith('-') && !TAKES_VALUE.test(args[i - 1] ?? ''));
  if (most !== undefined && plain.length > most) return false;
  return verb === undefined || verb.test(plain.join(' '));
}
