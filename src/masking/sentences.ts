import { isOpaque, looksRandom } from '../secrets/names.ts';
import { ALGORITHM, isNamed, type Said } from './typed.ts';

/** A way to tell a secret in the middle of a sentence, and whether the word there is one. */
export type Sentence = readonly [found: RegExp, isSecret: (said: Said) => boolean];

const PASSWORD = String.raw`pass(?:word|phrase|code|wd)|pwd?`;
const KEY = String.raw`token|secret|credentials?|creds|key`;
const OPEN = '(?=\\S)';
const INTO = String.raw`(?: {1,2}(?:of|for|on|in) ['"\`]?[\w@.-]{1,40}['"\`]?(?: [\w@.-]{1,40})?)?`;
const CHANGED = String.raw`\b(?:rotat|chang|reset|set|updat|switch|replac)(?:e|ed|es|ing|ting|t|ted)?(?: (?!(?:to|from)\b)[\w'’.@-]{1,40}){0,4}?`;

const isMixed = (word: string): boolean => /\d/.test(word) && /[A-Za-z]/.test(word) && !isNamed(word);
/** As one types them: six signs of two kinds. */
const isTyped = ({ value }: Said): boolean => looksRandom(value) && isMixed(value);
const isLong = (said: Said): boolean => said.value.length >= 7 && isTyped(said);
const isEmphasized = ({ value, alone }: Said): boolean =>
  (looksRandom(value) && !isNamed(value)) || (alone && value.length >= 6 && /^["'`]/.test(value));
/** As machines make them. */
const isMade = ({ value, alone }: Said): boolean =>
  isOpaque(value) || (alone && value.length >= 10 && looksRandom(value) && isMixed(value));

/** `"Blaumeise7"`, but not `"expired" message` and not `"the old one"`. */
function isQuoted({ value }: Said): boolean {
  if (/ /.test(value)) return false;
  return value.length >= 4 && (isMixed(value) || (looksRandom(value) && !isNamed(value)));
}

const isPassword = (said: Said): boolean => isLong(said) && !ALGORITHM.test(said.value);
/** As machines make them, and so long that no name and no number of a build is. */
const isGenerated = ({ value }: Said): boolean =>
  (value.length >= 20 && isOpaque(value) && isMixed(value)) || /^[0-9a-f]{32,}$/i.test(value);

/** Keys and tokens that let someone in, other than those that only tell records or requests apart. */
const LETS_IN = String.raw`(?:(?:api|app|application|routing|access|secret|private|signing|encryption|auth|master|account|service|admin|deploy|license|integration|ingest(?:ion)?)[ -]?key|(?:api|access|auth|bearer|refresh|secret|deploy|bot|service|admin|account|push)[ -]?token|(?:client|app|application|webhook|signing|shared|consumer)[ -]secret)`;
const BARE = String.raw`(?<!\b(?:idempotency|request|correlation|continuation|cancell?ation|cancel|trace|page|paging|sync|next|resume)[ -])(?:token|secret)`;
/** What has become of it, and where; not of which request or build. */
const FOUND_OUT = String.raw`(?: (?:was|is|has|had|been|got|that|which|we|they|I|he|she))*? (?:leaked|found|exposed|committed|pasted|posted|printed|logged|visible|published|revoked|rotated|stolen|compromised|seen|shown|disabled|deleted|removed)(?: (?!(?:ids?|requests?|traces?|commits?|sha|digest|builds?|image|pod|session|run|job|by):)[\w'’.-]{1,30}){0,8}`;
const isUuid = ({ value }: Said): boolean => /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value);

const isGeneratedOrUuid = (said: Said): boolean => isGenerated(said) || isUuid(said);

const isPin = ({ value }: Said): boolean => /^\d{4,8}$/.test(value);

/** How people tell a secret in notes and messages. Each is looked for in a line that names one. */
export const SENTENCES: readonly Sentence[] = [
  // "rotated the db password to X", "changed the password of bob from X to Y"
  [new RegExp(`${CHANGED} (?:${PASSWORD})${INTO}(?: from \\S{1,200})? (?:to|with):? {1,2}${OPEN}`, 'gi'), isTyped],
  [new RegExp(`${CHANGED} (?:${PASSWORD})${INTO} from {1,2}${OPEN}`, 'gi'), isTyped],
  [new RegExp(`${CHANGED} (?:${KEY})${INTO}(?: from \\S{1,200})? (?:to|with):? {1,2}${OPEN}`, 'gi'), isMade],
  [new RegExp(`${CHANGED} (?:${KEY})${INTO} from {1,2}${OPEN}`, 'gi'), isMade],
  // "the token that leaked was X", "the key is now X", "leaked key: X"
  [new RegExp(`\\b(?:${KEY})(?: that (?:was |had |has |have )?(?:been )?\\w{1,15})?(?: is| was)(?: now)?:? {1,2}${OPEN}`, 'gi'), isMade],
  [new RegExp(`\\b(?:leaked|stolen|exposed|compromised|published|committed|revoked|new|old) (?:\\w{1,15} )?(?:${KEY}):? {1,2}${OPEN}`, 'gi'), isMade],
  // "log in with admin / X", "credentials are admin / X"
  [/\b(?:log(?:ged|ging)? ?in|sign(?:ed)? ?in|log ?on|connect(?:ed)?|authenticated?) (?:with|as|using) [\w.@-]{1,40} ?\/ ?(?=\S)/gi, isLong],
  [/\b(?:credentials?|creds)(?: are| is| were| was)?:? {1,2}[\w.@-]{1,40} ?[/:] ?(?=\S)/gi, isTyped],
  [/\b(?:login|user):? {1,2}[\w.@-]{1,40} \/ (?=\S)/gi, isLong],
  [/(?<!\p{L})(?:Kennwort|Passwort|mot de passe|contrase\u00f1a|senha|wachtwoord)(?: \p{L}{1,20}){0,2} (?:lautet|ist|est|es|\u00e9|is):? {1,2}(?=\S)/giu, isTyped],
  // "used password X for the console", "new root pw X", "the pass is X"
  [new RegExp(`\\b(?:us(?:e|ed|ing)|with|try|tried|temporary|temp|new|old|initial|default|root|admin|my|her|his|their|our) (?:${PASSWORD}) {1,2}${OPEN}`, 'gi'), isTyped],
  [new RegExp(`\\b(?:the|my|her|his|their|our|new|old) pass (?:is|was)(?: now)?:? {1,2}${OPEN}`, 'gi'), isTyped],
  [new RegExp(`\\b(?:${PASSWORD}) {1,2}(?:["'\`])${OPEN}`, 'gi'), isQuoted],
  // "pass the password X to Bob", "the new password for billing is now X", "user admin, pass X"
  [new RegExp(`\\b(?:the|this|that) (?:${PASSWORD}) {1,2}${OPEN}`, 'gi'), isPassword],
  [new RegExp(`\\b(?:${PASSWORD})${INTO} (?:is|was)(?: now)?:? {1,2}${OPEN}`, 'gi'), isPassword],
  [new RegExp(`\\buser(?:name)? [\\w.@-]{1,40},? (?:and )?(?:${PASSWORD}|pass) {1,2}${OPEN}`, 'gi'), isTyped],
  [/\bPIN (?:for|of) [\w '’-]{1,40} (?:is|was)(?: now)? {1,2}(?=\d{4,8}\b)/g, isPin],
  // "api key X works", "token X expired"
  [new RegExp(`\\b(?:(?:api|access|secret|private|signing|encryption|auth|aws|master|shared|service|account|secret access|ssh|app|application|routing|integration|ingest(?:ion)?|licen[cs]e)[ -]key(?: base)?|token|secret|credential|licen[cs]e) {1,2}${OPEN}`, 'gi'), isGenerated],
  // "api key leaked in the log: X", "rotated the api key, the old one was UUID"
  [new RegExp(`\\b(?:${LETS_IN}|${BARE})${FOUND_OUT}: {1,2}["'\`]?${OPEN}`, 'gi'), isGeneratedOrUuid],
  [new RegExp(`\\b(?:${LETS_IN}|${BARE})${INTO}[.,;:!)\u2014\u2013 -]{1,3} ?(?:the |its |a )?(?:new|old|current|previous|leaked|right|correct) (?:one|value)(?: (?:is|was)(?: now)?:?| ?[:=]) {1,2}["'\`]?${OPEN}`, 'gi'), isGeneratedOrUuid],
  // "heroku api key UUID", "the token is UUID": elsewhere a UUID is what a thing is called
  [new RegExp(`\\b${LETS_IN}(?:(?:${INTO}(?: is| was)(?: now)?| now)?:?| from) {1,2}[("'\`]?(?=[0-9a-f]{8}-)`, 'gi'), isUuid],
  [new RegExp(`\\b${LETS_IN}${INTO} (?:from \\S{1,200} )?(?:to|with):? {1,2}["'\`]?(?=[0-9a-f]{8}-)`, 'gi'), isUuid],
  [new RegExp(`\\b${LETS_IN}${INTO}: {1,2}["'\`]?(?=[0-9a-f]{8}-)`, 'gi'), isUuid],
  [new RegExp(`\\b${BARE}(?: is| was)(?: now)?:? {1,2}["'\`]?(?=[0-9a-f]{8}-)`, 'gi'), isUuid],
  // "**Password**: X", "*token:* `X`"
  [new RegExp(`(?:\\*{1,3}|_{1,3}|~~|\`)(?:[\\w-]{1,40} ){0,2}(?:${PASSWORD})(?::(?:\\*{1,3}|_{1,3}|~~|\`)| {0,2}(?:\\*{1,3}|_{1,3}|~~|\`) {0,2}[:=]) {0,4}${OPEN}`, 'gi'), isEmphasized],
  [new RegExp(`(?:\\*{1,3}|_{1,3}|~~|\`)(?:[\\w-]{1,40} ){0,2}(?:${KEY})(?::(?:\\*{1,3}|_{1,3}|~~|\`)| {0,2}(?:\\*{1,3}|_{1,3}|~~|\`) {0,2}[:=]) {0,4}${OPEN}`, 'gi'), isMade],
]; // prettier-ignore

/** Lines without these words have none of the sentences. */
export const SENTENCE_HINT =
  /\b(?:pass(?:word|phrase|code|wd)?|pwd?|PIN|token|secret|credentials?|creds|licen[cs]e|(?:api|access|secret)?key)\b|kennwort|passwort|mot de passe|contrase\u00f1a|senha|wachtwoord|\b(?:log|user|sign|authenticat|connect)[^/\r\n]{1,60}\//i;
