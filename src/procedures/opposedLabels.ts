import { imperative } from '../blocks/imperative.ts';

/** A label as {@link exclusiveLabels} reads it. */
interface Phrase {
  readonly text: string;
  readonly counted?: boolean;
}

/** How many labels may stand between two that are opposed. */
const FAR = 3;
const ARROW = /^(.{2,80}?)\s*(?:→|⇒|➜|➔|➡|-{1,2}>|=>)\s*(.*)$/u;

/** "primary up →" as "If primary up": what stands before an arrow is a state, unless it is something to do. */
export function arrowAsCondition(text: string): string {
  const [, state, rest] = ARROW.exec(text.trim()) ?? [];
  return state === undefined || imperative.test(state) ? text : `If ${state}, ${rest!}`;
}

/** Words before a noun of which one takes back what the other says. */
const SIDES: Readonly<Record<string, readonly [key: string, side: number]>> = {
  with: ['with', 0],
  without: ['with', 1],
  using: ['with', 0],
  'not using': ['with', 1],
  during: ['during', 0],
  within: ['during', 0],
  inside: ['during', 0],
  outside: ['during', 1],
};
const SIDE =
  /^\P{L}*(without|with|(?:not )?using|during|within|inside|outside)(?: of)? (?:(?:the|an?|any|your|our|some) )?(.{2,60})$/iu;
/** "When using a proxy", "If you do not use a proxy": as "Using a proxy", "Not using a proxy". */
const WHERE_USED =
  /^\P{L}*(?:if|when|where)\s+(?:(?:you|we)(?:['’]re| are)?\s+)?(?:(not|(?:do not|don['’]t)(?= use\b))\s+)?us(?:ing|e)\s+(?=\S)/iu;
/** Nothing but when something holds; what is done comes below. */
const UNLESS_ALONE = /^\P{L}*unless\b[^,;]{2,80}$/iu;
const TIME_ALONE =
  /^\P{L}*(?:during|at|on|while|outside(?: of)?|in)\b[^,;]{0,60}\b(?:hours?|peaks?|times?|nights?|weekends?|traffic|load|windows?|days?)$/iu;

/** "With downtime", "Without downtime"; "During business hours", "Outside business hours": by index, two each. */
export function opposedPhrases(labels: readonly Phrase[]): number[][] {
  const groups: number[][] = [];
  const read = labels.map(({ text }) => sideOf(text));
  read.forEach((one, at) => {
    const from = Math.max(0, at - FAR);
    const before = read.slice(from, at).findLastIndex((other) => one && other?.key === one.key);
    if (one && before >= 0 && read[from + before]!.side !== one.side) groups.push([from + before, at]);
  });
  labels.forEach(({ text }, at) => {
    const next = labels[at + 1];
    if (next && UNLESS_ALONE.test(bare(text)) && TIME_ALONE.test(bare(next.text))) groups.push([at, at + 1]);
  });
  return groups;
}

const FOR = String.raw`(?:(?:for|on|in|with|using|if (?:you(?:['’]re| are| have)?|we) (?:on|using|use|run|running|have|installed)) )?(?:the |all )?(?:[A-Z][\w-]*(?: [A-Z][\w-]*)? )?`;
const NUMBER = String.raw`v?\d+(?:\.[\dx]+){0,3}`;
const AT_LEAST = new RegExp(
  String.raw`^${FOR}(?:versions? )?${NUMBER} ?(?:\+|(?:and|or) (?:newer|later|above|up|higher|upwards?))(?: versions?)?$|^(?:since|starting (?:with|from)|from) (?:version )?${NUMBER}(?: on(?:wards?)?)?$|^${FOR}(?:newer|later|recent) (?:versions|releases)$`,
  'i',
);
const BELOW = new RegExp(
  String.raw`^${FOR}(?:versions? )?${NUMBER} (?:and|or) (?:older|earlier|below|lower)(?: versions?)?$|^${FOR}(?:(?:versions?|releases?) )?(?:before|prior to|below|older than|earlier than|up to) (?:version )?${NUMBER}$|^${FOR}(?:older|earlier|previous|old) (?:versions|releases)$`,
  'i',
);

const DOTTED = String.raw`v?\d+(?:\.[\dx]+){1,3}`;
const FROM = new RegExp(String.raw`^${FOR}(?:versions? )?(?:≥|>=?|⩾) ?${DOTTED}$`, 'i');
const UP_TO = new RegExp(String.raw`^${FOR}(?:versions? )?(?:≤|<=?|⩽) ?${DOTTED}$`, 'i');
/** What is measured has no versions: "Load > 2.5". */
const MEASURED = /\b(?:load|latency|ratio|usage|cpu|memory|average|rates?|time|size|lag|count|score|throughput)\b/i;

