import { aloneOn, chpasswdSpan, feedsChpasswd, isRule, isSecretTitle, type Alone } from './awaited.ts';
import { codesAfter, codeSpans, type Codes } from './codes.ts';
import { isBorder, entryOf, MOST_BETWEEN, VAULT_ID } from './entries.ts';
import { LISTED } from './listing.ts';
import { manifestAfter, manifestSpans, type Manifest } from './manifests.ts';
import { isEmptyValue, isOpaque, looksRandom, strengthOf } from '../secrets/names.ts';
import type { Span } from '../secrets/named.ts';
import { valueAt } from '../text/writtenValue.ts';
import type { Continued } from './programs.ts';
import { saysSensitive } from './nested.ts';
import { quotedAfter, quotedSpans, type Quoted } from './quotes.ts';
import { madeUpAfter, madeUpSpans, tailAfter, tailSpans, type Tail } from './keyTail.ts';
import { sectionAfter, sectionSpans, type Section } from './sections.ts';
import { tabbedSpans, tableAfter, tableSpans, type Table } from './tables.ts';

/** What earlier lines tell about the next ones. Plain data, so that another masker may go on with it. */
export interface LineState {
  /** Within a private key, whose lines begin behind so many characters of other text. */
  readonly key?: number;
  /** Lines of a private key that are counted: PuTTY's. */
  readonly keyLines?: number;
  /** Within a secret's block of YAML, by the indentation of its name. */
  readonly block?: number;
  /** Lines in which `value:` belongs to a secret that was named before. */
  readonly named?: number;
  /** Lines in which `value:` belongs to something that was named before, or to nothing: no name is waited for. */
  readonly told?: number;
  /** A name that ended its line, as `Password:` does. */
  readonly awaited?: Alone & { readonly left: number };
  /** The line before is a title of a secret's name, which a rule may follow. */
  readonly titled?: true;
  /** Lines of `user:password` are read by a program. */
  readonly fed?: true;
  /** The line before was `NAME=value`, so that this one's value goes as far as the line. */
  readonly listed?: true;
  /** The lines are of a block whose beginning was not seen, or of one that is no secret. */
  readonly tail?: Tail;
  /** Lines in which what Terraform has made up may follow. */
  readonly madeUp?: number;
  readonly manifest?: Manifest;
  readonly table?: Table;
  readonly section?: Section;
  readonly codes?: Codes;
  readonly quoted?: Quoted;
  readonly program?: Continued;
}

export const KEY_BEGIN =
  /-{4,5} ?BEGIN [\w ]{0,64}(?:PRIVATE KEY(?: BLOCK)?|Static key V1|PGP MESSAGE|AGE ENCRYPTED FILE) ?-{4,5}/g;
const KEY_END =
  /-{4,5} ?END [\w ]{0,64}(?:PRIVATE KEY(?: BLOCK)?|Static key V1|PGP MESSAGE|AGE ENCRYPTED FILE) ?-{4,5}/g;
