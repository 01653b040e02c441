import type { Span } from '../secrets/named.ts';

/** Characters that take no room on a screen: controls, zero-width ones, marks of direction, soft hyphens, variants. */
const UNSEEN = String.raw`[\0-\x07\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb]|\udb40[\udc00-\udfff]`;
/** Colours and the like; `\x9b` is one sign for the two. Those of one letter choose a set of characters. */
const STYLE = String.raw`(?:\x1b\[|\x9b)[0-?]{0,32}[ -/]{0,4}[@-~]|\x1b[()*+][0-9A-Za-z]|\x1b[=>78cDEHM]`;
/** As JSON, C, Go and shells write a style or such a character: `\u001b[31m`, `\x1b[0m`, `\033[0m`, `^[[0m`. */
const WRITTEN = String.raw`(?:\\{1,4}(?:u001[bB]|x1[bB]|033|e)|\^\[)\[[0-9;:]{0,32}m|\\{1,4}u(?:200[b-fB-F]|00[aA][dD]|202[a-eA-E]|2060|[fF][eE][fF][fF])`;
/** A letter, a digit or a sign of names, as JSON may write it: `pass\\u0077ord`. */
const LETTER = String.raw`\\{1,4}u00(?:2[dDeE]|3[0-9]|4[1-9a-fA-F]|5[0-9aAfF]|6[1-9a-fA-F]|7[0-9aA])`;
/** A title of the window or a link: what stands in it is not on the screen, but in the text. */
const HIDDEN = String.raw`\x1b\][^\x07\x1b\r\n]{0,2048}(?:\x07|\x1b\\)`;
/** Of any of these, what a later part of the line may still complete. */
const UNFINISHED = /(?:\x1b(?:\[[0-?]{0,32}[ -/]{0,4}|[()*+]|\][^\x07\x1b\r\n]{0,2048}\x1b?)?|\x9b[0-?]{0,32}|(?:\\{1,4}(?:u001[bB]|x1[bB]|033|e)|\^\[)(?:\[[0-9;:]{0,32})?|\\{1,4}(?:u(?:[02fF][0-9a-fA-F]{0,2})?|x1?|03?)|\^|\udb40)$/; // prettier-ignore

/** One of them, or what moves back over the sign before. */
const MARK = new RegExp(
  String.raw`(${HIDDEN})|(\x08|(?:\x1b\[|\x9b)(?:\d{0,3})D)|(${LETTER})|${STYLE}|${WRITTEN}|${UNSEEN}`,
  'g',
);

/** Lines that hold one of these are not what they look like. */
export const INVISIBLE = new RegExp(String.raw`[\x08\x1b\u00a0\u2000-\u200a\u202f\u205f\u3000\uff01-\uff5e]|${UNSEEN}|\\(?:u001[bB]|x1[bB]|033|e)\[|\^\[\[|\\u(?:20|00[aA]|[fF][eE])|${LETTER}`); // prettier-ignore

/** Lines that hold one of these say more than is seen of them. */
export const DISTORTED = /\x08|\x1b\]|(?:\x1b\[|\x9b)\d{0,3}D/;

/** Blanks that do not break and letters of full width: read as those that they look like. */
const LOOKALIKE = /[\u00a0\u2000-\u200a\u202f\u205f\u3000\uff01-\uff5e]/g;

/** The same text in plain signs, each in its place. */
export function plainSigns(text: string): string {
  return text.replace(LOOKALIKE, (sign) => (sign < '\uff00' ? ' ' : String.fromCharCode(sign.charCodeAt(0) - 0xfee0)));
}

/** The same text with the letters that are written by their numbers. */
export function writtenOut(text: string): string {
  return text.replace(LETTERS, letterOf);
}

const LETTERS = new RegExp(LETTER, 'g');
const letterOf = (written: string): string => String.fromCharCode(parseInt(written.slice(-2), 16));

/** What breaks a value, but is no part of it. */
export const BREAKING = `${HIDDEN}|${STYLE}|${WRITTEN}|\\x08|${UNSEEN}`;

/** A line without what is not seen, and where its characters stand in the line as it is. */
export interface View {
  readonly text: string;
  /** The span of the line that one of the view stands for. What is not seen around it stays outside. */
  span<S extends Span>(span: S): S;
  /** Where a character of the view stands in the line. */
  place(index: number): number;
}

/**
 * What a line looks like, and what else stands in it: letters that were moved back over, titles and links.
 * @param complete false where the line may go on
 */
export function viewsOf(line: string, complete: boolean): readonly View[] {
  if (!INVISIBLE.test(line) && (complete || !UNFINISHED.test(line.slice(-2100)))) return [asItIs(line)];
  const end = complete ? line.length : line.length - (UNFINISHED.exec(line.slice(-2100))?.[0].length ?? 0);
  const seen = viewOf(line, end, false);
  return DISTORTED.test(line) ? [seen, viewOf(line, end, true)] : [seen];
}

/** A whole line as it is seen. */
export function seen(line: string): View {
  return viewsOf(line, true)[0]!;
}

/** @param all with what was moved back over, and with what is hidden */
function viewOf(line: string, end: number, all: boolean): View {
  const chars: string[] = [];
  const places: number[] = [];
  const keep = (from: number, to: number): void => {
    for (let at = from; at < to; at++) {
      chars.push(line[at]!);
      places.push(at);
    }
  };
  let from = 0;
  MARK.lastIndex = 0;
  for (let mark; (mark = MARK.exec(line)) !== null && mark.index < end;) {
    const [text, hidden, back, letter] = mark;
    keep(from, mark.index);
    from = Math.min(end, MARK.lastIndex);
    if (letter !== undefined) {
      chars.push(letterOf(letter));
      places.push(from - 1);
    }
    if (all && hidden !== undefined) keepHidden(hidden, mark.index, chars, places);
    if (!all && back !== undefined) {
      const steps = Math.min(chars.length, Number(/\d+/.exec(text)?.[0] ?? 1));
      chars.length -= steps;
      places.length -= steps;
    }
  }
  keep(from, end);
  return mapped(plainSigns(chars.join('')), places);
}

/** What stands in a title or a link, apart from what is around it. */
function keepHidden(hidden: string, at: number, chars: string[], places: number[]): void {
  const last = hidden.length - (hidden.endsWith('\x07') ? 1 : 2);
  for (let index = 1; index <= last; index++) {
    chars.push(index === 1 || index === last ? ' ' : hidden[index]!);
    places.push(at + index);
  }
}

function asItIs(line: string): View {
  return { text: line, span: (span) => span, place: (index) => index };
}

function mapped(text: string, places: readonly number[]): View {
  // Behind its end are marks that what comes next may still complete.
  const place = (index: number): number => places[index] ?? (places.at(-1) ?? -1) + 1;
  const end = (span: Span): number => {
    if (span.end === Infinity) return Infinity;
    return span.end === span.start ? place(span.start) : place(span.end - 1) + 1;
  };
  return { text, place, span: (span) => ({ ...span, start: place(span.start), end: end(span) }) };
}
