import type { Block } from '../blocks/model.ts';
import { plainText } from '../markdown/markdown.ts';
import { isCode, type MdNode } from '../markdown/mdNode.ts';
import type { Caveat, Section } from '../runbook/model.ts';
import type { Told } from './forbidden.ts';
import { BY_SCRIPT, BY_WORDS, type Language } from './languages.ts';
import type { Lead } from './leads.ts';
import { short } from './warnings.ts';

/** A page is read in its own language where enough is said in it. */
const ENGLISH =
  /^(?:the|a|an|and|or|of|to|in|is|are|be|on|for|with|this|that|it|you|your|we|from|by|as|at|if|not|will|can|when|then|run|all|should|has|have|use|after|before|check|following|do|no|only|any|there|which|restart|service|command|using|into|make|sure|new)$/i;
/** Letters that English does without; of other languages, many words hold one. */
const FOREIGN_LETTER = /[^\p{ASCII}\p{P}\p{S}\p{N}\s]/u;
const MOST_READ = 20_000;
/** How many words say in which language a page is; below that, nothing is said of it. */
const FEW = 2;
/** Names of programs stand in Latin letters on any page. */
const MOSTLY = 0.97;

/** What language a page's own words are in. */
export interface Tongue {
  readonly language?: Language;
  /** Its words are of no language that cases are known of, so nothing tells what they ask for. */
  readonly unknown: boolean;
}

/** In which language the prose of a page is; undefined as its language in English, or where too little is said. */
export function tongueOf(nodes: readonly MdNode[]): Tongue {
  const prose = proseOf(nodes);
  const words = prose.match(/[\p{L}\p{M}][\p{L}\p{M}'’-]*/gu) ?? [];
  if (words.length === 0) return { unknown: false };
  const letters = words.join('');
  const latin = letters.match(/\p{Script=Latin}/gu)?.length ?? 0;
  if (latin < letters.length * MOSTLY) {
    const language = BY_SCRIPT.find((one) => one.words.test(prose));
    return language === undefined ? { unknown: latin * 2 < letters.length } : { language, unknown: false };
  }
  const english = words.filter((word) => ENGLISH.test(word)).length;
  const [best] = BY_WORDS.map((language) => ({
    language,
    count: words.filter((word) => language.words.test(word)).length,
  })).toSorted((a, b) => b.count - a.count);
  if (best!.count >= FEW && best!.count > english * 1.5) return { language: best!.language, unknown: false };
  const foreign = words.filter((word) => FOREIGN_LETTER.test(word)).length;
  return { unknown: words.length >= 6 && foreign * 7 > words.length && english * 7 < words.length };
}

/** Whether a sentence tells, in the language of its page or by its own script, of a case or of a place elsewhere. */
function isForeignCase(text: string, { language }: Tongue): boolean {
  const own = BY_SCRIPT.find((one) => one.words.test(text)) ?? language;
  if (own === undefined) return false;
  if (own.place?.test(text)) return true;
  if (!own.cases.test(text)) return false;
  const clause = text.split(/[,、,:：](?:\s|$|(?=\P{ASCII}))/u)[0]!;
  return !own.goesOn.test(clause) || own.denies.test(clause);
}

/** What sentences and titles of another language than English tell to be for a case, or for another place. */
export function findForeignCases(tongue: Tongue, sections: readonly Section[], leads: readonly Lead[]): Told[] {
  const titles = sections.filter(({ title, level }) => level > 1 && isForeignCase(title, tongue));
  return [
    ...titles.map(({ title, line, endLine }) => ({ text: title, line, endLine })),
    ...leads
      .filter(({ text }) => isForeignCase(text, tongue))
      .map(({ text, line, below }) => ({ text, line, endLine: below.at(-1)!.endLine })),
  ];
}

/** On a page that nothing is understood of, each block that may change something is asked about. */
export function askedUnread(
  { unknown }: Tongue,
  sections: readonly Section[],
  leads: readonly Lead[],
  blocks: readonly Block[],
): Caveat[] {
  if (!unknown) return [];
  return blocks
    .filter(({ kind, risk }) => kind === 'command' && risk !== 'reads')
    .map(({ line, endLine }) => {
      const lead = leads.find(({ below }) => below.some((one) => one.line === line))?.text;
      const said = lead ?? sections.findLast((one) => one.line < line)?.title ?? '';
      return { kind: 'optional', line, endLine, text: short(`in a language that is not known: ${said}`) };
    });
}

function proseOf(nodes: readonly MdNode[]): string {
  let out = '';
  const read = (all: readonly MdNode[]): void => {
    for (const node of all) {
      if (out.length > MOST_READ) return;
      if (isCode(node)) continue;
      if (node.type === 'paragraph' || node.type === 'heading')
        out += ` ${plainText((node.children[0]?.content ?? node.content).replace(/`[^`]*`/g, ' ').slice(0, 1000))}`;
      else read(node.children);
    }
  };
  read(nodes);
  return out;
}
