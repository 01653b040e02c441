import { isImperative } from '../blocks/imperative.ts';
import type { Section } from '../runbook/model.ts';

interface Numbered {
  readonly level: number;
  /** `[1, 2]` of `1.2`; undefined where the heading has no number. */
  readonly number: readonly number[] | undefined;
  readonly title: string;
}

/**
 * The headings that something stands under. Numbered ones that follow each other (`## 1. Connect`, `## 2. Stop`) are the
 * steps of one procedure, and so is what stands below one of them; any other heading begins something else.
 */
export class Procedure {
  #above: Numbered[];
  readonly #wide: boolean;

  /**
   * @param line where it begins; headings above it count, each with those around it.
   * @param wide sections below it, and sections beside it that are parts of the same, belong to it without numbers as well.
   */
  constructor(sections: readonly Section[], line: number, wide = false) {
    this.#wide = wide;
    this.#above = [];
    for (const section of sections) {
      if (section.line > line) break;
      this.#above = [...this.#above.filter(({ level }) => level < section.level), numbered(section)];
    }
  }

  /** Goes on to the next heading. @returns whether it belongs to the same procedure. */
  enter(section: Section): boolean {
    const next = numbered(section);
    const inside = this.#above.filter(({ level }) => level < next.level);
    const alike = this.#above.find(({ level }) => level === next.level);
    this.#above = [...inside, next];
    if (alike) return isAfter(next.number, alike.number) || (this.#wide && isBeside(next, alike));
    if (this.#wide && inside.length > 0) return true;
    // Below a numbered step it is a part of that step.
    return inside.at(-1)?.number !== undefined;
  }
}

const NUMBER =
  /^\W*(?:(?:step|phase|part|stage|task|action)\s*#?\s*)?(\d{1,3}(?:\.\d{1,3})*)(?:[.):\]]|\s*[-–—:]|\s|$)/i;
const LETTER = /^\W*(?:(?:step|phase|part|stage|task)\s+)?([A-Z])[.):]\s/;

function numbered({ title, level }: Section): Numbered {
  const digits = NUMBER.exec(title)?.[1];
  const letter = LETTER.exec(title)?.[1];
  const number = digits?.split('.').map(Number) ?? (letter === undefined ? undefined : [letter.charCodeAt(0) - 64]);
  return { level, number, title };
}

/** Sections of a section are parts of one procedure; those of the document are where both tell what is done. */
function isBeside(next: Numbered, before: Numbered): boolean {
  if (next.level !== before.level || OTHER.test(next.title)) return false;
  if (next.level > 2) return true;
  return [next, before].every(({ title }) => isImperative(title) || PART.test(title));
}

/** Sections that are not what comes next. */
const OTHER =
  /^\W*(?:appendix|references?|see also|links?|contacts?|escalat\w+|background|overview|faq|related|history|glossary|notes?)\b/i;
/** "Verification", "Restoring the dump", "From the bastion". */
const PART =
  /^\W*(?:(?:from|on|in|at)\s|(?:verification|validation|checks?|clean ?up|preparation|backup|restore|failover|rollback|migration|deployment|post\W|pre\W)|[a-z]+ing\b)/i;

function isAfter(next: readonly number[] | undefined, before: readonly number[] | undefined): boolean {
  if (!next || !before) return false;
  for (let i = 0; i < Math.max(next.length, before.length); i++) {
    const difference = (next[i] ?? 0) - (before[i] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return false;
}
