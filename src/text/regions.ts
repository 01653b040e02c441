import { hashText } from './hash.ts';
import { endOfList, missingItems } from './listMerge.ts';

/** A page that is written again without losing what people wrote. */
export interface MergedPage {
  readonly text: string;
  /** Regions that people edited; they stay as they are. */
  readonly kept: readonly string[];
  /** Regions whose marks do not match; they stay as they are. */
  readonly broken: readonly string[];
  /** One sentence each: what could not be brought up to date, and what to do. */
  readonly notes: readonly string[];
}

const BEGIN = /^<!--[ \t]*breakwater:begin[ \t]+([\w-]+)[ \t]*-->[ \t]*$/i;
const END = /^<!--[ \t]*breakwater:end[ \t]+([\w-]+)(?:[ \t]+([a-z0-9]+))?[ \t]*-->[ \t]*$/i;
/** A mark that is indented, quoted or in a list: it marks no lines of the page any more. */
const MOVED = /^[\s>*+-]*<!--[ \t]*breakwater:(?:begin|end)[ \t]+([\w-]+)/i;

/**
 * A part of a page that Breakwater writes again. The end mark has a hash of what is in between, so that it is noticed
 * when people edit it.
 */
export function region(name: string, content: string): string {
  const body = content.trim();
  return `<!-- breakwater:begin ${name} -->\n\n${body}\n\n<!-- breakwater:end ${name} ${fingerprint(body)} -->`;
}

/** Of the words alone: an editor may have formatted the page. */
function fingerprint(body: string): string {
  return hashText(
    body
      .replace(/-{3,}/g, '---')
      .replace(/[\s|]+/g, ' ')
      .trim(),
  );
}

interface Found {
  readonly name: string;
  /** 0-based lines of its marks. */
  readonly begin: number;
  readonly end: number;
  readonly body: string;
  readonly hash?: string;
}

/**
 * Brings the regions of a page up to date. All else, regions that people edited, and regions that they removed stay as
 * they are; a region that was emptied is written again. A task list that was edited gets the items that it lacks.
 * @param unread runs whose logs can't be read any more: a region that would lose lines for want of them stays, too
 * @returns undefined where the page has no region: it is another one's
 */
export function mergePage(existing: string, fresh: string, unread: readonly string[] = []): MergedPage | undefined {
  // Each line keeps its own end; new ones get that of most.
  const own = existing.split('\n');
  const lines = own.map((line) => line.replace(/\r$/, ''));
  const ending = own.filter((line) => line.endsWith('\r')).length * 2 > own.length ? '\r' : '';
  const { regions: old, broken } = findRegions(lines);
  if (old.length === 0 && broken.length === 0) return undefined;
  const freshLines = fresh.split('\n');
  const now = new Map(findRegions(freshLines).regions.map((one) => [one.name, one]));
  const kept: string[] = [];
  const notes = broken.map(
    (name) =>
      `Region \`${name}\` of the page has no matching marks at the beginning of a line, or stands there twice, and stays as it is.`,
  );
  const parts: (readonly string[])[] = [];
  let at = 0;
  for (const found of old) {
    const replacement = now.get(found.name);
    parts.push(own.slice(at, found.begin));
    const edited = found.body !== '' && fingerprint(found.body) !== found.hash;
    const changed = replacement !== undefined && replacement.body !== found.body;
    const loses = unread.length > 0 && !edited && changed && linesIn(replacement.body) < linesIn(found.body);
    const added =
      edited && replacement && !broken.includes(found.name) ? missingItems(found.body, replacement.body) : undefined;
    if (added !== undefined) {
      const region = own.slice(found.begin, found.end + 1);
      const place = endOfList(region.slice(0, -1).map((line) => line.replace(/\r$/, '')));
      parts.push(region.toSpliced(place, 0, ...added.map((line) => line + ending)));
      if (added.length > 0) notes.push(itemsAdded(found.name, added.length));
    } else if (replacement === undefined || edited || loses || broken.includes(found.name)) {
      parts.push(own.slice(found.begin, found.end + 1));
      if (loses) {
        kept.push(found.name);
        notes.push(
          `Region \`${found.name}\` stays as it is: the log of ${unread.join(', ')} can't be read, so that lines would be lost. ` +
            'Put the log back, or empty the region to have it written without them.',
        );
      } else if (edited && changed) {
        kept.push(found.name);
        notes.push(
          `Region \`${found.name}\` was edited by hand and stays as it is. Empty it to have it written again.`,
        );
      }
    } else {
      const last = own[found.end]!.endsWith('\r') ? '\r' : '';
      parts.push(
        freshLines.slice(replacement.begin, replacement.end).map((line) => line + ending),
        [freshLines[replacement.end]! + last],
      );
    }
    at = found.end + 1;
  }
  parts.push(own.slice(at));
  return { text: parts.flat().join('\n'), kept, broken, notes };
}

function itemsAdded(name: string, count: number): string {
  const items = count === 1 ? 'the item that was' : `the ${count} items that were`;
  return `Region \`${name}\` was edited by hand: ${items} missing went to the end of its list, and all else stays as it is.`;
}

function linesIn(body: string): number {
  return body.split('\n').filter((line) => line.trim() !== '').length;
}

const SUBJECT = /^\| (?:Incident|Run) \| `([^`]+)` \|/;

/** What people wrote about one incident is not filled with the facts of another: a sentence where that would be. */
export function otherSubject(existing: string, fresh: string): string | undefined {
  const [was, is] = [subjectOf(existing), subjectOf(fresh)];
  return was === undefined || is === undefined || was === is ? undefined : `is about ${was}, not about ${is}`;
}

/** The incident or run of a page's facts. */
function subjectOf(page: string): string | undefined {
  const lines = page.split(/\r?\n/);
  const facts = findRegions(lines).regions.find(({ name }) => name === 'facts');
  const line = facts && lines.slice(facts.begin, facts.end).find((one) => SUBJECT.test(one));
  return line === undefined ? undefined : SUBJECT.exec(line)![1];
}

function findRegions(lines: readonly string[]): { regions: readonly Found[]; broken: readonly string[] } {
  const regions: Found[] = [];
  const broken = new Set<string>();
  let open: { name: string; begin: number } | undefined;
  lines.forEach((line, index) => {
    const begin = BEGIN.exec(line)?.[1];
    if (begin !== undefined) {
      if (open !== undefined) broken.add(open.name);
      open = { name: begin, begin: index };
      return;
    }
    const end = END.exec(line);
    if (end === null) {
      const moved = MOVED.exec(line)?.[1];
      if (moved !== undefined) broken.add(moved);
      return;
    }
    if (open === undefined || open.name !== end[1]) {
      broken.add(end[1]!);
      return;
    }
    const { name, begin: from } = open;
    const body = lines
      .slice(from + 1, index)
      .join('\n')
      .trim();
    if (regions.some((one) => one.name === name)) broken.add(name);
    else regions.push({ name, begin: from, end: index, body, ...(end[2] ? { hash: end[2] } : {}) });
    open = undefined;
  });
  if (open !== undefined) broken.add((open as { name: string }).name);
  return { regions, broken: [...broken] };
}
