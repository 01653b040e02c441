import type { Block } from '../blocks/model.ts';
import type { MdNode } from '../markdown/mdNode.ts';
import { waysInBlocks } from './blockParts.ts';
import { findBranches, findExamples, findOptionalFirst } from './branches.ts';
import { findCases, findOpenedCases, findSkips } from './cases.ts';
import { casesInComments } from './commentCases.ts';
import { eitherBlocks } from './eitherVerb.ts';
import { askedUnread, findForeignCases, tongueOf } from './foreignCases.ts';
import { findForbidden, type Told } from './forbidden.ts';
import { findJumps, findTried } from './jumps.ts';
import { leadsOf, type Lead } from './leads.ts';
import { groupOf, othersOf } from '../procedures/groupOf.ts';
import type { Caveat, Section, Step } from '../runbook/model.ts';
import { procedureWays, referenceWays, routeWays, troubleBehind } from '../procedures/reference.ts';
import { blocksNamedByOr } from '../procedures/namedByOr.ts';
import { leadProcedures } from '../procedures/leadProcedures.ts';
import { findProcedures } from '../procedures/findProcedures.ts';
import { formWays } from '../procedures/formsOfCall.ts';
import { foldWays } from '../procedures/folds.ts';
import { packageManagerWays } from '../procedures/packageManagers.ts';
import { settingWays } from '../procedures/settings.ts';
import { opposedTitleWays, switchWays } from '../procedures/opposedTitles.ts';
import { sameTitleWays } from '../procedures/sameTitles.ts';
import { sameVerbWays } from '../procedures/sameVerb.ts';
import { tabWays } from '../procedures/tabs.ts';
import { exclusiveParts, exclusiveSections } from '../procedures/exclusiveWays.ts';
import { withTitlePaths } from '../procedures/titlePaths.ts';
import { ToldWays } from '../procedures/toldWays.ts';
import { findTurns } from './turns.ts';
import { findUndoing } from './undoing.ts';
import { findWarnings, short } from './warnings.ts';
import { offeredSections, sectionWays, writtenWays, type Way } from '../procedures/writtenAlternatives.ts';

/** Titles of tabs that show what comes of a command. */
const SHOWS =
  /^\W*(?:(?:example|sample|expected|command|possible)\s+)*(?:outputs?|results?|responses?|return values?)\W*$/i;

/**
 * What a reader of the page sees around blocks and a run that goes straight through would pass over.
 */
export function findCaveats(
  nodes: readonly MdNode[],
  sections: readonly Section[],
  blocks: readonly Block[],
  steps: readonly Step[] = [],
): readonly Caveat[] {
  const found: Caveat[] = [];
  const lines = steps.map(({ line }) => line);
  for (const tabs of tabWays(nodes)) found.push(...alternatives(tabs));
  // Lines at which a way begins.
  const begun = new Set(found.map(({ line }) => line));
  const places = placesOf(sections);
  const place = (section: Section): string => places.get(section)!;
  for (const group of [
    ...sectionWays(sections, place),
    ...routeWays(sections, place),
    ...referenceWays(sections, blocks, place),
    ...offeredSections(nodes, sections, place),
    ...procedureWays(sections, lines, place),
  ]) {
    if (group.every(({ line }) => begun.has(line))) continue;
    for (const { line } of group) begun.add(line);
    found.push(...alternatives(group));
  }
  for (const group of [
    ...settingWays(sections, place),
    ...sameTitleWays(sections, place),
    ...sameVerbWays(sections, lines, place),
    ...opposedTitleWays(sections, blocks, place),
    ...exclusiveSections(sections, place),
  ]) {
    if (group.some(({ line }) => begun.has(line))) continue;
    for (const { line } of group) begun.add(line);
    found.push(...alternatives(group));
  }
  // Those that are ways to do the same are told as such.
  const isBegun = (ways: readonly Way[]): boolean => ways.some(({ line }) => begun.has(line));
  found.push(...procedureCaveats(findProcedures(nodes, sections, steps, blocks), isBegun));
  const isHeld = (ways: readonly Way[]): boolean => ways.every((way) => found.some((one) => isWithin(one, way)));
  found.push(...procedureCaveats(foldWays(nodes), isHeld));
  const leads = leadsOf(nodes);
  found.push(...procedureCaveats(leadGroups(nodes, sections, leads, blocks), () => false));
  for (const group of [...writtenWays(nodes), ...switchWays(sections, blocks)]) found.push(...alternatives(group));
  for (const group of packageManagerWays(blocks, sections))
    if (!group.every((way) => found.some((one) => one.kind === 'alternative' && isWithin(way, one))))
      found.push(...alternatives(group));
  const told = new ToldWays(found);
  for (const group of formWays(nodes, blocks)) if (!told.has(group)) found.push(...alternatives(group));
  const forms = new ToldWays(found);
  for (const group of [...exclusiveParts(nodes), ...offeredByOr(nodes, leads, blocks)])
    if (!forms.has(group)) found.push(...alternatives(group));
  found.push(...saidInBlocks(blocks, leads, sections));
  found.push(...findUndoing({ sections, placeOf: place, worked: [...lines, ...commandLines(blocks)] }));
  found.push(...besideTheWay(nodes, sections, leads, found));
  found.push(...troubles(troubleBehind(sections, blocks, place)));
  found.push(...findTurns(nodes, sections, leads, blocks));
  found.push(...casesAsked(found, nodes, sections, leads, blocks));
  found.push(...findWarnings(nodes, sections));
  return withTitlePaths(found, sections).toSorted((a, b) => a.line - b.line);
}