/** "For 0.22.0 and newer", "For older versions": of an installation one holds. */
function versionSide(said: string): { readonly key: string; readonly side: number } | undefined {
  if (said.length > 80) return undefined;
  const plain = said.replace(/^[^\w≥≤<>⩾⩽]*/u, '');
  if (!MEASURED.test(plain) && FROM.test(plain)) return { key: 'version', side: 0 };
  if (!MEASURED.test(plain) && UP_TO.test(plain)) return { key: 'version', side: 1 };
  return AT_LEAST.test(plain)
    ? { key: 'version', side: 0 }
    : BELOW.test(plain)
      ? { key: 'version', side: 1 }
      : undefined;
}

function sideOf(text: string): { readonly key: string; readonly side: number } | undefined {
  const said = bare(text).split(/[,:](?=\s)/)[0]!;
  const ofVersion = versionSide(said);
  if (ofVersion) return ofVersion;
  const used = WHERE_USED.exec(said);
  const phrase = used ? `${used[1] === undefined ? 'using' : 'not using'} ${said.slice(used[0].length)}` : said;
  const [, word, thing] = SIDE.exec(phrase) ?? [];
  if (word === undefined || thing === undefined) return undefined;
  const [key, side] = SIDES[word.toLowerCase()]!;
  return { key: `${key} ${thing.toLowerCase()}`, side };
}

function bare(text: string): string {
  return text
    .replace(/[\s:.]+$/, '')
    .replace(/,? (?:please )?(?:run|use|do|execute|type|enter)(?: (?:this|the following(?: commands?)?))?$/i, '');
}

/** Of these nobody does the second right after the first. */
const TAKEN_BACK: readonly (readonly [RegExp, RegExp])[] = [
  [/^(?:to )?(?:scal(?:e|ing) (?:up|out))\b/i, /^(?:to )?(?:scal(?:e|ing) (?:down|in))\b/i],
  [/^(?:to )?enabl(?:e|ing)\b/i, /^(?:to )?disabl(?:e|ing)\b/i],
  [/^(?:to )?activat(?:e|ing)\b/i, /^(?:to )?deactivat(?:e|ing)\b/i],
  [/^(?:to )?(?:turn|switch)(?:ing)? on\b/i, /^(?:to )?(?:turn|switch)(?:ing)? off\b/i],
  [/^(?:to )?start(?:ing)?\b/i, /^(?:to )?stop(?:ping)?\b/i],
  [
    /^(?:to )?(?:install(?:ing|ation)?|deploy(?:ing|ment)?)\b/i,
    /^(?:to )?(?:un-?install(?:ing|ation)?|un-?deploy(?:ing|ment)?)\b/i,
  ],
  [/^(?:to )?lock(?:ing)?\b/i, /^(?:to )?unlock(?:ing)?\b/i],
  [/^(?:to )?mount(?:ing)?\b/i, /^(?:to )?unmount(?:ing)?\b/i],
  [/^(?:to )?grant(?:ing)?\b/i, /^(?:to )?revok(?:e|ing)\b/i],
  [/^(?:to )?add(?:ing)?\b/i, /^(?:to )?remov(?:e|ing)\b/i],
];

/** "Scale up:", "Scale down:" right behind each other, of the same thing: by index, two each. */
export function takenBack(labels: readonly Phrase[]): number[][] {
  const read = labels.map(({ text, counted }) => {
    const plain = bare(text);
    return counted === true || plain.split(/\s+/).length > 6 ? '' : plain;
  });
  return read.flatMap((text, at): number[][] => {
    const next = read[at + 1] ?? '';
    const pair = TAKEN_BACK.find(([one, other]) => one.test(text) && other.test(next));
    if (pair === undefined) return [];
    const [object, same] = [text.replace(pair[0], ''), next.replace(pair[1], '')].map(objectOf);
    return object === same ? [[at, at + 1]] : [];
  });
}

function objectOf(rest: string): string {
  return rest
    .replace(/\b(?:the|an?|it|them|again|to|from|for|by|\d+)\b/gi, ' ')
    .trim()
    .replace(/\s+/g, ' ')
    .toLowerCase();
}

