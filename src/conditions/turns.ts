import type { Block } from '../blocks/model.ts';
import type { MdNode } from '../markdown/mdNode.ts';
import { programsOf } from './branches.ts';
import { isBySelf, isUsual } from './cases.ts';
import { restoresSaved, rollsBack } from './takenBack.ts';
import type { Lead } from './leads.ts';
import type { Caveat, Section } from '../runbook/model.ts';

/** "Alternatively ...", "you can instead do": another way to do what stands above. */
const ALTERNATIVE =
  /^\W*(?:alternatively|as an alternative)\b(?!\s+to\b)|^\W*(?:instead of|rather than|in place of) (?:the )?(?:above|that|this|it|these|them|(?:previous|last|first) (?:step|command|one)s?)\b|\b(?:you|we|one) (?:can|may|could) (?:also |just |simply )?instead\b|\binstead,? (?:you|we|one) (?:can|may|could)\b|\b(?:you|we|one) (?:can|may|could) [^.:]{1,80}\binstead\s*[:.]?$|^(?!\W*(?:if|when|unless|in case|should)\b).*\b(?:use|run|do|try|execute|type|enter) (?:this|that|these|it|the following)(?: (?:commands?|one|steps?|procedure))? instead\s*[:.]?$/i;
const INSTEAD_OF = /^\W*(?:instead of|rather than|in place of)\b[^.]{1,120}?,\s*(.{0,20})/i;
const MAY = /^(?:you|we|one) (?:can|may|could)\b/i;
/** "You can also ...": for the responder to choose. */
const ALSO =
  /^\W*(?:[^.:]{1,80}, )?(?:(?:you|we|one) (?:can|may|could) also|it is also possible|it['’]s also possible)\b/i;

/** "For version 2.0.5 and earlier", "on older releases". */
const OLD =
  /\b(?:for|on|in|with|use|using|run|running|have)\b[^.:,]{0,40}\b(?:versions?|releases?|v)\s*v?\d[\w.]*\s*(?:and|or) (?:earlier|older|below|lower|prior|before|previous)\b|\b(?:versions?|releases?) (?:before|prior to|older than|earlier than|below|lower than) v?\d|^\W*(?:for|on|in|with|if you (?:use|run|have|are (?:on|using|running)))\s+(?:an? |the |\w+ ){0,3}?(?:older|earlier|previous|prior) (?:\w+ ){0,2}?(?:versions?|releases?)\b|^\W*(?:before|prior to) (?:(?:version|release) )?v?\d+\.\d/i;

/** "If this happens", "If you see this error": what need not be so. */
const CASE =
  /^\W*(?:if|when|should) (?:this|that) (?:happens?|occurs?|is the case|is so|was the case)\b|^\W*if (?:so|not),|^\W*in (?:this|that|such a) case\b|^\W*(?:only )?as (?:a|the) (?:very )?last resort\b|^\W*(?:if|when|should) (?:it|this|that|they|the (?:[\w-]+ ){0,2}?[\w-]+)(?:['’]s| is| are| does| do| has| have| keeps?| remains?)?(?:n['’]t| not)? still\b|^\W*unless\b|^\W*(?:if|when|should) you (?:ever )?(?:run into|encounter|hit|face|experience|get|receive|see|notice) (?:(?:this|that|the following|the|an?|any|such(?: an?)?|one of these|some|these) )?(?:[\w-]+ ){0,3}?(?:errors?|issues?|problems?|warnings?|messages?|failures?|exceptions?|trouble)\b/i;
/** "If you've accidentally started it", "If you have already imported one, drop it first": repairs what need not be wrong. */
const REPAIRS =
  /^\W*(?:if|when|in case) (?:you|we|one)(?:['’]ve| have)? (?:already |previously )?(?:accidentally|mistakenly|inadvertently|unintentionally|by (?:mistake|accident))\b|^\W*(?:if|in case) (?:you|we|one)(?:['’]ve| have) (?:already|previously)\b[^.:]{1,80},[^.:]{0,60}\b(?:clear|drop|delete|remove|reset|wipe|undo|revert|clean|purge|uninstall)\b/i;
/** "If you remove components, you'd need to run this instead"; "If you are running an affected version". */
const INSTEAD_IF =
  /^\W*(?:if|when) (?:you|your|we)\b(?:[^.:]|\.(?=\w)){1,120}\binstead\s*[:.]?$|^\W*if (?:you(?:['’]re| are)|your \w+ is) (?:running |using |on )?(?:an? |one of the )?affected\b/i;
const GOES_ON =
  /[^.]$|\b(?:run|use|execute|issue|try|do|following|below|commands?|restart|delete|revert|restore|update|upgrade|install|set|add|remove|enable|disable|create|clear|reset|re-?run|retry|fix)\b/i;

/** "So for most of our machines this is:", "As an example, run the following:". */
const CASE_OF =
  /^\W*(?:so|for|in|on|here|e\.g)\b.{0,80}\b(?:this|that|it) (?:is|becomes|means|would be|will be|translates to)\s*:?$|^\W*as an example\b/i;

const OFF = String.raw`(?:(?:turn|switch) (?:[^.:,]{1,60} )?off|disable|deactivate|undo|uninstall|unregister|unset|revert)`;
const AWAY = String.raw`(?:delete|remove|destroy|tear down|clean ?up|${OFF})`;
const AIM = String.raw`^\W*(?:(?:later|afterwards?|finally),? )?(?:to|in order to|(?:if|when) you (?:want|need|wish|would like) to|you can) `;
const PRONOUN = String.raw`(?:it|this|that|them|these|those|everything)`;
const AGAIN = new RegExp(String.raw`${AIM}(?:${AWAY}|stop)\b[^.:,]{0,60}\b(?:again|later)\b`, 'i');
const UNDO_IT = new RegExp(
  String.raw`${AIM}(?:${OFF}(?: ${PRONOUN})?|(?:turn|switch) ${PRONOUN} off)(?: again)?\s*(?:$|[:,.])`,
  'i',
);
const TURNS_OFF = new RegExp(String.raw`${AIM}(${OFF})\b\s*([^.:]*)`, 'i');
const TAKES_AWAY = new RegExp(String.raw`${AIM}(?:delete|remove|destroy|tear down|uninstall)\b\s*([^.:,]*)`, 'i');
const IS_ON = /\b(?:turn|switch)(?:ing)?\b[^.:,]{0,60}\bon\b|\benabl(?:e|ing)\b|\bactivat(?:e|ing)\b/i;
const IS_MADE = /\b(?:creat(?:e|ing)|install(?:ing)?|add(?:ing)?|deploy(?:ing)?|provision(?:ing)?|set(?:ting)? ?up)\b/i;
const OTHER_ONE = /\b(?:old|previous|former|stale|existing|original|obsolete|legacy|unused|default)\b/i;
const AFTER_THE_END = /\b(?:after|once) [^.:]{0,40}\b(?:uninstall|delet|destroy|decommission|tear(?:ing)? ?down)\w*/i;
const NAMES_AWAY = /\b(?:disabl|deactivat|remov|delet|uninstall|destroy|decommission|clean|tear|turn|switch|undo)/i;
/** What only comes after the end of the thing itself: "Note: Cleanup AWS resources after uninstalling the cluster". */
const CLEANING_TITLE = new RegExp(String.raw`\bclean(?:ing)?[ -]?up\b[^.]*${AFTER_THE_END.source}`, 'i');

type Kind = 'alternative' | 'undoing' | 'optional' | 'example';

/** A sentence with code below it and the nearest command above it in the same section. */
interface Turn {
  readonly lead: Lead;
  readonly first: string;
  readonly section: Section | undefined;
  readonly before: Block | undefined;
  /** What was said above the command before it. */
  readonly saidBefore: string;
  readonly below: Block;
  /** Of the sections around it. */
  readonly titles: readonly string[];
  /** It stands in the numbered list of the command before it. */
  readonly counted: boolean;
}

/**
 * Commands that a straight run would do wrong to go on with: the sentence above them says that they do the same in
 * another way, take back what was just done, or are for another version or case.
 */
export function findTurns(
  nodes: readonly MdNode[],
  sections: readonly Section[],
  leads: readonly Lead[],
  all: readonly Block[],
): Caveat[] {
  const commands = all.filter(({ kind, commands: own }) => kind === 'command' && own.length > 0);
  const found = examplesApart(nodes, sections, commands);
  const counted = listsIn(nodes);
  let at = 0;
  let inSection = -1;
  let saidBefore = '';
  /** A section of separate uses: "To turn it on", "To turn it off". */
  let uses: Section | undefined;
  for (const lead of leads.toSorted((a, b) => a.line - b.line)) {
    while (at < commands.length && commands[at]!.line < lead.line) at++;
    while (inSection + 1 < sections.length && sections[inSection + 1]!.line <= lead.line) inSection++;
    const end = lead.below.at(-1)!.endLine;
    const below = commands[at];
    if (below === undefined || below.line > end) continue;
    const section = sections[inSection];
    const earlier = commands[at - 1];
    const before = earlier && earlier.line >= (section?.line ?? 0) ? earlier : undefined;
    const isIn = (one: { readonly line: number; readonly endLine: number }, line: number): boolean =>
      one.line <= line && line <= one.endLine;
    const turn: Turn = {
      ...{ lead, first: firstSentence(lead.said), section, before, saidBefore, below },
      titles: sections.filter((one) => isIn(one, lead.line)).map(({ title }) => title),
      counted: before !== undefined && counted.some((list) => isIn(list, before.line) && isIn(list, lead.line)),
    };
    const isUse = uses !== undefined && uses === section && /^\W*to\b/i.test(lead.text) && sharesProgram(turn);
    const kind = kindOf(turn) ?? (isUse ? 'optional' : undefined);
    if (kind === 'undoing' && TURNS_OFF.test(lead.text) && IS_ON.test(saidBefore)) uses = section;
    saidBefore = lead.text;
    if (kind === undefined) continue;
    const others = kind === 'alternative' ? { others: [(before?.commands[0] ?? '').slice(0, 80)] } : {};
    found.push({ kind, line: lead.line, endLine: end, text: shortOf(turn), aside: true, ...others });
  }
  for (const { title, line, endLine } of sections) {
    if (CLEANING_TITLE.test(title) && (commands[0]?.line ?? Infinity) < line)
      found.push({ kind: 'undoing', line, endLine, text: title, aside: true });
  }
  return found;
}

function kindOf(turn: Turn): Kind | undefined {
  const { lead, first, before, below } = turn;
  if ([first, lead.text].some((text) => OLD.test(text))) return 'optional';
  if (before === undefined) return undefined;
  if (undoes(turn)) return 'undoing';
  if ([first, lead.text].some((text) => ALTERNATIVE.test(text))) return 'alternative';
  const next = INSTEAD_OF.exec(lead.text)?.[1];
  if (next !== undefined && (MAY.test(next) || sharesProgram(turn))) return 'alternative';
  if (ALSO.test(lead.text)) return 'optional';
  if (isBySelf(lead.text) || isUsual(lead.text)) return undefined;
  if (REPAIRS.test(lead.text) || INSTEAD_IF.test(lead.text)) return 'optional';
  if (CASE.test(lead.text) && GOES_ON.test(lead.text)) return 'optional';
  const isCase = CASE_OF.test(lead.text) && sharesProgram(turn);
  const does = before.risk !== 'reads' || before.placeholders.length > 0;
  return isCase && does && below.risk !== 'reads' ? 'example' : undefined;
}

/** Takes back what the command right before it did. */
function undoes(turn: Turn): boolean {
  const { section, before, saidBefore } = turn;
  const { text, said } = turn.lead;
  const title = section?.title ?? '';
  if (before!.risk === 'reads') return false;
  if (AGAIN.test(text)) return true;
  const about = `${saidBefore} ${before!.commands.join('\n').slice(0, 500)}`;
  if (UNDO_IT.test(text) && !NAMES_AWAY.test(title)) return true;
  const on = { text, about, titles: turn.titles, counted: turn.counted };
  if (rollsBack(on) || restoresSaved(on)) return true;
  const off = TURNS_OFF.exec(text);
  if (off && IS_ON.test(about) && !OTHER_ONE.test(off[2] ?? '')) return true;
  const away = TAKES_AWAY.exec(text);
  if (away && AFTER_THE_END.test(said)) return true;
  return away !== null && IS_MADE.test(about) && !NAMES_AWAY.test(title) && isSameThing(away[1] ?? '', about);
}

/** "To delete the test pod" after "Create a test pod"; "the old pod" is another one. */
function isSameThing(object: string, about: string): boolean {
  if (OTHER_ONE.test(object)) return false;
  if (new RegExp(`^${PRONOUN}\\b`, 'i').test(object)) return true;
  const words = object.toLowerCase().match(/[a-z][\w-]{2,}/g) ?? [];
  const names = words.filter((word) => !/^(?:the|this|that|these|those|run|and|all|your)$/.test(word));
  return names.length > 0 && names.every((word) => about.toLowerCase().includes(word));
}

function sharesProgram({ before, below }: Turn): boolean {
  const known = programsOf(before?.commands.join('\n') ?? '');
  return programsOf(below.commands.join('\n')).some((name) => known.includes(name));
}

/** `??? example`: commands in such a box show what one above it does. */
function examplesApart(nodes: readonly MdNode[], sections: readonly Section[], commands: readonly Block[]): Caveat[] {
  return nodes.flatMap((node): Caveat[] => {
    if (node.type !== 'container' || node.info !== 'example')
      return node.type === 'paragraph' ? [] : examplesApart(node.children, sections, commands);
    const { line, endLine } = node;
    const from = sections.findLast((one) => one.line <= line)?.line ?? 0;
    const above = commands.filter((one) => one.line >= from && one.line < line).slice(-20);
    const known = above.flatMap((one) => programsOf(one.commands.join('\n')));
    const inside = commands.filter((one) => one.line >= line && one.line <= endLine);
    const shows = inside.some((one) => programsOf(one.commands.join('\n')).some((name) => known.includes(name)));
    return shows ? [{ kind: 'example', line, endLine, text: node.content || 'Example', aside: true }] : [];
  });
}

/** The numbered lists of a page, at any depth. */
function listsIn(nodes: readonly MdNode[]): readonly MdNode[] {
  return nodes.flatMap((node) => [...(node.type === 'ordered_list' ? [node] : []), ...listsIn(node.children)]);
}

function firstSentence(said: string): string {
  return said.split(/(?<=[.!?:])\s+(?=[A-Z(`"'“])/)[0] ?? '';
}

function shortOf({ lead: { text }, first }: Turn): string {
  const said = [first, text].find((one) => OLD.test(one) || ALTERNATIVE.test(one)) ?? text;
  return said.length > 200 ? `${said.slice(0, 200)}…` : said;
}
