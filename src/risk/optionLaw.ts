import { clientPrograms } from '../programs/clients.ts';
import type { ProgramCall } from '../programs/call.ts';
import { joinLists, parseOptionList, readOptions, type OptionList, type OptionsRead } from '../commands/options.ts';
import { READING_OPTIONS } from '../commands/readingOptions.ts';
import { OPERATIONS_OPTIONS } from '../commands/operationsTables.ts';
import { READING_TOOL_OPTIONS, WRAPPER_OPTIONS } from '../commands/readingToolOptions.ts';
import { worse, worst, type Risk } from '../commands/risk.ts';
import type { ProgramTable } from '../commands/table.ts';
import type { ShellWord } from '../shell/shellWord.ts';

/*
 * The law of options, for every program: what reads is only shown as reading where each of its options is known to read
 * as well; options that write, start a program or destroy raise the risk of whatever they stand in.
 */

interface Row {
  /** The verbs behind the program, for which alone the list holds. */
  readonly verbs: readonly string[];
  readonly line: OptionLine;
}

/** A list as it is written, read when its program is first met: a page names few of the hundreds that are known. */
class OptionLine {
  readonly #text: string;
  #list: OptionList | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  get list(): OptionList {
    return (this.#list ??= parseOptionList(this.#text));
  }
}

const programRows = readRows(`${READING_OPTIONS}\n${READING_TOOL_OPTIONS}\n${OPERATIONS_OPTIONS}`);
const wrapperRows = readRows(WRAPPER_OPTIONS);

function readRows(text: string): ReadonlyMap<string, readonly Row[]> {
  const rows = new Map<string, Row[]>();
  for (const line of text.split('\n')) {
    const at = line.indexOf(' | ');
    if (at < 0 || line.startsWith('#')) continue;
    const options = new OptionLine(line.slice(at + 3));
    for (const name of line.slice(0, at).split(',')) {
      const [program = '', ...verbs] = name.trim().split(' ');
      rows.set(program, [...(rows.get(program) ?? []), { verbs, line: options }]);
    }
  }
  return rows;
}

/** What a program's options do to the risk of its call. */
export interface JudgedOptions {
  /** Options that take the next word. */
  readonly takingValues: string;
  /** The call with its options written in full, without those that a later one took back. */
  readonly call: ProgramCall;
  /** The same in one spelling: clusters taken apart, `--name=value` as two words, `--yes=true` as `--yes`. */
  readonly spelled: ProgramCall;
  /** The risk of the call, given what the program does without regard to its options. */
  readonly judge: (risk: Risk) => Risk;
}

/** Judges the options of a program, which may have a table of verbs. */
export function judgeOptions(call: ProgramCall, table: ProgramTable | undefined): JudgedOptions {
  const { name, values } = call;
  const list = listOf(name, values, table);
  if (list === undefined) {
    const bare = values.every((value) => !value.startsWith('-') || /^(?:-|--|--help|--version)$/.test(value));
    return { call, spelled: call, takingValues: '', judge: (risk) => (risk === 'reads' && !bare ? 'unknown' : risk) };
  }
  const read = readOptions(list, values);
  const kept = read.values.flatMap((value, i) => (value === undefined ? [] : [{ value, i }]));
  const own = worse(read.raised, valuesRisk(name, read.given));
  const loads = loadsOwnFile(name, read.given);
  const taking = [...list.options].filter(([, option]) => option.takes === 'next').map(([option]) => option);
  // Its words of one dash are no clusters.
  const oneSpelling = name !== 'screen';
  const word = (value: string, i: number): ShellWord =>
    value === values[i] ? call.args[i]! : { ...call.args[i]!, value };
  return {
    takingValues: taking.join(' '),
    spelled: {
      ...call,
      operands: read.plain,
      ...(oneSpelling && {
        values: read.spelled.map(({ value }) => value),
        args: read.spelled.map(({ value, at }) => word(value, at)),
      }),
    },
    call: {
      ...call,
      operands: read.plain,
      values: kept.map(({ value }) => value),
      args: kept.map(({ value, i }) => word(value, i)),
    },
    judge: (risk) => worst([risk, own, risk === 'reads' && (!read.complete || loads) ? 'unknown' : 'reads']),
  };
}