/** "Postgres 14 and older": from which version on, or up to which. */
const RANGE =
  /^(?:(?:for|on|in|with) )?(?:the )?((?:[a-z][\w.+-]{1,30} ){1,2})(?:versions? )?v?(\d[\w.]*)(?: ?\+| (?:and|or) (?:later|newer|above|up|higher|earlier|older|below|lower|prior|before))$/i;

/** The versions that a label is for, of what the reader has. */
export function versionRange(plain: string): { readonly kind: string; readonly name: string } | undefined {
  const [, name = '', version] = RANGE.exec(plain.trim()) ?? [];
  if (version === undefined || NO_VERSION.test(name.trim()) || /\b(?:step|phase|part|stage|section)s?\b/i.test(name))
    return undefined;
  return { kind: `range ${name.trim().toLowerCase()}`, name: plain.toLowerCase() };
}

/** One thing is brought to one of several places or states. */
const TO_PLACE =
  /^to ((?:(?:switch|fail|cut|flip)(?:ed|ing)?(?: ?over)?|(?:redirect|reroute|route|point)(?: [\w-]+){0,4}?|(?:move|send|shift|direct|steer)(?: [\w-]+){0,3}? (?:traffic|requests?|queries|reads|writes|users|load)|(?:set|change)(?: [\w-]+){1,5}?)) to (?:the |an? )?(.{1,40})$/i;
/** A site has clusters of one kind; the nodes of a cluster may be of several. */
const FOR_SOME =
  /^(?:for|on|in|with) (?:(?:the |our |your )?(?=.*s$)|an? )((?:[\w./+-]+ ){1,3})(clusters?|installations?|installs?|deployments?|environments?|setups?|versions?|releases?)$/i;
const PARTS =
  /\b(?:primary|secondary|replica|standby|leader|follower|source|target|destination|old|former|other|remaining|upstream|downstream|central|edge|databases?|db|cache|web|apps?|api|queues?|front-?end|back-?end|search|logging|monitoring)\b/i;
/** "If you use PostgreSQL 15": by its version. */
const USING =
  /^(?:if|when) (?:you(?:['’]re| are| have)?|we) (?:us(?:e|ing)|run(?:ning)?|on|have) ([a-z][\w+-]{1,30}(?: [a-z][\w+-]{1,20})?) v?(\d[\w.]{0,10})$/i;
const NO_VERSION =
  /\b(?:nodes?|hosts?|ports?|disks?|regions?|shards?|zones?|replicas?|pods?|instances?|servers?|workers?)$/i;
const GENTLE = '(?:quick|fast|soft|graceful|simple|light(?:weight)?|partial|minimal|warm)';
const THOROUGH = '(?:full|complete|hard|forced?|forceful|thorough|clean|cold|ungraceful)';
const DEGREE = new RegExp(
  String.raw`^(?:the |an? )?(?:(${GENTLE})|${THOROUGH}) (?:(fix|workaround|rebuild|repair|restart|reset|recovery|reboot|reinstall(?:ation)?|restore|restoration|remediation|solution|remedy|resync)|(start)|shut-?down|stop|kill|termination)$`,
  'i',
);

/**
 * What a label chooses and of what kind that is: the place something is brought to, the kind of cluster, or
 * how far a remedy goes ("Quick fix", "Full rebuild").
 */
export function chosenKind(plain: string): { readonly kind: string; readonly name: string } | undefined {
  const place = TO_PLACE.exec(plain);
  if (place) return { kind: `to ${place[1]!.toLowerCase()}`, name: place[2]!.toLowerCase() };
  const some = FOR_SOME.exec(plain);
  if (some && !PARTS.test(some[1]!))
    return { kind: `for ${some[2]!.toLowerCase().replace(/s$/, '')}`, name: some[1]!.trim().toLowerCase() };
  const degree = DEGREE.exec(plain);
  if (!degree) return undefined;
  const of = degree[2] !== undefined ? 'remedy' : degree[3] !== undefined ? 'start' : 'stop';
  return { kind: of, name: degree[1] === undefined ? 'thorough' : 'gentle' };
}

/** "If you use PostgreSQL 15": the version of what the reader has. */
export function usedVersion(clause: string): { readonly kind: string; readonly name: string } | undefined {
  const [, name, version] = USING.exec(clause.trim()) ?? [];
  return name === undefined || version === undefined || NO_VERSION.test(name)
    ? undefined
    : { kind: `using ${name.toLowerCase()}`, name: version };
}
