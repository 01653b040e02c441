import { fieldsOf } from '../record/rawFields.ts';
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
  '(?:[45]\\d\\d[ \\t:-]{1,4})?(?:bad request|unauthori[sz]ed|forbidden|not found|method not allowed|too many requests|(?:payload|content) too large|unprocessable (?:entity|content)|internal server error|bad gateway|service unavailable|gateway time-?out|bad payload)\\b';
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
const ERROR = /^err(?:or)?_?(?:s|no|num|code|message|msg|text|description)?$/i;
const CODE = /^(?:status|code|status_?code|http)$/i;
/** Numbers of which 0 alone says that it went well. */
const RETURNED = /^(?:ret(?:urn)?(?:_?code)?|result_?code|errno)$/i;
/** The same, where another number says what went wrong if a text beside it does not say otherwise: Feishu's, DingTalk's, Discord's. */
const NUMBERED = /^(?:code|status_?code)$/i;
/** Not `text`: some receivers send back what they got. */
const SAID = /^(?:(?:status_?)?(?:message|msg)|detail|details|reason)$/i;
const WENT_WELL =
  /\b(?:ok|okay|success\w*|succeeded|done|sent|accepted|delivered|queued|enqueued|received|posted|published|created|scheduled|processed|thanks?|no errors?)\b|\u6210\u529f/i;
const DENIED = /\b(?:not|never|un|fail\w*|could ?n[o']t|can ?n[o']t|can't)\b/i;
const CODE_WORD =
  /^(?!no[_-])(?:\w+[_-])?(?:error|invalid|fail(?:ed|ure)?|denied|unauthori[sz]ed|unauthenticated|forbidden|bad_request|not_found)(?:[_-]\w+)?$/i;
const WRAP = /^(?:result|data|response|body|d|status)$/i;
/** One answer for each of several receivers. */
const LIST = /^(?:results|responses|messages|deliveries|receipts|recipients|items|data|result)$/i;

const STATE_NO =
  /^(?:err(?:or)?|fail(?:ed|ure)?|ko|nok|rejected|refused|denied|invalid(?: \w{1,20})?|forbidden|unauthori[sz]ed|bad[ _-]?request|undelivered|undeliverable|(?:not|un)[ _-]?(?:ok|sent|delivered|found|successful|accepted)|(?:internal|server)[ _-](?:server[ _-])?error|false|no)$/i;
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

/** Whether the text of an answer of status 200, without white space around it, says that the message was not taken. */
export function isRefusal(said: string, kind: WebhookKind): boolean {
  if (kind === 'slack' && SLACK_ERROR.test(said)) return true;
  return textSaysNo(said) || fieldsSayNo(fieldsIn(said), 0);
}

function textSaysNo(said: string): boolean {
  return SAYS_NO.test(said) || SENTENCE_NO.test(said) || /^"?false"?$/i.test(said);
}

type Fields = Readonly<Record<string, unknown>>;

/** What an answer says by name: as JSON, as XML, or as `ok=false` or `status: error` in a line or form. */
function fieldsIn(said: string): Fields | undefined {
  if (/^[{[]/.test(said)) {
    try {
      const answer: unknown = JSON.parse(said);
      return Array.isArray(answer) ? { results: answer } : fieldsOf(answer);
    } catch {
      return undefined;
    }
  }
  if (/^<(?!!doctype html|html)/i.test(said)) return fieldsOfXml(said.slice(0, 20_000));
  const pairs = said
    .split(/[&\r\n]+/)
    .map((part) => /^\s*"?(\w{1,30})"?[ \t]{0,4}[:=][ \t]{0,4}(.{0,100})$/.exec(part));
  if (pairs.length > 20 || pairs.some((pair) => pair === null)) return undefined;
  return Object.fromEntries(pairs.map((pair) => [pair![1]!, pair![2]!.trim().replace(/^"(.*)"$/, '$1')]));
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
    (!isEcho(fields) && some(SAID, (value) => typeof value === 'string' && textSaysNo(value.trim()))) ||
    (depth < 2 && some(WRAP, (value) => fieldsSayNo(fieldsOf(value), depth + 1))) ||
    (depth < 3 && some(LIST, (value) => isRefusedByAll(value, depth + 1)))
  );
}

function isRefusedByAll(answers: unknown, depth: number): boolean {
  return Array.isArray(answers) && answers.length > 0 && answers.every((one) => fieldsSayNo(fieldsOf(one), depth));
}

/** The message itself, as it was published: ntfy sends it back. */
const isEcho = (fields: Fields): boolean => fields.event === 'message' && typeof fields.id === 'string';

/** Elements without others in them, and attributes of the first one; a fault of SOAP. */
function fieldsOfXml(said: string): Fields {
  const fields: Record<string, string> = {};
  for (const [, name, text] of said.matchAll(/<(?:[\w-]{1,30}:)?(\w{1,40})(?:\s[^<>]{0,400})?>([^<]{1,400})<\//g))
    fields[name!] ??= text!.trim();
  const root = /^(?:<\?[^>]{0,200}\?>\s{0,20})?<[\w:.-]{1,60}((?:\s[^<>]{0,400})?)>?/.exec(said)?.[1] ?? '';
  for (const [, name, text] of root.matchAll(/\s(stat|status|result|code|success|ok)=["']([^"']{0,100})["']/gi))
    fields[name!.replace(/^stat$/i, 'status')] ??= text!;
  return /<(?:[\w-]{1,30}:)?Fault[\s>]/.test(said) ? { ...fields, error: 'Fault' } : fields;
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
  if (texts.some((text) => WENT_WELL.test(text) && !DENIED.test(text))) return false;
  return code < 0 || texts.some((text) => text.trim() !== '');
}

function isFailedStatus(code: unknown): boolean {
  const status = typeof code === 'string' && /^\d{3}$/.test(code.trim()) ? Number(code) : code;
  return typeof status === 'number' && status >= 400 && status < 600;
}
