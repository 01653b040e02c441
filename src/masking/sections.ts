import { decodesToText } from './manifests.ts';
import { isEmptyValue, isOpaque, looksRandom, strengthOf } from '../secrets/names.ts';
import type { Span } from '../secrets/named.ts';
import { isTypedSecret } from './typed.ts';
import { valueAt } from '../text/writtenValue.ts';

/** What lines of a program's own format tell about the next ones. Plain data. */
export type Section =
  /** A name alone on its line, as Redis prints it: its value is the next line. `sure`: whatever that looks like. */
  | { readonly kind: 'name'; readonly sure: boolean }
  /** Subversion's pairs: `K 8`, the name, `V 7`, the value of so many bytes. */
  | { readonly kind: 'pair'; readonly next: 'name' | 'length' | 'value' | 'more'; readonly left: number }
  /** Within a tag of OpenVPN; `from`: the first line of it that is a secret's, counted down. */
  | { readonly kind: 'tag'; readonly from: number }
  /** Within `payload:` of a secret manager, by its indentation. */
  | { readonly kind: 'payload'; readonly indent: number }
  /** A sentence said that a password was set: `New value:` may follow within so many lines. */
  | { readonly kind: 'reset'; readonly left: number };

const NUMBERED = /^[ \t]*(?:\d{1,6}\) {1,2}){0,8}(\d{1,6})\) "([\w.:-]{1,64})"[ \t]*$/;
const NUMBER = /^[ \t]*(?:\d{1,6}\) {1,2})+/;
const BARE = /^("?)([a-z][\w-]{0,63})\1[ \t]*$/;
/** A key of etcd's or Consul's. */
const KEY_PATH =
  /^(?:[^\r\n]{0,80}[\])>#$] )?(?:(?:[a-z.-]{2,16} )?(?:get|GET) )?(\/)(?:[\w.-]{1,64}\/){1,12}([\w.-]{1,64})[ \t]*$/;
/** A key of Redis', whose last part is the name. */
const FETCHED =
  /^(?:[^\r\n]{0,80}> )?(?:GET|get|HGET \S{1,128}|hget \S{1,128}) "?(?:[^\s":]{1,64}:){0,8}([\w.-]{1,64})"?[ \t]*$/;
