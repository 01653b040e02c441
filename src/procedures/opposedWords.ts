import { isImperative } from '../blocks/imperative.ts';

/*
 * Labels right behind each other that are the same but for one word, and that word turned round: "Keep the data", "Drop the
 * data"; "Data is lost", "Data is intact"; "For one topic", "For all topics". Whoever needs the one does not need the other.
 */

interface Phrase {
  readonly text: string;
  readonly counted?: boolean;
}

const words = (rows: string): readonly (readonly [readonly string[], readonly string[]])[] =>
  rows
    .trim()
    .split('\n')
    .map((row) => row.split('/').map((side) => side.trim().split(/\s+/)) as [string[], string[]]);

/** How things stand. Said of what is there, not of what is done. */
const STATES = words(`
  lost gone destroyed corrupt corrupted damaged / intact safe there kept
  healthy good ok fine green passing / unhealthy bad sick broken failed degraded red failing
  present available there found / missing absent gone lost unavailable
  up alive reachable online responsive / down dead unreachable offline unresponsive
  running / stopped crashed stuck
  full / empty
  clean / dirty
  weekday day daytime / weekend night nighttime
  locked / unlocked
  success / failure
  pas passe / fail
  connected / disconnected
  replicated / unreplicated standalone
  encrypted / unencrypted plain
`);
/** How, and how far, something is done. */
const MANNERS = words(`
  quick fast / thorough slow careful full
  graceful gracefully gentle soft clean / forced forcible forcibly forceful hard dirty force
  one single / all every many multiple several
  online / offline
  planned / unplanned emergency
  keeping preserving / dropping losing deleting wiping
`);
/** What is done; the second takes back the first. */
const UNDONE = words(`
  open / close
  cordon / uncordon
  drain / undrain
  attach / detach
  promote / demote
  register / deregister unregister
  freeze / unfreeze thaw
  seal / unseal
  silence / unsilence
  subscribe / unsubscribe
  publish / unpublish
  archive / unarchive
  taint / untaint
  connect / disconnect
  throttle / unthrottle
  quarantine isolate / release
`);
/** Of these one is done, whichever is told first. */
const EITHER = words(`
  keep preserve retain / drop delete discard wipe remove erase
  upgrade / downgrade
  increase raise / decrease lower reduce
  grow expand enlarge / shrink
  approve accept / reject decline deny
  allow permit / deny block forbid
  advance / revert
`);
/** Whose it is: of one kind, told apart by a letter, a number or a name. */
const WHOSE =
  /^(?:(?:for|on|in|of) )?(tenant|customer|account|organi[sz]ation|brand|market|country|team)s? (?:[a-h]|\d{1,2}|[a-z][\w-]{2,20})$/;
const REGION =
  /^(?:(?:for|in|on) )?(?:eu|us|usa|uk|apac|emea|latam|anz|na|europe|america|asia|(?:eu|us|ap|sa|ca|me|af)-[a-z]+-\d)(?: (?:region|site|cluster|customers?|tenants?|users?))?$/;
const QUOTED = /^["“”„].{3,100}["“”]$/;
const MARKS: readonly (readonly [RegExp, RegExp])[] = [[/^\s*(?:✅|✔|☑|🟢|👍)/u, /^\s*(?:❌|✖|✘|❎|🔴|👎|⛔|🚫)/u]];
const ORDER =
  /\b(?:first|then|next|afterwards?|finally|lastly|again|also|second|third|step|phase|stage|part|once|later)\b/i;
const NUMBERED = /^\W*\d+[.):]?\s/;

interface Read {
  readonly raw: string;
  readonly plain: string;
  readonly words: readonly string[];
  readonly isAct: boolean;
}

/** By index: labels of which only one holds, by one word; two each, or as many as are of one kind. */
export function opposedWords(labels: readonly Phrase[], inTurn = false): number[][] {
  if (inTurn) return [];
  const read = labels.map(({ text, counted }) => (counted === true ? undefined : readLabel(text)));
  const groups: number[][] = [];
  let at = 0;
  while (at < read.length) {
    const end = read.findIndex((one, i) => i > at && !(one && areOpposed(read[at], one)));
    const stop = end < 0 ? read.length : end;
    // Of three in a row, one that is opposed to the first may be the end of what they are in.
    const all = Array.from({ length: stop - at }, (_, i) => at + i);
    if (all.length > 1) groups.push(all);
    at = Math.max(stop, at + 1);
  }
  return groups;
}

/**
 * By index: two comments of one block right behind each other of which one is how far the same is done ("Graceful restart",
 * "Force restart"), or the second does the opposite ("Upgrade the schema", "Downgrade the schema"). Empty where there are
 * none. What is closed and opened, or stopped and started, may be done in turn.
 */
export function degreesApart(comments: readonly string[]): readonly number[] {
  const read = comments.map(readLabel);
  const at = read.findIndex((one, i) => {
    const next = read[i + 1];
    if (one === undefined || next === undefined) return false;
    return byOneWord(one, next, true) || byVerb(one, next, true) || takesApplied(one, next);
  });
  return at < 0 ? [] : [at, at + 1];
}

