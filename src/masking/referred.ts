import { isEmptyValue } from '../secrets/names.ts';
import type { Span } from '../secrets/named.ts';
import { valueAt } from '../text/writtenValue.ts';
import { isAssigned, isMade, isUnmistakable } from './typed.ts';

const CHANGED =
  'rotat(?:ed?|ing)|chang(?:ed?|ing)|reset(?:ting)?|set(?:ting)?|updat(?:ed?|ing)|switch(?:ed|ing)?|replac(?:ed?|ing)';
const WORKED =
  'work(?:ed|s)|let (?:me|us|him|her|them) in|(?:we |I |he |she |they |it )?(?:used?|uses|set|chose|picked|accepts?|accepted|wanted|took)|opened it|was accepted';
/** The words that stand for a secret which the sentence names elsewhere: "rotated it to X", "the one that worked was X". */
const FORMS: readonly string[] = [
  String.raw`(?:${CHANGED}) (?:it|that|this|them)(?: (?:all|back|both|again))? (?:to|with|as):?`,
  String.raw`(?:it|that|this)(?: (?:is|was|has been|got)|['\u2019]s)(?: (?:now|still|currently|simply|just|set to|changed to|rotated to|reset to|back to)){1,2}:?`,
  String.raw`the (?:new |old |other |right |correct |only |first |second |last )?one (?:(?:that|which) )?(?:(?:finally|actually|still) )?(?:${WORKED})(?: [\w-]{1,20}){0,3}? (?:was|is|turned out to be):?`,
  String.raw`(?:the |a )?(?:new|old|current|right|correct) (?:one|value)(?: (?:is|was|reads)(?: now)?:?| ?[:=])`,
];
const FOUND = new RegExp(String.raw`\b(?:${FORMS.join('|')}) {1,2}["'\`(\u201c]?(?=[^\s"'\`(])`, 'gi');

/** Words of which such a sentence speaks. */
const NAMED =
  /\b(?:pass[ -]?(?:words?|phrases?|codes?)|passwd|pwd?s?|psk|secrets?|tokens?|credentials?|creds|logins?|(?:api|access|secret|private|signing|encryption|auth|master|wi-?fi|ssh|webhook|admin|deploy|service|root) keys?|PIN)\b/i;
const WORKED_ONE = new RegExp(String.raw`one .{0,40}(?:${WORKED})`, 'i');
/** So far from it. */
const REACH = 200;

/** Lines without these words refer to nothing. */
export const REFERRED_HINT = String.raw`\b(?:${FORMS.join('|')}) `;

/** Secrets that a sentence tells of "it" or "the new one". @param complete the line has come to its end. */
export function referredSpans(line: string, complete: boolean): Span[] {
  const spans: Span[] = [];
  for (const match of line.matchAll(FOUND)) {
    const at = match.index + match[0].length;
    const value = valueAt(line, /["'`]$/.test(match[0]) ? at - 1 : at, '');
    const text = line
      .slice(value.start, value.end)
      .replace(/[\u201d\u2019)\]]+[.,;!]?$/, '')
      .replace(/[.,;:]+$/, '');
    const span = { start: value.start, end: value.start + text.length };
    if (text === '' || isEmptyValue(text)) continue;
    const around = line.slice(Math.max(0, match.index - REACH), match.index) + line.slice(span.end, span.end + REACH);
    const said = { value: text, alone: false };
    const isAlone = isUnmistakable(said) || (WORKED_ONE.test(match[0]) && isMade(said));
    if (isAlone || (isAssigned(said) && NAMED.test(around))) spans.push(span);
    else if (!complete && (line.length <= value.end || (isAssigned(said) && line.length < span.end + REACH)))
      spans.push({ ...span, end: line.length, open: true });
  }
  return spans;
}
