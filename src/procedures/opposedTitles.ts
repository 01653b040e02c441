import type { Block } from '../blocks/model.ts';
import type { Section } from '../runbook/model.ts';
import { bareTitle } from './taskTitle.ts';
import type { Way } from './writtenAlternatives.ts';

/** What one system has of both. */
const PAIRS: readonly (readonly [RegExp, RegExp])[] = [
  [/^(?:the )?(?:same|identical|shared)\b/i, /^(?:different|distinct|separate|differing)\b/i],
  [/^(?:an? )?(?:single|one)\b(?![ -]time)/i, /^(?:multi|multiple|several|two|many)\b/i],
  [/^(?:with|having)\b/i, /^without\b/i],
];
/** Done when it is needed, and with one of several at a time. */
const AT_NEED = /^(swap|reset|replac|switch)(?:p?ing|e|ing)?\s+(?:out\s+)?(?:the |an? |your )?(.+)$/i;
const AT_NEED_NOUN = /^(?!how\b)(.{2,40}?) (reset|wipe|swap|replacement|factory reset)s?$/i;
/** Of these, each has its turn. */
const PARTS =
  /\b(?:first|second|third|next|last|other|remaining|new|old|primary|secondary|replica|standby|leader|follower|source|target|each|all)\b/i;
const NUMBERED = /^\W*(?:step |phase |stage |part )?\d/i;

/**
 * Sections beside each other that exclude one another by their titles alone: "Same path on both nodes" and "Different paths
 * per node"; "Swap the mail client" and "Swap the chat client".
 */
export function opposedTitleWays(
  sections: readonly Section[],
  blocks: readonly Block[],
  placeOf: (section: Section) => string,
): readonly Way[][] {
  const commands = blocks.filter(({ kind, commands: own }) => kind === 'command' && own.length > 0);
  const groups = new Map<string, Section[]>();
  for (const section of sections) {
    if (!commands.some(({ line }) => line > section.line && line <= section.endLine)) continue;
    if (!NUMBERED.test(section.title)) groups.set(placeOf(section), [...(groups.get(placeOf(section)) ?? []), section]);
  }
  const ways = (all: readonly Section[]): Way[] => all.map((one) => ({ ...one, name: one.title }));
  return [...groups.values()].flatMap((all): Way[][] => {
    const pair = all.length === 2 && isPair(all[0]!, all[1]!, commands) ? [ways(all)] : [];
    const colours = inTurn(all[0]!, sections) ? [] : [...byColour(all), ...strategies(all)];
    return [...pair, ...[...colours, ...stages(all), ...atNeed(all)].map(ways)];
  });
}

/** "Blue/Green deployment": what stands below has its turn, first one colour, then the other. */
const BOTH_COLOURS = /\bblue\W{0,3}(?:and\W|or\W)?\W*green\b/i;

/** Whether a section around these, or the page, is about both colours in turn. */
function inTurn({ line, level }: Section, sections: readonly Section[]): boolean {
  return sections.some(
    (one) => one.line < line && one.endLine >= line && one.level < level && BOTH_COLOURS.test(one.title),
  );
}

/** "Switch to blue" and "Switch to green"; "Blue is live" and "Green is live": one of the two is the one to go to. */
function byColour(all: readonly Section[]): readonly (readonly Section[])[] {
  const groups = new Map<string, Map<string, Section>>();
  for (const section of all) {
    const title = bareTitle(section.title).toLowerCase();
    const colours = title.match(/\b(?:blue|green)\b/g) ?? [];
    if (colours.length !== 1 || /\b(?:first|then|next|last|finally|also|both)\b/.test(title)) continue;
    const frame = title.replace(/\b(?:blue|green)\b/, '*');
    groups.set(frame, (groups.get(frame) ?? new Map<string, Section>()).set(colours[0]!, section));
  }
  return [...groups.values()].filter(({ size }) => size === 2).map((group) => [...group.values()]);
}

/** "Rolling update", "Blue/Green", "Canary deployment": one of them is how something is brought out. */
const STRATEGY =
  /^(?:(?:deploy|release|roll out)(?:ing)? (?:with|using|as|by) (?:an? )?)?(?:rolling(?: update)?|blue\W?green|canary|recreate|big bang|shadow|a\/b)(?: (?:deploy(?:ment)?s?|updates?|releases?|strategy|rollouts?|upgrades?))?$/i;

function strategies(all: readonly Section[]): readonly (readonly Section[])[] {
  const found = all.filter(({ title }) => STRATEGY.test(bareTitle(title)));
  return found.length > 1 ? [found] : [];
}

const TRIED =
  /^(?:(?:docker(?:[- ]compose)? |local |demo )?quick[- ]?(?:start|install(?:ation)?|setup)(?: (?:with|using|via|for) .+)?|(?:local|demo|evaluation|trial|test|dev(?:elopment)?)(?: environment)? (?:install(?:ation)?|set-?up|deployment)|try (?:it|this)(?: out)?(?: locally)?)$/i;
