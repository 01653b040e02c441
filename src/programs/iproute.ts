import { worst, type Risk } from '../commands/risk.ts';
import type { Decide } from './call.ts';

/* `ip` takes any beginning of a word for the first word, in this order, that begins so: `ip l d` is `ip link delete`. */

const wordsOf = (words: string): readonly string[] => words.split(' ');
const OBJECTS = wordsOf(
  'address addrlabel maddress route rule neighbor neighbour ntable ntbl link l2tp fou ila macsec tunnel tunl tuntap tap token tcpmetrics tcp_metrics monitor xfrm mroute mrule netns netconf vrf sr nexthop mptcp ioam help stats',
);
const GENERIC = wordsOf('add set change replace delete show list lst flush get help monitor');
const NEIGHBOR = wordsOf('add change chg replace delete get show list lst flush help');
const VERBS: ReadonlyMap<string, readonly string[]> = new Map([
  ['address', wordsOf('add change chg replace delete show list lst flush save showdump restore help')],
  [
    'route',
    wordsOf('list show lst get add change chg replace prepend append test delete flush help save showdump restore'),
  ],
  ['rule', wordsOf('list lst show add delete flush save restore help')],
  ['neighbor', NEIGHBOR],
  ['neighbour', NEIGHBOR],
  ['link', wordsOf('add set change replace delete afstats property show list lst xstats help')],
  ['netns', wordsOf('list show lst list-id help add set identify pids delete exec monitor attach')],
  ['vrf', wordsOf('identify pids exec show list lst help')],
  ['nexthop', wordsOf('add replace delete list show lst get flush help bucket')],
  ['xfrm', wordsOf('add update allocspi delete deleteall list show flush get count setdefault getdefault set')],
]);
/** Objects with a kind of object behind them. */
const KINDS: ReadonlyMap<string, readonly string[]> = new Map([
  ['xfrm', wordsOf('state policy monitor help')],
  ['mptcp', wordsOf('endpoint limits monitor help')],
  ['ioam', wordsOf('namespace schema monitor help')],
  ['sr', wordsOf('hmac tunsrc help')],
]);

const DESTROYS = /^(?:delete|deleteall|flush)$/;
const READS =
  /^(?:show|list|lst|list-id|get|getdefault|save|showdump|identify|pids|help|test|count|afstats|xstats|monitor|bucket)$/;

const find = (known: readonly string[], word: string): string | undefined => known.find((one) => one.startsWith(word));

/** Where the object stands, behind options of which some take the next word. */
function objectAt(values: readonly string[]): number {
  let at = 0;
  while (at < values.length && /^-./.test(values[at]!)) {
    at += /^--?(?:f|fa|fam|fami|famil|family|l|lo|loo|loop|loops|n|net|netn|netns|rc|rcv|rcvb|rcvbuf)$/.test(
      values[at]!,
    )
      ? 2
      : 1;
  }
  return at;
}

/** What `ip` does by its object and verb. */
export const ip: Decide = ({ values, args, input, judge }) => {
  const at = objectAt(values);
  const options = values.slice(0, at);
  if (options.some((option) => /^--?(?:b|batch|force)(?:=|$)/.test(option))) return 'unknown';
  if (at >= values.length) return 'reads';
  const object = find(OBJECTS, values[at]!);
  if (object === undefined || !/^\w+$/.test(values[at]!)) return 'unknown';
  if (/^(?:monitor|help|stats)$/.test(object))
    return object === 'stats' && values[at + 1] === 'set' ? 'changes' : 'reads';
  const kinds = KINDS.get(object);
  const kind = kinds && find(kinds, values[at + 1] ?? 'help');
  if (kinds && kind === undefined) return 'unknown';
  if (kind === 'monitor' || kind === 'help') return 'reads';
  const verbAt = at + (kinds ? 2 : 1);
  const written = values[verbAt];
  if (written === undefined) return 'reads';
  const verb = find(VERBS.get(object) ?? GENERIC, written);
  if (verb === 'exec') {
    const from = verbAt + (options.some((option) => /^-a(?:ll)?$/.test(option)) ? 1 : 2);
    return worst(['unknown', judge.words(args.slice(from), input)]);
  }
  return verb === undefined ? 'unknown' : verbRisk(verb, object, values.slice(verbAt + 1));
};

function verbRisk(verb: string, object: string, rest: readonly string[]): Risk {
  if (DESTROYS.test(verb)) return 'destroys';
  if (READS.test(verb)) return 'reads';
  return object === 'link' && rest.includes('down') ? 'destroys' : 'changes';
}
