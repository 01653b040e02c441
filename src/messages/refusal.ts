import { fieldsOf } from '../record/rawFields.ts';
import { fieldsIn, type Fields } from './answerFields.ts';
import type { WebhookKind } from './webhookKinds.ts';

/** What Slack answers to a message that it does not take, as `invalid_token`; `ok` where it does: docs.slack.dev, "Sending messages using incoming webhooks". */
const SLACK_ERROR = /^[a-z]{2,30}(?:_[a-z]{1,30}){1,8}$/;

/** What other receivers answer in a word or two where they do not take it. */
const SAYS_NO =
  /^"?(?:(?:invalid|missing|unknown|expired|bad|no|not)_[a-z_]{2,40}|(?:error|failed|failure|unauthori[sz]ed|forbidden|denied|rejected|not found|invalid \w+)(?:[:.!,]|\s|$)(?!\W{0,3}(?:0|none|no|null|false|nothing)\b).{0,200})"?$/i;

/** What a webhook's answer speaks of. */
const ABOUT =
  '(?:(?:(?:the|your|this)[ \\t]{1,4})?(?:incoming|webhook|hook|message|messages|event|delivery|request|notification|card|payload|body|post|posting|send|sending|publish|publishing|json|http|text|summary|title)[ \\t]{1,4})';
/** What became of it: of that, or a status' own phrase (RFC 9110). Connectors of Teams say it with status 200: learn.microsoft.com, "Rate limiting for connectors". */
const BECAME = [
  '(?:(?:has|have|was|were|is|are)[ \\t]{1,4})?(?:failed|rejected|refused|denied|dropped|invalid|malformed|unauthori[sz]ed|forbidden|too large)\\b',
  '(?:(?:has|have|was|were|is|are)[ \\t]{1,4})?not[ \\t]{1,4}(?:been[ \\t]{1,4})?(?:sent|delivered|accepted|taken|processed|posted|valid|allowed|authori[sz]ed|found)\\b(?! yet)',
  "(?:could[ \\t]?n[o']t|can[ \\t]?n[o']t|can't)[ \\t]{1,4}be[ \\t]{1,4}\\w",
  '(?:or[ \\t]{1,4}\\w{1,20}[ \\t]{1,4})?is[ \\t]{1,4}(?:required|missing)\\b',
];
const PHRASE =
  '(?:[45]\\d\\d[ \\t:-]{1,4})?(?:bad request|unauthori[sz]ed|forbidden|(?:page )?not found|method not allowed|too many requests|(?:payload|content) too large|unprocessable (?:entity|content)|internal server error|bad gateway|service unavailable|gateway time-?out|bad payload)\\b';
const SENTENCE_NO = new RegExp(
  `^\\W{0,8}(?:${ABOUT}{1,4}(?:${BECAME.join('|')})|${ABOUT}{0,4}(?:${PHRASE})|microsoft teams endpoint returned http error\\b)`,
  'i',
);

