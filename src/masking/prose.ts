import { isEmptyValue, isOpaque } from '../secrets/names.ts';
import type { Span } from '../secrets/named.ts';
import { valueAt } from '../text/writtenValue.ts';
import { codeWordSpans, phraseSpans } from './phrases.ts';
import { REFERRED_HINT, referredSpans } from './referred.ts';
import { isAssigned, isCode, isKeyed, isRich, isTypedSecret, looksTyped, type Said } from './typed.ts';

/** A way to tell a secret in the middle of a sentence, and whether the word there is one. */
type Telling = readonly [found: RegExp, isSecret: (said: Said) => boolean];

/** What a password is called; the words of other languages stand below. */
const PASSWORD = String.raw`pass[ -]?(?:word|phrase|code)|passwd|pwd?|(?:wpa2? ?)?psk`;
const KEY_OF = 'api|app|application|routing|integration|access|secret|private|signing|encryption|auth|master|hmac|wi-?fi|wlan|wpa2?|unseal|ssh|webhook|admin|deploy|backup'; // prettier-ignore
/** What lets someone in and is no name of a thing that is looked up, as a bare `secret` or `key` may be. */
const KEY = String.raw`(?:${KEY_OF})[ -]key(?: (?:no\. ?)?#?\d{1,2})?|(?:[\w-]{1,20} )?token|(?:client|app|application|webhook|signing|shared|consumer|oauth|hmac|totp|otp|2fa|mfa|api)(?:['\u2019]s)?[ -]secret`;
const ANY = `${PASSWORD}|${KEY}|secret`;

/** Whose, where or for what it is. A noun right behind it makes it another thing: `password policy`, `token service`. */
const ABOUT = String.raw`(?: ?\([^()\r\n]{1,40}\)|,? (?:for|of|on|in|at|to|between|from|that|which|we|I|they|you|he|she|used|as|with|by|behind|everyone)\b(?: (?!(?:is|was|are|were)\b)[^\s;:!?="]{1,40}){1,8}?,?)`;
const IS = String.raw`(?: (?:is|was|used to be|turned out to be|ended up being|has been|remains|became|reads|equals)|(?<! is)['\u2019]s| ?(?:=>|->|→|=|:))`;
const STILL = String.raw`(?: (?:now|still|just|currently|actually|simply|again|set to|changed to|back to|probably))*:?`;
const CHANGED = String.raw`(?:changed|rotated|reset|set|updated|switched|replaced|changing|rotating|resetting|updating|moved)`;
const QUOTE = '["\'`(\\[\u201c\u2018]?';
const VALUE = '(?=[^\\s"\'`(])';
/** "It is now X", "the new one: X", behind a sentence that ends with the name. */
const THE_ONE = String.raw`(?:(?:the |its |a )?(?:new|old|current|temp(?:orary)?|correct|right|actual|real|initial|default|previous|other|latest) (?:one|value)|it)`;
const USER = String.raw`[\w.@-]{1,40}`;

const prose = (source: string, flags = 'gi'): RegExp => new RegExp(source, flags);

