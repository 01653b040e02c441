import type { Span } from '../secrets/named.ts';
import { isEmptyValue, isOpaque, looksRandom } from '../secrets/names.ts';
import { valueAt } from '../text/writtenValue.ts';
import { PROSE_HINT, proseSpans } from './prose.ts';
import { SENTENCE_HINT, SENTENCES } from './sentences.ts';
import { isStandard } from './typed.ts';

/** How sure the words before a value make us: that it is one, that it is one if it looks so, or that it is a code. */
type Judge = 'word' | 'given' | 'random' | 'mixed' | 'code' | 'community' | 'spoken';

/** Whose or which one: `for bob`, `of user 'me'`, `(root)`, `[bob]`. */
const WHOSE = String.raw`(?: {1,4}(?:for|of) (?:'[^'\r\n]{1,128}'|"[^"\r\n]{1,128}"|(?!['"])[^:=\r\n]{1,80}?)| {0,2}\([^()\r\n]{1,64}\)| {0,2}\[[^[\]\r\n]{1,64}\])`;
/** Between those words and the value. */
const SIGN = String.raw`(?: is)?(?: {0,2}[:=] {0,4}| (?=\S*\d))`;

/** "Generated new password ...": how it came to be, and what is told. */
const MADE = '(?:generat(?:ed|ing)|creat(?:ed|ing)|issued|new|using)';
const WHAT = '(?:pass(?:word|phrase|code)|token|secret|(?:api|access|secret) key)';

