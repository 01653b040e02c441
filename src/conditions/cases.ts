import { isImperative, isTold } from '../blocks/imperative.ts';
import { plainText } from '../markdown/markdown.ts';
import { codeIn, isCode, type MdNode } from '../markdown/mdNode.ts';
import type { Section } from '../runbook/model.ts';
import { forbidsInCase, type Told } from './forbidden.ts';
import type { Lead } from './leads.ts';

const START = String.raw`^\W*(?:\d+[.)]\s*)?(?:step \d+\W+)?(?:(?:note|important|warning|caution|attention|tip|also|and|but|or|then|however|finally|next)\b\W+)?`;
const form = (text: string): RegExp => new RegExp(START + text, 'i');

/** "If you use Docker", "Should it hang", "In case of a split brain", "Only on production": what need not be so. */
const CASE = form(
  String.raw`(?:(?:only |just |even )?(?:if|unless)\b|only (?:when|where|in case|on|for|with|in|do this|run this|needed|required|necessary)\b|should (?:it|this|that|you|they|the|an?|any|your|there)\b|in case\b|in the (?:event|case) (?:of|that)\b|in (?:that|such an?|such) cases?\b|(?:up)?on (?:an? |any )?(?:failures?|errors?|crash(?:es)?|timeouts?)(?=\s*[,:]|\s+of\b)|(?:on|for|in) [\w .-]{1,60} only\b|in an? emergency\b|in (?:rare|some|certain|extreme|exceptional|a few|few|special) (?:cases|situations|circumstances)\b|as (?:a|the) last resort\b|optional(?:ly)?\b(?! (?:is|are|arguments?|parameters?|flags?)\b)|provided (?:that\b|the\b|it\b|you\b)|assuming (?:that\b|the\b|it\b|no\b)|as long as\b|once (?:the |your |an? )?[\w -]{2,40} (?:ha(?:s|ve) )?(?:confirm|approv|agree|allow|sign|permit)\w*|after (?:(?:waiting|about|at least|for) )*(?:\d+|an?|one|two|three|some|several|a few) (?:hours?|days?|weeks?|months?)\b|the (?:next )?day after\b|wait (?:for|until) [\w -]{0,40}\b(?:approv\w+|permission|confirm\w*|consent|go-ahead|sign-?off)\b|where (?:the )?[\w -]{2,40} (?:is|are) (?:enabled|disabled|used|installed|configured|active|on|off)\b)`,
);
/** "When" tells of a time, too; of a case where it names what is used or is wrong. */
const WHEN = form(
  String.raw`(?:when|where|whenever) (?:(?:upgrading|using|running|deploying|installing|migrating|coming|working|rebuilding|restoring) |(?:you|your \w+) (?:use|uses|have|has|are using|are running|want|need|run|runs)\b|there (?:is|are) |(?:this|that|it|the (?:above|former)) (?:happens|occurs|is the case)\b|[^.:,]{1,60}\b(?:stuck|hung|hangs?|fails?|failed|broken|down|full|corrupt\w*|missing|not|never|errors?|wrong|unhealthy|crash\w*|lost|locked|too|unavailable|unreachable|degraded|stale|disabled|unset|absent|offline|unsupported|(?:turned|switched) off)\b)`,
);
/** "Between 02:00 and 04:00", "A week later", "With the consent of the owner", "From the jump host, not from your laptop". */
const WHEN_ALLOWED = form(
  String.raw`(?:(?:between|at|after|before|not before|from) \d{1,2}[:.]\d\d\b|(?:during|in|within|outside)(?: of)? (?:the |an? |your )?(?:agreed |next |planned )?(?:(?:maintenance|change) window|(?:business|office|working|peak|off-peak) hours)\b|(?:an?|one|two|three|\d+|some|several|a few) (?:hours?|days?|weeks?|months?) later\b|with (?:the |your |an? )?(?:[\w-]+ ){0,2}(?:consent|approval|permission|sign-?off|authori[sz]ation|go-ahead)\b|(?:it|this|that) (?:should|will|would|is) (?:only )?(?:very )?(?:rarely|seldom|hardly ever|almost never) (?:be )?(?:needed|necessary|required)\b|from (?:the|an?) (?:[\w-]+ ){0,2}[\w-]+, (?:not|never) (?:from |on )?(?:your|the|an?)\b)`,
);
/** "It was tested in the lab and is not approved for production:" */
const NOT_FOR =
  /\b(?:is|are|was|were|been)(?: \w+)? not (?:yet )?(?:approved|cleared|certified|meant|intended|fit|safe|suitable|supported|tested) (?:for|in|on) (?:use (?:in|on) )?(?:the )?prod(?:uction)?\b[^.]*:$/i;
