import { has, type Decide } from './call.ts';
import { sqlRisk } from './console.ts';
import { worst, type Risk } from '../commands/risk.ts';
import { systemTables } from '../commands/systemTables.ts';
import { tableRisk } from '../commands/table.ts';

/** The words of NetworkManager's client in the order in which it looks for one that begins as what is written. */
const NMCLI: Readonly<Record<string, string>> = {
  '': 'general monitor networking radio connection device agent',
  general: 'status hostname permissions logging reload',
  networking: 'on off connectivity',
  radio: 'all wifi wwan',
  connection: 'show up down add modify clone edit delete reload load import export monitor migrate',
  device: 'status show up connect reapply modify down disconnect delete monitor set wifi lldp checkpoint',
  'device wifi': 'list connect hotspot rescan show-password',
};

/** `nmcli c d eth0` is `nmcli connection down eth0`. */
const nmcli: Decide = ({ values }) => {
  const full = [...values];
  let within: string | undefined = '';
  for (let i = 0; i < full.length && within !== undefined; i++) {
    const value = full[i]!;
    if (/^-{1,2}(?:f|g|m|c|e|w|fields|get-values|mode|colors|escape|wait)$/.test(value)) i++;
    if (value.startsWith('-') || full[i] !== value) continue;
    const word: string | undefined = NMCLI[within]?.split(' ').find((known) => known.startsWith(value));
    if (word === undefined) return undefined;
    full[i] = word;
    const path: string = within === '' ? word : `${within} ${word}`;
    within = Object.hasOwn(NMCLI, path) ? path : undefined;
  }
  return tableRisk(systemTables['nmcli']!, full);
};

/** Several commands may stand in one: `nft 'list ruleset; flush ruleset'`. */
const nft: Decide = ({ values }) => {
  const options = values.filter((value) => value.startsWith('-'));
  const words = values.filter((value) => !value.startsWith('-')).join(' ');
  if (has(values, /^(?:-f|--file|-i|--interactive)/) || words === '') return undefined;
  return worst(
    words
      .split(/[;\n]/)
      .map((part) => part.trim().split(/\s+/))
      .filter(([verb]) => verb !== '' && verb !== undefined)
      .map((part) => tableRisk(systemTables['nft']!, [...options, ...part])),
  );
};

/** A profiler looks at a process that runs, or starts one. */
const profiler: Decide = ({ values }) => {
  const plain = values.filter((value) => !value.startsWith('-'));
  if (!has(values, /^(?:-p|--pid)(?:=|$)/) || values.includes('--')) return 'unknown';
  return plain[0] === 'record' ? 'changes' : /^(?:top|dump)$/.test(plain[0] ?? '') ? 'reads' : 'unknown';
};

/** perf shows what it has recorded, or watches a command that it starts. */
const perf: Decide = ({ values, args, input, judge }) => {
  const [verb = ''] = values;
  if (/^(?:list|report|annotate|diff|evlist|buildid-list|version|help)$/.test(verb))
    return has(values, /^(?:-o|--output|--objdump|--addr2line|--script)/) ? 'unknown' : 'reads';
  if (!/^(?:record|stat|trace|mem|c2c|top|lock|kmem|sched)$/.test(verb)) return 'unknown';
  const dashes = values.indexOf('--');
  const rest = dashes > 0 ? args.slice(dashes + 1) : [];
  if (rest.length > 0) return worst(['changes', judge.words(rest, input)]);
  const plain = args.findIndex(
    (arg, i) =>
      i > 0 &&
      !arg.value.startsWith('-') &&
      !/^-(?:e|p|t|F|o|i|g|a|C|r|I|c|m|u|G|s)$|^--(?:event|pid|tid|freq|output|call-graph|cpu|duration)$/.test(
        values[i - 1]!,
      ),
  );
  return plain < 0 ? 'changes' : worst(['changes', judge.words(args.slice(plain), input)]);
};

/** A query of Athena is SQL. */
const aws: Decide = ({ values }) => {
  const at = values.indexOf('start-query-execution');
  if (at < 1 || values[at - 1] !== 'athena') return undefined;
  const option = values.findIndex((value) => value.startsWith('--query-string'));
  const text = option < 0 ? '' : values[option]!.includes('=') ? values[option]!.slice(15) : (values[option + 1] ?? '');
  const risk: Risk = text === '' || /^\$|^file:/.test(text) ? 'unknown' : sqlRisk(text);
  return risk;
};

/** What a container's namespace is entered with runs there. */
const podman: Decide = ({ values, args, input, judge }) =>
  values[0] === 'unshare' && values.length > 1
    ? worst([
        'unknown',
        judge.words(args.slice(args.findIndex((arg, i) => i > 0 && !arg.value.startsWith('-'))), input),
      ])
    : undefined;

/** Programs whose arguments form phrases of their own. */
export const phrasePrograms: Readonly<Record<string, Decide>> = {
  nmcli,
  nft,
  'py-spy': profiler,
  rbspy: profiler,
  austin: profiler,
  perf,
  aws,
  podman,
};
