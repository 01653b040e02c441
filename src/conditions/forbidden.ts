import { isForOthers } from './othersAct.ts';
import { codeIn, type MdNode } from '../markdown/mdNode.ts';
import type { Lead } from './leads.ts';
import type { Section } from '../runbook/model.ts';

/** What the text says is never to be run. */
export interface Told {
  readonly line: number;
  readonly endLine: number;
  readonly text: string;
  /** Of an example: the line of the block that it shows with values. */
  readonly shows?: number;
}

/** "Before, people ran:", "The old command was:": what was done once. */
const ONCE =
  /^\W*(?:(?:before|previously|formerly|in the past|historically|once|earlier|originally|it used to be|back then)\b,? (?:(?:\w+ )?(?:people|we|you|one|they|operators|admins|everybody|everyone) (?:ran|used|did|executed|had to run|would run|typed)|(?:this|it|that|the (?:\w+ )?command) was(?: done(?: (?:with|by|using|as|like))?)?)\b|(?:people|we|you|one|they|operators) used to (?:run|use|do|execute|type)\b|the old (?:command|way|method) was\b)[^.]{0,40}:$/i;
/** "We have removed it as follows.", "They migrated it with these commands:": told, and over. */
const HISTORY =
  /^\W*(?:(?:in the end|since|later|finally|at that time|back then|on [\w ,./-]{4,30}),? )?(?:we|i|they|the (?:[\w-]+ )?team)(?:['’](?:ve|d)| have| has| had)?(?: (?:since|already|now|then|therefore|thus|all))* (?:removed|deleted|destroyed|dropped|migrated|moved|decommissioned|retired|renamed|replaced|upgraded|converted|uninstalled|disabled|archived|purged|wiped|imported|switched|took (?:\w+ )?down|taken (?:\w+ )?down|tore (?:\w+ )?down|torn (?:\w+ )?down|shut (?:\w+ )?down)\b(?![^.]*\b(?:so|please|you|run|use)\b)[^.:]{0,80}?\b(?:as follows|like (?:this|so)|(?:in )?this way|(?:with|using|by (?:running|executing))(?: (?:the following|these|this))?(?: commands?)?)\s*[:.]?$/i;
/** "This is deprecated. Now run:" between the old command and the new one. */
const SUPERSEDED =
  /^\W*(?:this|that|the above|the former|it)(?: \w+){0,2}? (?:is|are|has been|was|have been) (?:now |since )?(?:deprecated|obsolete|outdated|superseded|no longer (?:used|supported|recommended|valid|the way))\b/i;
const NOW = /\b(?:now|instead|today|nowadays|currently|run|use)\b[^.]*:$/i;

const MARK = /^\s*(?:❌|🚫|⛔|✖️?|🛑)/u;
/** "Never use these commands", "DO NOT run", "Don't do this". */
/** What the sentence that leads to a command says of it: "must not be run by hand", "no longer works". */
const REFUSED =
  /\b(?:(?:must|should|may|can|is|are) (?:not|never)(?: to)? be (?:run|executed|used|typed|done|issued)\b|under no circumstances\b|(?:resist|withstand) (?:the |any |your )?(?:temptation|urge|impulse)\b|(?:do not|don['’]t) be tempted\b|on no account\b|no longer (?:works?|to be used|valid)\b|(?:what|how) (?:people|we|they|you|one) used to\b)/i;
const NEVER =
  /\b(?:never|do not|don['’]t|must not|should not)\s+(?:ever\s+)?(?:run|use|execute|issue|type|enter|try|perform|do)\b\s*(?:(?:any of\s+)?(?:the following|the commands?|this|that|these|those|such|it|like|following)\b|:|!|$)/i;
/** A condition makes an order of it: "Do not run this until the copy is done:". */
const CONDITION =
  /\b(?:until|before|unless|without|as root|with sudo|more than|twice|again|while|if|when|whether|only|yet|in parallel|at (?:the same time|once)|on (?:the|a|an|your|any|more)|in (?:the|a|an|your|production))\b/i;
/** A label alone: "Bad:", "Wrong", "Not recommended". */
const LABEL =
  /^\W*(?:bad|wrong|incorrect|unsafe|not (?:recommended|allowed|supported|like this|this)|anti-?pattern|forbidden|prohibited|avoid(?: this| these)?|dangerous|instead of(?: this)?|don['’]t|do not|never|(?:the )?(?:wrong|bad|incorrect|unsafe) way|(?:bad|wrong|incorrect|unsafe|dangerous|forbidden|prohibited|destructive) (?:examples?|commands?|usage|practices?|operations?))(?:\s*\([^)]{0,80}\))?\s*[:!.]?\s*$/i;
const COMMENT = /(?:^|\s)#+\s*(\S.*)$/;
/** "# BAD: this wipes the disk", "# Don't do this"; "# Wrong namespace? Look at ..." says something else. */
const COMMENT_LABEL =
  /^(?:bad|wrong|incorrect|unsafe|dangerous|forbidden|prohibited|don['’]t(?: do (?:this|it|that))?|do not (?:do (?:this|it|that)|run|use)|never (?:do (?:this|it|that)|run|use))\s*(?:[:!–—(]|-\s|$)/i;
const LOUD = /^(?:BAD|WRONG|INCORRECT|DANGEROUS|FORBIDDEN|DO NOT RUN|NEVER RUN|DO NOT USE)\b/;

/** Sections, blocks and lines of which the text says that nobody is to run them. */
export function findForbidden(nodes: readonly MdNode[], sections: readonly Section[], leads: readonly Lead[]): Told[] {
  const found: Told[] = sections
    .filter(({ title }) => forbids(title))
    .map(({ title, line, endLine }) => ({ text: title, line, endLine }));
  for (const { text, said, line, before, below } of leads) {
    if (before && SUPERSEDED.test(said) && NOW.test(text))
      found.push({ text: said.slice(0, 200), line: before.line, endLine: before.endLine });
    if (ONCE.test(text) || HISTORY.test(text) || isForOthers(text))
      found.push({ text, line, endLine: below.at(-1)!.endLine });
    // "Do not use it for backups." is advice beside the way.
    if ((/[:!]$/.test(text) || text.length <= 40) && forbids(text))
      found.push({ text, line, endLine: below.at(-1)!.endLine });
  }
  for (const node of codeIn(nodes)) {
    const said = forbiddingComment(node.content);
    if (said !== undefined) found.push({ text: said, line: node.line, endLine: node.endLine });
  }
  return found;
}

/** "Do not run this until the copy is done:", "Never use it in production:": somebody has to say whether it is so. */
export function forbidsInCase(text: string): boolean {
  const plain = text.replace(/[*_`]+/g, '').trim();
  return (
    plain.length <= 200 &&
    /:$/.test(plain) &&
    (NEVER.test(plain) || REFUSED.test(plain)) &&
    /\b(?:until|before|unless|without|while|if|when|whether|only|yet|on|in)\b/i.test(plain) &&
    !/\b(?:as root|with sudo|more than|twice|again|in parallel|at (?:the same time|once))\b/i.test(plain)
  );
}

function forbids(text: string): boolean {
  const plain = text.replace(/[*_`]+/g, '').trim();
  if (plain.length > 200 || plain.endsWith('?')) return false;
  const marked = MARK.test(plain);
  const rest = plain.replace(/^[^A-Za-z(]+/, '').replace(/\s+/g, ' ');
  if (LABEL.test(rest)) return true;
  if (REFUSED.test(rest) && !REFUSED_CASE.test(rest)) return true;
  if (CONDITION.test(rest)) return false;
  return NEVER.test(rest) || (marked && (NEVER_ANY.test(rest) || LABEL_START.test(rest)));
}

/** "It should not be run twice", "must not be used while it starts": how, or when. */
const REFUSED_CASE = /\b(?:twice|again|more than|as root|until|before|unless|if|when|while|in parallel)\b/i;
const NEVER_ANY = /^(?:never|do not|don['’]t)\b/i;
const LABEL_START = /^(?:bad|wrong|incorrect|unsafe|dangerous|danger|forbidden|prohibited|avoid)\b/i;

/** The comment of a block that says not to run what stands with it. */
function forbiddingComment(content: string): string | undefined {
  for (const line of content.slice(0, 20_000).split('\n')) {
    if (!line.includes('#') || line.length > 1000) continue;
    const said = COMMENT.exec(line)?.[1]?.trim();
    if (said === undefined) continue;
    const marked = MARK.test(said);
    // Behind a command, only the mark counts: "rm a # BAD sectors".
    if (marked ? !CONDITION.test(said) || /^\s*#/.test(line) : /^\s*#/.test(line) && says(said)) return said;
  }
  return undefined;
}

function says(comment: string): boolean {
  return (COMMENT_LABEL.test(comment) || LOUD.test(comment)) && !CONDITION.test(comment);
}