/** What comments within blocks say: of which commands one is meant, else in which case they are. */
function saidInBlocks(blocks: readonly Block[], leads: readonly Lead[], sections: readonly Section[]): Caveat[] {
  const ways = waysInBlocks(blocks, leads, sections);
  return [...ways, ...casesInComments(blocks).filter((one) => !ways.some(({ line }) => line === one.line))];
}

/** Blocks in a row of which the text offers one: by verbs ("Pause or resume"), else by what they name. */
function offeredByOr(nodes: readonly MdNode[], leads: readonly Lead[], blocks: readonly Block[]): readonly Way[][] {
  const verbs = eitherBlocks(leads, blocks);
  const told = new Set(verbs.flat().map(({ line }) => line));
  return [...verbs, ...blocksNamedByOr(nodes, blocks).filter((ways) => ways.every(({ line }) => !told.has(line)))];
}

/** Cases that nothing else tells of: behind other commands they are left out, else they are asked about. */
function casesAsked(
  found: readonly Caveat[],
  nodes: readonly MdNode[],
  sections: readonly Section[],
  leads: readonly Lead[],
  blocks: readonly Block[],
): Caveat[] {
  const first = blocks.find(({ kind }) => kind === 'command')?.line ?? Infinity;
  // What undoes the way before it, and is not left out for it, may still be meant for a case.
  const told = found.filter(
    ({ kind, aside }) => kind !== 'warning' && kind !== 'procedure' && (kind !== 'undoing' || aside),
  );
  const opened = findOpenedCases(nodes);
  const tongue = tongueOf(nodes);
  const said = [...findCases(leads), ...findForeignCases(tongue, sections, leads)];
  const cases = [...opened, ...said.filter((one) => !opened.some((other) => isWithin(one, other)))]
    .filter((one) => !told.some((other) => tells(other, one)))
    .map(({ line, endLine, text }): Caveat => {
      const aside = first < line ? { aside: true as const } : {};
      return { kind: 'optional', line, endLine, text: short(text), ...aside };
    });
  const passed = [...findSkips(nodes, sections), ...findJumps(nodes), ...findTried(leads)];
  const skips = passed.map(({ line, endLine, text }): Caveat => ({
    kind: 'optional',
    line,
    endLine,
    text: short(text),
  }));
  return [...cases, ...skips, ...askedUnread(tongue, sections, leads, blocks)];
}

function troubles(sections: readonly Section[]): Caveat[] {
  return sections.map(({ title, line, endLine }) => ({ kind: 'optional', line, endLine, text: title, aside: true }));
}

function commandLines(blocks: readonly Block[]): number[] {
  return blocks.filter(({ kind }) => kind === 'command').map(({ line }) => line);
}

