import { isCode, type MdNode } from '../markdown/mdNode.ts';
import { bareTitle } from './taskTitle.ts';
import type { Way } from './writtenAlternatives.ts';

/** A sentence and what it leads to. */
interface Lead {
  readonly text: string;
  readonly line: number;
  readonly below: readonly MdNode[];
}

/** The section around sentences. */
interface LeadPlace {
  readonly heading: string;
  readonly endLine: number;
  readonly isCommand: (code: MdNode) => boolean;
}

const GOES_ON =
  /^\W*(?:next|then|now|finally|lastly|afterwards|after|once|when|and|first|second|third|(?:also|again|in addition)\b(?!,? you can))\b/i;
/** "To stop it:", "If it hangs:", "For a single node:" */
const PURPOSE = /^\W*(?:to|for|if|when|in order to|how to)\b/i;
const MEANS = /^\W*to\b.{0,80}\b(?:us(?:e|ing)|via|with|directly|through)\b/i;
const OPPOSED: readonly (readonly [string, string])[] = [
  ['enable', 'disable'],
  ['encrypt', 'decrypt'],
  ['lock', 'unlock'],
  ['add', 'remove'],
  ['pause', 'resume'],
  ['start', 'stop'],
];
/** "Here is an example of running it:" */
const SHOWS =
  /^\W*(?:for example|e\.g\.|here(?:['’]s| is| are) (?:an? |some |the )?(?:examples?|sample)|here,? (?:we|you) (?:can )?see)\b/i;
/** Headings below which one thing is shown beside the other. */
const SHOWN =
  /^(?:(?:usage |more |some |common )?examples?(?: \w+)?|usage|(?:common|useful|handy|other|basic|helpful) (?:\w+ )?(?:commands?|tasks|operations|queries)|commands|operations|cheat ?-?sheet|one-?liners|snippets)$/i;

/**
 * Procedures that sentences of one section lead into ("To add a user:", "To remove one:"), of which a responder needs one.
 * None where one is done after the other.
 * @param leads those of the section, in order.
 */
export function leadProcedures(leads: readonly Lead[], { heading, endLine, isCommand }: LeadPlace): readonly Way[] {
  const own = leads.filter(({ text, below }) => /[:.]$/.test(text.trim()) && below.some(isCode));
  if (!own.every(({ below }) => below.some(isCommand))) return [];
  if (own.length < 2 || own.length < leads.length) return [];
  const firsts = own.map(({ below }) => firstCommand(below.find(isCode)!.content));
  const texts = own.map(({ text }) => text.trim());
  if (texts.some((text) => SHOWS.test(text))) return [];
  if (texts.slice(1).some((text) => GOES_ON.test(text) && !/^\W*when\b/i.test(text))) return [];
  const known = firsts.filter((first) => first.length > 7);
  const alike = known.length === own.length && known.every((first) => first === known[0]);
  const purposes = texts.filter((text) => PURPOSE.test(text)).length >= texts.length - 1;
  const shown = SHOWN.test(bareTitle(heading));
  const means = texts.every((text) => MEANS.test(text));
  const verbs = texts.map((text) => /\bto (\w+)/i.exec(text)?.[1]?.toLowerCase() ?? '');
  const opposed = OPPOSED.some(
    (pair) => pair.every((verb) => verbs.includes(verb)) && verbs.indexOf(pair[0]) < verbs.indexOf(pair[1]),
  );
  if (!((alike && (shown || purposes)) || (shown && purposes) || means || (opposed && purposes))) return [];
  if (new Set(texts).size < texts.length) return [];
  return own.map(({ text, line }, i) => ({
    name: text.replace(/[:.\s]+$/, ''),
    line,
    endLine: (own[i + 1]?.line ?? endLine + 1) - 1,
  }));
}

/** The first line that is no comment, without its prompt. */
function firstCommand(content: string): string {
  const lines = content.split('\n').map((line) => line.trim());
  return (lines.find((line) => line !== '' && !line.startsWith('# ')) ?? '')
    .replace(/^[$>]\s+/, '')
    .replace(/\s*\\$/, '');
}