/** What may become the first line of a key. */
const KEY_MAY_BEGIN = /-{4,5} ?(?:B(?:E(?:G(?:I(?:N(?: [\w ]{0,80}-{0,5})?)?)?)?)?)?$/;
const COUNTED_KEY = /^\s*Private-Lines:\s{0,4}(\d{1,4})\s*$/;
const KEY_MAC = /^\s*Private-(?:MAC|Hash):\s{0,4}(?=\S)/;
/** A name at the end of its line. */
const NAME_ALONE = /^([\s-]{0,200})(?:(?:[\w'\u2019-]{1,64} ){0,4})?["']?(?!is:)([\w.-]{1,64})["']?(?: is)?:\s*$/;
/** `["password":protected]=>` */
const PHP_NAME_ALONE =
  /^(\s*)(?:(?:public|protected|private) )?\[?["']?([\w.-]{1,64})["']?(?::[\w"\\:]{1,160})?\]?\s{0,4}=>\s*$/;
/** A sentence that ends by saying a password: `Please use the following password to proceed:`. */
const TOKEN_SPOKEN_OF = /\b(?:token|secret|credential|api key)\b[^:="']{1,120}:\s*$/i;
const SPOKEN_OF = /\bpass(?:word|phrase|code)\b[^:="']{1,60}:\s*$/i;
/** What asks somebody to type is answered without showing it. */
const PROMPT = /^\s*(?:enter|type|confirm|repeat|retype|re-enter|current|new|old|please|verify)\b/i;
const OBJECT = /^\s*["']?([\w.-]{1,64})["']?\s{0,4}[:=]\s{0,4}\{\s*$/;
export const BLOCK_HINT = /Private-(?:Lines|MAC|Hash)|^(?:export |declare -x |set )?[A-Za-z_][\w.]{0,128}=/;
const BLOCK_ENTRY = /^([\s-]*)["']?([\w.-]{1,128})["']?:\s{1,8}(?:!\S{1,20} )?[|>][-+\d]{0,2}\s*$/;

/** Secrets of a line by what earlier lines tell. */
export function blockSpans(line: string, state: LineState, complete: boolean): Span[] {
  const spans = keySpans(line, state, complete);
  const indent = /^\s*/.exec(line)![0].length;
  if (state.block !== undefined && indent > state.block && indent < line.length)
    spans.push({ start: indent, end: line.length, open: true });
  const mac = KEY_MAC.exec(line);
  if (mac !== null) spans.push({ start: mac[0].length, end: line.length, open: true });
  if (state.keyLines !== undefined && line.trim() !== '') spans.push({ start: 0, end: line.length, open: true });
  if (state.awaited !== undefined) spans.push(...awaitedSpan(line, state.awaited, complete));
  const fed = state.fed === true ? chpasswdSpan(line) : undefined;
  if (fed !== undefined) spans.push(fed);
  return [
    ...spans,
    ...tailSpans(line, state.tail, complete),
    ...madeUpSpans(line, state.madeUp),
    ...manifestSpans(line, state.manifest, complete),
    ...tableSpans(line, state.table, complete),
    ...tabbedSpans(line, complete),
    ...sectionSpans(line, state.section, complete),
    ...codeSpans(line, state.codes, complete),
    ...quotedSpans(line, state.quoted, complete),
  ];
}

/** The value of a name that stands on the line before: a word, something in quotes, or an item of a list. */
function awaitedSpan(line: string, { strength, indent, word }: Alone, complete: boolean): Span[] {
  // PHP tells the type and the length before.
  const from = /^\s*(?:- +|string\(\d{1,9}\) )?/.exec(line)![0].length;
  const text = line.slice(from).trimEnd();
  if (text === '') return [];
  if (!complete) return [{ start: from, end: line.length, open: true }];
  if (word) {
    const { start, end } = valueAt(line, from, '');
    return text.startsWith('-') || isEmptyValue(line.slice(start, end)) ? [] : [{ start, end }];
  }
  const quoted = /^(["'`]).*\1,?$/.test(text);
  if (!quoted && (/\s/.test(text) || /[:.!?,;=>]$|^\w[\w.-]*[:=] ?/.test(text))) return [];
  const deeper = from > indent;
  const random = strength === 'opaque' ? isOpaque(text) : looksRandom(text);
  const secret = strength === 'strong' ? deeper || quoted || !/^[A-Z][a-z]+$/.test(text) : random;
  return secret && !isEmptyValue(text) ? [{ start: from, end: from + text.length, open: true }] : [];
}

function keySpans(line: string, state: LineState, complete: boolean): Span[] {
  const spans: Span[] = [];
  let at = 0;
  if (state.key !== undefined) {
    const end = endOf(line, 0);
    if (end === undefined)
      return !complete || isKeyLine(line, state.key) ? [{ start: 0, end: Infinity, open: true }] : [];
    spans.push({ start: 0, end });
    at = end;
  }
  KEY_BEGIN.lastIndex = at;
  for (let begin; (begin = KEY_BEGIN.exec(line)) !== null;) {
    const end = endOf(line, begin.index);
    spans.push(end === undefined ? { start: begin.index, end: Infinity, open: true } : { start: begin.index, end });
    if (end === undefined) return spans;
    KEY_BEGIN.lastIndex = end;
  }
  const open = complete ? null : KEY_MAY_BEGIN.exec(line.slice(-128));
  if (open !== null) spans.push({ start: line.length - open[0].length, end: line.length, open: true });
  return spans;
}

function endOf(line: string, from: number): number | undefined {
  KEY_END.lastIndex = from;
  return KEY_END.test(line) ? KEY_END.lastIndex : undefined;
}

/** Base64, a header or nothing; behind a prefix, as that of a log. */
function isKeyLine(line: string, prefix: number): boolean {
  const plain = (text: string): boolean => /^[\s"'>|+,*-]*[A-Za-z0-9+/=\\\s"',]*$/.test(text);
  if (/[A-Za-z0-9+/=]{40}/.test(line) || plain(line) || plain(line.slice(prefix))) return true;
  return /^(?:Proc-Type|DEK-Info|Comment|Version|Hash|Charset|Subject|X-[\w-]+): /i.test(
    line.slice(prefix).trimStart(),
  );
}

/** What holds behind a line. */
export function stateAfter(line: string, before: LineState, program: Continued): LineState {
  if (line === '') return before;
  const key = keyAfter(line, before);
  if (key !== undefined) return { key };
  const indent = /^\s*/.exec(line)![0].length;
  const manifest = manifestAfter(line, before.manifest);
  const tail = tailAfter(line, before.tail);
  const madeUp = madeUpAfter(line, before.madeUp);
  const lasting = { ...(manifest && { manifest }), ...(tail && { tail }), ...(madeUp !== undefined && { madeUp }) };
  if (before.block !== undefined && (indent > before.block || indent === line.length))
    return { ...lasting, block: before.block };
  const block = BLOCK_ENTRY.exec(line);
  if (block !== null && strengthOf(block[2]!) === 'strong') return { ...lasting, block: block[1]!.length };
  const counted = COUNTED_KEY.exec(line);
  if (counted !== null) return { keyLines: Number(counted[1]) };
  if (before.keyLines !== undefined && before.keyLines > 1) return { keyLines: before.keyLines - 1 };
  const table = tableAfter(line, before.table);
  const awaited = awaitedAfter(line, before);
  const section = sectionAfter(line, before.section);
  const codes = codesAfter(line, before.codes);
  const quoted = quotedAfter(line, before.quoted);
  return {
    ...lasting,
    ...entryAfter(line, before),
    ...(table && { table }),
    ...(section && { section }),
    ...(codes && { codes }),
    ...(quoted && { quoted }),
    ...(awaited && { awaited }),
    ...(isSecretTitle(line) && { titled: true as const }),
    ...((feedsChpasswd(line) || (before.fed && chpasswdSpan(line) !== undefined)) && { fed: true as const }),
    ...(LISTED.test(line) && { listed: true }),
    ...(program !== undefined && { program }),
  };
}

function entryAfter(line: string, before: LineState): Pick<LineState, 'named' | 'told'> {
  // An object of a secret's name holds its value: `"db_password": {`.
  const object = OBJECT.exec(line)?.[1];
  if (object !== undefined && strengthOf(object) === 'strong') return { named: MOST_BETWEEN };
  if (saysSensitive(line)) return { named: MOST_BETWEEN };
  // Of YAML: `password:`, then `value: x`.
  const alone = /^\s*(?:- )?["']?([\w.-]{1,64})["']?:\s*$/.exec(line)?.[1];
  if (alone !== undefined && strengthOf(alone) === 'strong') return { named: MOST_BETWEEN };
  if (VAULT_ID.test(line)) return { named: 3 * MOST_BETWEEN };
  const entry = entryOf(line);
  if (entry.kind === 'name' && entry.secret) return { named: MOST_BETWEEN };
  // Another name of the same object takes nothing back.
  if (entry.kind === 'name' && (before.named === undefined || isBorder(line))) return { told: MOST_BETWEEN };
  if (entry.kind === 'value' || /^\s*[}\]]/.test(line) || isBorder(line)) return {};
  const named = (before.named ?? 0) - 1;
  const told = (before.told ?? 0) - 1;
  return { ...(named > 0 && { named }), ...(told > 0 && { told }) };
}

function awaitedAfter(line: string, { awaited, titled }: LineState): LineState['awaited'] {
  if (titled && isRule(line)) return { strength: 'strong', indent: -1, left: 1 };
  const other = aloneOn(line);
  if (other !== undefined) return { ...other, left: 1 };
  // A block of YAML whose name is a secret's beyond doubt has a state of its own.
  const alone = NAME_ALONE.exec(line) ?? PHP_NAME_ALONE.exec(line) ?? BLOCK_ENTRY.exec(line);
  const strength = alone === null ? undefined : strengthOf(alone[2]!);
  if (strength === undefined && SPOKEN_OF.test(line)) return { strength: 'weak', indent: 0, left: 1 };
  if (alone === null && TOKEN_SPOKEN_OF.test(line)) return { strength: 'opaque', indent: 0, left: 1 };
  if (alone !== null && strength !== undefined)
    return { strength: PROMPT.test(line) ? 'weak' : strength, indent: alone[1]!.length, left: 1 };
  // A list of values goes on.
  return awaited !== undefined && /^\s*- +\S+$/.test(line) ? awaited : undefined;
}

function keyAfter(line: string, before: LineState): number | undefined {
  const spans = keySpans(line, before, true);
  const last = spans.at(-1);
  if (last === undefined || last.end !== Infinity) return undefined;
  return before.key !== undefined && last.start === 0 ? before.key : last.start;
}
