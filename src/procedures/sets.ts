import type { Block } from '../blocks/model.ts';
import type { Section } from '../runbook/model.ts';
import { bareTitle, isTaskTitle } from './taskTitle.ts';

/** A section that holds steps, beside others. */
export interface Sibling {
  readonly section: Section;
  /** Titles of its steps, in order. */
  readonly steps: readonly string[];
  readonly commands: readonly string[];
  /** What its text begins with. */
  readonly said: string;
  /** Its steps are numbered by the document, from the first one on. */
  readonly counted: boolean;
  /** Titles of the sections in it. */
  readonly inner: readonly string[];
}

/** "1. Stop it", "Step 2": one of a row. */
export const NUMBERED = /^[^\p{L}\d]*(?:step|phase|stage|part|task|day)?\s*#?\d+(?:\.\d+)*\s*(?:[.):–—-]|\s|$)/iu;
/** "Next", "once it runs", "After the migration": goes on with what stands above. */
const GOES_ON =
  /^\W*(?:next|then|now|finally|lastly|afterwards|after (?:that|this|which|you|the|it|all)|once|when (?:done|finished|complete)|continue|proceed|with (?:that|this|the \w+ \w+) (?:done|in place))\b|\b(?:previous (?:step|section)|(?:created|set|made|installed|generated|obtained|copied|noted|deployed) (?:above|before|earlier|previously|in the (?:previous|first|last))|as (?:above|before)|steps? above)\b/i;
/** Said before all of them: each has its turn. */
const IN_ORDER =
  /\bin (?:this|that|the following|the given|the listed) order\b|\b(?:all|each|every one) of (?:the following|these|them|the steps)\b|\b(?:following|these|below) (?:[\w-]+ ){0,3}(?:steps|changes|tasks|settings)\b.{0,40}\b(?:must|need|needs|required|have to|has to|should|will|applied|performed|completed)\b|\bone after (?:the other|another)\b|\bstep[- ]by[- ]step\b/i;
const FIRST = /^\W*(?:first(?:ly)?\b|to (?:begin|start)(?: with)?\b|(?:begin|start) (?:by|with)\b)/i;
/** Names of the parts of one procedure. */
const PHASE =
  /^(?:pre-?\w*|post-?\w*|prerequisites?|prepar\w+|before (?:you|the)\b.*|getting ready|set ?up|install\w*(?: \w+)?|verif\w+(?: .*)?|validat\w+(?: .*)?|clean(?:ing)?[ -]?up(?: .*)?|final\w*(?: .*)?|sanity checks?|smoke tests?|execution|planning|preparation|(?:immediate|initial|first|short[- ]term|long[- ]term) .*|triage|diagnos\w+|assess\w*|investigat\w+|mitigat\w+|resolution|resolv\w+|remediat\w+|contain\w*|eradicat\w*|recovery|escalat\w+|communicat\w+|sign[- ]?off|closing|closure|detection|identification|procedure|steps|resume .*|confirm .*|test(?:ing)?(?: .*)?|check .*|wait .*|next steps?|rollback|roll(?:ing)? back)$/i;
/** Whether a title tells what has happened, also as the name of an alert: `KubePodCrashLooping`, `disk_full`. */
function isTrouble(title: string): boolean {
  return TROUBLE.test(title.replace(/([a-z\d])([A-Z])/g, '$1 $2').replace(/(?<=\w)_(?=\w)/g, ' '));
}

/** Plural: below it stand several, and a responder needs one. */
const COLLECTION =
  /\b(?:operations|tasks|procedures|runbooks|how-?tos?|playbooks|recipes|maintenance|administration|management|managing|cookbook|scenarios|incidents|alerts|actions|faqs?|issues|problems|errors|failures|workflows|activities|jobs)$|^(?:common|useful|routine|daily|day[- ]?2|managing|administering|operating(?! system)|maintaining|troubleshooting)\b/i;