/** Commands that print a secret and nothing else. */
const GENERATES =
  /^[$#>+ \t]{0,8}(?:\S{1,64}[@:]\S{0,128}[$#] )?(?:argocd admin initial-password|gcloud auth (?:application-default )?print-(?:access|identity)-token|aws ecr get-login-password|openssl rand |pwgen\b|kubectl create token |vault print token|gh auth token|az account get-access-token|op read |pass show |uuidgen --secret)/;
/** Names of Redis' settings: nothing else is printed as one word on its line. */
const SETTING = /^(?:requirepass|masterauth|auth-pass|sentinel-pass|tls-(?:client-)?key-file-pass)$/;
const PAIR_NAME = /^K \d{1,4}[ \t]*$/;
const PAIR_VALUE = /^V (\d{1,6})[ \t]*$/;
/** What ends a value that is shorter than was said. */
const PAIR_END = /^(?:K \d{1,4}|END)[ \t]*$/;
const TAG = /^[ \t]*<(?:(auth-user-pass|http-proxy-user-pass)|pkcs12)>[ \t]*$/;
const TAG_END = /^[ \t]*<\//;
const PAYLOAD = /^([\s-]*)["']?payload["']?\s{0,4}:\s{0,4}\{?[ \t]*$/;
const DATA = /^[ \t]*["']?data["']?[ \t]{0,4}:[ \t]{0,8}(?=\S)/;
const RESET =
  /\bpass(?:word|phrase|code)\b[^:=]{0,200}\b(?:reset|changed|generated|updated|set|created|rotated)\b[^:=]{0,80}$|\b(?:reset|changed|generated|updated|set|created|rotated) (?:[\w'’-]{1,40} ){0,4}pass(?:word|phrase|code)\b[^:=]{0,80}$/i;
const NEW_VALUE =
  /^[ \t]*(?:the |your )?(?:(?:new|generated|temporary|initial|current) )?(?:value|one|password)(?: is)?[ \t]{0,4}[:=][ \t]{0,8}(?=\S)/i;
/** The same in a sentence, whose value has to look like one. */
const NEW_ONE =
  /^[ \t]*(?:the |its )?(?:new|temporary|current|initial) (?:value|one)(?: is| was)(?: now)? {1,2}["'`]?(?=[^\s"'`])/i;
const RESET_LINES = 3;

/** Lines that hold none of these begin no section; names of secrets are found as such. */
export const SECTION_HINT =
  /^K \d{1,4}[ \t]*$|<pkcs12>|\b(?:print-(?:access|identity)-token|openssl rand|pwgen|op read|vault print)\b|\bpayload["']?\s{0,4}:/m;

/** Secrets of a line by the section that it stands in. @param complete the line has come to its end. */
export function sectionSpans(line: string, section: Section | undefined, complete: boolean): Span[] {
  if (section === undefined || line.trim() === '') return [];
  const whole = { start: /^\s*/.exec(line)![0].length, end: line.trimEnd().length, open: true };
  switch (section.kind) {
    case 'name':
      return listedValue(line, section.sure, complete);
    case 'pair':
      return section.next === 'value' || (section.next === 'more' && !PAIR_END.test(line)) ? [whole] : [];
    case 'tag':
      return section.from > 0 || TAG_END.test(line) ? [] : [whole];
    case 'payload':
      return dataSpan(line, complete);
    case 'reset':
      return newValue(line, complete);
  }
}

function listedValue(line: string, sure: boolean, complete: boolean): Span[] {
  const from = NUMBER.exec(line)?.[0].length ?? /^\s*/.exec(line)![0].length;
  if (from >= line.length) return [];
  if (!complete) return [{ start: from, end: line.length, open: true }];
  const { start, end, quoted } = valueAt(line, from, '');
  const value = line.slice(start, quoted ? end : line.trimEnd().length);
  const secret = sure ? !isEmptyValue(value) : looksRandom(value) && !/[\s/]|\.\w{1,5}$/.test(value);
  return secret ? [{ start, end: start + value.length, open: true }] : [];
}

function dataSpan(line: string, complete: boolean): Span[] {
  const field = DATA.exec(line);
  if (field === null) return [];
  const { start, end } = valueAt(line, field[0].length, '');
  if (!complete && end >= line.trimEnd().length) return [{ start, end: line.length, open: true }];
  const value = line.slice(start, end);
  return decodesToText(value) || isOpaque(value) ? [{ start, end }] : [];
}

function newValue(line: string, complete: boolean): Span[] {
  const told = NEW_ONE.exec(line);
  if (told !== null) {
    const { start, end } = valueAt(line, told[0].length, '');
    if (!complete) return [{ start, end: line.length, open: true }];
    return isTypedSecret({ value: line.slice(start, end), alone: false }) ? [{ start, end }] : [];
  }
  const said = NEW_VALUE.exec(line);
  if (said === null) return [];
  const span = { start: said[0].length, end: line.trimEnd().length, open: true };
  return complete && isEmptyValue(line.slice(span.start, span.end)) ? [] : [span];
}

/** What holds behind a line. */
export function sectionAfter(line: string, before: Section | undefined): Section | undefined {
  if (before?.kind === 'pair') {
    const next = pairAfter(line, before);
    if (next !== undefined) return next;
  }
  if (before?.kind === 'tag' && !TAG_END.test(line)) return { kind: 'tag', from: Math.max(0, before.from - 1) };
  if (before?.kind === 'payload' && /^\s*/.exec(line)![0].length > before.indent) return before;
  return sectionOf(line) ?? (before?.kind === 'reset' ? resetAfter(line, before.left) : undefined);
}

function sectionOf(line: string): Section | undefined {
  if (PAIR_NAME.test(line)) return { kind: 'pair', next: 'name', left: 0 };
  const tag = TAG.exec(line);
  if (tag !== null) return { kind: 'tag', from: tag[1] === undefined ? 0 : 1 };
  const payload = PAYLOAD.exec(line);
  if (payload !== null) return { kind: 'payload', indent: payload[1]!.length };
  const numbered = NUMBERED.exec(line);
  // Names stand at odd places of a list of names and values.
  if (numbered !== null && Number(numbered[1]) % 2 === 1) return named(numbered[2]!, true);
  if (GENERATES.test(line)) return { kind: 'name', sure: false };
  const fetched = FETCHED.exec(line)?.[1];
  if (fetched !== undefined) return named(fetched, true);
  const bare = (BARE.exec(line) ?? KEY_PATH.exec(line))?.[2];
  if (bare !== undefined) return named(bare, SETTING.test(bare));
  return RESET.test(line) ? { kind: 'reset', left: RESET_LINES } : undefined;
}

function named(name: string, sure: boolean): Section | undefined {
  const strength = strengthOf(name);
  if (SETTING.test(name) || strength === 'strong') return { kind: 'name', sure };
  return strength === 'weak' && sure ? { kind: 'name', sure: false } : undefined;
}

function pairAfter(line: string, { next, left }: Section & { kind: 'pair' }): Section | undefined {
  if (next === 'name')
    return strengthOf(line.trim()) === 'strong' ? { kind: 'pair', next: 'length', left: 0 } : undefined;
  const length = PAIR_VALUE.exec(line);
  if (next === 'length') return length === null ? undefined : { kind: 'pair', next: 'value', left: Number(length[1]) };
  // A value of several lines.
  const rest = left - line.length - 1;
  return rest > 0 && !PAIR_END.test(line) ? { kind: 'pair', next: 'more', left: rest } : undefined;
}

function resetAfter(line: string, left: number): Section | undefined {
  return left > 1 && !NEW_VALUE.test(line) ? { kind: 'reset', left: left - 1 } : undefined;
}
