import { isKnownCommand } from './commandWords.ts';

/** Words to choose from, as authors write them: `[staging|production]`, `(blue | green)`; offsets in UTF-16 units. */
export interface Choice {
  readonly start: number;
  readonly end: number;
  /** What stands between the brackets. */
  readonly name: string;
}

const ALTERNATIVES = String.raw`[A-Za-z0-9][\w.-]*(?:\s?\|\s?[A-Za-z0-9][\w.-]*)+`;
const inSquare = new RegExp(String.raw`(?<=^|[\s=/:@,"'])\[(${ALTERNATIVES})\](?=$|[\s/:@.,;)"'])`, 'gm');
const inRound = new RegExp(
  String.raw`(?<=[^\s;&|(){}<>$\x60!=] |--?[\w-]+=)\(\s?(${ALTERNATIVES})\s?\)(?=$|[\s/:.,;])`,
  'gm',
);

/** `{dev|prod}`: no shell reads that as a group, which needs blanks inside its braces. */
const inBraces = new RegExp(String.raw`(?<=[\s=/:@,"'-])\{(${ALTERNATIVES})\}(?=$|[\s/:@.,;)"'-])`, 'gm');

/** Words behind which a bracket opens a sub-shell. */
const KEYWORDS =
  /(?:^|[\s;&|(])(?:then|do|else|elif|if|while|until|time|and|or|not|in|coproc|function \S+|set(?: -\S+)* \w+) $/;
const MATCHERS = /\b(?:[ef]?grep|rg|ag|sed|awk|perl|jq|case|pcregrep|zgrep|expr|find|psql|regex\w*|=~)(?![\w-])/;

/**
 * The choices of a text. A shell would see pipes and sub-shells: whoever reads shell and whoever fills in values must
 * agree on them, so both ask here.
 */
export function findChoices(text: string): Choice[] {
  if (!text.includes('|') || !/[[({]/.test(text)) return [];
  const out: Choice[] = [];
  for (const pattern of [inSquare, inRound, inBraces]) {
    for (const match of text.matchAll(pattern)) {
      const start = match.index;
      const line = text.slice(text.lastIndexOf('\n', start) + 1, start);
      const words = match[1]!.split('|').map((word) => word.trim());
      if (words.some((word) => word.length < 2)) continue;
      if (isQuoted(line) && (pattern !== inSquare || MATCHERS.test(line))) continue;
      if (pattern === inRound && (KEYWORDS.test(line) || words.every(isKnownCommand))) continue;
      out.push({ start, end: start + match[0].length, name: match[1]! });
    }
  }
  return out.sort((a, b) => a.start - b.start);
}

function isQuoted(before: string): boolean {
  const plain = before.replace(/\\./g, '');
  return (plain.match(/'/g)?.length ?? 0) % 2 === 1 || (plain.match(/"/g)?.length ?? 0) % 2 === 1;
}
