import { firstPlain, has, nounVerb, type Decide } from './call.ts';
import { optionValue } from './http.ts';
import { shellInputRisk } from './interpreters.ts';
import { worse, type Risk } from '../commands/risk.ts';

/** Signals that ask a program to do something rather than to end. */
const MILD_SIGNALS =
  /^-?(?:s\s*)?(?:SIG)?(?:HUP|1|USR1|USR2|10|12|CONT|18|WINCH|28|QUIT|3|TTIN|TTOU|URG|CHLD|17|23|21|22)$/i;

const kill: Decide = ({ values }) => {
  const signal = optionValue(values, /^(?:-s|--signal|-n)$/) ?? values.find((value) => /^-/.test(value)) ?? '';
  if (/^-(?:l|L|0)$|^(?:-l|--list|--table|0|EXIT)$/.test(signal)) return 'reads';
  return MILD_SIGNALS.test(signal) && values.some((value) => /^(?!-)/.test(value)) ? 'changes' : 'destroys';
};

/** pkill and killall with a signal. */
const killByName: Decide = (call) => {
  // Behind a name, `pkill -l` of BSD ends what it lists.
  const named = call.name === 'pkill' && call.values.some((value) => !value.startsWith('-'));
  if (!named && has(call.values, /^(?:-l|--list)$/)) return 'reads';
  const signal = call.values.find((value) => /^-(?:\d+|SIG[A-Z0-9]+|HUP|USR[12]|KILL|TERM|CONT|QUIT|0)$/.test(value));
  return signal === undefined
    ? has(call.values, /^(?:-s|--signal)/)
      ? kill(call)
      : 'destroys'
    : signal === '-0'
      ? 'reads'
      : MILD_SIGNALS.test(signal)
        ? 'changes'
        : 'destroys';
};

const journalctl: Decide = ({ values }) =>
  has(values, /^--vacuum-/)
    ? 'destroys'
    : has(values, /^--(?:rotate|flush|sync|relinquish-var|smart-relinquish-var|update-catalog|setup-keys|cursor-file)/)
      ? 'changes'
      : 'reads';

const dmesg: Decide = ({ values }) =>
  has(values, /^(?:-[a-zA-Z]*[cC][a-zA-Z]*|--clear|--read-clear)$/)
    ? 'destroys'
    : has(values, /^(?:-[DEn]|--console-\w+)$/)
      ? 'changes'
      : 'reads';

const crontab: Decide = ({ values }) => (has(values, /^-l$/) ? 'reads' : has(values, /^-r/) ? 'destroys' : 'changes');

/** Runs its input later: what is given is what runs. */
const at: Decide = ({ values, input, judge }) => {
  if (has(values, /^(?:-l|-c|-V|--version)$/)) return 'reads';
  if (has(values, /^-[rd]/)) return 'destroys';
  if (has(values, /^-f/)) return 'unknown';
  return worse('changes', shellInputRisk({ input, judge }));
};

const sysctl: Decide = ({ values }) =>
  has(values, /^(?:-[wpf]|--(?:write|load|system))/) || values.some((value) => /^[\w./-]+=/.test(value))
    ? 'changes'
    : 'reads';

const hostname: Decide = ({ values }) =>
  values.some((value) => !value.startsWith('-')) || has(values, /^(?:-F|-b|--file|--boot)/) ? 'changes' : 'reads';

const date: Decide = ({ values }) =>
  has(values, /^(?:-s|--set)/) ||
  values.some((value, i) => /^\d{8,}/.test(value) && !/^-[dvfrI]|^--(?:date|reference|file)$/.test(values[i - 1] ?? ''))
    ? 'changes'
    : 'reads';

const jcmd: Decide = ({ values }) => {
  const words = values.filter((value) => !value.startsWith('-'));
  if (has(values, /^-l$/) || words.length < 2) return 'reads';
  const verb = words[1]!;
  if (
    /^(?:help|VM\.(?:version|uptime|flags|command_line|system_properties|native_memory|info|classloader_stats|classloaders|events|metaspace|dynlibs|stringtable|symboltable|systemdictionary|print_touched_methods|log)|Thread\.print|GC\.(?:heap_info|class_stats|finalizer_info)|Compiler\.\w+|JFR\.(?:check|view)|PerfCounter\.print|ManagementAgent\.status)$/.test(
      verb,
    )
  )
    return verb === 'VM.log' && words.length > 2 && !words.includes('list') ? 'changes' : 'reads';
  return /^(?:GC\.(?:run|run_finalization|heap_dump|class_histogram)|JFR\.(?:start|dump|stop|configure)|VM\.set_flag|ManagementAgent\.\w+|Thread\.dump_to_file|JVMTI\.data_dump|VM\.cds)$/.test(
    verb,
  )
    ? 'changes'
    : 'unknown';
};