const PROSE: readonly Telling[] = [
  // "the password on db-2 used to be X", "pw is still X", "the shared secret between a and b is X"
  [prose(String.raw`\b(?:${PASSWORD})${ABOUT}?${IS}${STILL} {1,2}${QUOTE}${VALUE}`), (said) => looksTyped(said) || isQuotedPhrase(said)],
  [prose(String.raw`\b(?:${KEY})${ABOUT}?${IS}${STILL} {1,2}${QUOTE}${VALUE}`), isCode],
  [prose(String.raw`\bsecrets?${ABOUT}${IS}${STILL} {1,2}${QUOTE}${VALUE}`), isCode],
  [prose(String.raw`\bsecret (?:turned out to be|ended up being|used to be) {1,2}${QUOTE}${VALUE}`), isCode],
  // "(password X)", "the token (X)", "a default password of X", "password X!9 works"
  [prose(String.raw`\(\w{0,20} ?(?:${PASSWORD}):? {1,2}${QUOTE}${VALUE}`), (said) => looksTyped(said) || isAssigned(said)],
  [prose(String.raw`\b(?:${ANY}) {0,2}[([]${QUOTE}${VALUE}(?=[^\s()]{1,200}[)\]])`), isTypedSecret],
  [prose(String.raw`\b(?:${PASSWORD}) of {1,2}${QUOTE}${VALUE}`), isTypedSecret],
  [prose(String.raw`\b(?:${PASSWORD}) {1,2}${QUOTE}${VALUE}`), isRich],
  [prose(String.raw`\b(?:pwd?|with pass) {1,2}${QUOTE}${VALUE}`), isTypedSecret],
  [prose(String.raw`\*{1,2}(?:[\w-]{1,20} )?(?:${PASSWORD})\*{1,2}(?: {1,2}[:\u2013-])? {1,2}${QUOTE}${VALUE}`), looksTyped],
  // "Q: the root pw? A: X", "the db password, X, is in the ticket"
  [prose(String.raw`\b(?:${PASSWORD})\?{1,3} (?:A: |it's |is it )?${QUOTE}${VALUE}`), isTypedSecret],
  [prose(String.raw`\b(?:${PASSWORD}), ${QUOTE}${VALUE}(?=[^\s,]{5,200},)`), isCode],
  [prose(String.raw`\b(?:the|this|that|an?|his|her|their|our|my|${'leaked|pasted|old|new'}) (?:[\w-]{1,20} ){0,2}token {1,2}${QUOTE}${VALUE}`), (said) => isTypedSecret(said) && /\d[A-Za-z]/.test(said.value)],
  [prose(String.raw`\b(?:shared|client|signing|webhook|radius) secret {1,2}${QUOTE}${VALUE}`), isCode],
  // "password changed from X to ...", "changed the password from the old default to X"
  [prose(String.raw`\b(?:${ANY})${ABOUT}? (?:was |has been |got |had been )?${CHANGED} from {1,2}${QUOTE}${VALUE}`), isCode],
  [prose(String.raw`\b(?:${ANY})${ABOUT}? (?:(?:was |has been |got |had been )?${CHANGED} )?from (?:[\w'\u2019-]{1,20} ){1,5}(?:in)?to {1,2}${QUOTE}${VALUE}`), isTypedSecret],
  // "password changed: X -> Y"
  [prose(String.raw`\b(?:${PASSWORD})${ABOUT}? (?:was |has been |got |had been )?${CHANGED}(?::| from) {1,2}${QUOTE}${VALUE}`), isAssigned],
  [prose(String.raw`\b(?:${PASSWORD})${ABOUT}? (?:was |has been |got |had been )?${CHANGED}:? {1,2}(?:from )?[^\s]{4,200} {1,2}(?:->|=>|\u2192|to) {1,2}${QUOTE}${VALUE}`), isAssigned],
  // "changed the password. The new one is X", "reset her pw, it's now X"
  [prose(String.raw`\b(?:${ANY})${ABOUT}?[.,;:!)\u2014\u2013 -]{1,3} ?(?:[\w'\u2019-]{1,20} ){0,4}?${THE_ONE}${IS}${STILL} {1,2}${QUOTE}${VALUE}`), isTypedSecret],
  [prose(String.raw`\b(?:${PASSWORD})${ABOUT}?(?: [\w'\u2019-]{1,20}){1,5}?(?: ?[.,;:!)\u2014\u2013-]){1,3} (?:[\w'\u2019-]{1,20} ){0,4}?${THE_ONE}${IS}${STILL} {1,2}${QUOTE}${VALUE}`), isRich],
  // "creds (admin/X)", "credentials for jenkins: oncall / X"
  [prose(String.raw`\b(?:credentials?|creds|logins?)(?: (?:for|of|on|to) (?:[\w.-]{1,40} ){0,2}[\w.-]{1,40})?(?: are| is| were| was)?:? {0,2}\(?${QUOTE}${USER} ?[/:] ?${VALUE}`), isTypedSecret],
  [prose(String.raw`\b(?:root|admin|administrator|postgres|sa|guest|test|oracle|mysql|ubuntu|pi)/(?=[\w!@#$%^&*+-]{4,40} as (?:the |a )?(?:default )?(?:login|credentials|creds)\b)`), () => true],
  // "PIN 4471", "passcode 774512", "the otp was 551203", "recovery code ab12-cd34"
  [prose(String.raw`\bpass[ -]?code(?: is| was)?(?: now)?:? {1,2}${QUOTE}(?=\d{4,10}\b)`), isDigits],
  [/\bPINs?(?: code)?:? {1,2}["'`(]?(?=\d{4,8}\b(?! ?(?:[a-z]+s|x)\b))/g, isDigits],
  [prose(String.raw`\b(?:t?otp|(?:one[- ]time|2fa|mfa|verification|login|sms)[ -](?:pass)?(?:code|pin|password))${ABOUT}?(?: is| was|:)?(?: now)? {1,2}${QUOTE}(?=\d{3})`), isDigits],
  [prose(String.raw`\b(?:recovery|backup|emergency|scratch|rescue)[ -]codes?${ABOUT}?(?: is| was| are|:)?(?: now)? {1,2}${QUOTE}${VALUE}`), ({ value }) => /^(?=\D{0,8}\d)[A-Za-z\d]{3,8}(?:-[A-Za-z\d]{3,8}){1,5}$|^\d{6,12}$/.test(value)],
  [prose(String.raw`\b(?:t?otp|2fa|mfa|authenticator)[ -](?:seed|secret|key)(?: is| was|:)? {1,2}${QUOTE}(?=[A-Z2-7]{12,64}\b)`), () => true],
  // "license key AB12C-34DE5-FG678"
  [prose(String.raw`\b(?:licen[cs]e|product|activation|registration)[ -]key${ABOUT}?(?: is| was|:)?(?: now)? {1,2}${QUOTE}${VALUE}`), ({ value }) => isOpaque(value) || /^(?=.{0,40}\d)[A-Z\d]{4,8}(?:-[A-Z\d]{4,8}){2,7}$/.test(value)],
  // "the answer to the secret question is Rottweiler"
  [prose(String.raw`\banswer to (?:the |his |her |their |our |my )?(?:secret|security) question(?: is| was|:)? {1,2}${QUOTE}${VALUE}`), isAnswer],
  [prose(String.raw`\b(?:secret|security) question(?:['\u2019]s)? answer(?: is| was|:)? {1,2}${QUOTE}${VALUE}`), isAnswer],
  // A UUID is what a thing is called, unless a token is named right before it.
  [prose(String.raw`(?<!\b(?:idempotency|request|correlation|continuation|cancell?ation|cancel|trace|page|paging|sync|next|resume|fencing|lock|lease|reset)[ -])\btoken {1,2}${QUOTE}(?=[0-9a-f]{8}-)`), ({ value }) => /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value)],
  // An item of a list: "* Password - X"
  [prose(String.raw`^\s{0,12}(?:[-*+\u2022] |\d{1,2}[.)] )?(?:[\w-]{1,20} ){0,2}(?:${PASSWORD}) {1,2}[-\u2013\u2014] {1,2}${VALUE}(?=\S{1,200}\s{0,4}$)`, 'gim'), looksTyped],
  // In other languages.
  [prose(String.raw`(?<!\p{L})(?:Kennwort|Passwort|mot de passe|contrase\u00f1a|clave|senha|wachtwoord|password|passord|l\u00f6senord|adgangskode|has\u0142o|heslo|parola|\u043f\u0430\u0440\u043e\u043b\u044c)(?: [\p{L}\d'\u2019_.-]{1,30}){0,6}? (?:lautet|ist|war|est|\u00e9tait|es|era|\u00e9|\u00e8|\u00e4r|er|to|je|is|was|\u2014|-|:|ge\u00e4ndert auf|gesetzt auf|chang\u00e9 en|cambiada a|alterada para|gewijzigd in)(?: (?:jetzt|nun|noch|ahora|agora|maintenant|adesso|nu|teraz))?:? {1,2}${QUOTE}${VALUE}`, 'giu'), isTypedSecret],
  [prose(String.raw`(?:\u30d1\u30b9\u30ef\u30fc\u30c9|\u5bc6\u7801|\u5bc6\u78bc|\u53e3\u4ee4|\ube44\ubc00\ubc88\ud638)(?:\u306f|\u304c|\u3092|\u662f|\u4e3a|\u70ba|\u6539\u6210|\u6539\u4e3a|\ub294|\uc740|\uac00|[:\uff1a])\s{0,2}["'\u300c]?(?=[!-~])`), looksTyped],
]; // prettier-ignore

/** `"ninja-turtle"`: in quotes, where a word alone may be one that somebody quotes. */
function isQuotedPhrase({ value, quoted }: Said): boolean {
  return quoted === true && /^[A-Za-z]{3,20}(?:[-_.][A-Za-z]{3,20}){1,5}$/.test(value);
}

function isDigits({ value }: Said): boolean {
  return /^\d{3,10}$|^\d{3}[ -]\d{3,4}$/.test(value);
}

/** One word and no state: `was wrong`. */
function isAnswer({ value, alone }: Said): boolean {
  return alone && /^[\p{Lu}\d]/u.test(value) && value.length >= 3;
}

/** Lines without these words tell nothing so. */
export const PROSE_HINT = new RegExp(
  String.raw`\b(?:${PASSWORD}|pass|token|secrets?|credentials?|creds|logins?|key|PINs?|t?otp|codes?|seed|phrase|mnemonic|recovery|wallet|question)\b|${REFERRED_HINT}|kennwort|passwort|mot de passe|contrase\u00f1a|clave|senha|wachtwoord|passord|l\u00f6senord|adgangskode|has\u0142o|heslo|parola|\u043f\u0430\u0440\u043e\u043b\u044c|\u30d1\u30b9\u30ef\u30fc\u30c9|\u5bc6\u7801|\u5bc6\u78bc|\u53e3\u4ee4|\ube44\ubc00\ubc88\ud638`,
  'im',
);

const ALONE = /^(?:\\{0,3}["'`\u201d\u2019])?[\s.,;!]*[}\])]*$/;
const OF_IT = String.raw`(?:the |an? |its |his |her |their |our |my |your )`;
const ENDS = String.raw`(?=[\s"'\`]{0,2}(?:[.,;:!?)]|$)| (?:of|for|on|to|in|at|we|that|which|now|again|and|but|there|here|since|until|when|the|it|he|she|they|I|so|because|after|before|from|with|by|this|is|was|worked|works|did|does|while)\b)`;
const HANDLED = String.raw`\b(?:us(?:e|ed|es|ing)|tr(?:y|ied|ies|ying)|enter(?:ed)?|typed?|with|set|accept(?:s|ed)?|has|had|have|put|took|takes?|kept|keep|left|gave|got|still)`;
/** The value stands before its name: "use X as the password", "X is the root password". */
const BEFORE: readonly Telling[] = [
  [prose(String.raw`${HANDLED} ["'\`(]?([^\s"'\`()]{4,200})["'\`)]? as ${OF_IT}?(?:[\w'\u2019-]{1,30} ){0,3}?(?:${ANY})${ENDS}`, 'dgi'), isTypedSecret],
  [prose(String.raw`${HANDLED} ["'\`(]?([^\s"'\`()]{4,200})["'\`)]? as ${OF_IT}?(?:[\w'\u2019-]{1,30} ){0,3}?(?:${PASSWORD})${ENDS}`, 'dgi'), isAssigned],
  [prose(String.raw`(?:^|[\s"'\`(])([^\s"'\`()]{4,200})["'\`)]? (?:is|was|used to be|became|has been)(?: (?:still|now|also|just|used as|set as))? ${OF_IT}(?:[\w'\u2019-]{1,30} ){0,4}?(?:${PASSWORD}|${KEY})${ENDS}`, 'dgi'), isTypedSecret],
  [prose(String.raw`\b(?:typed?|typing|enter(?:ed|ing)?|tr(?:y|ied|ying)) ["'\`(]?([^\s"'\`()]{4,200})["'\`)]? as ${OF_IT}?(?:[\w'\u2019-]{1,30} ){0,3}?(?:${PASSWORD})${ENDS}`, 'dgi'), isKeyed],
  [prose(String.raw`(?:^|[\s"'\`])([^\s"'\`(),]{6,200})["'\`]?(?: \(|, ${OF_IT})(?:[\w'\u2019-]{1,30} ){0,3}(?:${PASSWORD})(?=\)| (?:of|for|on)\b)`, 'dgi'), isRich],
]; // prettier-ignore
/** How such a sentence may begin: what a stream shows has to wait for its end. */
const MAY_NAME = [
  /(?:^|[\s"'`(])([^\s"'`()]{4,200})["'`)]?(?: (?:a|as|i|is|w|wa|was|u|us|use|used|b|be|bec|beca|becam|became|h|ha|has)?)?$/,
  /(?:^|[\s"'`(])([^\s"'`()]{4,200})["'`)]? (?:as|is|was|used|became|has)(?: [\w'’-]{1,30}){0,7} ?$/,
  /(?:^|[\s"'`])([^\s"'`(),]{6,200})["'`]?(?:, ?| \(|(?:, | \()[\w'’-]{1,30}(?: [\w'’-]{1,30}){0,4} ?)?$/,
];

/** Secrets that people tell in sentences. @param complete the line has come to its end. */
export function proseSpans(line: string, complete: boolean): Span[] {
  const spans = complete ? [] : mayBeNamed(line);
  if (!PROSE_HINT.test(line)) return spans;
  spans.push(...phraseSpans(line, complete), ...codeWordSpans(line, complete), ...referredSpans(line, complete));
  for (const [found, isSecret] of PROSE) {
    for (const match of line.matchAll(found)) {
      const at = match.index + match[0].length;
      const { start, end, quoted } = valueAt(line, /["'`]$/.test(match[0]) ? at - 1 : at, '');
      const stop = start + withoutMarks(line.slice(start, end)).length;
      if (stop <= start) continue;
      const value = line.slice(start, stop);
      const alone = ALONE.test(line.slice(stop));
      if (!complete && alone) spans.push({ start, end: line.length, open: true });
      else if (!isEmptyValue(value) && isSecret({ value, alone, quoted })) spans.push({ start, end: stop });
    }
  }
  for (const [before, judge] of BEFORE) {
    for (const { indices } of line.matchAll(before)) {
      const [start, end] = indices![1]!;
      const value = line.slice(start, end);
      if (!isEmptyValue(value) && judge({ value, alone: false })) spans.push({ start, end });
    }
  }
  return spans;
}

/** What closes a quotation or a parenthesis that stands around the value. */
function withoutMarks(value: string): string {
  return value.replace(/[\u201d\u2019\u300d)\]]+[.,;!]?$/, '').replace(/[.,;:]+$/, '');
}

function mayBeNamed(line: string): Span[] {
  const cut = Math.max(0, line.length - 400);
  const account =
    /\b(?:root|admin|administrator|postgres|sa|guest|test|oracle|mysql|ubuntu|pi)\/[\w!@#$%^&*+-]{4,40}(?: (?:a|as)?| as [a-z]{0,11}(?: [a-z]{1,11}){0,2})?$/i.exec(
      line.slice(cut),
    );
  if (account !== null) {
    const start = cut + account.index + account[0].indexOf('/') + 1;
    return [{ start, end: line.length, open: true }];
  }
  return MAY_NAME.flatMap((form) => {
    const found = form.exec(line.slice(cut));
    const said = { value: found?.[1] ?? '', alone: false };
    if (found === null || !(isAssigned(said) || isKeyed(said))) return [];
    return [{ start: line.indexOf(found[1]!, cut + found.index), end: line.length, open: true }];
  });
}