/** The same of a program that runs another command, for the options in front of that command. */
export function wrapperOptionsRisk(name: string, before: readonly string[], own: Risk): Risk {
  const rows = wrapperRows.get(name) ?? programRows.get(name);
  if (!before.some((value) => /^-./.test(value) && value !== '--')) return 'reads';
  const unlisted: Risk = own === 'reads' ? 'unknown' : 'reads';
  if (rows === undefined) return unlisted;
  const list = joinLists(
    rows.filter(({ verbs }) => verbs.every((verb) => before.includes(verb))).map(({ line }) => line.list),
  );
  const words = name === 'find' || name === 'gfind' ? withoutCommands(before) : before;
  const read = readOptions(name === 'ssh' || name === 'autossh' ? { ...list, first: true } : list, words);
  // ssh takes options behind the host as well.
  const rest = /^(?:auto)?ssh$/.test(name) && read.plain.length > 1 ? leadingOptions(read.plain.slice(1)) : [];
  const more: OptionsRead | undefined = rest.length > 0 ? readOptions({ ...list, first: true }, rest) : undefined;
  const given = [...read.given, ...(more?.given ?? [])];
  return worst([
    read.raised,
    more?.raised ?? 'reads',
    valuesRisk(name, given),
    read.complete && more?.complete !== false ? 'reads' : unlisted,
  ]);
}

/** What find runs stands between `-exec` and `;` or `+`, and is judged by itself. */
function withoutCommands(words: readonly string[]): readonly string[] {
  let inside = false;
  return words.filter((word) => {
    if (/^-(?:exec|execdir|ok|okdir)$/.test(word)) inside = true;
    else if (inside && /^(?:\\?;|\+)$/.test(word)) inside = false;
    else return !inside;
    return false;
  });
}

function leadingOptions(words: readonly string[]): readonly string[] {
  return words[0]?.startsWith('-') === true ? words : [];
}

function listOf(name: string, values: readonly string[], table: ProgramTable | undefined): OptionList | undefined {
  const rows =
    programRows.get(/^(?:kafka-|zookeeper-server|connect-)/.test(name) ? 'kafka' : name) ?? wrapperRows.get(name) ?? [];
  const base = [
    tableList(name, table),
    ...rows.filter(({ verbs }) => verbs.length === 0).map(({ line }) => line.list),
  ].filter((list) => list !== undefined);
  if (rows.every(({ verbs }) => verbs.length === 0)) return base.length > 0 ? joinLists(base) : undefined;
  const { plain } = readOptions(joinLists(base), values);
  const ofVerb = rows.filter(({ verbs }) => verbs.length > 0 && verbs.every((verb, i) => plain[i] === verb));
  return joinLists([...base, ...ofVerb.map(({ line }) => line.list)]);
}

/** What a program's table of verbs says of options: those it names are judged there. */
function tableList(name: string, table: ProgramTable | undefined): OptionList | undefined {
  const client = clientPrograms.get(name);
  if (table === undefined) return client && parseOptionList(takingValues(client.values));
  const verbs = [table.reads, table.changes, table.destroys, table.unknown].join('|').split(/[| ]/);
  const named = [
    ...verbs.filter((word) => /^--?\w/.test(word)),
    ...Object.keys(table.flags ?? {}).map((key) => key.slice(key.lastIndexOf(' ') + 1)),
    ...(table.dryRun ?? '').split(' '),
  ];
  const values = takingValues(table.values ?? '');
  const list = parseOptionList(`%whole ${named.map((option) => option.split('=')[0]).join(' ')} ${values}`);
  return { ...list, whole: false, shortens: true };
}

function takingValues(options: string): string {
  return options
    .split(' ')
    .filter((option) => option !== '')
    .map((option) => `${option}:`)
    .join(' ');
}