const trap: Decide = ({ values, judge }) => {
  const [first = ''] = values;
  if (values.length < 2 || /^-[lp]$/.test(first) || first === '-' || first === '') return 'reads';
  return judge.script(values[0] === '--' ? (values[1] ?? '') : first);
};

/** `tmux new -d 'command'`, `screen -dm command`. */
const multiplexer: Decide = ({ name, values, judge }) => {
  const [verb = ''] = values;
  if (/^(?:ls|list-\w+|-ls|-list|display-message|show-\w+|info|-V|-v|has-session|capture-pane)$/.test(verb))
    return 'reads';
  if (/^(?:kill-\w+)$/.test(verb) || (name === 'screen' && values.includes('quit'))) return 'destroys';
  const isNew =
    name === 'screen'
      ? has(values, /^-(?:d?m|dmS|d|S)/)
      : /^(?:new|new-session|new-window|neww|split-window|splitw|respawn-pane|run-shell|run)$/.test(verb);
  const takes = name === 'screen' ? /^-(?:S|c|L|h|p|s|t|T|dmS)$/ : /^-(?:s|n|c|t|x|y|e|F)$/;
  const rest = values.slice(name === 'screen' ? 0 : 1);
  const command = rest.filter((value, i) => !value.startsWith('-') && !takes.test(rest[i - 1] ?? ''));
  if (isNew && command.length > 0) return worse('changes', judge.script(command.join(' ')));
  if (/^(?:send-keys|send|-X|if-shell|bind-key|source-file)$/.test(verb) || has(values, /^-X$/))
    return worse(
      'unknown',
      judge.script(command.filter((value) => !/^(?:Enter|C-m|C-c|stuff)$/.test(value)).join(' ')),
    );
  return 'changes';
};

/** busybox is the program that its first argument names. */
const busybox: Decide = ({ args, values, input, judge }) =>
  values.length === 0 || /^--(?:list|list-full|help)$/.test(values[0]!) ? 'reads' : judge.words(args, input);

const rpm: Decide = ({ values }) =>
  has(values, /^(?:-q[a-zA-Z]*|--query|-V[a-zA-Z]*|--verify|-K|--checksig|--showrc|--eval|-E)$/)
    ? has(values, /^(?:-e|--erase|-[iUF]v?h?)$/) && !has(values, /^-q/)
      ? undefined
      : 'reads'
    : undefined;

const pacman: Decide = ({ values }) =>
  // New lists are fetched, within a cluster as well: `-Fyx`.
  has(values, /^-[SF]\w*y|^--refresh$|^-y+$/) && !has(values, /^-(?:R|S\w*c)/)
    ? 'changes'
    : has(values, /^-[QT]\w*y/)
      ? 'unknown'
      : pacmanReads(values);

const pacmanReads = (values: readonly string[]): Risk | undefined =>
  has(values, /^(?:-Q\w*|-S[silpg]+|-F\w*|-T\w*|-V|--query)$/) && !has(values, /^-(?:R|U|D|S\w*[yuc])/)
    ? 'reads'
    : undefined;

const rpmOstree: Decide = nounVerb(
  /^(?:status|db|list|search|diff|compose --help)$/,
  /^(?:uninstall|reset|cleanup|remove)$/,
);

/** Processes, services and parts of the system. */
export const processPrograms: Readonly<Record<string, Decide>> = {
  kill,
  pkill: killByName,
  killall: killByName,
  skill: killByName,
  journalctl,
  dmesg,
  crontab,
  at,
  batch: at,
  sysctl,
  hostname,
  date,
  gdate: date,
  jcmd,
  trap,
  rpm,
  pacman,
  tmux: multiplexer,
  screen: multiplexer,
  busybox,
  toybox: busybox,
  'rpm-ostree': rpmOstree,
  sudo: ({ values }) => (has(values, /^(?:-[a-zA-Z]*e[a-zA-Z]*|--edit)$/) ? 'changes' : 'reads'),
  busctl: ({ values }) =>
    /^(?:list|status|monitor|capture|tree|introspect|get-property|)$/.test(firstPlain(values)) ? 'reads' : 'unknown',
};