/** "To delete everything instead:" */
const INSTEAD = form(String.raw`to [^.:]{1,100}\binstead\s*[:.]?$`);

/** "Run the first command on EU clusters and the second on US clusters.": each is for another place or case. */
const SHARED_OUT =
  /^\W*(?:run|use|execute|type|issue|apply|perform|the|only)\b[^.,:;]{0,20}?\bfirst(?: (?:commands?|blocks?|one|script|snippet|line))? (?:is )?(?:on|for|in|if|when|where)\b[^.:]{1,80}?\b(?:and|or|,|;) ?(?:(?:run|use|execute|type) )?the (?:second|other|latter|last)(?: (?:commands?|blocks?|one|script|snippet|line))? (?:is )?(?:on|for|in|if|when|where|otherwise)\b/i;

const GOOD = String.raw`(?:ok(?:ay)?|fine|good|well|correct|right|green|healthy|ready|successful|successfully|done|finished|complete|completed|as expected|in order|clean|happy|satisfied|sure)`;
/** What goes on where nothing is wrong: "If everything is fine", "If the tests pass", "When done". */
const GOES_ON = form(
  String.raw`(?:if|when|only if|only when) (?:(?:everything|all|it|that|this|they|these|the [\w -]{1,40}|you(?: are)?|no errors?)\b[^.:,]{0,40}?\b(?:(?:is|are|was|were|look\w*|went|goes|seems?|works?|worked|appear\w*) (?:\w+ ){0,2}?${GOOD}|works?|worked|passes|passed|pass|succeeds?|succeeded|finish(?:es|ed)|completes?|completed|(?:are|is) (?:${GOOD}|up|running))\b(?! (?:not|yet))|(?:done|finished|ready|complete|successful|prompted|asked|ok)\b|no (?:errors?|problems?|issues?)\b|you (?:haven['’]t|have not|did not|didn['’]t|do not have|don['’]t have)\b[^.:]{0,60}\b(?:already|yet)\b|(?:not|you haven['’]t|you have not) (?:already|yet)\b|(?:[\w-]+ ){0,4}?not (?:already|yet)\b|you(?:['’]ve| have) already\b|you (?:have )?followed\b|you(?:['’]re| are) following\b|you(?:['’]d| would)? (?:want to |like to |need to )?(?:know|see|learn|check|view|look|read|find out)\b|in doubt|applicable\b)`,
);
/** "If you've already pulled the image, restart only:": less, or something else, than what all the others do. */
const ALREADY = form(
  String.raw`(?:if|when) (?:you(?:['’]ve| have)|the [\w -]{1,40} (?:is|are|has been|have been)|it(?:['’]s| is| has been)) already\b[^.:,]{1,80},\s*(?:then )?(?:you (?:can|may|only need to|just need to) )?(?:(?:just|only|simply|instead|directly)\b|(?:skip|update|upgrade|pull|refresh|remove|delete|replace|reset|re-?create)\b|[^.:]{1,60}\b(?:only|instead|directly)\s*[:.]?$)`,
);
const NEGATED = /\b(?:not|n['’]t|never|no longer|without)\b/i;
/** "Unless you test the captcha, you'll want these": what most readers do. */
const USUAL =
  /^\W*unless (?:(?:specifically|explicitly|otherwise|really|you know|you have (?:a |any )?(?:good |specific |special )?reason|told|you are told)\b|[^.:]{1,100}, (?:you(?:['’]ll| will)? (?:probably|usually|likely|normally|want|need|should)|it is (?:recommended|best|safe)))/i;
/** "If it fails, the script will retry": nobody is asked to do anything. */
const BY_ITSELF =
  /^[^,]{1,160}, (?:then )?(?:it|they|(?:the|this|that|our|your) [\w-]+(?: [\w-]+)?) (?:will|would|automatically|tries|retries|falls|prompts|asks|continues|stops|exits|keeps)\b/i;

const THIRD_PERSON = /^(?:it|(?:the|this|that|our|your) [\w-]+(?: [\w-]+)?) (?!needs |has |is |does )[a-z]+[^s\W]s\b/i;

/** "If it was installed by our playbook, data will be under `/mnt`": where something is, or what it is called. */
const IS_FOUND =
  /^(?:(?:the|this|that|our|your|its|all|these|those) )?(?!(?:you|we|i)\b)(?:[\w./-]+ ){1,5}?(?:(?:(?:will|would|should|may|might) (?:also |then |usually )?be|is|are)(?: \w+ly| also| then| instead)*(?: (?:found|located|stored|kept|placed|written|saved|installed|mounted|available|listed))? (?:in|under|at|below|inside|within|on)|(?:(?:will|would|should|may|might) (?:also |then |usually )?be|is|are) (?:called|named)|can be found|(?:lives?|resides?|sits?) (?:in|under|at|below|inside|on))\s+(?!(?:need|danger|use|progress|maintenance|trouble|charge|order|risk|fault|hold|fire|your way|the way|a bad)\b)\S/i;

/** Blocks that are only meant in a case which the sentence above them names, behind the first of their page. */
export function findCases(leads: readonly Lead[]): Told[] {
  return leads.flatMap(({ text, said, line, below }): Told[] => {
    const [last, first] = [leadsOn(text, said) && !isBySelf(text) ? text : undefined, openingOf(said)];
    const told = [last, first, askedIn(said)].find((one) => one !== undefined && (isCase(one) || UNHAPPY.test(one)));
    return told === undefined || SKIP.test(told) ? [] : [{ text: told, line, endLine: below.at(-1)!.endLine }];
  });
}

/** "Not happy? Go back to the last release:": the question is the case, and what follows it is for who says so. */
const UNHAPPY = /^(?:not|still|no|nothing|too)\b[^.!?]{1,60}\?$/i;

/** The question right before the sentence that leads into a block. */
function askedIn(said: string): string | undefined {
  return /(?:^|[.!?]\s+)([A-Z][^.!?]{1,80}\?)\s+[^.!?]*:$/.exec(said)?.[1];
}

/**
 * What a case holds that stands on a line of its own, with a colon behind it: all of its item ("2. If the primary is
 * down:"), else the code below the paragraph that follows it.
 */
export function findOpenedCases(nodes: readonly MdNode[]): Told[] {
  return nodes.flatMap((node, i): Told[] => {
    if (node.type !== 'list_item' && /_list$/.test(node.type)) {
      const below = codeBelow(nodes, i);
      return node.children.flatMap((item) => {
        const endLine = item === node.children.at(-1) ? Math.max(item.endLine, below) : item.endLine;
        const text = opensCase(item.children[0]);
        const held = endLine > item.endLine || codeIn([item]).length > 0;
        return text !== undefined && held ? [{ text, line: item.line, endLine }] : findOpenedCases(item.children);
      });
    }
    if (node.type !== 'paragraph') return findOpenedCases(node.children);
    const text = nodes[i + 1]?.type === 'paragraph' ? opensCase(node) : undefined;
    const endLine = text === undefined ? 0 : codeBelow(nodes, i + 1);
    return text !== undefined && endLine > 0 ? [{ text, line: node.line, endLine }] : [];
  });
}

/** The text of a paragraph that is a case and a colon, with no order in it. */
function opensCase(node: MdNode | undefined): string | undefined {
  if (node?.type !== 'paragraph') return undefined;
  const text = plainText((node.children[0]?.content ?? '').slice(0, 300)).trim();
  const whole = /:$/.test(text) && !/[\n,]|[.!?]\s/.test(text);
  return whole && isCase(text) ? text : undefined;
}

/** "You can also use your alias." behind another sentence is a remark; what asks for something leads into the block. */
function leadsOn(text: string, said: string): boolean {
  const main = /,\s*(?:then )?(.*)$/.exec(text)?.[1] ?? text;
  return (
    !text.endsWith('.') ||
    text === said ||
    isImperative(main) ||
    /\b(?:can|must|should|needs? to|ha(?:s|ve) to) be \w+(?:ed|en|un)\b|\b(?:run|following|below|commands?)\b/i.test(
      main,
    )
  );
}

/** Whether a text tells of a case that need not be, rather than of what comes next. */
export function isCase(text: string): boolean {
  if (INSTEAD.test(text) || SHARED_OUT.test(text) || forbidsInCase(text) || ALREADY.test(text)) return true;
  if (WHEN_ALLOWED.test(text) || NOT_FOR.test(text)) return true;
  if (!CASE.test(text) && !WHEN.test(text)) return false;
  if (isUsual(text)) return false;
  return !GOES_ON.test(text) || (NEGATED.test(clauseOf(text)) && !/\b(?:already|yet)\b/i.test(text));
}

/** A sentence that goes on with what the program does by itself leads into nothing. */
export function isBySelf(text: string): boolean {
  const main = /,\s*(?:then )?(.*)$/.exec(text)?.[1];
  if (BY_ITSELF.test(text)) return true;
  return text.endsWith('.') && main !== undefined && (isTold(main) || THIRD_PERSON.test(main) || IS_FOUND.test(main));
}

/** What is done but for few: "Unless you know better, run:". */
export function isUsual(text: string): boolean {
  return USUAL.test(text);
}

function clauseOf(text: string): string {
  return text.split(',')[0]!;
}

/**
 * The first sentence of a paragraph, where what follows depends on it: "If you also run Docker, it sets the policy. Enable
 * forwarding:". With an order of its own, it is complete.
 */
function openingOf(said: string): string | undefined {
  const [first = '', second] = said.split(/(?<=[.!?])\s+(?=[A-Z(`"'“])/);
  if (second === undefined) return undefined;
  const main = /,\s*(?:then )?(.*)$/.exec(first)?.[1] ?? '';
  return main === '' || isImperative(main) || /^(?:please|you|we|see|this|that|no)\b/i.test(main) ? undefined : first;
}

const SKIP =
  /(?:\bskip (?:this|these|the rest of (?:this|the)) (?:whole |entire )?(step|section|part|procedure|page|command|block)s?\b(?=[^.]{0,80}\b(?:if|when|unless|for|on|where|in case)\b)|\b(?:if|when|unless|on|for)\b[^.]{1,160}\bskip (?:this|these) (?:whole |entire )?(step|section|part|procedure|command|block)s?\b|\bthis (step|section|part|procedure|command) (?:is|are) (?:only|not) (?:needed|required|necessary|applicable|relevant|meant)\b(?=[^.]{0,80}\b(?:if|when|unless|for|on|where|in)\b)|\bthis (step|section|part|procedure|command) (?:only )?(?:can|may|should|must|applies|needs)(?: be (?:skipped|omitted|left out)| only)?(?: to| be (?:run|done|performed) only)?\b(?=[^.]{0,20}\b(?:if|when|unless|where|systems|nodes|on|for)\b))/i;

/** Steps and sections that their own text says to skip in a case: somebody has to say whether it is this one. */
export function findSkips(nodes: readonly MdNode[], sections: readonly Section[]): Told[] {
  const found: Told[] = sections
    .filter(({ title }) => SKIP.test(title))
    .map(({ title, line, endLine }) => ({ text: title, line, endLine }));
  read(nodes, undefined);
  return found;

  function read(all: readonly MdNode[], item: MdNode | undefined): void {
    all.forEach((node, i) => {
      if (node.type === 'paragraph') take(node, item);
      else if (/_list$/.test(node.type)) readItems(node, codeBelow(all, i));
      else read(node.children, item);
    });
  }

  /** Code that is not indented belongs to the last item above it. */
  function readItems(list: MdNode, below: number): void {
    for (const item of list.children) {
      const endLine = item === list.children.at(-1) ? Math.max(item.endLine, below) : item.endLine;
      read(item.children, { ...item, endLine });
    }
  }

  function take(node: MdNode, item: MdNode | undefined): void {
    const raw = (node.children[0]?.content ?? '').slice(0, 1000);
    if (!/\b(?:skip|this (?:step|section|part|procedure|command))\b/i.test(raw)) return;
    const text = plainText(raw)
      .replace(/\s+/g, ' ')
      .replace(/^\s*(?:\[!\w+\]|(?:note|tip|important|warning|caution)\b\W*)\s*/i, '')
      .trim();
    const sentence = text.split(/(?<=[.!])\s+/).find((one) => SKIP.test(one));
    if (sentence === undefined) return;
    const around = item ?? sections.findLast(({ line, endLine }) => line <= node.line && endLine >= node.line);
    found.push({
      text: sentence,
      line: around?.line ?? node.line,
      endLine: around?.endLine ?? Number.MAX_SAFE_INTEGER,
    });
  }
}

/** The last line of the code right behind a node, or 0. */
function codeBelow(nodes: readonly MdNode[], at: number): number {
  let end = 0;
  for (let i = at + 1; i < nodes.length && isCode(nodes[i]!); i++) end = nodes[i]!.endLine;
  return end;
}