const FOR_GOOD =
  /^(?:(?:full |manual )?production(?:[- ](?:ready|grade))?(?: environment)? (?:install(?:ation)?|set-?up|deployment)|(?:install(?:ation|ing)?|set(?:ting)?[ -]?up|deploy(?:ment|ing)?) (?:in|for|to|on) production|full (?:install(?:ation)?|set-?up))(?: (?:with|using|via|on) .+)?$/i;

/** "Quick start", "Production install": whoever installs it for good does not try it out on the same machine. */
function stages(all: readonly Section[]): readonly (readonly Section[])[] {
  const tried = all.filter(({ title }) => TRIED.test(bareTitle(title)));
  const good = all.filter(({ title }) => FOR_GOOD.test(bareTitle(title)));
  return tried.length > 0 && good.length > 0 ? [[...tried, ...good].toSorted((a, b) => a.line - b.line)] : [];
}

/** The same program is called with the same aim: what differs is what the reader has. */
function isPair(one: Section, other: Section, commands: readonly Block[]): boolean {
  const titles = [bareTitle(one.title), bareTitle(other.title)] as const;
  const opposed = PAIRS.some(
    ([first, second]) =>
      (first.test(titles[0]) && second.test(titles[1])) || (first.test(titles[1]) && second.test(titles[0])),
  );
  const program = (section: Section): string =>
    commands
      .find(({ line }) => line > section.line && line <= section.endLine)!
      .commands[0]!.replace(/^sudo\s+/, '')
      .split(/\s/)[0]!;
  return opposed && program(one) === program(other) && sharesWord(titles);
}

function sharesWord([one, other]: readonly [string, string]): boolean {
  const words = (title: string): string[] =>
    (title.toLowerCase().match(/[a-z]{3,}/g) ?? [])
      .filter((word) => !/^(?:the|for|and|with|without|per|both|each|same|different)$/.test(word))
      .map((word) => word.replace(/s$/, ''));
  return words(one).some((word) => words(other).includes(word));
}

/** Of these, nobody does one right after the other. */
const SWITCHES: readonly (readonly [string, string])[] = [
  ['enable', 'disable'],
  ['up', 'down'],
  ['lock', 'unlock'],
  ['cordon', 'uncordon'],
  ['grant', 'revoke'],
];

/** "Disable & enable a service": two blocks, of which one takes back the other, below a title that names both. */
export function switchWays(sections: readonly Section[], blocks: readonly Block[]): readonly Way[][] {
  return sections.flatMap((section, i): Way[][] => {
    const end = Math.min(section.endLine, (sections[i + 1]?.line ?? Infinity) - 1);
    const named = SWITCHES.filter((pair) =>
      pair.every((word) => new RegExp(String.raw`\b${word.replace(/e$/, '')}(?:e|ing)?\b`, 'i').test(section.title)),
    );
    if (named.length === 0) return [];
    const own = blocks.filter(({ kind, line }) => kind === 'command' && line > section.line && line <= end);
    const [first, second] = own;
    if (own.length !== 2 || first!.commands.length !== 1 || second!.commands.length !== 1) return [];
    const [one, other] = [first!, second!].map(({ commands }) => commands[0]!.split(/\s+/)) as [string[], string[]];
    const apart = one.flatMap((word, at) => (word === other[at] ? [] : [[bare(word), bare(other[at] ?? '')] as const]));
    const [words] = apart;
    if (one.length !== other.length || apart.length !== 1) return [];
    const opposed = named.some((pair) => pair.every((word) => words!.includes(word)));
    return opposed ? [[first!, second!].map(({ line, endLine }, at) => ({ name: words![at]!, line, endLine }))] : [];
  });
}

function bare(word: string): string {
  return word.replace(/^-+/, '').toLowerCase();
}

function atNeed(all: readonly Section[]): readonly (readonly Section[])[] {
  const groups = new Map<string, Map<string, Section>>();
  for (const section of all) {
    const title = bareTitle(section.title).toLowerCase();
    const [, verb, object = ''] = AT_NEED.exec(title) ?? [];
    const [, what = '', noun] = AT_NEED_NOUN.exec(title) ?? [];
    const words = object.split(/\s+/);
    if (PARTS.test(title) || (verb === undefined && noun === undefined)) continue;
    // "Replace the mail client", "Replace the chat client": of one kind; what is swapped need not be.
    const kind = words.length > 1 ? `${verb} ${words.at(-1)!}` : '';
    const key = verb === undefined ? noun! : verb === 'swap' ? verb : kind;
    if (key !== '') groups.set(key, (groups.get(key) ?? new Map<string, Section>()).set(object || what, section));
  }
  return [...groups.values()].filter(({ size }) => size > 1).map((group) => [...group.values()]);
}
