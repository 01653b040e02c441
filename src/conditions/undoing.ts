import type { Caveat, Section } from '../runbook/model.ts';
import { short } from './warnings.ts';

/*
 * Sections that undo what others do: not what comes next in a run that goes straight through.
 */

const HOW = String.raw`^\W*(?:how to |emergency |quick |manual |full |complete )*`;
/** Procedures that undo others, also in the languages that runbooks are often written in. */
const UNDOES = new RegExp(
  String.raw`${HOW}(?:roll(?:ing)?[ -]?backs?|revert(?:ing)?|undo(?:ing)?|restor(?:e|ing)|fail(?:ing)?[ -]?back|uninstall(?:ing|ation)?|clean(?:ing)?[ -]?up|tear(?:ing)?[ -]?down|backing out|back-?out)\b|^\W*(?:rollback-?\S*|zurückrollen|rückgängig\b.*|rückbau|deinstallation|retour arrière|annulation|désinstallation|reversión|desinstalación|desinstalação|ripristino|откат|удаление|롤백|회귀|回滚|回滾|ロールバック|切り戻し|卸载)(?!\p{L})`,
  'iu',
);
/** Of these, what many a procedure ends or goes on with. */
const ALSO_NEXT = new RegExp(`${HOW}(?:restor|clean)`, 'i');
/** What comes behind the last step, whatever was undone. */
const BEHIND =
  /\b(?:notes?|references?|see also|troubleshooting|faq|contacts?|support|escalation|related|links?|resources|appendix|checklist|history|next steps|monitoring|features|files|timelines?|scenarios|prevent\w*|lessons|post-?mortem|what )/i;

/** Takes away what another section made, and says what. */
const TAKES_AWAY = new RegExp(
  String.raw`${HOW}(?:delet(?:e|ing|ion)|remov(?:e|ing|al)|destroy(?:ing)?|destruction|decommission(?:ing)?|de-?provision(?:ing)?|purg(?:e|ing))\b(?: of\b)?(.*)`,
  'i',
);
const MAKES = new RegExp(
  String.raw`${HOW}(?:install\w*|deploy\w*|creat\w+|set(?:ting)?[ -]?up|setup|add(?:ing)?|provision\w*|bootstrap\w*|launch\w*|quick ?start|getting started)\b(.*)`,
  'i',
);
/** What a procedure itself leaves behind, or replaces. */
const OF_ANOTHER =
  /\b(?:old|previous|temp\w*|stale|unused|legacy|existing|default|source|obsolete|orphan\w*|tests?|failed|original|former|broken|faulty|bad|dead|current|first|conflict\w*|backups?|snapshots?|locks?|caches?|files?)\b/i;
/** Pages on which taking away is a part of the work. */
const ALSO_TAKES =
  /\b(?:delet|remov|destroy|decommission|replac|migrat|mov(?:e|ing)|rebuil|re-?creat|reset|renam|clean)/i;

interface Known {
  readonly sections: readonly Section[];
  /** Section that a section stands in, and its level: the same for siblings. */
  readonly placeOf: (section: Section) => string;
  /** Lines of steps and of blocks that hold commands. */
  readonly worked: readonly number[];
}

/** Sections that undo or take away what stands before them. */
export function findUndoing(known: Known): Caveat[] {
  const { sections, placeOf } = known;
  return sections.flatMap((section): Caveat[] => {
    const isUndoing = UNDOES.test(section.title);
    if (isUndoing ? !standsBehind(section, known) : !takesAway(section, known)) return [];
    const goesOn = sections.some(
      (one) =>
        one.line > section.line &&
        placeOf(one) === placeOf(section) &&
        !UNDOES.test(one.title) &&
        !TAKES_AWAY.test(one.title) &&
        !BEHIND.test(one.title),
    );
    if (!isUndoing && goesOn) return [];
    const aside = !ALSO_NEXT.test(section.title) && !goesOn;
    const { line, endLine, title } = section;
    return [{ kind: 'undoing', line, endLine, text: short(title), ...(aside ? { aside } : {}) }];
  });
}

/** Behind a sibling, or behind what its own parent did: "## Deploy", a command, "### Rollback". */
function standsBehind(section: Section, { sections, placeOf, worked }: Known): boolean {
  const place = placeOf(section);
  if (sections.some((one) => one.line < section.line && placeOf(one) === place && !UNDOES.test(one.title))) return true;
  const parent = sections.find(({ line }) => line === Number(place.split(':')[0]));
  if (!parent || [UNDOES, ALSO_TAKES].some((form) => form.test(parent.title)) || ALSO_NEXT.test(section.title))
    return false;
  return worked.some((line) => parent.line < line && line < section.line);
}

/** "## Install" and, at the end, "## Removing the cluster": the end of its life, not of this procedure. */
function takesAway(section: Section, { sections, placeOf }: Known): boolean {
  const object = TAKES_AWAY.exec(section.title)?.[1];
  if (object === undefined || OF_ANOTHER.test(object)) return false;
  const place = placeOf(section);
  const around = sections.filter((one) => one.line < section.line && section.line <= one.endLine);
  if (around.some(({ title }) => ALSO_TAKES.test(title))) return false;
  const siblings = sections.filter((one) => one.line < section.line && placeOf(one) === place);
  if (siblings.some(({ title }) => ALSO_TAKES.test(title) && !TAKES_AWAY.test(title))) return false;
  return siblings.some(({ title }) => {
    const made = MAKES.exec(title)?.[1];
    return (
      made !== undefined && (wordsOf(made).length === 0 || sharesWord(made, object) || wordsOf(object).length === 0)
    );
  });
}

function wordsOf(text: string): string[] {
  return (text.toLowerCase().match(/\p{L}[\p{L}\d-]{2,}/gu) ?? []).filter(
    (word) => !/^(?:the|your|and|all|for|with|from|this|that|steps|procedure|guide|instructions)$/.test(word),
  );
}

function sharesWord(one: string, other: string): boolean {
  const words = wordsOf(other).map((word) => word.replace(/s$/, ''));
  return wordsOf(one).some((word) => words.includes(word.replace(/s$/, '')));
}