/** What has happened to somebody. */
const TROUBLE =
  /^(?:if|when|what if|in case)\b|\?$|\b(?:fail(?:s|ed|ing|ures?)?|errors?|down|unavailable|unreachable|not (?:working|ready|responding|starting|found|running|able|showing|loading|receiving|available)|can(?:no|['’])t|high|slow|stuck|crash\w*|full|lost|missing|exceeded|expired|time-?outs?|degraded|broken|leaks?|oom\w*|exhaust\w*|corrupt\w*|denied|refused|lag|outage|breach|unhealthy|won['’]t|does(?:n['’]t| not)|incident|anomal\w+|spike|saturat\w*|mismatch|blocked|crash|looping|absent|pressure|expir(?:y|es|ing|ation)|throttl\w*|filling up|flapping|burn rate)\b|^alert\s*[:–—-]/i;
/** What the people who make a thing do with it, and what brings it to others: the parts of a README. */
const MADE =
  /^(?:(?:local |running )?(?:development|dev)(?: (?:environment|setup))?|(?:run\w*|develop\w*|setup|build\w*) (?:it )?locally|local (?:setup|run\w*|test\w*)|(?:running |unit |run (?:the )?)?(?:tests|linting|linters?)|contributing|extending .*)$/i;
const SHIPPED =
  /^(?:deploy(?:ment|ing)|releas(?:e|es|ing)|publishing|production(?: (?:setup|deployment))?|upgrad(?:e|es|ing)|updating)\b/i;
const CODE = /^[A-Z]{1,6}-?\d+\b\s*[-–—:.]/;
/** Of these, none is done before the other. */
const OPPOSED: readonly (readonly [RegExp, RegExp])[] = [
  [/^add(?:ing)?\b/i, /^(?:remov|delet)(?:e|ing)\b/i],
  [/^(?:enabl)(?:e|ing)\b/i, /^disabl(?:e|ing)\b/i],
  [/^encrypt(?:ing|ion)?\b/i, /^decrypt(?:ing|ion)?\b/i],
  [/^grant(?:ing)?\b/i, /^revok(?:e|ing)\b/i],
  [/^lock(?:ing)?\b/i, /^unlock(?:ing)?\b/i],
  [
    /^backups?\b|^back(?:ing)? ?up\b|^(?:[\w-]+ ){1,3}backups?$/i,
    /^restor(?:e|ing|ation)\b|^recover(?:y|ing)?\b|^(?:[\w-]+ ){1,3}(?:restore|restoration|recovery)$/i,
  ],
  [/^export(?:ing)?\b/i, /^import(?:ing)?\b/i],
  [/^(?:creat|open)(?:e|ing)\b/i, /^(?:expir|clos|delet|destroy|remov)(?:e|ing)?\b/i],
  [/^start(?:ing)?\b/i, /^(?:stop(?:ping)?|shut(?:ting)? ?down)\b/i],
  [/^(?:un)?mount(?:ing)?\b/i, /^unmount(?:ing)?\b/i],
  [/^install(?:ing)?\b/i, /^uninstall(?:ing)?\b/i],
  [/^(?:block|ban|mut)(?:e|n?ing)?\b/i, /^un(?:block|ban|mut)(?:e|n?ing)?\b/i],
  [/^fail(?:ing)?[ -]?over\b/i, /^fail(?:ing)?[ -]?back\b/i],
  [/^activat(?:e|ing)\b/i, /^deactivat(?:e|ing)\b/i],
  [/^scal(?:e|ing) ?(?:up|out)\b/i, /^scal(?:e|ing) ?(?:down|in)\b/i],
  [/^(?:suspend|paus)(?:e|ing)?\b/i, /^(?:resum)(?:e|ing)\b/i],
];

/** What is saved is brought elsewhere: saving it and loading it there are two steps of one procedure. */
const MOVES =
  /^(?:migrat|mov|transfer|relocat|clon|copy|switch)(?:e|ing|ion)?\b|\b(?:migration|relocation|move|transfer)$|\bto (?:an?|the) (?:new|other)\b|\bto another\b/i;
const TO_ANOTHER =
  /\b(?:in|into|onto|on|to|at) (?:the |an? |your )?(?:new|other|target|second|destination|upgraded|another)\b/i;

/** Whether what stands below a title is brought from one place to another, by it or by what is done last. */
export function isMove(parent: string, siblings: readonly Sibling[]): boolean {
  return MOVES.test(bareTitle(parent)) || siblings.some(({ section }) => TO_ANOTHER.test(section.title));
}

const SAVES = /^(?:full |manual )?(?:back(?:ing)?[ -]?ups?\b|export(?:ing)?\b)/i;
const LOADS = /^(?:restor(?:e|ing|ation)\b|import(?:ing)?\b)/i;

/**
 * "Back up", "Restore" among others, such as "Schedule" and "Verify": to restore right behind a backup takes back
 * nothing at best. Empty where the sections have their turn by number, or what is restored is something else.
 */
export function savedAndLoaded(siblings: readonly Sibling[], intro: string): readonly Sibling[] {
  if (IN_ORDER.test(intro) || siblings.some(({ section }) => NUMBERED.test(section.title))) return [];
  const title = ({ section }: Sibling): string => bareTitle(section.title);
  const saved = siblings.find((one) => SAVES.test(title(one)));
  const loaded = siblings.filter(
    (one) => LOADS.test(title(one)) && one.section.line > (saved?.section.line ?? Infinity),
  );
  const own = loaded.filter((one) => isBare(title(one)) || sharesObject(title(saved!), title(one)));
  return saved === undefined || own.length === 0 ? [] : [saved, ...own];
}

/** "Restore", "Restore from a backup". */
function isBare(title: string): boolean {
  return /^\S+(?: (?:it|from (?:an? |the )?(?:[\w-]+ )?(?:backups?|snapshots?|dumps?|exports?|files?)|(?:an? |the )?(?:backups?|snapshots?|dumps?|exports?)))?$/i.test(
    title,
  );
}

function sharesObject(one: string, other: string): boolean {
  const first = objectsOf(one);
  return objectsOf(other).some((word) => first.includes(word));
}

/**
 * Whether sections beside each other are procedures of their own, of which a responder needs one, rather than parts of
 * one. Told by what their titles and texts say of each other, not by what they are about.
 * @param parent the title above them.
 * @param intro what is said between it and the first of them.
 */
export function areProcedures(siblings: readonly Sibling[], parent: string, intro = ''): boolean {
  if (siblings.length < 2) return false;
  if (siblings.filter(({ section }) => SELF.test(bareTitle(section.title))).length > 1) return true;
  if (saidInTurn(siblings, intro)) return false;
  if (areAlerts(siblings) || areNamedCases(siblings) || areStates(siblings, parent)) return true;
  const numbered = siblings.some(({ section }) => NUMBERED.test(section.title));
  if (siblings.length > 2 && !numbered && MANUAL.test(bareTitle(parent))) return true;
  if (isSequence(siblings)) return false;
  const titles = siblings.map(({ section }) => bareTitle(section.title));
  const share = (test: (title: string, i: number) => boolean): number => titles.filter(test).length / titles.length;
  if (share((_, i) => CODE.test(siblings[i]!.section.title.trim())) === 1) return true;
  if (share((title) => isTrouble(title)) >= 0.75) return true;
  const tasks = share((title) => isTaskTitle(title));
  if (tasks >= 0.6 && beginsAlike(siblings)) return true;
  if ((!isMove(parent, siblings) && isOpposed(siblings.map(nameOf))) || isUpkeep(titles)) return true;
  const several = COLLECTION.test(bareTitle(parent));
  // "When to rotate certificates" asks for nothing.
  const isTask = isTaskTitle(parent) && !/^(?:when|why|where|what)\b/i.test(bareTitle(parent));
  if (several && tasks + share((title) => isTrouble(title)) >= 0.75) return true;
  if (
    !isTask &&
    titles.some((title) => MADE.test(title)) &&
    titles.filter((title) => MADE.test(title) || SHIPPED.test(title)).length >= 2
  )
    return true;
  if (share((title) => /^how (?:to|do|can)\b/i.test(title)) >= 0.75) return true;
  // Each begins to count again, below the name of a thing: none is part of what the page does.
  const counted = siblings.filter((one) => one.counted && one.steps.length > 1).length;
  return !isTask && tasks >= 0.75 && counted >= siblings.length * 0.75;
}

/** Whether sections beside each other are the parts of one procedure. */
export function comeInTurn(siblings: readonly Sibling[], intro: string): boolean {
  return saidInTurn(siblings, intro) || isSequence(siblings);
}

function saidInTurn(siblings: readonly Sibling[], intro: string): boolean {
  return IN_ORDER.test(intro) || FIRST.test(siblings[0]!.said);
}

/** These may as well be the beginning and the end of one, where others stand between them. */
const OPPOSED_ALONE: typeof OPPOSED = [...OPPOSED, [/^start(?:ing)?\b/i, /^(?:re-?start|reload)(?:ing)?\b/i]];

/** Done before whichever procedure of a page is needed. */
const BEFORE_ALL =
  /^(?:log(?:ging)? ?in\b.*|connect(?:ing)?\b.*|access(?:ing)?\b.*|authenticat\w+\b.*|sign in\b.*|(?:initial |one-time )?set ?up|configuration|environment(?: variables)?|variables|get(?:ting)? (?:access|ready|started)|installation)$/i;
/** Whether a title is of what is done before any of the procedures beside it. */
export function preparesAll(title: string): boolean {
  return BEFORE_ALL.test(bareTitle(title));
}

/** Done when one of them has been; each ends with it, or not. */
const AFTER_ALL =
  /^(?:clean(?:ing)?[ -]?up\b.*|wrap(?:ping)?[ -]?up|finish(?:ing)?(?: up)?|log(?:ging)? ?out|disconnect(?:ing)?)$/i;

/**
 * Of sections beside each other those that are opposed in what they do ("Grant access", "Revoke access"), with what may
 * follow them ("Cleanup") and without what is done before all of them; empty where others stand among them.
 */
export function opposedAmong(siblings: readonly Sibling[]): readonly Sibling[] {
  const title = ({ section }: Sibling): string => bareTitle(section.title);
  const from = siblings.findIndex((one) => !BEFORE_ALL.test(title(one)));
  const to = siblings.findLastIndex((one) => !AFTER_ALL.test(title(one)));
  const core = from < 0 ? [] : siblings.slice(from, to + 1);
  // Who numbers them has an order in mind: "1. Stop writes", "2. Take a backup", "3. Restore".
  if (core.every(({ section }) => NUMBERED.test(section.title))) return [];
  const titles = core.map(nameOf);
  const each = titles.every((one) => OPPOSED_ALONE.some((pair) => pair.some((side) => side.test(one))));
  return core.length > 1 && each && isOpposed(titles, OPPOSED_ALONE) ? siblings.slice(from) : [];
}

/** "Operations Runbook", "Administration Guide": what is done to a running system, each when it is needed. */
const MANUAL =
  /\b(?:operations?|operational|admin\w*|maintenance|on-?call|sre|support|day[- ]?2)\b(?:\W+\w+){0,2}\W+(?:runbook|guide|manual|handbook|reference|notes)$/i;

/** `RedisDown`, `KubePodCrashLooping`: names as Prometheus has them for alerts. */
const ALERT = /^`?(?:[A-Z][a-z\d]+|[A-Z]{2,}(?=[A-Z][a-z]))(?:[A-Z\d]+[a-z\d]*)+`?$/;
const KIND =
  /(?:Map|Set|Account|Policy|Volume|Claim|Class|Binding|Role|Job|Controller|Definition|Hub|Ops|DB|SQL|API|QL|Script)`?$/;

/** "Symptom: 502", "Symptom: 504": what has happened, by the same word. */
const NAMED_CASE =
  /^(?:`|\W)*(symptoms?|problems?|issues?|errors?|alerts?|alarms?|incidents?|failures?|situations?|causes?|scenarios?|cases?)\s*(?:#?\d+)?\s*[:–—-]\s*\S/i;

function areNamedCases(siblings: readonly Sibling[]): boolean {
  const words = siblings.map(({ section }) => NAMED_CASE.exec(section.title)?.[1]?.toLowerCase().replace(/s$/, ''));
  return words[0] !== undefined && words.every((word) => word === words[0]);
}

const TROUBLESHOOTING =
  /\btrouble-?shooting\b|^(?:common |known |typical )?(?:problems|issues|errors|symptoms|failures)$/i;
/** "Pod is Pending", "Replica has no leader", "Node keeps rebooting". */
const STATE =
  /^(?:the |an? )?[\w./-]+(?: [\w./-]+){0,4}? (?:is|are|was|has|have|keeps?|stays?|remains?|gets?|shows?|returns?|reports?|does|do|pending|evicted|terminating|unschedulable)\b/i;

/** Below "Troubleshooting" titles that only tell how things stand: nobody has them all. */
function areStates(siblings: readonly Sibling[], parent: string): boolean {
  if (!TROUBLESHOOTING.test(bareTitle(parent))) return false;
  return siblings.every(
    ({ section }) =>
      !NUMBERED.test(section.title) && (STATE.test(bareTitle(section.title)) || isTrouble(bareTitle(section.title))),
  );
}

function areAlerts(siblings: readonly Sibling[]): boolean {
  const names = siblings.map(({ section }) => bareTitle(section.title));
  return names.filter((name) => ALERT.test(name) && !KIND.test(name)).length >= names.length * 0.75;
}

/** "Create a template", "Get a template", "Archive a template": three things that are done to one kind of thing. */
function isUpkeep(titles: readonly string[]): boolean {
  const objects = new Map<string, Set<string>>();
  for (const title of titles) {
    const found = UPKEEP.exec(title.toLowerCase());
    const object = found?.[2]?.replace(/s$/, '');
    if (object !== undefined) objects.set(object, (objects.get(object) ?? new Set<string>()).add(found![1]!));
  }
  return [...objects.values()].some((verbs) => verbs.size > 2);
}

const UPKEEP =
  /^(creat|get|gett|list|view|updat|edit|delet|archiv|remov|add|renam|revok|disabl|enabl|reset|resett|rotat|renew)(?:e|ing)?\s+(?:an? |the |your |all |new |existing )*([\w-]+)/;
/** A procedure by its name. */
const SELF = /\b(?:playbook|procedure|runbook|workflow)$/i;

/** Whether one comes after the other. */
function isSequence(siblings: readonly Sibling[]): boolean {
  const codes = siblings.every(({ section }) => CODE.test(section.title.trim()));
  const numbered = siblings.filter(({ section }) => NUMBERED.test(section.title)).length;
  const troubles = siblings.filter(({ section }) => isTrouble(bareTitle(section.title))).length;
  if (!codes && numbered > siblings.length / 2 && troubles < siblings.length * 0.75) return true;
  const bare = siblings.map(({ section }) => bareTitle(section.title));
  if (bare.some((title) => PHASE.test(title) && !isRemedyOf(title, bare))) return true;
  if (siblings.slice(1).some(({ section, said }) => GOES_ON.test(section.title) || GOES_ON.test(said))) return true;
  return anyTakesOver(siblings);
}

/** "Restore" beside "Backup" is no part of it. */
function isRemedyOf(title: string, all: readonly string[]): boolean {
  return isOpposed(all) && OPPOSED.some((pair) => pair.some((one) => one.test(title)));
}

/** Whether a variable that one sets is used by a later one, which does not set it itself. */
function anyTakesOver(siblings: readonly Sibling[]): boolean {
  const set = new Set<string>();
  return siblings.some(({ commands }) => {
    const text = commands.join('\n');
    const own = new Set([...text.matchAll(/(?:^|\s)(\w+)=/g)].map(([, name]) => name!));
    if ([...text.matchAll(/\$\{?(\w+)/g)].some(([, name]) => set.has(name!) && !own.has(name!))) return true;
    for (const [, name] of text.matchAll(/(?:^|[\n;]\s*)(?:export\s+)?([A-Z_][A-Z0-9_]{2,})=/g)) set.add(name!);
    return false;
  });
}

/** The same is done first in most of them: each begins from the beginning. */
function beginsAlike(siblings: readonly Sibling[]): boolean {
  const firsts = siblings.map(({ commands, steps, inner }) => {
    const command = commands[0]?.split('\n')[0]!.trim() ?? '';
    return inner.length > 0 && steps.length > 8 ? '' : `${normal(steps[0] ?? '')}|${command}`;
  });
  const commands = firsts.map((one) => one.slice(one.indexOf('|') + 1));
  const titles = siblings.map(({ steps }) => (steps.length > 1 ? normal(steps[0]!) : ''));
  const verbs = siblings.map(({ section }) => bareTitle(section.title).split(/\s/)[0]!.toLowerCase());
  // "Change a text field", "Change a reference": one long call with other arguments.
  const one = commands.every((text) => text.length > 40 && text.slice(0, 40) === commands[0]!.slice(0, 40));
  if (one && verbs.every((verb) => verb === verbs[0])) return true;
  return [commands, titles].some((all) => {
    const known = all.filter((one) => one.length > 7 && !/^(?:#|cd |sudo -i|set -)/.test(one));
    const counts = known.reduce((map, text) => map.set(text, (map.get(text) ?? 0) + 1), new Map<string, number>());
    const most = [...counts.values()].reduce((a, b) => Math.max(a, b), 0);
    return most >= 2 && most >= siblings.length * 0.6;
  });
}

function normal(title: string): string {
  return title.toLowerCase().replace(/\W+/g, ' ').trim();
}

/** What is done in a section: its title, or where that names a thing, the first title in it. */
function nameOf({ section, inner }: Sibling): string {
  const title = bareTitle(section.title);
  const isTask = isTaskTitle(title) && !/^(?:using|with|via)\b/i.test(title);
  return isTask || inner[0] === undefined ? title : bareTitle(inner[0]);
}

function isOpposed(titles: readonly string[], opposed = OPPOSED): boolean {
  return opposed.some(([one, other]) =>
    titles.some(
      (first, i) =>
        one.test(first) &&
        // "Stop the service" before "Start the service" is the way of one procedure.
        titles.some((second, j) => j > i && other.test(second) && !FORMER.test(second) && isSameObject(first, second)),
    ),
  );
}

/** "Disable SELinux" and "Enable routing" are opposed in nothing. */
function isSameObject(one: string, other: string): boolean {
  const [first, second] = [one, other].map((title) => objectsOf(title)) as [string[], string[]];
  return first.length === 0 || second.length === 0 || first.some((word) => second.includes(word));
}

/** The words of a title behind what is done, in the singular. */
function objectsOf(title: string): string[] {
  return (title.toLowerCase().match(/[a-z\d][\w-]*/g) ?? [])
    .filter(
      (word) =>
        !/^(?:an?|the|your|all|of|from|to|in|on|for|with|it|new|existing|full|manual|backups?|back|backing|up|restor\w*|recover\w*)$/.test(
          word,
        ),
    )
    .slice(/^(?:full |manual |[\w-]+ )*(?:backups?|restor\w+|recover\w+)/i.test(title) ? 0 : 1)
    .map((word) => (word === 'db' ? 'database' : word.replace(/s$/, '')));
}

/** "Remove the old route" goes on from "Add the static route". */
const FORMER = /\b(?:old|previous|former|temporary|original|obsolete|stale|unused)\b/i;

/** What is known of a section's commands, for {@link Sibling}. */
export function commandsIn({ line, endLine }: Section, blocks: readonly Block[]): readonly string[] {
  return blocks
    .filter(({ kind, line: at }) => kind === 'command' && at >= line && at <= endLine)
    .flatMap(({ commands }) => commands);
}
