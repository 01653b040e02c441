/** Events of the process by which a program hears of failures that nobody handled. */
const EVENTS = ['unhandledRejection', 'uncaughtException'] as const;
/** What a text holds that sets a program's last resort. */
export const LAST_RESORT_MARKERS: readonly string[] = [...EVENTS, 'Sentry.init'];

type Event = (typeof EVENTS)[number];

/** What becomes of the process after a failure that nobody handled: it goes on, or its handler ends it, or that is not told. */
export type Aftermath = 'survives' | 'mayEnd' | 'ends';

/** By how little is left of the process. */
const AFTERMATHS: readonly Aftermath[] = ['survives', 'mayEnd', 'ends'];

export type LastResort = Readonly<Partial<Record<Event, Aftermath>>>;

const SET =
  /\bprocess\s*\.\s*(?:on|once|addListener|prependListener)\s*\(\s*(['"`])(unhandledRejection|uncaughtException)\1\s*,/g;
/**
 * Sentry's SDK for Node listens to rejections, reports and prints them, and lets the process go on, unless it is told otherwise
 * (`onUnhandledRejectionIntegration`, mode "warn"; tried with 5, 7 and 9).
 */
const SENTRY = /['"]@sentry\/(?:node|nestjs|nextjs|bun|serverless|google-cloud-serverless|aws-serverless)['"]/;
const SENTRY_OFF = /\bdefaultIntegrations\s*:\s*false\b|\bmode\s*:\s*['"]strict['"]/;
const ENDS =
  /\bprocess\s*\.\s*(?:exit|abort|kill)\b|\bthrow\b|\b\w*(?:exit|shut_?down|terminate|teardown|stop|die|crash|fatal|close|restart|panic|bail)\w*\s*\(/i;

/** It ends the process whatever the failure is. */
const ENDS_ITSELF = /\bprocess\s*\.\s*(?:exit|abort|kill)\s*\(|\bthrow\b/;
const DEPENDS = /\b(?:if|switch|return|case)\b|&&|\|\||\?(?!\.)/;

/** Handlers of a program's last resort that a text sets, and what they do. */
export function lastResortIn(text: string): LastResort {
  const found: Partial<Record<Event, Aftermath>> = {};
  for (const match of text.matchAll(SET)) {
    const handler = restOfCall(text, match.index + match[0].length);
    const event = match[2] as Event;
    found[event] = worse(found[event], aftermathOf(text, handler));
  }
  if (/\bSentry\.init\(/.test(text) && SENTRY.test(text) && !SENTRY_OFF.test(text))
    found.unhandledRejection ??= 'survives';
  return found;
}

/** What the handlers of several files come to: one that ends the process ends it for all. */
export function joinLastResorts(all: readonly LastResort[]): LastResort {
  const joined: Partial<Record<Event, Aftermath>> = {};
  for (const one of all) for (const event of EVENTS) if (one[event]) joined[event] = worse(joined[event], one[event]);
  return joined;
}

function worse(one: Aftermath | undefined, other: Aftermath): Aftermath {
  return one !== undefined && AFTERMATHS.indexOf(one) > AFTERMATHS.indexOf(other) ? one : other;
}

function aftermathOf(text: string, handler: string): Aftermath {
  const name = /^\s*(?:\w+\.)*(\w+)\s*(?:\.bind\([^)]*\)\s*)?$/.exec(handler)?.[1];
  if (name === undefined) return aftermathIn(text, handler);
  const body = bodyOf(text, name);
  // Out of sight: a logger's method says what it does, anything else may do anything.
  if (body === undefined)
    return /^(?:log|logger|error|warn|info|debug|trace|noop|captureException|report\w*)$/i.test(name)
      ? 'survives'
      : 'mayEnd';
  const found = aftermathIn(text, body);
  return found === 'survives' && ENDS.test(`${name}(`) ? 'mayEnd' : found;
}

/** A function of the text by its name. */
function bodyOf(text: string, name: string): string | undefined {
  const found = new RegExp(
    `\\b(?:function\\s+${name}\\s*\\(|(?:const|let|var)\\s+${name}\\s*[:=]|${name}\\s*=\\s*(?:async\\s*)?\\()`,
  ).exec(text);
  return found ? text.slice(found.index, endOfBlock(text, found.index)) : undefined;
}

/** `cleanup(1)`, but not `console.error(...)`. */
const CALLED = /(?<![\w$.])(?!if|for|while|switch|catch|function|require)([\w$]+)\s*\(/g;

/** A helper beside it, in the same text, may be what ends the process. */
function aftermathIn(text: string, handler: string, helpers = true): Aftermath {
  if (!ENDS.test(handler)) {
    const called = helpers ? [...handler.matchAll(CALLED)].map(([, name]) => bodyOf(text, name!)) : [];
    return called.some((body) => body !== undefined && aftermathIn(text, body, false) !== 'survives')
      ? 'mayEnd'
      : 'survives';
  }
  return ENDS_ITSELF.test(handler) && !DEPENDS.test(handler) ? 'ends' : 'mayEnd';
}

/** The text from an offset to the parenthesis that closes the call around it. */
function restOfCall(text: string, from: number): string {
  let depth = 0;
  for (let i = from; i < text.length; i++) {
    const char = text[i]!;
    if (/[([{]/.test(char)) depth++;
    else if (/[)\]}]/.test(char) && depth-- === 0) return text.slice(from, i);
  }
  return text.slice(from);
}

function endOfBlock(text: string, from: number): number {
  const open = text.indexOf('{', from);
  if (open < 0) return text.length;
  return open + 1 + restOfCall(text, open + 1).length;
}
