import { isEmptyValue, strengthOf } from './names.ts';
import type { Span } from './named.ts';
import type { Continued } from './programs.ts';
import { valueAt } from './value.ts';

/** What earlier lines tell about the next ones. Plain data, so that another masker may go on with it. */
export interface LineState {
  /** Within a private key, whose lines begin behind so many characters of other text. */
  readonly key?: number;
  /** Within a secret's block of YAML, by the indentation of its name. */
  readonly block?: number;
  /** Lines in which `value:` belongs to a secret that was named before. */
  readonly named?: number;
  readonly program?: Continued;
}

export const KEY_BEGIN = /-{4,5} ?BEGIN [\w ]{0,64}(?:PRIVATE KEY(?: BLOCK)?|Static key V1) ?-{4,5}/g;
const KEY_END = /-{4,5} ?END [\w ]{0,64}(?:PRIVATE KEY(?: BLOCK)?|Static key V1) ?-{4,5}/g;
/** What may become the first line of a key. */
const KEY_MAY_BEGIN = /-{4,5} ?(?:B(?:E(?:G(?:I(?:N(?: [\w ]{0,80}-{0,5})?)?)?)?)?)?$/;
const NAME_ENTRY =
  /^[\s\-{]*["']?(?:name|key|Name|Key|ParameterKey|NAME|KEY)["']?\s{0,8}[:=]\s{0,8}["']?([\w./ -]{1,128}?)["']?,?\s*$/;
const VALUE_ENTRY = /^[\s\-{]*["']?(?:value|Value|ParameterValue|VALUE)["']?\s{0,8}[:=]\s{0,8}(?=\S)/;
/** Lines between a name and its value: `"Type": "SecureString"`. */
const MOST_BETWEEN = 3;
const BLOCK_ENTRY = /^([\s-]*)["']?([\w.-]{1,128})["']?:\s{1,8}(?:!\S{1,20} )?[|>][-+\d]{0,2}\s*$/;

/** Private keys within a line and what goes on from earlier lines. */
export function blockSpans(line: string, state: LineState, complete: boolean): Span[] {
  const spans = keySpans(line, state, complete);
  const indent = /^\s*/.exec(line)![0].length;
  if (state.block !== undefined && indent > state.block && indent < line.length)
    spans.push({ start: indent, end: line.length, open: true });
  const entry = state.named === undefined ? null : VALUE_ENTRY.exec(line);
  if (entry !== null) spans.push(...entryValue(line, entry[0].length));
  return spans;
}

function entryValue(line: string, at: number): Span[] {
  const { start, end, quoted } = valueAt(line, at, '');
  const last = quoted ? end : Math.max(end, line.trimEnd().length);
  const empty = isEmptyValue(line.slice(start, last));
  return [{ start, end: empty ? start : last, open: !quoted || last >= line.length }];
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
  if (before.block !== undefined && (indent > before.block || indent === line.length)) return { block: before.block };
  const block = BLOCK_ENTRY.exec(line);
  if (block !== null && strengthOf(block[2]!) === 'strong') return { block: block[1]!.length };
  const name = NAME_ENTRY.exec(line);
  if (name !== null && strengthOf(name[1]!) !== undefined) return { named: MOST_BETWEEN };
  const left = VALUE_ENTRY.test(line) || /^\s*[}\]]/.test(line) ? 0 : (before.named ?? 0) - 1;
  return left > 0 ? { named: left, program } : { program };
}

function keyAfter(line: string, before: LineState): number | undefined {
  const spans = keySpans(line, before, true);
  const last = spans.at(-1);
  if (last === undefined || last.end !== Infinity) return undefined;
  return before.key !== undefined && last.start === 0 ? before.key : last.start;
}