/** A way that begins before the case holds more than it: whoever goes that way is still asked whether the case is given. */
function tells(other: Caveat, { line, endLine }: Lines): boolean {
  return isWithin({ line: endLine, endLine }, other) && (other.kind !== 'alternative' || other.line >= line);
}

type Lines = Pick<Caveat, 'line' | 'endLine'>;

/** Groups of procedures as caveats, without those that are told already. */
function procedureCaveats(groups: readonly (readonly Way[])[], isTold: (ways: readonly Way[]) => boolean): Caveat[] {
  const fresh = groups.filter((ways) => !isTold(ways));
  return fresh.flatMap(alternatives).map((one) => ({ ...one, kind: 'procedure' as const }));
}

/** Of each section the procedures that its sentences lead into. */
function leadGroups(
  nodes: readonly MdNode[],
  sections: readonly Section[],
  leads: readonly Lead[],
  blocks: readonly Block[],
): readonly Way[][] {
  const commands = new Set(blocks.filter(({ kind }) => kind === 'command').map(({ line }) => line));
  const isCommand = ({ line }: MdNode): boolean => commands.has(line);
  const top = new Set(nodes.map(({ line }) => line));
  return sections.map(({ title, line, endLine }, i) => {
    const end = Math.min(endLine, (sections[i + 1]?.line ?? Infinity) - 1);
    const own = leads.filter((lead) => lead.line > line && lead.line <= end && top.has(lead.line));
    return [...leadProcedures(own, { heading: title, endLine: end, isCommand })];
  });
}

function isWithin(one: Lines, other: Lines): boolean {
  return other.line <= one.line && one.endLine <= other.endLine;
}

/** What is forbidden, shown as an example, or done in some cases only. */
function besideTheWay(
  nodes: readonly MdNode[],
  sections: readonly Section[],
  leads: readonly Lead[],
  found: readonly Caveat[],
): Caveat[] {
  const examples = findExamples(nodes, sections, leads).filter((one) => !isOtherWay(one, found));
  return [
    ...asides('forbidden', findForbidden(nodes, sections, leads)),
    ...asides('example', examples),
    ...asides('optional', findBranches(nodes, sections, leads)),
    ...findOptionalFirst(nodes, sections).map(({ text, ...lines }): Caveat => ({
      ...lines,
      kind: 'optional',
      text: short(text),
    })),
  ];
}

/** A way of a group shows nothing of another one of it: whoever chooses it does it. */
function isOtherWay({ line, shows }: Told, found: readonly Caveat[]): boolean {
  if (shows === undefined) return false;
  const waysAt = (at: number): readonly Caveat[] =>
    found.filter((one) => one.kind === 'alternative' && one.line <= at && at <= one.endLine);
  const own = waysAt(line);
  return waysAt(shows).some((one) => own.some((way) => way !== one && groupOf(way) === groupOf(one)));
}

function asides(kind: Caveat['kind'], told: readonly Told[]): Caveat[] {
  return told.map(({ line, endLine, text }) => ({ kind, line, endLine, text: short(text), aside: true }));
}

/** Of each section the one around it, and the level of its siblings. */
function placesOf(sections: readonly Section[]): ReadonlyMap<Section, string> {
  const places = new Map<Section, string>();
  const around: Section[] = [];
  for (const section of sections) {
    while (around.length > 0 && (around.at(-1)!.level >= section.level || around.at(-1)!.endLine < section.line))
      around.pop();
    places.set(section, `${around.at(-1)?.line ?? 0}:${section.level}`);
    around.push(section);
  }
  return places;
}

function alternatives(all: readonly Way[]): Caveat[] {
  // Tabs "Command" and "Output" show one way.
  const options = all.filter(({ name }) => !SHOWS.test(name));
  if (options.length < 2) return [];
  const names = options.map(({ name }, index) => short(name) || `alternative ${index + 1}`);
  const others = othersOf(names);
  // The way that is said first is the one that everything is run by; of other ways one is to be chosen.
  const offered = options.some(({ second }) => second);
  return options.map(({ line, endLine }, index) => ({
    kind: 'alternative',
    line,
    endLine,
    text: names[index]!,
    ...others(index),
    ...(offered && index > 0 ? { aside: true } : {}),
  }));
}