/** Names of fields by what their value says. */
const FLAG = /^(?:is_?)?(?:ok|success|succeeded|successful)$/i;
/** Whether it has arrived already: a message that waits its turn has not, and was taken. */
const ARRIVED = /^(?:is_?|was_?)?(?:accepted|delivered|sent|posted)$/i;
const WAITS = /^(?:is_?)?(?:queued|scheduled|pending|enqueued)$/i;
const STATE = /^(?:status|result|state|outcome|status_?text|(?:delivery|message)_?status|type)$/i;
const FAILED = /^(?:is_?|has_?)?(?:failed|failure|failures|error|errors)$/i;
const ERROR = /^err(?:or)?_?(?:s|no|num|code|messages?|msg|text|description|response)?$/i;
const CODE = /^(?:status|code|status_?code|http|http_?status(?:_?code)?|response_?code)$/i;
/** What a service of its own kind calls a failure: Java's, SOAP's, Apigee's. */
const FAULT = /^(?:exceptions?|faults?|exception_?message|fault_?string)$/i;
/** How long to wait before the next try: Discord's, and that of DingTalk beside its status. */
const RETRY = /^retry_?after(?:_?(?:ms|s|seconds))?$/i;
const WAIT = /^(?:wait|punish|retry\w*)$/i;
/** Whom or what it did not reach, one by one; and what it reached. */
const NOT_TAKEN = /^(?:failed|failures|rejected|undelivered|not_?(?:sent|delivered|accepted))(?:_?[a-z]{1,20})?$/i;
const TAKEN = /^(?:success\w*|succeeded|accepted|delivered|sent|posted)(?:_?[a-z]{1,20})?$/i;
/** What is said of a field of a form that is not filled in well. */
const FIELD_ERROR =
  /\b(?:must|required|should|may not|can ?not|can't|(?:is|are)(?: not|n't)|not an?|invalid|too (?:long|short|large|many)|at (?:most|least)|or (?:fewer|less|more)|ensure|does(?: not|n't))\b/i;
/** A word of a code that says no, as `invalidAuthToken`. */
const CAMEL_NO = /^(?:invalid|bad|missing|unknown|not|no|un|fail(?:ed)?)[A-Z]\w{1,60}$/;
/** Numbers of which 0 alone says that it went well. */
const RETURNED = /^(?:ret(?:urn)?(?:_?code)?|result_?code|errno)$/i;
/** The same, where another number says what went wrong if a text beside it does not say otherwise: Feishu's, DingTalk's, Discord's. */
const NUMBERED = /^(?:code|status_?code)$/i;
/** Not `text`: some receivers send back what they got. */
const SAID = /^(?:(?:status_?)?(?:message|msg)|detail|details|reason)$/i;
const WENT_WELL =
  /\b(?:ok|okay|success\w*|succeeded|done|sent|accepted|delivered|queued|enqueued|received|posted|published|created|scheduled|processed|started|triggered|stored|saved|recorded|registered|logged|forwarded|thanks?|no errors?)\b|\u6210\u529f/i;
const DENIED =
  /\b(?:not|never|un|fail\w*|could ?n[o']t|can ?n[o']t|can't|nothing|nobody|none|unable|denied|refused|rejected|invalid|missing|expired|exceeded|must|should|no \w{1,30} (?:is|are|was|were|has|have)|0 \w{1,30})\b/i;
const CODE_WORD =
  /^(?!no[_-])(?:\w+[_-])?(?:error|invalid|fail(?:ed|ure)?|denied|unauthori[sz]ed|unauthenticated|forbidden|bad_request|not_found)(?:[_-]\w+)?$/i;
const WRAP = /^(?:result|data|response|body|d|status|meta)$/i;
/** One answer for each of several receivers. */
const LIST = /^(?:results|responses|messages|deliveries|receipts|recipients|items|data|result)$/i;

const STATE_NO =
  /^(?:err(?:or)?|fail(?:ed|ure)?|ko|nok|rejected|refused|denied|invalid(?: \w{1,20})?|forbidden|unauthori[sz]ed|bad[ _-]?request|undelivered|undeliverable|(?:not|un)[ _-]?(?:ok|sent|delivered|found|successful|accepted)|(?:internal|server)[ _-](?:server[ _-])?error|false|no|expired|throttled|rate[ _-]?limited|unsubscribed|disabled|suspended|blocked|bounced)$/i;
const isNo = (value: unknown): boolean =>
  value === false || value === 0 || (typeof value === 'string' && /^(?:false|no|0)$/i.test(value.trim()));
const isYes = (value: unknown): boolean =>
  value === true ||
  (typeof value === 'number' && value > 0) ||
  (typeof value === 'string' && /^(?:true|yes|[1-9]\d{0,8})$/i.test(value.trim()));

/** Nothing went wrong: no error, or none of them. */
function isNone(value: unknown): boolean {
  if (value === undefined || value === null || isNo(value)) return true;
  if (typeof value === 'string')
    return /^(?:|none|null|nil|nothing|ok|success|no errors?|[-\u2013])\.?$/i.test(value.trim());
  return typeof value === 'object' && Object.keys(value).length === 0;
}

/** What an answer says, without the message itself where it was sent back. */
export interface Answer {
  readonly text: string;
  /** What it says by name; absent for plain text. */
  readonly fields?: Fields | undefined;
}

/** Reads the text of an answer of status 200, without white space around it. */
export function answerIn(text: string): Answer {
  return { text, fields: fieldsIn(text) };
}

/** Whether an answer of status 200 says that the message was not taken. */
export function saysNo({ text, fields }: Answer, kind: WebhookKind): boolean {
  if (kind === 'slack' && SLACK_ERROR.test(text)) return true;
  if (/^[{[<]/.test(text) && fields !== undefined) return fieldsSayNo(fields, 0);
  // What follows the first line explains it.
  const first = /^[^\r\n]*/.exec(text)![0];
  return textSaysNo(text) || textSaysNo(first) || isWordOfNo(text) || fieldsSayNo(fields, 0);
}

function textSaysNo(said: string): boolean {
  return SAYS_NO.test(said) || SENTENCE_NO.test(said) || /^"?false"?$/i.test(said);
}

/** `FAIL`, `NOK.`, or what a framework answers where nothing listens: `Cannot POST /hook`. */
function isWordOfNo(said: string): boolean {
  return STATE_NO.test(said.replace(/^"|[.!"]+$/g, '')) || /^cannot (?:get|post|put|patch|delete) \//i.test(said);
}

function fieldsSayNo(fields: Fields | undefined, depth: number): boolean {
  if (fields === undefined) return false;
  const all = Object.entries(fields);
  const some = (name: RegExp, says: (value: unknown) => boolean): boolean =>
    all.some(([key, value]) => name.test(key) && says(value));
  // Some of several receivers did take it.
  const worked = some(FLAG, isYes) || some(ARRIVED, isYes);
  return (
    some(FLAG, isNo) ||
    (some(ARRIVED, isNo) && !some(WAITS, isYes)) ||
    some(STATE, (value) => value === false || (typeof value === 'string' && STATE_NO.test(value.trim()))) ||
    (some(FAILED, isYes) && !worked) ||
    some(ERROR, (value) => !isNone(value) && !(isYes(value) && worked)) ||
    some(CODE, isFailedStatus) ||
    some(RETURNED, (value) => numberOf(value) !== undefined && numberOf(value) !== 0 && numberOf(value) !== 200) ||
    (!worked && some(NUMBERED, (code) => isErrorNumber(code, all))) ||
    some(CODE, (value) => typeof value === 'string' && CODE_WORD.test(value.trim())) ||
    some(FAULT, (value) => !isNone(value)) ||
    some(/^__type$/, (value) => typeof value === 'string' && /exception|error|denied|fault/i.test(value)) ||
    (!worked && isHeldBack(fields, some)) ||
    isFieldErrors(fields) ||
    (!worked && !some(TAKEN, isFilled) && some(NOT_TAKEN, isFilled)) ||
    (!isEcho(fields) && some(SAID, (value) => typeof value === 'string' && textSaysNo(value.trim()))) ||
    (depth < 2 && some(WRAP, (value) => fieldsSayNo(fieldsOf(value), depth + 1))) ||
    (depth < 3 && some(LIST, (value) => isRefusedByAll(value, depth + 1)))
  );
}

type Some = (name: RegExp, says: (value: unknown) => boolean) => boolean;

const isFilled = (value: unknown): boolean => Array.isArray(value) && value.length > 0;
const isText = (value: unknown): boolean => typeof value === 'string' && value.trim() !== '';

/** To be sent later, or a status of the receiver's own that a word or a wait tells to be no success. */
function isHeldBack(fields: Fields, some: Some): boolean {
  const takesTime = (value: unknown): boolean => Number(value) > 0;
  if (some(RETRY, takesTime) && !some(STATE, (value) => typeof value === 'string' && saysWell(value))) return true;
  // Opsgenie: what it takes has a result.
  if ('took' in fields && 'requestId' in fields && !('result' in fields) && !('data' in fields))
    return some(SAID, isText);
  const isOwnNumber = (value: unknown): boolean => {
    const status = numberOf(value);
    return status !== undefined && status !== 0 && (status < 100 || status >= 600);
  };
  const isWordNo = (value: unknown): boolean =>
    typeof value === 'string' && (textSaysNo(value) || CODE_WORD.test(value) || CAMEL_NO.test(value));
  return some(/^status$/i, isOwnNumber) && (some(SAID, isWordNo) || some(WAIT, (value) => !isNone(value)));
}

/** Nothing but fields and what is wrong with each: Discord's, Django's. */
function isFieldErrors(fields: Fields): boolean {
  const all = Object.values(fields);
  const isSentence = (one: unknown): boolean => typeof one === 'string' && one.length <= 400 && FIELD_ERROR.test(one);
  return all.length > 0 && all.every((value) => Array.isArray(value) && value.length > 0 && value.every(isSentence));
}

function isRefusedByAll(answers: unknown, depth: number): boolean {
  return Array.isArray(answers) && answers.length > 0 && answers.every((one) => fieldsSayNo(fieldsOf(one), depth));
}

/** A message that is kept has a name: ntfy's, Gotify's, Mattermost's. An error may have one, but none of what belongs to a message. */
const ID = /^(?:_?id|(?:message|event|msg|post|notification)_?id|ts)$/i;
const KEPT_WITH =
  /^(?:title|priority|topic|channel(?:_?id)?|app_?id|room_?id|user(?:_?id)?|sender|author|thread|content|text|event|expires|create_?at|created_?at)$/i;

/** Whether an answer has a message's own name in it. */
export function hasId(fields: Fields): boolean {
  return Object.entries(fields).some(
    ([name, value]) => ID.test(name) && (isYes(value) || (typeof value === 'string' && /\d|^[\w-]$/.test(value))),
  );
}

/** What is left without what is said in words. */
export function withoutWords(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !SAID.test(name)));
}

/** The message itself, as it was stored or published. */
export function isEcho(fields: Fields): boolean {
  return hasId(fields) && Object.entries(fields).some(([name, value]) => KEPT_WITH.test(name) && !isNone(value));
}

function numberOf(value: unknown): number | undefined {
  if (typeof value === 'string' && /^-?\d{1,9}$/.test(value.trim())) return Number(value);
  return typeof value === 'number' ? value : undefined;
}

/** A code other than 0 and those of HTTP that say it went well. Beside the text `success` it is one of the receiver's own. */
function isErrorNumber(value: unknown, all: readonly (readonly [string, unknown])[]): boolean {
  const code = numberOf(value);
  if (code === undefined || code === 0 || (code >= 100 && code < 400)) return false;
  const texts = all.flatMap(([name, text]) => (SAID.test(name) && typeof text === 'string' ? [text] : []));
  if (texts.some(saysWell)) return false;
  return code < 0 || texts.some((text) => text.trim() !== '');
}

/** Whether a text says that the message was taken. */
export function saysWell(text: string): boolean {
  const said = text.replaceAll('_', ' ').replace(/\b(?:0|no|without)[ \t]{1,4}(?:fail\w*|errors?|problems?)\b/gi, 'ok');
  // What follows may be the message.
  if (/^\W{0,4}(?:ok|received|accepted|sent|delivered|posted|queued|stored|published)[ \t]{0,4}[:!]/i.test(said))
    return true;
  return WENT_WELL.test(said) && !DENIED.test(said);
}

/** Whether something of an answer by name says that the message was taken. */
export function fieldsSayWell(fields: Fields): boolean {
  const some: Some = (name, says) => Object.entries(fields).some(([key, value]) => name.test(key) && says(value));
  const isFine = (value: unknown): boolean => {
    const code = numberOf(value);
    return code !== undefined && (code === 0 || (code >= 200 && code < 300));
  };
  const isWord = (value: unknown): boolean => typeof value === 'string' && saysWell(value);
  return (
    isEcho(fields) ||
    some(FLAG, isYes) ||
    some(ARRIVED, isYes) ||
    some(WAITS, isYes) ||
    some(STATE, isWord) ||
    some(SAID, isWord) ||
    some(CODE, (value) => isFine(value) || isWord(value)) ||
    some(RETURNED, isFine) ||
    some(/^err(?:or)?_?(?:no|code)$/i, isFine)
  );
}

/** Whether an answer by name has a sentence in it of which nobody knows what it says. */
export function hasOpenSentence(fields: Fields, depth = 0): boolean {
  if (fieldsSayWell(fields)) return false;
  return Object.entries(fields).some(
    ([name, value]) =>
      (typeof value === 'string' && (SAID.test(name) || WRAP.test(name)) && isSentence(value)) ||
      (depth < 2 && WRAP.test(name) && hasOpenSentence(fieldsOf(value) ?? {}, depth + 1)),
  );
}

/** Whether a text is more than a word or a name, as `Queue is full.` or `channel_is_archived`. */
export function isSentence(text: string): boolean {
  if (/[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{3}/.test(text)) return true;
  const apart = text
    .slice(0, 2_000)
    .split(/[\s_]+/)
    .flatMap((one) => (/^[a-z]{3,30}(?:[A-Z][a-z]{2,30}){1,6}$/.test(one) ? one.split(/(?=[A-Z])/) : [one]));
  return apart.filter((one) => /^[^\p{L}\p{N}]*\p{L}[\p{L}'\u2019-]+[^\p{L}\p{N}]*$/u.test(one)).length >= 2;
}

/** Whether plain text is written as `errors: 0`, by names that say something. */
export function isNamed(fields: Fields): boolean {
  const names = [FLAG, ARRIVED, WAITS, STATE, FAILED, ERROR, CODE, RETURNED, NUMBERED, ID];
  return Object.keys(fields).some((key) => names.some((name) => name.test(key)));
}

function isFailedStatus(code: unknown): boolean {
  const status = typeof code === 'string' && /^\d{3}$/.test(code.trim()) ? Number(code) : code;
  return typeof status === 'number' && status >= 400 && status < 600;
}
