import { imperative, isBaseForm, isImperative, isTold } from '../blocks/imperative.ts';
import { isForLater } from '../conditions/forLater.ts';
import { plainText } from '../markdown/markdown.ts';
import { isCode, ownText, type MdNode } from '../markdown/mdNode.ts';
import { lineShape } from '../transcripts/lineShape.ts';
import {
  beforehand,
  choiceHeading,
  doingHeading,
  labelOfChecks,
  labelOfWork,
  listOfThings,
  noProcedure,
  notDoing,
  orderHeading,
  strictHeading,
  strongHeading,
  triageHeading,
  workHeading,
} from './listHeadings.ts';

/** "Signing", "Publishing the packages". */
export function isGerund(name: string): boolean {
  return (
    /^[A-Z]?[a-z]+ing\b/.test(name) &&
    !/^(?:during|following|pricing|monitoring|troubleshooting|versioning|naming|understanding|using|existing|missing|pending|remaining|working|building blocks)\b/i.test(
      name,
    )
  );
}

/** What is done in a console with a mouse. */
const onScreen =
  /^\W*(?:then |next,? |now )?(?:open|click|select|choose|press|navigate|go to|log ?in|sign in|type|enter|expand|scroll|switch to|drag|tick|check the box|hit)\b/i;

/** "This guide shows how to:" names what is going to come. */
const introduces =
  /\b(?:(?:this|the following|the present|our) (?:\w+ )?(?:guide|page|document(?:ation)?|runbook|tutorial|section|article|playbook|post|how-to|chapter|repo(?:sitory)?|readme)\b(?!.*\bfollow)[^.]*\b(?:shows?|explains?|describes?|covers?|walks?|outlines?|contains?|includes?|will|helps?|teach\w*)\b|you(?:'ll| will)? (?:be able to )?learn\b|in this (?:guide|page|document|tutorial|section|article)[^.]*\b(?:you|we)\b)/i;

const namesCauses = /\b(?:causes?|reasons?|symptoms?|concepts?|terms|happens?|works?)\b[^.]{0,40}$/i;

/** "The lag can come from:", "Likely causes are:" */
const comesFrom =
  /\b(?:(?:comes?|results?|stems?|arises?) from|(?:caused by|due to|because of)|(?:causes?|reasons?|culprits?) (?:are|is|include|can be|may be|could be)(?! \w+ed\b)|(?:possible|likely|common|potential|typical|usual|known) (?:root )?(?:causes?|reasons?|culprits?))\b[^.,]{0,40}:?\s*$/i;

/** "More effective methods are:" */
const choiceLead =
  /\b(?:methods|options|ways|approaches|alternatives|possibilities|remedies|ideas)\b[^.:]{0,30}\b(?:are|include)\b[^.:]{0,20}:?\s*$/i;

/** "Surface gate: enable it in staging" below "Rollout sequence". */
const ordered = /\b(?:order|sequence|rollout|roll-out|phases?|stages?|gates?)\W*$/i;
const gate = new RegExp(`^[A-Z][\\w /()-]{2,40}:\\s+${imperative.source.replace(/^\^/, '')}`, 'i');

/** "Always include:", "The comment must contain:": what belongs into something. */
const partsOfThing =
  /\b(?:includes?|including|contains?|specif(?:y|ies)|mentions?|states?|consists? of|made up of|provides?)(?: the following)?\W{0,5}$/i;
/** "This also deadlocks the drain:": what something does, in turn. */
const thisDoes =
  /^\W*(?:this|it|that|which)\s+(?:(?:also|then|in turn|usually|typically|often)\s+)*\W*(?!(?:is|was|has|does|requires|needs|involves|means|includes|takes|works|steps|guide|section|page|process|happens to)\b)[a-z]+(?<!s)s\b.*:\W*$/i;

const saysSteps =
  /\b(?:(?:these|following|this|the) steps?|steps? (?:below|are|to)|procedure|instructions?|do the following|as follows|how to|to do (?:so|this|that)|(?:verify|check|confirm|perform|complete) the following)\b/i;

/** Where a list stands. */
export interface ListPlace {
  /** The text right before it. */
  readonly lead: string;
  /** The headings above it, the nearest first; the document's title only where there is no other. */
  readonly headings: readonly string[];
  /** An item holds something that is to be run. */
  readonly hasAction: (node: MdNode) => boolean;
}

/** Whether a numbered list says what to do, one thing after another, rather than naming causes, options or questions. */
export function isProcedure(list: MdNode, place: ListPlace): boolean {
  if (list.info === 'named' || list.children.some(place.hasAction)) return true;
  const items = itemsOf(list);
  if (introduces.test(lastSentenceOf(place.lead)) || (isTalk(place) && !isOrderedUnderNote(items, place))) return false;
  if (items.length === 0 || !mayBeDone(items) || items.every(isName)) return false;
  if (isDoneInParts(list, place.headings[0] ?? '')) return true;
  const [own = '', ...above] = place.headings;
  const strict = [own, ...above].some((heading) => strictHeading.test(heading) && !notDoing.test(heading));
  const share = doingShare(items);
  // What a system does, or what words mean.
  const form = isDoing(items[0]!) && isDoing(items[items.length - 1]!);
  if (CHECKS_TO_PASS.test(own) && isToPass(items)) return true;
  const told = items.filter((item) => (isDefinition(item) && !form) || tells(item)).length;
  if (!strict && told > items.length / 2) return false;
  // "Steps to reproduce" below which each sentence tells; what nobody is asked for is no step under any other heading.
  if (told + mentions(items) > items.length / 2 && share <= 0.34 && !STEPS.test(own)) return false;
  if (OFFERED.test(lastSentenceOf(place.lead)) && !strict) return false;
  if (explains(own) && share < 0.6) return false;
  if (saysSteps.test(lastSentenceOf(place.lead)) && !(share === 0 && isNamingLead(place.lead))) return true;
  if (noProcedure.test(own)) return false;
  if (ordered.test(own) && items.filter(({ text }) => gate.test(text)).length >= items.length * 0.8) return true;
  if (comesFrom.test(lastSentenceOf(place.lead)) || choiceLead.test(lastSentenceOf(place.lead))) return false;
  if (partsOfThing.test(lastSentenceOf(place.lead)) && share < 1) return false;
  if (share >= 0.8) return true;
  if (namesCauses.test(lastSentenceOf(place.lead))) return false;
  if (share >= 0.6 || strict) return true;
  if (isNamingLead(place.lead) || listOfThings.test(own)) return false;
  return promises(own, share) || above.some((heading) => triageHeading.test(heading)) || share >= 0.3;
}

/** "Required asserts (in this order)", "Pre-flight checks": each of them is looked at before anything goes on. */
const CHECKS_TO_PASS =
  /^\W*(?:[\d.]+\s+)?(?:(?:(?:required|mandatory|manual|final|pre[- ]?(?:flight|deploy(?:ment)?|upgrade|migration|cutover)|post[- ]?(?:deploy(?:ment)?|upgrade|migration|cutover)|go[ /-]+no[ -]?go|safety|sanity)\s+)+(?:asserts?|assertions|checks)\b(?:\s*\([^()]*\))?|(?:asserts|assertions|checks) \(?in (?:this|the following) order\)?|verification rules)\W*$/i;

/** "**Size matches.** `stat app`", "Replication lag must be below 1 s": most say what has to hold, or how it is looked at. */
function isToPass(items: readonly ListedText[]): boolean {
  if (items.filter(tells).length > items.length / 2) return false;
  const holding = items.filter((item) => isDoing(item) || /`[^`\n]+`/.test(item.raw) || HOLDS.test(item.text));
  return holding.length >= items.length * 0.7;
}

const HOLDS = /\b(?:is|are|must|should|returns?|shows?|exists?|match(?:es)?|equals?|answers?|has|have|abort|stop)\b/i;

/** "1. **Preparation**" with bullets below it that say what to do: the names of stages, each with its work. */
function isDoneInParts(list: MdNode, heading: string): boolean {
  if (list.children.length < 2 || explains(heading) || offersChoices(heading) || choiceHeading.test(heading))
    return false;
  const stages = list.children.map((item) =>
    item.children.filter(({ type }) => type === 'bullet_list').flatMap((inner) => itemsOf(inner)),
  );
  const worked = stages.filter((own) => own.length > 0 && mayBeDone(own) && doingShare(own) >= 0.7);
  const names = list.children.every((item) => STAGE.test(plainText(ownText(item).split('\n')[0]!)));
  return names && worked.length >= stages.length * 0.7;
}

/** A name of a few words, no sentence. */
const STAGE = /^[^.!?]{2,60}:?$/;

/** How many items tell of something and are no orders, beside those that {@link tells} knows. */
function mentions(items: readonly ListedText[]): number {
  return items.filter((item) => !isDoing(item) && !tells(item) && isTold(item.text)).length;
}

const STEPS = /\b(?:steps|procedure|checklist)\W*$/i;
/** "There are several ways to change it:" */
const OFFERED =
  /\b(?:two|three|four|several|multiple|different|various|many) (?:\w+ )?(?:ways|options|methods|approaches|possibilities)\b[^.]*:?\s*$/i;

/** Sums up, remarks, tells what a program does by itself, or is left to be written. */
/** "WARNING" as a heading above "1. Install Nix, 2. Install Direnv": the note names what is to be done in turn. */
function isOrderedUnderNote(
  items: readonly ListedText[],
  { lead, headings: [own = '', ...above] }: ListPlace,
): boolean {
  if (items.length < 2 || !isNotes(own) || isTalk({ lead, headings: above, hasAction: () => false })) return false;
  return items.every((item) => isDoing(item) && !ADVISES.test(item.text) && !REMINDS.test(item.text));
}

/** What is borne in mind while something else is done. */
const REMINDS =
  /^(?:remember|note|be (?:sure|careful|aware)|make sure|ensure|see|refer|read|take care|mind|beware|allow|expect|check (?:out|that))\b/i;

function isTalk({ lead, headings }: ListPlace): boolean {
  return (
    isNotes(lead) ||
    isNotes(headings[0] ?? '') ||
    isForLater(lead) ||
    isForLater(headings[0] ?? '') ||
    INTERNALS.test(headings[0] ?? '') ||
    leadsIntoTalk(lead) ||
    isTodo(headings[0] ?? '') ||
    /^\W*to[- ]?dos?(?: list)?\W*$/i.test(headings[0] ?? '') ||
    isTodo(lead)
  );
}

/** Headings below which the software is explained. */
const INTERNALS =
  /^\W*(?:[\d.]+\s+)?(?:implementation(?: details?| notes?)?|internals?|(?:technical |high[- ]level )?design(?: details?)?|how (?:it|this|(?:the|our) (?!(?:on-?call|operators?|responders?|team|engineers?|commander|lead|users?|admins?)\b)[\w-]+(?: [\w-]+)??) (?:works\W*$|(?!is\b|was\b|has\b)[a-z]+(?<!s)s\b[^?]{0,80})|what (?:it|this|the) (?!(?:on-?call|operators?|responders?|team|engineers?|commander|lead)\b)(?:[\w-]+ ){0,3}?(?:does|will do)|under the hood|what happens(?: (?:under the hood|behind the scenes))?)\W*$/i;

/** "KubeOne will:", "The controller then does the following:": what a program does by itself. */
function doesItself(lead: string): boolean {
  const subject =
    /(?:^|[,;]\s+)(?:[^,;]*\s)?((?!(?:then|also|now)\b)[\w.\x60'-]+)\s+(?:will(?: then| also| automatically)*(?: (?:do|perform|execute)(?: (?:the following|these)(?: \w+)?)?| (?:go|run|pass|step|work|move|progress|proceed) through (?:the following|these|several|a (?:series|number|sequence) of)(?: \w+)?)?|(?:then |automatically )?(?:does|performs?|executes?|carr(?:y|ies) out|(?:goes|runs|passes|steps|works|moves|progresses|proceeds) through) (?:the following|these|several|a (?:series|number|sequence) of)(?: \w+)?)(?:,? in (?:this|the following|that) order)?\s*:?$/i.exec(
      lastSentenceOf(lead).trim(),
    )?.[1];
  return (
    subject !== undefined &&
    !/^(?:you|we|i|they|one|users?|operators?|engineers?|admins?|administrators?|team|responders?|commander|lead|person|steps?|call|to|and|or|please|must|should|can|need|just|next|first|finally)$/i.test(
      subject,
    )
  );
}

const summary =
  /^\W*(?:(?:a|the|brief|short|high[- ]level|general|in)\s+)*(?:description|summary|overview|outline|short|at a glance|nutshell)\W*$|\b(?:following|these|several|below) (?:operations?|things?|actions?|steps?|events?|tasks?) (?:will )?(?:occurs?|happens?|takes? place|(?:are|is|be|get) (?:automatically )?(?:performed|executed|run|done|carried out|triggered))\b|\bwhat happens\b/i;

/** `TODO`: what the author has still to write. */
export function isTodo(text: string): boolean {
  return /^\W*TODOs?\b(?!.*\blist for\b)/.test(text);
}

function promises(heading: string, share: number): boolean {
  return !notDoing.test(heading) && (strongHeading.test(heading) || (share > 0 && doingHeading.test(heading)));
}

/** Whether a bullet list without commands says what to do: only below headings or labels that promise it. */
export function isBulletProcedure(list: MdNode, place: ListPlace): boolean {
  const items = itemsOf(list);
  if (labelOfWork.test(place.lead) && !isTalk({ ...place, lead: '' })) {
    const asked = labelOfChecks.test(place.lead) ? items.filter(({ text }) => text.endsWith('?')).length : 0;
    const links = mayBeDone(items) || asked > items.length / 2;
    return links && items.length > 0 && doingShare(items) + asked / items.length >= 0.6;
  }
  const [first = '', ...above] = place.headings;
  const own = first.replace(/\b(?:scenario|case|option)\s+#?(?:\d+|[A-Z])\b|\b(?:first|second|third) option\b/gi, '');
  if (items.length < 2 || !mayBeDone(items) || isNamingLead(place.lead) || choiceHeading.test(own)) return false;
  if (introduces.test(lastSentenceOf(place.lead)) || isTalk(place) || noProcedure.test(own) || notDoing.test(own))
    return false;
  const share = doingShare(items);
  if (strictHeading.test(own)) return share >= 0.3;
  if (triageHeading.test(own) || beforehand.test(own)) return share >= 0.6;
  const said = lastSentenceOf(place.lead);
  const named = /^\W*(?:steps|procedure|instructions|what to do)\W*$/i.test(said);
  const told = named || (/:\s*$/.test(place.lead) && saysSteps.test(said));
  if (told && share >= (named ? 0.3 : 0.6)) return true;
  // Some say what to write where, with the text to be written below them.
  const written = list.children.filter((item) => item.children.some(isCode)).length;
  if (written >= 2 && share >= 0.8) return true;
  const conditions = items.filter(({ text }) => /^if\b/i.test(text)).length;
  if (offersChoices(own) || conditions >= items.length / 2) return false;
  const name = own.replace(/^\W*(?:(?:step|phase)\s*)?[\d.]*\W*/i, '');
  const advice = items.every(({ text }) => ADVISES.test(text));
  const work = orderHeading.test(own) || workHeading.test(own) || isGerund(name) || (isImperative(name) && !advice);
  // Where the heading says what is done, a remark among the items does not take it back.
  if (work && items.length > 2 && share >= 0.65 && items.filter(isDefinition).length === 0) return true;
  if (share < 0.8) return false;
  if (work || above.some((heading) => strictHeading.test(heading) && !notDoing.test(heading))) return true;
  if (share === 1 && !advice && asksFor(said)) return true;
  return items.filter(({ text }) => onScreen.test(text)).length >= 2;
}

/** Bullets below "Runbook", "Steps" or a label "Fix:", whatever stands beside them there. */
export function isBulletsOfSteps(list: MdNode, place: ListPlace): boolean {
  const named = strictHeading.test(place.headings[0] ?? '') || labelOfWork.test(place.lead);
  return list.type === 'bullet_list' && named && isBulletProcedure(list, place);
}

/** "To restore one, make a request with the form." above bullets that say how. */
function asksFor(sentence: string): boolean {
  const main = /^to\b[^,.:]{3,80},\s*(.+)/is.exec(sentence.trim())?.[1];
  return main !== undefined && imperative.test(main) && !/\b(?:see|consider|note|use)\b/i.test(main.slice(0, 10));
}

/** "Use a cache", "Avoid wide queries": what is good to do, one as well as the other. */
const ADVISES = /^(?:use|avoid|consider|keep|prefer|choose|try|do not|don['’]t|never|always)\b/i;

/** "This method involves the following steps:": what the list of steps beside it tells one by one. */
const SUMS_UP =
  /\b(?:involves?|consists? of|comprises?|includes?|is (?:made up|composed) of|(?:is|are) (?:done|divided|split) (?:in|into))\b[^.:]{0,40}\b(?:steps?|phases?|stages?|parts?|tasks?|operations?)\W*$/i;

/** Whether a sentence leads into what something does by itself or into a summary, which nobody has to do. */
export function leadsIntoTalk(lead: string): boolean {
  const sentence = lastSentenceOf(lead);
  return doesItself(lead) || thisDoes.test(sentence) || summary.test(sentence);
}

/** Whether bullets beside a list of steps all say what to do as well, below a heading that says it. */
export function isDoneBeside(list: MdNode, place: ListPlace, holds: (item: MdNode) => boolean): boolean {
  if (isTalk(place) || list.children.length < 2 || SUMS_UP.test(lastSentenceOf(place.lead))) return false;
  return doneBetween(list, place.headings[0] ?? '', holds).size === list.children.length;
}

/** Whether bullets below a condition ("If it is down:") say what to do then. */
export function isConsequence(condition: string, list: MdNode): boolean {
  if (
    !/^(?:if|when(?:ever)?|otherwise|else|in case|unless|should|after|once|on failure|for (?:each|every|all))\b/i.test(
      condition,
    )
  )
    return false;
  const items = itemsOf(list);
  return items.length > 0 && mayBeDone(items) && doingShare(items) >= 0.8;
}

/** Whether bullets, of which some hold commands, all say what to do: then those without a command are steps as well. */
export function isDoneTogether(list: MdNode, heading: string): boolean {
  const items = itemsOf(list);
  if (items.length < 2 || choiceHeading.test(heading) || offersChoices(heading) || noProcedure.test(heading))
    return false;
  return !items.some(({ text }) => /^(?:if|when|option)\b/i.test(text)) && doingShare(items) >= 0.8;
}

/**
 * The items among bullets with commands that ask for something without one: "Run the playbook" below a command. None where
 * the bullets are choices, or most of them tell.
 */
export function doneBetween(list: MdNode, heading: string, holds: (item: MdNode) => boolean): ReadonlySet<MdNode> {
  const none = new Set<MdNode>();
  if (choiceHeading.test(heading) || offersChoices(heading) || noProcedure.test(heading)) return none;
  const texts = new Map(list.children.map((item) => [item, itemsOf({ ...list, children: [item] })[0]]));
  const doing = list.children.filter((item) => {
    const found = texts.get(item);
    return found !== undefined && (isDoing(found) || holds(item));
  });
  const share = doing.length / list.children.length;
  const choices = list.children.filter((item) => /^(?:if|when|option)\b/i.test(texts.get(item)?.text ?? ''));
  const name = heading.replace(/^\W*(?:(?:step|phase)\s*)?[\d.]*\W*/i, '');
  // Where the heading says what is done, a last "If ..." is a branch of it.
  const named = (isImperative(name) || isGerund(name)) && !explains(heading);
  if (choices.some((item) => !named || item !== list.children.at(-1))) return none;
  if (named && share >= 0.8) return new Set(list.children);
  return share >= (named ? 0.65 : 0.7) ? new Set(doing) : none;
}

/** Whether what stands below a heading are alternatives and advice rather than one thing after another. */
export function offersChoices(heading: string): boolean {
  // "Option A": one of them, and what is done in it.
  const name = heading.replace(/\b(?:[Oo]ption|[Ss]cenario|[Cc]ase|[Mm]ethod|[Aa]pproach)\s+#?(?:\d+|[A-Z])\b/g, '');
  return (
    listOfThings.test(name) ||
    /\b(?:best practices|considerations|troubleshooting|(?:common|known) (?:issues|errors|problems)|tips|recommendations|alternatives|methods|approaches|ways)\b/i.test(
      name,
    )
  );
}

/** "Backup strategy", "RBAC requirements": what its last word names is no work, though the first may be spelt like a verb. */
function isNounPhrase(name: string): boolean {
  const plain = name.split(/:|\s[—–-]\s/)[0]!.replace(/^\W+|\W+$/g, '');
  if (!ABOUT.test(plain) || plain.split(/\s+/).length > 5) return false;
  return !imperative.test(plain) || VERB_OR_NOUN.test(plain) || /\bscenarios$/i.test(plain);
}

const ABOUT =
  /(?:\b(?:strateg(?:y|ies)|scenarios|types?|requirements?|notes|coverage|locations?|polic(?:y|ies)|schedules?|conventions?|responsibilities|permissions|parameters|terminology|thresholds|order|paths?|structure|tabs?|pages?|panels?|boards?|dashboards?|tables?|matrix|reference|schema|format)|^list of \w[\w ]*)$/i;
const VERB_OR_NOUN =
  /^(?:backup|build|monitor|test|list of|release|access|log|scale|watch|report|record|share|label|query|place|name|deploy|upgrade|review|support|export|import)\b(?!\s+(?:the|an?|all|your|our|and)\b)/i;

/** "2. Consider: more probes", "Already configured: ...": what might be, or has been, done. */
export function isRemark(heading: string): boolean {
  return /^(?:already|consider|idea|future|planned|alternative)\b[^:]*:\s/i.test(
    heading.replace(/^(?:step|phase)?\s*[\d.]+\W*/i, ''),
  );
}

/** Whether a section's name says that it explains rather than asks. */
export function explains(heading: string): boolean {
  const name = heading.replace(/^(?:step|phase)?\s*[\d.]+\W*/i, '');
  return (
    noProcedure.test(name) ||
    isNounPhrase(name) ||
    isRemark(name) ||
    isForLater(name) ||
    /^(?:introduction|summary|conclusion|appendix|architecture|scope|purpose|notes?|about\b.*|(?:trigger|entry|exit|success|stop|abort|acceptance|rollback)\w* (?:conditions?|criteria))$/i.test(
      name,
    )
  );
}

interface ListedText {
  readonly raw: string;
  readonly text: string;
}

function itemsOf(list: MdNode): ListedText[] {
  return list.children
    .map((item) => ownText(item).trim())
    .filter((raw) => raw !== '')
    .map((raw) => ({ raw, text: plainText(raw) }));
}

/** Neither links nor questions. */
function mayBeDone(items: readonly ListedText[]): boolean {
  const links = items.filter(
    ({ raw, text }) => !imperative.test(text) && /^\[[^\]]*\]\([^)]*\)(?:\.?$|\s*[-–—:])|^<?https?:\S+$/.test(raw),
  );
  if (links.length > 0 && links.length >= items.length / 2) return false;
  // "To keep the cluster up to date" is an aim.
  const idle = items.filter(({ text }) => text.endsWith('?') || (/^to \w+[^,:]*$/i.test(text) && !NEEDED.test(text)));
  return idle.length <= items.length / 2;
}

/** A path or a file alone: what something is done with. A script may be what is run. */
function isName({ raw }: ListedText): boolean {
  const name = /^`?([^\s`]+?)`?[.,;]?$/.exec(raw)?.[1] ?? '';
  return /[\w-]\/|\/[\w-]|\w\.\w/.test(name) && !/^\.\/|\.(?:sh|bash|py|pl|rb|ps1|js|ts)$|:\/\//.test(name);
}

function doingShare(items: readonly ListedText[]): number {
  return items.filter(isDoing).length / items.length;
}

/** Begins with what to do, or says so behind a label: `**Backup:** take a snapshot`. */
function isDoing({ raw, text }: ListedText): boolean {
  const start = text
    .replace(/^[^A-Za-z([]+/, '')
    .replace(/^\(?optional(?:ly)?\)?[,:]?\s+/i, '')
    .replace(/^\W+/, '');
  if ((imperative.test(start) && !namesState.test(start)) || isBaseForm(start)) return true;
  const main = CLAUSE.exec(start)?.[1];
  if (main !== undefined && !text.startsWith('(') && imperative.test(main)) return true;
  if (/^(?:be sure|make sure|remember|you(?:['’]ll| will)? (?:need|have)) to\b/i.test(start) || NEEDED.test(text))
    return true;
  // Where to click: `**Cloud SQL** → web → **Delete**`.
  if (/\S\s*(?:→|➜|->|»)\s*\S/.test(text) && !/[.!?]\s/.test(text)) return true;
  // A command alone.
  const code = /^`([^`]+)`\.?$/.exec(raw)?.[1];
  if (code !== undefined && /\s/.test(code) && lineShape(code) === 'command') return true;
  // A check and the command that makes it: "Version: `app --version`".
  if (/^[\w (),/-]{3,60}:\s*`[a-z][\w./-]*\s[^`]+`\.?$/i.test(raw)) return true;
  const label = labelled.exec(raw)?.[0];
  return label !== undefined && imperative.test(raw.slice(label.length).replace(/^\W+/, ''));
}

/** "To keep it from being lost, you need to create a filter.", "Access is closed by default. You have to open it." */
const NEEDED =
  /(?:^to\b[^.:]{3,160}?,?\s|^[^:?]{3,200}\.\s)you(?:['’]ll| will)? (?:need|have) to (?!(?:be|know|have|understand|decide|worry|remember|do)\b)[a-z]+/i;

const CLAUSE =
  /^(?:while|after|before|on|at|if|when|in case|unless)\b[^,.:]{3,100},\s*(?:then |please )?(?=[a-z])(.+)/is;

/** A noun that is spelt like a verb: "Deploy of a bad version", "Build failed", "Restart loops: ...". */
const namesState =
  /^\w+ (?!(?:that|whether|if|what|which|who|how|when|where|why|an?|the|your|our|all|any|each|every|there|it|this|these|those|they|you|we|no)\b)[\w-]+ (?:is|are|was|were)\b|^\w+(?:\s+(?:down|up|back|out|over))?\s+(?:of\b(?!\s+all\b)|(?:failed|fails|was|were|is|has|had)\b|in progress\b)|^(?!check|verify|find|look|list|note|see|search|watch|review|investigate|inspect|monitor|fix|resolve|report|clear|count|get|collect|record|ignore|retry|query|filter|log)\w+\s+(?:failures?|errors?|loops?|issues?|problems?|timeouts?|exhaustion|failing)\s*(?:[:.,(–—-]|$)/i;

const labelled = /^(?:\*\*|__)[^*_]{1,80}(?:[:.](?:\*\*|__)|(?:\*\*|__)\s*(?::|[-–—]\s))/;

/** `**Leader**: the node that ...` */
function isDefinition(item: ListedText): boolean {
  return labelled.test(item.raw) && !isDoing(item);
}

/** "The controller removes the pod." */
function tells({ text }: ListedText): boolean {
  return (
    /^(?:the|an?|this|each|it|these|our)\s/i.test(text) &&
    !/\b(?:should|must|needs?|ha(?:ve|s) to|shall|can)\b/i.test(text)
  );
}

/** "Notes:" above a list. */
export function isNotes(lead: string): boolean {
  return /^\W*(?:notes?|notices?|remarks?|hints?|tips?|caveats?|warnings?|limitations?|known issues?|(?:key |important )?(?:points?|things)(?: to (?:note|know|remember))?|important notes?)\W*$/i.test(
    lead,
  );
}

/** A sentence that ends with a full stop leads to nothing, unless it points down. */
function isNamingLead(lead: string): boolean {
  const sentence = lastSentenceOf(lead);
  return (
    listOfThings.test(sentence) && (!/\.\s*$/.test(lead) || /\b(?:following|below|these|are|include)\b/i.test(sentence))
  );
}

function lastSentenceOf(lead: string): string {
  const parts = lead.split(/[.!?]\s+/);
  return parts[parts.length - 1] ?? '';
}
