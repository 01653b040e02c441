import type { Span } from '../secrets/named.ts';

/** What is said in words or in digits of which a blank stands between. */
const PHRASE =
  /\b(?:pass[ -]?phrase|(?:(?:secret )?recovery|seed|mnemonic|backup|wallet)(?: seed)? (?:phrase|words)|mnemonic(?: (?:phrase|seed))?)(?: (?:for|of|on) (?:[\w'’.@-]{1,30} ){0,2}[\w'’.@-]{1,30}(?= (?:is|was)\b| ?[:=]| ["'`“]))?(?<told>(?: (?:is|was|used to be|reads|became)(?: now| still)?:?| ?[:=])?) {1,2}(?=[a-z"'`“])/gi;
const OPENED = /^(["'`“])([^"'`”\r\n]{0,400})(["'`”])?/;
const WORD = /([a-z][a-z'-]{1,19})(?= |[.,;!)\]}"'`]|$)/y;
/** No list of words for a wallet holds these, and no sentence goes without them. */
const NEVER =
  /^(?:the|an?|and|of|to|in|on|is|was|for|not|are|has|from|its?|but|be|by|at|or|we|he|she|so|as|if|my|me)$/i;
/** Words of a sentence, some of which may stand in a long list. */
const OF_SENTENCE =
  /^(?:with|that|this|these|they|them|you|your|our|their|his|her|than|too|very|only|still|again|now|never|always|must|should|can|cannot|could|will|would|may|might|does|did|do|have|had|been|being|out|up|off|into|over|after|before|since|until|when|where|which|who|while|because|then|there|here|just|also|yet|about|via|per|same|different|wrong|unknown|missing|expired|invalid|incorrect|stored|kept|required|needed|used|changed|rotated|no|nobody|everyone|all|more|less|least|says?|said|during|twice|once|without|within|through|each|every|some|any|another|other|between|against|like|case|sensitive|required|accepted|rejected|tried|failed|fails|works?|worked)$/i;
const FEWEST = 4;
const FEWEST_OF_WALLET = 11;
const MOST = 26;
const ENDS = /^["'`”]?[\s.,;!]*[}\])]*$/;

/** Passphrases and the words that a wallet is restored from, within a sentence. @param complete the line has come to its end. */
export function phraseSpans(line: string, complete: boolean): Span[] {
  const spans: Span[] = [];
  for (const match of line.matchAll(PHRASE)) {
    const at = match.index + match[0].length;
    const opened = OPENED.exec(line.slice(at, at + 402));
    const span = opened
      ? quotedPhrase(line, at, opened, complete)
      : phrase(line, at, match.groups!.told !== '', complete);
    if (span !== undefined) spans.push(span);
  }
  return spans;
}

function quotedPhrase(
  line: string,
  at: number,
  [, , text, close]: RegExpExecArray,
  complete: boolean,
): Span | undefined {
  const start = at + 1;
  if (close === undefined)
    return complete || start + text!.length < line.length ? undefined : { start, end: line.length, open: true };
  const words = text!.split(' ');
  const isPhrase =
    words.length >= FEWEST && words.every((word) => /^\p{L}[\p{L}\d'-]{1,19}$/u.test(word) && !isOfSentence(word));
  return isPhrase ? { start, end: start + text!.length } : undefined;
}

function phrase(line: string, start: number, told: boolean, complete: boolean): Span | undefined {
  const words: string[] = [];
  let end = start;
  for (let at = start; words.length < MOST; at = end + 1) {
    WORD.lastIndex = at;
    const word = WORD.exec(line)?.[1];
    if (word === undefined || (NEVER.test(word) && at + word.length < line.length)) break;
    words.push(word);
    end = at + word.length;
    if (line[end] !== ' ') break;
  }
  const rest = line.slice(end, end + 40);
  if (!complete && /^[ .,;!]*[a-z]?$/.test(rest) && end + rest.length === line.length && words.length > 0)
    return { start, end: line.length, open: true };
  const ofWallet = words.length >= FEWEST_OF_WALLET && words.every((word) => /^[a-z]{3,8}$/.test(word));
  const isPhrase = ofWallet || (told && words.length >= FEWEST && ENDS.test(rest) && !isSaidOfIt(words));
  return isPhrase ? { start, end } : undefined;
}

/** `asked at boot`, `missing`. */
const isSaidOfIt = (words: readonly string[]): boolean => /(?:ed|ing)$/.test(words[0]!) || words.some(isOfSentence);

const isOfSentence = (word: string): boolean => NEVER.test(word) || OF_SENTENCE.test(word);

const PLACE =
  '[Dd]oor|[Aa]larm|[Gg]ate|[Ss]afe|[Kk]eypad|[Gg]arage|[Dd]isarm|[Bb]uilding|[Cc]age|[Ll]obby|[Ll]ockbox|[Ll]ock[ -]box|[Uu]nlock|[Pp]airing|[Ee]ntry|[Mm]eeting|[Cc]onference|[Bb]ridge|[Dd]ial-?in|[Mm]oderator|[Pp]articipant|[Zz]oom|[Ww]ebex|[Tt]eams';
const CODE = new RegExp(
  String.raw`\b(?:[Pp]ass[ -]?code|PIN(?: code)?|(?:${PLACE})(?: door)?[ -](?:[Cc]ode|[Pp]in|PIN|[Pp]wd?|[Pp]assword))(?: (?:for|of|to|on|at) (?:[\w'’-]{1,30} ){0,3}[\w'’-]{1,30}(?= (?:is|was)\b| ?[:=]))?(?:,? (?:is|was)(?: now| still)?:?|,| ?[:=])? {1,2}["'\`(]?(\*?\d{3,12}(?:[ -]\d{1,6}){0,4}[#*]?)(?![\w.%:/-]*\w)`,
  'dg',
);
/** What is counted so, and moments. */
const COUNTS =
  /^ (?:(?:char|digit|letter|byte|tr(?:y|ies)|attempt|time|user|request|call|error)s?\b|(?:second|minute|hour|day|week|month|year)s?\b)/i;
const DATE = /^(?:19|20)\d\d-\d\d-\d\d$/;

/** Codes of doors and meetings, whose digits may stand in groups. @param complete the line has come to its end. */
export function codeWordSpans(line: string, complete: boolean): Span[] {
  const spans: Span[] = [];
  for (const { indices } of line.matchAll(CODE)) {
    const [start, end] = indices![1]!;
    const value = line.slice(start, end);
    const rest = line.slice(end, end + 80);
    if (!complete && /^[\w.%:/ -]*$/.test(rest) && end + rest.length === line.length)
      spans.push({ start, end: line.length, open: true });
    else if (value.replace(/\D/g, '').length >= 4 && !DATE.test(value) && !COUNTS.test(rest))
      spans.push({ start, end });
  }
  return spans;
}
