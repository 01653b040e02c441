import { cleanText } from '../incident/clean.ts';
import type { AnswerVerdict } from '../incident/events.ts';
import { visibleLine } from '../text/visible.ts';
import { Echo, type WithoutSent } from './echo.ts';
import type { Fields } from './answerFields.ts';
import { fieldsOf } from '../record/rawFields.ts';
import {
  answerIn,
  fieldsSayWell,
  hasId,
  hasOpenSentence,
  isNamed,
  isSentence,
  saysNo,
  saysWell,
  withoutWords,
  type Answer,
} from './refusal.ts';
import type { OutgoingMessage } from './webhook.ts';
import type { WebhookKind } from './webhookKinds.ts';

export interface Judged {
  readonly kind: WebhookKind;
  /** What was sent: an answer that sends it back does not speak of itself. */
  readonly message?: OutgoingMessage;
}

const accepted: AnswerVerdict = { outcome: 'accepted' };
/** What Slack and Teams answer to a message that they take, and the phrase of status 202, which workflows of Teams answer with. */
const TAKEN = /^"?(?:ok|1|true|accepted|success)"?[.!]?$/i;
/** Of an answer. UTF-16 units. */
const MAX_WHY = 2_000;

/**
 * Judges the text of an answer of status 2xx, without white space around it. No list of refusals is whole: where a
 * receiver says what nobody knows, the message may have arrived.
 * @returns with words without secrets, on one line
 */
export function judgeAnswer(said: string, { kind, message }: Judged): AnswerVerdict {
  const text = readString(said.replace(/^\uFEFF/, '').trim());
  if (text === '') return accepted;
  const whole = answerIn(text);
  const { rest, echoed, doubtful } = withoutSent(whole, message);
  const why = whyIn(whole);
  if (saysNo(rest, kind)) {
    // A name beside it may be that of a message.
    const isOpen = doubtful || (rest.fields !== undefined && isKeptWithWords(rest.fields, kind));
    return { outcome: isOpen ? 'unknown' : 'rejected', why };
  }
  if (doubtful && saysNo(whole, kind)) return { outcome: 'unknown', why };
  return isTaken(rest, kind, echoed) ? accepted : { outcome: 'unknown', why };
}

/** Plain text that was sent as JSON. */
function readString(text: string): string {
  if (!text.startsWith('"')) return text;
  try {
    return String(JSON.parse(text)).trim();
  } catch {
    return text;
  }
}

function withoutSent({ text, fields }: Answer, message: OutgoingMessage | undefined): WithoutSent<Answer> {
  const echo = new Echo(message);
  if (fields !== undefined && /^[{[<]/.test(text)) {
    const { rest, echoed, doubtful } = echo.inValue(fields);
    return { rest: { text, fields: rest as Fields }, echoed, doubtful };
  }
  const { rest, echoed, doubtful } = echo.inText(text);
  return { rest: rest === text ? { text, fields } : answerIn(rest), echoed, doubtful };
}

/** Whether it is only words that say no, and a name stands beside them. */
function isKeptWithWords(fields: Fields, kind: WebhookKind): boolean {
  return hasId(fields) && !saysNo({ text: '{}', fields: withoutWords(fields) }, kind);
}

function isTaken({ text, fields }: Answer, kind: WebhookKind, echoed: boolean): boolean {
  if (text === '' || TAKEN.test(text)) return true;
  const isData = /^[{[<]/.test(text);
  // What looks like data and is none.
  if (isData && fields === undefined) return false;
  if (fields !== undefined && (isData || isNamed(fields))) {
    const isEmpty = Object.keys(fields).length === 0;
    const isOpen = hasOpenSentence(fields);
    return kind === 'json' ? !isOpen : fieldsSayWell(fields) || isEmpty || (echoed && !isOpen);
  }
  return (kind === 'json' || echoed) && (saysWell(text) || !isSentence(text));
}

const WHY =
  /^(?:(?:status_?)?(?:message|msg|text)|err(?:or)?_?(?:s|messages?|msg|text|description|type)?|details?|reason|description|fault_?string|exception|title|__type)$/i;
const WHY_CODE = /^(?:code|err(?:or)?_?code|errno|status|status_?code|http_?status|state|outcome)$/i;

/** The sentence and the code of an answer, else all of it. */
function whyIn({ text, fields }: Answer): string {
  const words: string[] = [];
  const codes: string[] = [];
  const collect = (value: unknown, depth: number): void => {
    for (const [name, one] of Object.entries(fieldsOf(value) ?? {})) {
      const isWord = WHY.test(name);
      if (typeof one === 'string' && one.trim() !== '' && isWord) words.push(one.trim());
      else if ((typeof one === 'string' || typeof one === 'number') && WHY_CODE.test(name)) codes.push(String(one));
      else if (Array.isArray(one))
        for (const each of one as readonly unknown[])
          if (typeof each === 'string' && isWord) words.push(each);
          else if (depth < 3) collect(each, depth + 1);
          else continue;
      else if (depth < 3) collect(one, depth + 1);
    }
  };
  if (fields !== undefined && /^[{[<]/.test(text)) collect(fields, 0);
  const said = [...new Set(words)].slice(0, 3).join('; ');
  const code = codes.find((one) => !said.includes(one));
  const why = said === '' ? text : code === undefined ? said : `${said} (${code})`;
  return visibleLine(cleanText(why.slice(0, MAX_WHY)))
    .replace(/\s+/g, ' ')
    .trim();
}
