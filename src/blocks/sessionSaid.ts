import { plainText } from '../markdown/markdown.ts';
import { sessionOpened } from '../sessions/openers.ts';
import { placeOfPrompts } from '../transcripts/promptPlace.ts';
import { hostMark } from './hosts.ts';
import { isImperative } from './imperative.ts';
import { hostLabelled } from './labelledHost.ts';
import { roleAlone, roleNamed } from './labelledPlace.ts';
import type { Place } from './model.ts';
import { placeIn } from './place.ts';

const SPAN = /(?<!`)`([^`\n]{3,300})`(?!`)/g;
/** "To get there,", "If you are at home,": what is asked for stands behind it. */
const CLAUSE =
  /^\W*(?:(?:\d+[.)]|then|now|next|first|finally|and|also|please)[,:.]?\s+)*(?:(?:if|when|once|after|before|to|in order to|for|on|from|in)\b[^,`]{1,120},\s*)?/i;
const ASKS =
  /^(?:become|elevate|gain|(?:you|we)(?: will| ['’]ll)? (?:must|should|need to|have to)|hop|jump|exec|spawn|attach|start)\b/i;
/** Named rather than asked for: "if `ssh a` hangs", "instead of `sudo -i`". */
const MENTION =
  /\b(?:do not|don['’]t|never)\b|(?:\b(?:cannot|can['’]t|not|never|avoid|instead of|like|unlike|than|see|output of|equivalent to|alias for|if|when|unless|example|e\.g\.)\s*\W?)$/i;
const CARRIER = /\b(?:using|with|via|by|through)\s+(?:the\s+)?(?:command\s+)?$/i;
/** A command that only goes there and comes back, in parentheses: "Connect to the director (using bosh target x)". */
const IN_PARENTHESES = /\((?:using|with|via|by)\s+([a-z][\w.-]*\s[^()]+)\)/i;
const PODS = /^(?:kubectl|oc|k|kubecolor|docker|podman|nerdctl|crictl|docker-compose|podman-compose)$/;

/**
 * Where commands below a text are typed, as its words say or a command in back-ticks that it tells to run: "Run
 * `ssh bastion`", "Become root with `sudo -i`".
 * @param hosts machines that the page connects to.
 */
export function placeSaid(raw: string, hosts?: ReadonlySet<string>): Place | undefined {
  const marked = hostMark(raw);
  if (marked) return { kind: marked.host ? 'elsewhere' : 'here', text: marked.host ?? raw.slice(0, 80), marked: true };
  const machine = machineAlone(raw) ?? roleAlone(raw) ?? hostLabelled(raw);
  if (machine !== undefined) return { kind: 'elsewhere', text: machine };
  const said = placeIn(plainText(raw), hosts);
  if (said?.kind === 'here') return said;
  const spans = raw.includes('`') ? sentencesOf(raw).flatMap(spansOf) : [];
  const opened = spans.findLast(({ asked, opener }) => asked && opener !== undefined);
  if (opened?.opener) {
    const text = plainText(opened.sentence).trim().replace(/[:,]$/, '');
    return { kind: 'elsewhere', text, ...(PODS.test(opened.opener) ? { container: true } : {}) };
  }
  if (said === undefined) return undefined;
  const carried = spans.some(({ by, opener, sentence }) => by && !opener && plainText(sentence).includes(said.text));
  const inside = IN_PARENTHESES.exec(said.text)?.[1];
  return carried || (inside !== undefined && !sessionOpened(inside)) ? undefined : said;
}

/** Machines as they are called by what they do. */
const MACHINE =
  /^(?:[\w-]+@)?(?:(?:[a-z]+-)*(?:db|web|app|node|master|worker|host|server|srv|vm|kube|etcd|pg|postgres|mysql|mongo|redis|kafka|lb|haproxy|nginx|proxy|bastion|cache|mq|rabbit|mon|controller|compute|storage|ceph|osd|gw|router|fw|dns|ns|mail|mx|replica|primary|standby|broker|zk)(?:-[a-z]+)*-?\d{1,3}(?:\.[a-z][\w.-]*)?|\d{1,3}(?:\.\d{1,3}){3})$/i;

/** A heading or line that is nothing but the name of a machine, or its prompt: "### db-2", "`root@db-1:~#`". */
function machineAlone(raw: string): string | undefined {
  const text = raw.replace(/[`*]/g, '').trim();
  if (text.length > 80 || /\s\S+\s\S/.test(text)) return undefined;
  const name = text.replace(/\s*:$/, '');
  if (MACHINE.test(name)) return name;
  return /[#$%>]$/.test(text) && /^\[?[\w.-]+[@$#%>]/.test(text) ? placeOfPrompts(`${text} x`) : undefined;
}

/** What stands in front of a whole cluster or site, wherever it is typed. */
const ASKS_A_CLUSTER =
  /^\s*(?:sudo\s+)?(?:kubectl|oc|helm|aws|gcloud|az|terraform|tofu|ansible[\w-]*|argocd|govc|virsh|pvesh|openstack)\s/;
const ASKS_A_SERVICE =
  /^\s*(?:\w+=\$\(\s*)?(?:sudo\s+)?(?:kubectl|curl|wget|cray|sat|doctl|hcloud|eksctl|kops|rosa|talosctl|patronictl|flux|velero|gh|glab)\s/;

const INSIDE_CLUSTER = /\b(?:inside|within)\s+(?:of\s+)?(?:the\s+|an?\s+)?(?:\w+\s+)?cluster$/i;

/** Below the name of a machine or its role: a command that names it in turn, or asks a cluster, is typed elsewhere. */
export function isAboutMachine(said: string, command: string): boolean {
  // Who asks a cluster need not be inside of it.
  if (INSIDE_CLUSTER.test(said)) return ASKS_A_CLUSTER.test(command);
  const machine = machineAlone(said)?.replace(/^.*@/, '');
  if (machine !== undefined) return command.includes(machine) || ASKS_A_CLUSTER.test(command);
  const role = roleNamed(said)?.toLowerCase().replace(/\W+/g, '\\W+');
  if (role === undefined) return false;
  const named = new RegExp(String.raw`(?<![a-z])${role}(?![a-z])`, 'i');
  return named.test(command) || ASKS_A_CLUSTER.test(command) || ASKS_A_SERVICE.test(command);
}

interface Span {
  readonly sentence: string;
  /** The program that opens a session. */
  readonly opener: string | undefined;
  /** The sentence tells to run it. */
  readonly asked: boolean;
  /** "with `...`": what the sentence tells of is done by this command. */
  readonly by: boolean;
}

function spansOf(sentence: string): Span[] {
  const main = sentence.replace(CLAUSE, '').replace(/^[\s*_]+/, '');
  const asks = isImperative(main) || ASKS.test(main) || main.startsWith('`');
  return [...sentence.matchAll(SPAN)].flatMap((match) => {
    const command = match[1]!.trim().replace(/^[$#] /, '');
    const before = sentence.slice(0, match.index);
    // `bosh ssh` alone, without where to, names the tool.
    if (!/\s/.test(command) || /^[\w-]+(?: [\w-]+)? (?:ssh|shell|exec)$/.test(command)) return [];
    const after = sentence.slice(match.index + match[0].length);
    const comesBack = /\b(?:exit|log ?out)\b/i.test(after);
    const asked = asks && !/^(?:if|when|see|note|once)\b/i.test(main) && !MENTION.test(before) && !comesBack;
    return [{ sentence, opener: sessionOpened(command)?.program, asked, by: CARRIER.test(before) }];
  });
}

/** Sentences; a stop inside of back-ticks ends none. */
function sentencesOf(raw: string): string[] {
  return raw.slice(-1000).split(/(?<=[.!?:;])\s+(?=(?:[^`]*`[^`]*`)*[^`]*$)/);
}