/** What is said of a secret before it comes, and how the value behind it is judged. */
const TOLD: readonly (readonly [Judge, RegExp])[] = [
  ['word', new RegExp(String.raw`\bpass(?:word|phrase|code)${WHOSE} {0,2}[:=] {0,4}(?=\S)`, 'gi')],
  ['random', /\bpass(?:word|phrase|code) (?:was |has been |is )?(?:changed|reset|set|updated|generated|created|rotated)(?: \w{1,20}){0,3}: {1,2}(?=\S)/gi],
  ['random', /\b(?:secret|private|client|signing|encryption|shared)(?: access)? (?:key|secret|token)[ \t]{0,16}[:=][ \t]{1,16}(?=\S)/gi],
  ['mixed', /\b(?:pass(?:word|phrase|code)?|token|secret|(?:api|access|secret) key) {1,4}(?:→|⇒|➜|->|=>) {0,4}(?=\S)/gi],
  ['mixed', /\bwith (?:the )?(?:initial |default |temporary )?password:? {1,2}(?=\S)/gi],
  ['mixed', /\b(?:log(?:ged|ging)? ?in|sign(?:ed|ing)? ?in|connect(?:ed|ing)?|authenticat(?:ed?|ing)) (?:with|as|using) [\w.@-]{1,40}:(?=\S)/gi],
  ['spoken', /\b(?:pass(?:word|phrase|code|wd)|pwd?) (?:is|was)(?: now)?:? {1,2}(?=\S)/gi],
  [
    'given',
    new RegExp(
      String.raw`\b(?:${MADE} {1,2}(?:(?!for\b)\w{1,20} ){0,2}?${WHAT}${WHOSE}?:?|${WHAT}${WHOSE}? (?:was |has been |is |now )?(?:changed|reset|set|updated|rotated) to:?|(?:chang|resett?|sett|updat)ing (?:\w{1,20} ){0,2}?${WHAT}${WHOSE}? to:?) {1,2}(?=\S)`,
      'gi',
    ),
  ],
  [
    'random',
    new RegExp(
      String.raw`\b(?:token|secret|credentials?|(?:api|access|secret|private|client|auth|signing|encryption|recovery|shared|setup|license)[ -](?:key|token|secret))(?:${WHOSE}${SIGN}| is:? )(?=\S)`,
      'gi',
    ),
  ],
  [
    'code',
    /\b(?:verification|one[- ]time|log-?in|sign-?in|security|authenti?cation|authorization|2fa|mfa|otp|totp|confirmation|device)[ _-](?:pass)?(?:code|pin|password)(?: for [^:=\r\n]{1,60}?)?(?: is)?["']?[ :=]{1,4}["']?(?=[\dA-Z])/gi,
  ],
  ['code', /^[ \t]*(?:your )?(?:new )?PIN(?: code)?(?: is)?[:=]? {1,4}(?=\d)|\bPIN(?: code)? (?:is|was)(?: now)?:? {1,4}(?=\d)|(?<![\w.-])["']?(?:otp|totp|pin)(?:_?code)?["']?[:=][ \t]{0,4}["']?(?=\d)/gim],
  [
    'community',
    /(?:^[ \t]*|\bsnmp[\w-]{0,12}[ .:_-][^\r\n]{0,40}?\b)community(?:[ _-]?(?:string|name))?["']?(?: is)?[ \t]{0,4}[ \t:=]{1,2}[ \t]{0,4}(?=\S)/gim,
  ],
  ['community', /^[ \t]*(?:trap2?sink|informsink)[ \t]{1,4}\S{1,255}[ \t]{1,4}(?=\S)/gim],
]; // prettier-ignore

/** Lines that hold none of these tell nothing. Some of them begin with names of secrets, which are found as such. */
const WORDS =
  /\b(?:log(?:ged|ging)? ?in|sign(?:ed|ing)? ?in|connect(?:ed|ing)?|authenticat(?:ed?|ing)) (?:with|as|using) |\b(?:pass(?:word|phrase|code|wd)|pwd?)\b|\b(?:token|secret|credentials?|[ -]key)\b|[ _-](?:pass)?(?:code|pin)\b|\b(?:pin|t?otp)\b|community|trap2?sink|informsink/im;
export const TOLD_HINT = new RegExp(`${WORDS.source}|${SENTENCE_HINT.source}|${PROSE_HINT.source}`, 'im');

/** What is said of a password instead of it. */
const STATE =
  /^(?:not|was|unchanged|incorrect|expired?|accepted|rejected|denied|locked|disabled|changed|reset|rotated|updated|required|missing|ok|done|success\w*|fail\w*|yes|no|skip\w*|verified|valid|stored|saved|generated|the|a|an|this|see|use|enter|please|type)\b/i;
/** What a sentence says of a password: `is wrong`, `was rotated`, `is case-sensitive`. */
const QUALITY =
  /^(?:\w+(?:ed|ing|able|ible|ive|ly|less|ful)|wrong|right|correct|fine|good|bad|safe|same|different|lost|stale|weak|strong|blank|empty|un\w+|in\w+|public|private|plain(?:text)?|old|new|short|long|gone|broken|shown|hidden|known|taken|written|kept|given|sent|set|there|here|ready|yours?|ours?|mine|theirs|his|hers|still|also|only|always|never|being|been|too|so|very|one|what|that|it|on|at|by|for|from|with|of|to|as|if|because|where|when|how|who|then|now|again|due|null|nil|undefined|false|true|secret|dead|live|active|common|default|temporary|random|wip|tbd|empty|back|out|off|over|up|down|online|offline|local|global|easy|hard|simple|identical|equal|important|enough|all|both|just|really|probably|maybe|likely|ancient|outdated|encrypt\w*|hash\w*|case-\w+|\w+-protected|kaputt|falsch|richtig)$/i;
/** What a number counts that is a length rather than a code. */
const COUNTS =
  /^ (?:char|digit|letter|byte|sign|symbol|tr(?:y|ies)|attempt|(?:second|minute|hour|day|week|month|year)s?\b|[cm]m\b)/i;
/** What routers call a community that is none of SNMP's: `65000:100`. */
const ROUTE = /^(?:\d+:\d+|no-(?:export|advertise)|internet|local-as|additive|none|edition|list|set)$/i;
const CODE = /^(?:\d{4,10}|\d{3}[ -]\d{3,4}|(?=[A-Z-]*\d)[A-Z\d]{3,8}(?:-[A-Z\d]{3,8}){0,3})$/;

/** Nothing else is said behind it: a text, or an object that holds it, ends. */
const ALONE = /^(?:\\{0,3}["'`])?[\s.,;]*[}\])]*$/;

/** Secrets that a sentence tells. @param complete the line has come to its end. */
export function toldSpans(line: string, complete: boolean): Span[] {
  if (!TOLD_HINT.test(line)) return proseSpans(line, complete);
  const spans: Span[] = [];
  for (const [judge, told] of TOLD) {
    told.lastIndex = 0;
    if (!told.test(line)) continue;
    // Where matching goes on from.
    told.lastIndex = 0;
    for (const match of line.matchAll(told)) {
      const { start, end } = valueAt(line, match.index + match[0].length, '');
      if (end <= start) continue;
      const rest = line.slice(end);
      const ends = ALONE.test(rest);
      if (!complete && ends) spans.push({ start, end: line.length, open: true });
      else if (isTold(judge, line.slice(start, end), rest, match[0])) spans.push({ start, end });
    }
  }
  return [...spans, ...sentenceSpans(line, complete), ...proseSpans(line, complete)];
}

function sentenceSpans(line: string, complete: boolean): Span[] {
  if (!SENTENCE_HINT.test(line)) return [];
  const spans: Span[] = [];
  for (const [found, isSecret] of SENTENCES) {
    for (const match of line.matchAll(found)) {
      const from = match.index + match[0].length;
      // A quote that the words end with is the value's own.
      const at = /["'`]$/.test(match[0]) ? from - 1 : from;
      const { start, end } = valueAt(line, at, '');
      if (end <= start) continue;
      const value = line.slice(start, end);
      const alone = ALONE.test(line.slice(end));
      if (!complete && alone) spans.push({ start, end: line.length, open: true });
      else if (!isEmptyValue(value) && !STATE.test(value) && isSecret({ value, alone })) spans.push({ start, end });
    }
  }
  return spans;
}

function isTold(judge: Judge, value: string, rest: string, before: string): boolean {
  if (isEmptyValue(value) || STATE.test(value) || (judge !== 'word' && isStandard(value))) return false;
  const alone = ALONE.test(rest);
  switch (judge) {
    case 'word':
      return looksRandom(value) || (alone && value.length >= 4);
    case 'given':
      // In quotes it is one; a word needs a digit.
      if (/^["'`]/.test(rest) && !/ /.test(value)) return value.length >= 4;
      return looksRandom(value) && /\d/.test(value) && (alone || /[A-Za-z]/.test(value)) && !/[/=]/.test(value);
    case 'random':
      return (
        isOpaque(value) || (looksRandom(value) && alone && !/,|^[a-z0-9]+(?:[-./:_][a-z0-9]+)+$|:\/\//.test(value))
      );
    case 'mixed':
      return value.length >= 8 && /\d/.test(value) && /[A-Za-z]/.test(value) && looksRandom(value);
    case 'spoken':
      return isSpoken(value, rest, alone);
    case 'code':
      return CODE.test(value) && !COUNTS.test(rest);
    case 'community':
      return isCommunity(value, rest, before, alone);
  }
}

/** `the password is Blaumeise`, but not `the password is wrong`; where the sentence goes on, only what no word looks like. */
function isSpoken(value: string, rest: string, alone: boolean): boolean {
  if (isOpaque(value)) return true;
  if (QUALITY.test(value) || COUNTS.test(rest) || /^[a-z0-9]+(?:[-./:_][a-z0-9]+)+$|:\/\//.test(value)) return false;
  return alone ? value.length >= 4 : looksRandom(value) && /\d/.test(value);
}

function isCommunity(value: string, rest: string, before: string, alone: boolean): boolean {
  if (ROUTE.test(value) || value.includes('://')) return false;
  if (/trap|inform/i.test(before)) return true;
  const spoken = /snmp/i.test(before);
  if (/[:=]/.test(before) && !spoken) return looksRandom(value) && alone;
  return alone || /^["']?[ \t]*(?:\{|;|r[ow]\b|view\b|authorization\b|(?:\d{1,3}\.){3})/i.test(rest);
}