/** Every program but those whose `-o` names columns, fields, options or a delimiter. */
const NAMES_COLUMNS =
  /^(?!(?:syft|grype|trivy|ps|pgrep|pidof|top|htop|ls|lsblk|findmnt|lsfd|lsns|lsipc|lslocks|lslogins|lsmem|lscpu|losetup|swapon|zramctl|ip|bridge|ss|ssh|scp|sftp|autossh|slogin|mount|umount|grep|egrep|fgrep|zgrep|rg|ack|ag|column|cut|sort|join|jq|strings|od|xxd|zfs|zpool|lvs|vgs|pvs|lvdisplay|vgdisplay|pvdisplay|squeue|sinfo|sacct|sstat|sprio|sshare|sreport|qstat|bjobs|bhosts|condor_q|apt|apt-get|apt-cache|aptitude|restic|wipefs|blkid|iptables|ip6tables|iptables-legacy|iptables-nft|ebtables|ipset|conntrack|tar|find|awk|gawk|mysql|mariadb|sshfs|journalctl|git|kcat|kafkacat|nmap|netstat|lsof|w|who|last|id|set|shopt|unset|compgen|complete|iostat|nl|pr|ptx|exa|eza|lsd|dig|tput|stty|mysqldump|unzip|zipinfo|rsync|cp|mv|ln|install|chmod|chown|nfsstat|fuser|xargs|gzip|zstd|xz|bzip2|openssl)$)/;
/** How something is shown. */
const FORMAT =
  /^(?:|-|json\w*|ya?ml\w*|table|tsv|csv|text|txt|wide|name|names|none|short\w*|long|full|plain\w*|raw|list|human\w*|pretty\w*|simple|detailed|verbose|compact|default|md|markdown|html|xml|toml|hcl|env|dotenv|id|ids|value|values|column|line|lines|logfmt|ndjson|ldjson|prom\w*|prettytable|psql|grid|pipe|spdx\w*|cyclonedx\w*|sarif\w*|github\w*|junit\w*|template\w*|go-?template\w*(?:=[^]*)?|custom-columns(?:-file)?(?:=[^]*)?|jsonpath(?:-as-json|-file)?=?[^]*|j|y|t|p|f|c|w|s|b|o|x|u|props|kyaml|default|flat|tree|dot|cat|export|with-unit|verbose|short-\w+|stats|summary|dyff|diff|basic|extended|fields|shell|terraform|tfvars|\/dev\/std(?:out|err)|\/dev\/null|<[^>]*>|[$][^]*|[\w.-]+=[^/]*|[\w%:+-]+(?:,[\w%:+.-]+)+)$/i;

/**
 * Options that by their name hand a program what it loads or starts: settings, plug-ins, hooks, a shell, a folder that
 * stands for the root. A file of the workspace in such a place makes any reader unknown.
 */
const CARRIES =
  /^--?(?:\w+[-_.])*(?:config|config[-_]?file|conf|conf[-_]?file|cfg|configuration|configuration[-_]?file|rc[-_]?file|settings|settings[-_]?file|plugins?|plugins?[-_]?(?:dir|path)|modules?[-_]?(?:path|dir)|hooks?|hooks?[-_]?(?:dir|path)|init[-_]?(?:file|command)|startup[-_]?file|command|cmd|program|rsh|shell|pager|editor|browser|viewer|helper|interpreter|python|java|loader|library[-_]?path|load[-_]?path|askpass|(?:password|vault[-_]?password)[-_]?(?:command|program)|vault[-_]?(?:password[-_]?file|id)|installroot|root(?:[-_]?dir)?|playbook[-_]?dir)$/;
/** A value that is a name and no file, or a file of the machine or of the responder's own settings. */
const OWN_OR_NAME =
  /^(?:[^./~\\]*|-|\/dev\/\w+|\/(?:etc|usr|opt|var\/lib)\/(?!.*\.\.).*|(?:~|\$HOME|\$\{HOME\})\/\.(?!.*\.\.).*|[^/\\]*(?:=|:|[<>$]).*|[\d.]+)$/;