const APPLIES = /^(?:apply|run|migrate|upgrade|deploy|release|install|update|execute)(?:ing)?$/;
const TAKES_BACK = /^(?:rollback|roll|revert|undo|downgrade)$/;

/** "Apply migrations", "Roll back the last migration". */
function takesApplied(one: Read, other: Read): boolean {
  const [first, ...what] = one.words;
  const [second, ...rest] = other.words;
  if (!APPLIES.test(first!) || !TAKES_BACK.test(second!)) return false;
  if (second === 'roll' && rest[0] !== 'back') return false;
  const objects = rest.filter((word) => word !== 'back');
  return objects.length === 0 || objects.some((word) => what.includes(word));
}

function readLabel(text: string): Read | undefined {
  const raw = text.trim();
  const plain = raw
    .replace(/^[^\p{L}\d"“„]+/u, '')
    .replace(/[\s:.…]+$/, '')
    .trim();
  if (plain === '' || plain.length > 100 || ORDER.test(plain) || NUMBERED.test(raw)) return undefined;
  const said = (plain.toLowerCase().match(/[\p{L}\d][\p{L}\d.:/-]*/gu) ?? [])
    .filter((word) => !/^(?:the|an?|your|our|its?|to|please|is|are|was|were|has|have|been|of)$/.test(word))
    .map((word) => (word.length > 3 ? word.replace(/(?<!s)s$/, '') : word));
  return said.length === 0 || said.length > 8 ? undefined : { raw, plain, words: said, isAct: isAct(plain) };
}

function isAct(plain: string): boolean {
  return isImperative(plain.replace(/^(?:examples?:?|to)\s+/i, ''));
}

function areOpposed(one: Read | undefined, other: Read): boolean {
  if (one === undefined) return false;
  const [first, second] = [one.plain.toLowerCase(), other.plain.toLowerCase()];
  if (first === second) return false;
  if (MARKS.some(([yes, no]) => (yes.test(one.raw) && no.test(other.raw)) || (no.test(one.raw) && yes.test(other.raw))))
    return true;
  if (/^either\b/.test(first) && /^or\b(?!\s+else\b)/.test(second)) return true;
  if (QUOTED.test(one.plain) && QUOTED.test(other.plain)) return true;
  const whose = WHOSE.exec(first)?.[1];
  if (whose !== undefined && WHOSE.exec(second)?.[1] === whose) return true;
  if (REGION.test(first) && REGION.test(second)) return true;
  return byOneWord(one, other) || byVerb(one, other) || byTime(one, other);
}

/** One word apart, and that one turned round. */
function byOneWord(one: Read, other: Read, degrees = false): boolean {
  if (one.words.length !== other.words.length) return false;
  const apart = one.words.flatMap((word, i) => (word === other.words[i] ? [] : [[word, other.words[i]!] as const]));
  const [pair] = apart;
  if (apart.length !== 1 || pair === undefined) return false;
  const has = (table: typeof STATES): boolean =>
    table.some(
      ([left, right]) =>
        (left.includes(pair[0]) && right.includes(pair[1])) || (right.includes(pair[0]) && left.includes(pair[1])),
    );
  return has(MANNERS) || (!degrees && !one.isAct && !other.isAct && has(STATES));
}

/** "Open the circuit", "Close the circuit"; "Keep the data", "Drop it". */
function byVerb(one: Read, other: Read, either = false): boolean {
  const [first, ...what] = one.words;
  const [second, ...other2] = other.words;
  const turned = ([left, right]: (typeof UNDONE)[number], from: string, to: string): boolean =>
    left.includes(base(from)) && right.includes(base(to));
  // "To close it:", "To open it:": purposes, of which a reader has one. "Close it:", "Open it:" is done in turn.
  const anyOrder = !either && [one, other].every(({ plain }) => /^to\s/i.test(plain)) ? [...EITHER, ...UNDONE] : EITHER;
  const opposed =
    (!either && UNDONE.some((pair) => turned(pair, first!, second!))) ||
    anyOrder.some((pair) => turned(pair, first!, second!) || turned(pair, second!, first!));
  return opposed && (what.length === 0 || other2.length === 0 || what.join(' ') === other2.join(' '));
}

/** "closing": close; "dropping": drop. */
function base(word: string): string {
  const stem = word.replace(/ing$/, '');
  if (stem === word) return word;
  const all = [...UNDONE, ...EITHER].flat(2);
  return [stem, `${stem}e`, stem.replace(/(.)\1$/, '$1')].find((one) => all.includes(one)) ?? word;
}

/** "Before 18:00", "After 18:00"; not "Before the upgrade", "After the upgrade". */
function byTime(one: Read, other: Read): boolean {
  const [first, ...when] = one.words;
  const [second, ...other2] = other.words;
  const sides = [first, second].toSorted().join(' ');
  return sides === 'after before' && /\d/.test(when.join(' ')) && when.join(' ') === other2.join(' ');
}
