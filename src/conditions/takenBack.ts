import { bareTitle } from '../procedures/taskTitle.ts';

/*
 * Sentences that lead into another task than the one just done: what was saved is restored on another day, and what was
 * changed is rolled back only where it has to be.
 */

const PRONOUN = String.raw`(?:it|this|that|them|these|those|everything)`;
const LATER = String.raw`(?:(?:then|later|afterwards?|finally|also|again)[, ]+)*`;
const AIM = String.raw`^\W*${LATER}(?:to|in order to|(?:if|when|whenever|should) (?:you|we) (?:ever )?(?:want|need|wish|have|would like) to|(?:you|we|one) (?:can|may|could) ${LATER})\s*`;
const PASSIVE = String.raw`^\W*${LATER}(?:(?:it|this|that|they|these)|the ([\w -]{1,40}?)) (?:can|may|could) ${LATER}be ${LATER}`;
const END = String.raw`(?=\W*$|\s*[:,.]|\s+(?:again|later|with|using|by|via|from|as follows|like this|run|use|execute|do)\b)`;

const CHANGE = String.raw`(?:the |this |that |these |your )(?:(?:whole |entire |above |last |previous )?(?:changes?|upgrade|update|deploy(?:ment)?|migration|release|patch|operation|config\w*|settings?|steps?|install\w*|rollout))`;
const UNDO = String.raw`(?:undo|revert|roll(?: ${PRONOUN}| ${CHANGE})? ?-?back|back(?: ${PRONOUN}| ${CHANGE})? ?out)(?: ${PRONOUN}| ${CHANGE})?`;
const UNDONE = String.raw`(?:undone|reverted|rolled ?back|backed out|uninstalled|(?:removed|deleted|disabled|deactivated|turned off|switched off|stopped) again)`;
const UNDOES: readonly RegExp[] = [
  // A label: "Rollback:", "Network-wide rollback:", "Rollback steps:".
  /^\W*(?:[\w-]+\s+){0,3}?(?:roll-?backs?|back-?out|rolling back|reverting|backing out|roll back|revert)(?:\s+(?:steps?|procedure|plan|commands?|instructions))?\W*$/i,
  new RegExp(`${AIM}${UNDO}${END}`, 'i'),
  new RegExp(`${PASSIVE}${UNDONE}${END}`, 'i'),
];

const RESTORES = new RegExp(
  String.raw`${AIM}(?:restore|(?:load|import|read|bring) (?=[^:,.]{0,40}\bback\b))\s*([^:,.]*)`,
  'i',
);
const RESTORED = new RegExp(String.raw`${PASSIVE}(?:restored|(?:loaded|imported|read|brought) back)${END}`, 'i');
const SAVES =
  /\b(?:back(?:ing|ed|s)?[ -]?ups?|dump\w*|snapshots?|export(?:s|ed|ing)?|sav(?:e|ed|es|ing)|archiv(?:e|ed|es|ing))\b/i;
const MOVES =
  /\b(?:migrat\w*|mov(?:e|ing)|transfer\w*|clon(?:e|ing)|copy(?:ing)?|rebuild\w*|replac\w*|upgrad\w*|convert\w*)\b/i;
const ELSEWHERE =
  /\b(?:to|on|onto|into|in) (?:the |an? |your )?(?:new|other|another|target|destination|second|test|staging|replacement|fresh|empty)\b/i;
const NAMES_RESTORING = /\b(?:restor|recover|disaster)/i;
const NAMES_SAVING = /\b(?:back(?:ing)?[ -]?ups?|dump|snapshot|export|sav(?:e|ing))/i;
const NAMES_UNDOING = /\b(?:roll(?:ing)?[ -]?back|revert|undo|back(?:ing)? out|restor|recover|fail)/i;

/** The sentence that leads on, what was said and typed right before it, and the titles of the sections around it. */
export interface LeadsOn {
  readonly text: string;
  readonly about: string;
  readonly titles: readonly string[];
  /** Both stand in one numbered list, which says that one comes after the other. */
  readonly counted: boolean;
}

/** "It can be rolled back with", "To undo the upgrade" where the section is about no such thing. */
export function rollsBack({ text, titles }: LeadsOn): boolean {
  return UNDOES.some((form) => form.test(text)) && !titles.some((title) => NAMES_UNDOING.test(title));
}

/** "You can restore it with" right behind what saved it; in a move it is the next step. */
export function restoresSaved({ text, about, titles, counted }: LeadsOn): boolean {
  if (counted || !SAVES.test(about) || ELSEWHERE.test(text)) return false;
  if (titles.some((title) => MOVES.test(bareTitle(title)) || isForRestoring(title))) return false;
  const passive = RESTORED.exec(text);
  if (passive) return isKnown(passive[1] ?? '', about);
  const object = RESTORES.exec(text)?.[1];
  return object !== undefined && isKnown(object.split(OBJECT_END)[0]!, about);
}

const OBJECT_END = /\b(?:with|using|from|by|via|run|use|execute|back|again|later)\b/i;

function isForRestoring(title: string): boolean {
  return NAMES_RESTORING.test(title) && !NAMES_SAVING.test(title);
}

/** "it", nothing at all, or words that were said or typed before: "the dump", "this index". */
function isKnown(object: string, about: string): boolean {
  const words = object.toLowerCase().match(/[a-z][\w-]{2,}/g) ?? [];
  const names = words.filter((word) => !/^(?:the|this|that|these|those|them|your|and|all|everything)$/.test(word));
  const said = about.toLowerCase();
  return names.every((word) => said.includes(word.replace(/s$/, '')) || SAVES.test(word));
}
