import { stemsOf } from '../text/otherNames.ts';
import { arrowAsCondition, chosenKind, opposedPhrases, usedVersion, versionRange } from './opposedLabels.ts';
import { opposedWords } from './opposedWords.ts';
import { shortLabel, toolComments } from './shortLabels.ts';

/** What stands before something to run: a title, a sentence, or the beginning of an item. */
export interface Label {
  readonly text: string;
  /** One of a numbered list: these come one after the other, unless a condition says otherwise. */
  readonly counted?: boolean;
}

const IF =
  /^\P{L}*(?:if|when|in case|should|wenn|falls|si|se|als|cuando|quand|lorsque|если|jeśli|jeżeli|pokud|eğer|om|hvis|jos|якщо|dacă|ako|ако|αν|εάν|nếu|jika|kalau|unless|如果|もし)(?=[\s,]|$)|^如果|(?:場合|とき|なら|면|경우)(?:は|には|에는|에)?[\s:：、,]*$|(?:yorsa|m[ae]zs[ae]|[mt][ıiuü]şs[ae]|[dt][ıiuü]ys[ae]|değilse|varsa|yoksa|[ıü]rs[ae]|(?:ol|dur)ursa)[\s:,]*$/iu;
/** Hungarian; in capitals it is high availability. */
const HA = /^\P{L}*[Hh]a(?=\s)/u;
const UNLESS = /^\P{L}*unless\b/iu;
const ELSE =
  /^\P{L}*(?:otherwise|or else|else|if not|if no|in (?:all|any|every) other cases?|if (?:that|this)(?: is|['’]s) not the case|sonst|andernfalls|ansonsten|(?:wenn|falls) nicht|sinon|dans le cas contraire|de lo contrario|en caso contrario|si no|caso contrário|senão|altrimenti|in caso contrario|se no|zo niet|anders|annars|иначе|в противном случае|w przeciwnym razie|jinak|v opačném případě|aksi takdirde|aksi halde|egyébként|különben|ellenkező esetben|altfel|în caz contrar|în rest|inače|u suprotnom|в противен случай|αλλιώς|διαφορετικά|nếu không|ngược lại|jika tidak|kalau tidak|ellers|muuten|інакше|в іншому випадку|否则)(?=$|[\s,:;.!?，：])|^\P{L}*(?:それ以外|そうでない|さもなければ|그렇지 않으면|그렇지 않은 경우|아니면|그 외|否则|否則)/iu;
const YES = /^\P{L}*(?:(?:if )?(?:yes|so)|ja|oui|sí|sì|sim|да)[\s,:.]*$/iu;
const NO = /^\P{L}*(?:(?:if )?no|nein|non|não|нет)[\s,:.]*$/iu;
/** "First staging", "Then production", "On each of them". */
const IN_TURN =
  /\b(?:first|then|next|afterwards?|after|finally|lastly|once|both|each|every|all|second|again|also|promot\w+|before)\b/i;
/** Parts of one system, which all have their turn: "On the Linux nodes". */
const PARTS = /\b(?:nodes?|hosts?|servers?|workers?|clients?|replicas?|members?|machines)\b/i;
const ENVIRONMENT =
  /^(?:(?:for|in|on|when (?:in|on)|if (?:you(?:['’]re| are) )?(?:in|on|using)|if (?:this is|it is|it['’]s))\s+)?(?:an? |the |our |your )?(staging|stage|stg|prod(?:uction)?|prd|dev(?:elopment)?|testing|test|qa|uat|pre-?prod(?:uction)?|sandbox|preview|demo)(?:\s+(?:environments?|env|clusters?|systems?|deployments?|site|account))?(?=$|\s*[:,(.–—-](?!\w))/i;
/** "Development", "Testing": by itself what is done, not where. */
const ACTIVITY = /^(?:development|test|testing|preview|demo)$/i;
const PREPOSED = /^(?:for|in|on|when|if)\b/i;
const NUMBERED = /^\W*(?:step |phase |stage |part )?\d/i;

/**
 * By index: labels in a row of which the text says that only one holds. Each group has at least two.
 * @param inTurn the text before them says that all are done: "Do both."
 */
export function exclusiveLabels(labels: readonly Label[], inTurn = false): readonly (readonly number[])[] {
  const plain = labels.map((label) => ({ ...label, text: arrowAsCondition(label.text) }));
  const groups = [
    ...conditions(plain),
    ...opposedPhrases(plain),
    ...named(plain, inTurn),
    ...opposedWords(labels, inTurn),
  ];
  const seen = new Set<number>();
  return groups.filter((group) => {
    if (group.some((at) => seen.has(at))) return false;
    group.forEach((at) => seen.add(at));
    return true;
  });
}

/** The same by conditions alone, for comments between commands. */
export function exclusiveConditions(texts: readonly string[]): readonly (readonly number[])[] {
  const labels = texts.map((text) => ({ text }));
  return [...conditions(labels), ...opposedPhrases(labels), ...toolComments(texts)];
}

/** How many labels may stand between a condition and what holds where it does not. */
const FAR = 3;

/** "If it is full", "Otherwise"; "If it runs", "If it does not run"; "Yes", "No". */
function conditions(labels: readonly Label[]): number[][] {
  const groups: number[][] = [];
  let open: number[] = [];
  labels.forEach(({ text }, at) => {
    const before = open.at(-1);
    const near = before !== undefined && at - before <= FAR;
    const clause = clauseOf(text);
    if (near && (isElse(text, clause) || (NO.test(text) && YES.test(labels[before]!.text)))) {
      groups.push([...open, at]);
      open = [];
    } else if (isIf(text) || YES.test(text)) {
      const opposed = near
        ? open.slice(-FAR).find((one) => areOpposed(clauseOf(labels[one]!.text), clause))
        : undefined;
      if (opposed !== undefined) {
        groups.push([opposed, at]);
        open = [];
      } else open = near && at - before === 1 ? [...open, at] : [at];
    }
  });
  return groups;
}

function isIf(text: string): boolean {
  return IF.test(text) || HA.test(text);
}

function isElse(text: string, clause: Clause | undefined): boolean {
  return ELSE.test(text) || (clause !== undefined && clause.negated && clause.words.length === 0);
}

interface Clause {
  readonly words: readonly string[];
  readonly negated: boolean;
  /** "If it ...": speaks of what was named before. */
  readonly pronoun: boolean;
}

const SILENT =
  /^(?:the|an?|is|are|was|were|be|been|has|have|had|does|do|did|it|its|this|that|these|they|there|any|one|you|your|we|still|already|currently|yet|to|le|la|die|der|das|ist|est|el|es|está)$/;

/** What a condition says, up to what is to be done; undefined where a text is none. */
function clauseOf(text: string): Clause | undefined {
  const opened = IF.exec(text) ?? HA.exec(text);
  if (!opened) return undefined;
  const said = text
    .slice(opened[0].length, opened[0].length + 200)
    .toLowerCase()
    .replace(/n['’]t\b/g, ' not')
    .replace(/\bcannot\b/g, 'can not')
    .split(/[:,;.!?](?:\s|$)|\bthen\b/)[0]!;
  const all = said.match(/[\p{L}\d./%<>-]+/gu) ?? [];
  const negation = /^(?:not|no|never|nicht|kein|keine|pas|no)$/;
  return {
    words: all.filter((word) => !SILENT.test(word) && !negation.test(word)).map((word) => word.replace(/s$/, '')),
    negated: all.some((word) => negation.test(word)) !== UNLESS.test(text),
    pronoun: /^(?:it|this|that|they|es|il|elle)$/.test(all[0] ?? ''),
  };
}

const ANTONYMS: readonly (readonly [string, string])[] = [
  ['full', 'empty'],
  ['behind', 'ahead'],
  ['alive', 'dead'],
  ['slow', 'fast'],
  ['below', 'above'],
  ['les', 'more'],
  ['lower', 'higher'],
  ['smaller', 'larger'],
  ['fewer', 'more'],
  ['under', 'over'],
  ['up', 'down'],
  ['enabled', 'disabled'],
  ['present', 'absent'],
  ['present', 'missing'],
  ['exist', 'missing'],
  ['running', 'stopped'],
  ['true', 'false'],
  ['zero', 'nonzero'],
  ['connected', 'disconnected'],
  ['succeed', 'fail'],
  ['succeeded', 'failed'],
  ['primary', 'replica'],
  ['primary', 'standby'],
  ['leader', 'follower'],
  ['single', 'multiple'],
  ['with', 'without'],
  ['ipv4', 'ipv6'],
  ['systemd', 'sysvinit'],
  ['amd64', 'arm64'],
  ['iptable', 'nftable'],
  ['nginx', 'apache'],
];

function areOpposed(one: Clause | undefined, other: Clause | undefined): boolean {
  if (one === undefined || other === undefined || one.words.length === 0 || other.words.length === 0) return false;
  const [longer, shorter] = one.words.length >= other.words.length ? [one, other] : [other, one];
  const same =
    one.words.join(' ') === other.words.join(' ') ||
    (shorter.pronoun && shorter.words.every((word, i) => word === longer.words.at(i - shorter.words.length)));
  if (same) return one.negated !== other.negated;
  if (one.negated !== other.negated) return false;
  // One word apart, and that word turned round.
  const from = shorter.pronoun ? longer.words.slice(-shorter.words.length) : longer.words;
  const apart = from.flatMap((word, i) => (word === shorter.words[i] ? [] : [[word, shorter.words[i] ?? ''] as const]));
  return from.length === shorter.words.length && apart.length === 1 && areAntonyms(...apart[0]!);
}

function areAntonyms(one: string, other: string): boolean {
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  if (short.length > 2 && /^(?:un|in|non-?|dis)$/.test(long.slice(0, -short.length)) && long.endsWith(short))
    return true;
  return ANTONYMS.some((pair) => pair.includes(one) && pair.includes(other));
}

/** "For staging", "For production"; "Linux", "macOS": one after the other, by names of one kind. */
function named(labels: readonly Label[], inTurn: boolean): number[][] {
  const groups: number[][] = [];
  let open: { at: number[]; kinds: ReadonlyMap<string, ReadonlySet<string>> } | undefined;
  labels.forEach((label, at) => {
    const counted = (label.counted || NUMBERED.test(label.text)) && !IF_YOU.test(label.text);
    const read = counted ? [] : kindsOf(label.text, inTurn);
    // What all of them are names of, where each is another one.
    const shared = read.filter(({ kind, name }) => open?.kinds.get(kind)?.has(name) === false);
    if (open && shared.length > 0) {
      open.at.push(at);
      open.kinds = new Map(shared.map(({ kind, name }) => [kind, new Set([...open!.kinds.get(kind)!, name])]));
      if (open.at.length === 2) groups.push(open.at);
    } else if (read.length > 0)
      open = { at: [at], kinds: new Map(read.map(({ kind, name }) => [kind, new Set([name])])) };
    else open = undefined;
  });
  return groups;
}

/** "In case of a full disk", "In the event of a dead one": neither need be so. */
const CASE = /^in (?:the )?(case|event) of (?:an? |the )?(.+)$/i;
/** "For version 1.x", "On v2": one of them is there. */
const VERSION =
  /^(?:for|on|in|with|if (?:you(?:['’]re| are) )?(?:on|using|running)) (?:the )?(versions?|v(?=\d)|(?=\d+\.[\dx])) ?(\d[\w.+-]*(?: (?:and|or) (?:later|newer|above|earlier|older|below))?)$/i;

/** Kinds of {@link stemsOf} of which a reader has one: systems, clouds, how it is deployed. */
const ONE_OF = [1, 2, 4];

/** What the reader has decides, wherever in a list it stands. */
const IF_YOU = /^\W*(?:\d+[.)] )?(?:if|when) (?:you(?:['’]re)?|we|your)\b/i;

function kindsOf(text: string, inTurn: boolean): { readonly kind: string; readonly name: string }[] {
  const said = text.replace(/^\W*(?:\d+[.)] )?(?=\p{L})/u, '');
  const clause = IF_YOU.test(said) ? said.split(/[,:](?=\s|$)/)[0]! : said;
  const plain = clause
    .replace(/^[^\p{L}\d]+/u, '')
    .replace(/[\s:.]+$/, '')
    .replace(
      /(?:,|:)?\s*(?:please )?(?:(?:run|use|do|execute|type|enter)(?: (?:this|the following(?: commands?)?|instead))?)$/i,
      '',
    )
    .replace(
      /^(?:if|when) (?:you(?:['’]re| are)? )?(?:us(?:e|ing)|run(?:ning)?|on|deploy(?:ed|ing)? (?:with|via|by|on)) /i,
      'on ',
    )
    .trim();
  const short = inTurn ? undefined : shortLabel(plain);
  return [...longKinds(plain, clause, inTurn), ...(short ? [short] : [])];
}

function longKinds(plain: string, clause: string, inTurn: boolean): { readonly kind: string; readonly name: string }[] {
  if (plain.length > 80 || IN_TURN.test(plain)) return [];
  const own = CASE.exec(plain) ?? VERSION.exec(plain);
  const chosen = inTurn ? undefined : (usedVersion(clause) ?? versionRange(plain) ?? chosenKind(plain));
  if (chosen) return [chosen];
  if (own) return [{ kind: own[1]!.toLowerCase() || 'version', name: own[2]!.toLowerCase() }];
  const environment = ENVIRONMENT.exec(plain);
  const name = environment?.[1]?.toLowerCase().slice(0, 4);
  // "For staging" and "Staging" are no pair: the one who writes both forms means more than the place.
  if (name !== undefined && !PREPOSED.test(plain) && ACTIVITY.test(plain)) return [];
  if (name !== undefined) return [{ kind: PREPOSED.test(plain) ? 'for' : 'environment', name }];
  if (PARTS.test(plain)) return [];
  const stems = stemsOf(plain);
  return ONE_OF.flatMap((kind) => {
    const read = stems[kind];
    return read ? [{ kind: `${kind} ${read.stem}`, name: read.name }] : [];
  });
}