/** Every program but those whose settings only say what is reported, or that are told what to do with a text. */
const SETTLED_BY_FILES =
  /^(?!(?:kafka-|zookeeper-|connect-)|(?:yamllint|shellcheck|hadolint|tfsec|kube-linter|dockle|kubeconform|promtool|amtool|logcli|mimirtool|crictl|patronictl|talosctl|cosign|conftest|gitleaks|kind|velero|nomad|psql|mysql|mariadb|ssh|git|kubectl|oc|docker|docker-compose|podman|bat|batcat|curl|wget|openssl|xmllint|systemd-analyze|systemctl|bootctl|tree|eslint|coredumpctl|ps|ss|ip|aws|gcloud|az|journalctl|kubeadm)$)/;

/** Options whose value decides: what it may be, and what another one is. */
const VALUE_RULES: readonly {
  readonly of: RegExp;
  readonly option: RegExp;
  readonly reads: RegExp;
  readonly risk: Risk;
}[] = [
  {
    of: /^(?:ssh|autossh|slogin)$/,
    option: /^-o$/,
    reads:
      /^(?:BatchMode|ConnectTimeout|ConnectionAttempts|StrictHostKeyChecking|UserKnownHostsFile|GlobalKnownHostsFile|LogLevel|ServerAlive\w+|IdentityFile|IdentitiesOnly|User|Port|HostName|ProxyJump|PasswordAuthentication|PubkeyAuthentication|PreferredAuthentications|KbdInteractiveAuthentication|ForwardAgent|ForwardX11|Compression|AddressFamily|BindAddress|Ciphers|MACs|KexAlgorithms|HostKeyAlgorithms|PubkeyAcceptedKeyTypes|PubkeyAcceptedAlgorithms|HostKeyAlias|CheckHostIP|NumberOfPasswordPrompts|RequestTTY|SendEnv|TCPKeepAlive|ControlPath|ControlMaster|ControlPersist|ExitOnForwardFailure|VisualHostKey|GSSAPI\w+|UpdateHostKeys|CertificateFile|EscapeChar|ClearAllForwardings|CanonicalizeHostname|RemoteCommand\s*[= ]\s*none|Proxy(?:Command|Jump)\s*[= ]\s*none)\b/i,
    risk: 'unknown',
  },
  {
    of: /^(?:apt|apt-get|apt-cache|apt-mark|aptitude)$/,
    option: /^(?:-o|--option)$/,
    reads:
      /^(?:Dpkg::Options::|Dpkg::Use-Pty|Dpkg::Progress|Acquire::(?:\w+::)?(?:Proxy=|Timeout|Retries|ForceIPv[46]|Check-\w+|AllowInsecure\w*|Languages|Max-\w+|No-Cache|http|https)|APT::(?:Get::(?!Simulate)[\w-]+|Install-\w+|Cache::\w+|Color|Default-Release|Quiet|Acquire))/i,
    risk: 'unknown',
  },
  {
    of: /^(?:yum|dnf5?|microdnf|tdnf)$/,
    option: /^--setopt$/,
    reads: /^(?!.*(?:plugin|path|root|dir|config|hook|exec|command|proxy))/i,
    risk: 'unknown',
  },
  // `%fedora`, `%{_arch}`: a name, and no program.
  { of: /^rpm$/, option: /^(?:-E|--eval)$/, reads: /^%\{?[?!]*\w+\}?$/, risk: 'unknown' },
  { of: /^restic$/, option: /^(?:-o|--option)$/, reads: /^(?:s3|b2|gs|azure|rest|swift|local)\./, risk: 'unknown' },
  { of: /^curl$/, option: /^(?:-w|--write-out)$/, reads: /^(?!@)(?![^]*%output\{)/, risk: 'changes' },
  { of: /^curl$/, option: /^--stderr$/, reads: /^(?:-|\/dev\/\w+)$/, risk: 'changes' },
  { of: /^(?:curl|wget)$/, option: /^(?:--proto-default)$/, reads: /^https?$/, risk: 'unknown' },
  {
    of: /^(?:mvn|mvnw|gradle|gradlew)$/,
    option: /^-D$/,
    reads: /^(?:includes|excludes|verbose|scope|expression|style\.color|detail|full|artifact|plugin|goal|q)\b/,
    risk: 'changes',
  },
  { of: /^psql$/, option: /^(?:-o|--output|-L|--log-file)$/, reads: /^(?:\/dev\/\w+)$/, risk: 'changes' },
  {
    of: /^(?:ansible\w*)/,
    option: /^(?:-e|--extra-vars)$/,
    reads: /^(?!.*ansible_(?:ssh_common_args|connection|shell|become_exe|python_interpreter|\w*executable))/,
    risk: 'unknown',
  },
  { of: /^(?:rg|ag|ack|ugrep)$/, option: /^--(?:pre|pager|view|filter)$/, reads: /^$/, risk: 'unknown' },
  {
    of: /^sqlite3?$/,
    option: /^-cmd$/,
    reads:
      /^(?!\s*\.(?:shell|system|output|once|import|log|read|load|save|backup|restore|clone|archive|open|excel|www|edit|trace))/,
    risk: 'unknown',
  },
  // Only what is asked of the log, without values that set something: `scterc,70,70`, `sataphy,reset`.
  { of: /^smartctl$/, option: /^(?:-l|--log)$/, reads: /^(?!scterc,|scttempint|.*,reset|.*,p$)/, risk: 'changes' },
  { of: /^(?:syft|grype|trivy)$/, option: /^(?:-o|--output)$/, reads: /^[\w-]+(?:@[\w.]+)?$/, risk: 'changes' },
  {
    of: /^(?:httpd|apache2|apachectl|apache2ctl)$/,
    option: /^-[fd]$/,
    reads: /^\/(?:etc|usr)\/(?!.*\.\.)/,
    risk: 'unknown',
  },
  { of: /^(?:httpd|apache2|apachectl|apache2ctl)$/, option: /^-D$/, reads: /^DUMP_\w+$/, risk: 'unknown' },
  // Its configuration loads Lua as it is checked.
  { of: /^haproxy$/, option: /^-f$/, reads: /^\/(?:etc|usr)\/(?!.*\.\.)/, risk: 'unknown' },
  // An inventory that can be run is run; lists of hosts and files of data are not.
  {
    of: /^ansible/,
    option: /^(?:-i|--inventory|--inventory-file)$/,
    reads: /,|\.(?:ini|ya?ml|json|cfg|txt)$|^\/etc\/ansible\/(?!.*\.\.)|(?:^|\/)hosts$/,
    risk: 'unknown',
  },
  { of: /^ansible$/, option: /^-t$/, reads: /^$/, risk: 'changes' },
  // Whoever reaches the machine gets in by it.
  {
    of: /^/,
    option: /^--?(?:address|bind|bind-address|listen|listen-address|listen-addr|host|addr)$/,
    reads: /^(?!(?:.*,)?(?:0\.0\.0\.0|\*|::|\[::\]|0)(?::\d+)?(?:,|$))/,
    risk: 'changes',
  },
  {
    of: /^(?:kubectl|oc|k|kubecolor)$/,
    option: /^--address$/,
    reads: /^(?:(?:localhost|127(?:\.\d+){3}|\[?::1\]?)(?:,|$))+$/,
    risk: 'changes',
  },
  // Lists are shared by programs of a kind, and `-o` is a format to one of them and a file to the next.
  { of: NAMES_COLUMNS, option: /^(?:-o|-O|--output|--out|--output-file)$/, reads: FORMAT, risk: 'changes' },
  { of: /^(?:kcat|kafkacat)$/, option: /^-X$/, reads: /^(?!plugin\.|.*(?:command|cmd))/, risk: 'unknown' },
];

/** Whether an option names a file of the workspace for what the program loads or starts. */
function loadsOwnFile(name: string, given: OptionsRead['given']): boolean {
  if (!SETTLED_BY_FILES.test(name)) return false;
  return given.some(({ name: option, value, next }) => CARRIES.test(option) && !OWN_OR_NAME.test(value ?? next ?? ''));
}

function valuesRisk(name: string, given: OptionsRead['given']): Risk {
  const rules = VALUE_RULES.filter(({ of }) => of.test(name));
  return worst(
    given.flatMap(({ name: option, value: own, next }) => {
      const value = own ?? next;
      return rules
        .filter((rule) => rule.option.test(option) && value !== undefined && !rule.reads.test(value))
        .map(({ risk }) => risk);
    }),
  );
}
