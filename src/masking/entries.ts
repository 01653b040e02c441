import { firstOfListing, LISTED } from './listing.ts';
import { isEmptyValue, strengthOf } from '../secrets/names.ts';
import type { Span } from '../secrets/named.ts';
import { valueAt } from '../text/writtenValue.ts';

const NAMES = String.raw`(?:[Nn]ame|NAME|[Kk]ey|KEY|[Vv]ariable|VARIABLE|[Ff]ield|[Ll]abel|[Pp]roperty|[Oo]ption|[Ss]etting|id|Id|ID|[Tt]itle|env|[Pp]arameter[Kk]ey|[Pp]arameter[Nn]ame|OutputKey|(?:[Ss]etting|[Oo]ption|[Ff]ield|[Vv]ar|[Ee]nv|[Pp]roperty|[Cc]onfig)_?[Nn]ame)`;
const VALUES = String.raw`(?:[Vv]alue|VALUE|[Pp]arameter[Vv]alue|OutputValue|[Cc]ontent|[Dd]efault[Vv]alue|string|(?:[Ss]etting|[Oo]ption|[Ff]ield|[Vv]ar|[Ee]nv|[Pp]roperty|[Cc]onfig)_?[Vv]alue)`;
const QUOTE = String.raw`\\{0,3}["']`;
/** A field of JSON, YAML, HCL, XML attributes or a Go map. */
const field = (names: string): string => String.raw`(?<![\w.-])(?:${QUOTE})?${names}(?:${QUOTE})?\s{0,16}[:=]\s{0,16}`;

const NAME_FIELD = new RegExp(
  String.raw`${field(NAMES)}(?:${QUOTE})?([\w./ :-]{1,256}?)(?=\\{0,3}["']|[\s,}\]]|$)|<(?:name|key|Name|Key)>([^<]{1,128})</`,
  'g',
);
const VALUE_FIELD = new RegExp(String.raw`${field(VALUES)}(?=\S)|<(?:value|string|Value)>(?=[^<])`, 'g');
/** What a line of a list or an object begins with; of a plan or a diff, too. */
const BULLET = /^[\s\-{+~*]*$/;
const SECRET_TYPE =
  /(?<![\w.-])\\{0,3}["']?[Tt]ype\\{0,3}["']?\s{0,4}[:=]\s{0,4}\\{0,3}["']?(?:SecureString|CONCEALED|secret|password|SECRET|PASSWORD|encrypted)(?![\w-])/;

/** How Azure names the keys of an account. */
const AZURE_KEY =
  /(?<![\w.-])\\{0,3}["']?[Kk]eyName\\{0,3}["']?\s{0,4}[:=]\s{0,4}\\{0,3}["']?(?:key\d|primary|secondary)\b/i;

/** Where Azure's vault keeps a secret: its value is in the same object, some lines on. */
export const VAULT_ID = /\.vault\.(?:azure\.net|azure\.cn|usgovcloudapi\.net)\/secrets\//;

/** Lines between a name and its value: `"Type": "SecureString"`. */
export const MOST_BETWEEN = 3;

interface Field {
  readonly at: number;
  readonly secret: boolean;
}

/** Names and values that a line holds as two fields. */
function fieldsOf(line: string): { readonly names: readonly Field[]; readonly values: readonly Span[] } {
  const names = [...line.matchAll(NAME_FIELD)].map((match) => ({
    at: match.index,
    secret: isSecretName(match[1] ?? match[2] ?? ''),
  }));
  const type = SECRET_TYPE.exec(line) ?? AZURE_KEY.exec(line) ?? VAULT_ID.exec(line);
  if (type) names.push({ at: type.index, secret: true });
  const values = [...line.matchAll(VALUE_FIELD)].map((match) => {
    const value = valueAt(line, match.index + match[0].length, match[0].startsWith('<') ? '<' : '');
    const bare = !value.quoted && BULLET.test(line.slice(0, match.index));
    // A value of YAML goes as far as its line does, unless it stands among others.
    const end = bare && !/[,;}]/.test(line.slice(value.end)) ? line.trimEnd().length : value.end;
    return { start: value.start, end: Math.max(value.end, end), open: !value.quoted || value.end >= line.length };
  });
  return { names: names.sort((a, b) => a.at - b.at), values };
}

function isSecretName(name: string): boolean {
  const strength = strengthOf(name);
  return strength === 'strong' || strength === 'weak';
}

/** Values beside their names in one line, in either order: `"Value": "x", "Key": "DB_PASSWORD"`. */
export function pairedValues(line: string, named: boolean, complete: boolean): Span[] {
  if (line.search(VALUE_FIELD) < 0) return [];
  const { names, values } = fieldsOf(line);
  const spans: Span[] = [];
  for (const value of values) {
    const group = groupAround(line, value);
    const near = names.filter(
      ({ at }) => at >= group.start && at < group.end && !(at >= value.start && at < value.end),
    );
    const before = near.filter(({ at }) => at < value.start);
    const secret = near.some((name) => name.secret) || (named && before.length === 0 && group.start === 0);
    const empty = isEmptyValue(line.slice(value.start, value.end));
    const undecided = !complete && (group.open || value.end >= line.length);
    if (undecided && (secret || before.length === 0)) spans.push({ ...value, end: line.length, open: true });
    else if (secret && !empty) spans.push(value.open && value.end >= line.length ? value : { ...value, open: false });
  }
  return spans.map(({ open, ...span }) => (open ? { ...span, open } : span));
}

/** The object that a value belongs to, as far as braces in its line tell; `open` where that may go on. */
function groupAround(line: string, { start, end }: Span): Span {
  const from = Math.max(line.lastIndexOf('{', start - 1), line.lastIndexOf('}', start - 1)) + 1;
  const tag = /<(?:value|string|Value)>$/.test(line.slice(Math.max(0, start - 8), start));
  const next = line.slice(end).search(/[{}]/);
  return { start: from, end: next < 0 ? line.length : end + next, open: next < 0 && !tag };
}

/** What a line alone tells of a name whose value follows, or of a value whose name may follow. */
export type Entry =
  | { readonly kind: 'name'; readonly secret: boolean }
  | { readonly kind: 'value'; readonly span: Span }
  | { readonly kind: 'between' }
  | { readonly kind: 'none' };

/** Reads a line as part of an entry of several lines. */
export function entryOf(line: string): Entry {
  const { names, values } = fieldsOf(line);
  const last = values.at(-1);
  const name = names.findLast(({ secret }) => secret) ?? names.at(-1);
  const first = Math.min(name?.at ?? Infinity, last?.start ?? Infinity);
  // A sentence that holds such a word is no entry.
  const begins = first !== Infinity && /^[\s\-{+~*[<>"'\\]*[\w"'\\]*[\s:=>"'\\]*$/.test(line.slice(0, first));
  if (!begins)
    return /^[\s\-+~]*["']?[\w.-]{1,64}["']?\s{0,16}[:=]/.test(line) ? { kind: 'between' } : { kind: 'none' };
  if (name !== undefined && (last === undefined || name.secret)) return { kind: 'name', secret: name.secret };
  return last === undefined || name !== undefined ? { kind: 'between' } : { kind: 'value', span: last };
}

/** Whether a line begins or ends an object or an item of a list: names and values on its two sides do not belong together. */
export function isBorder(line: string): boolean {
  return /^\s*(?:[}\]{]|- |---|<\/?(?:property|dict|entry)\b)/.test(line);
}

/** A value on a line of its own whose name may follow: `"Value": "x"`, then `"Key": "DB_PASSWORD"`. Plain data. */
export interface Unnamed extends Span {
  /** Lines in which the name may come. */
  readonly left: number;
  /** It has its name, and is all of its line if the next line is one of a listing, too; `alone`: or if none comes. */
  readonly listing?: 'alone' | 'first';
}

/**
 * What is known of such a value behind a line.
 * @param where where a span of the line stands in the text
 * @param context `told`: a value here belongs to a name that came before; `listed`: the line before was one of a listing
 */
export function unnamedAfter(
  line: string,
  where: (span: Span) => Span,
  before: Unnamed | undefined,
  { told, listed }: { readonly told: boolean; readonly listed: boolean },
): { readonly unnamed?: Unnamed; readonly secret?: Span } {
  if (line === '') return before === undefined ? {} : { unnamed: before };
  if (before?.listing) return LISTED.test(line) ? { secret: before } : {};
  const first = listed ? undefined : firstOfListing(line);
  if (first !== undefined)
    return {
      unnamed: { ...where(first), left: 1, listing: first.alone ? 'alone' : 'first' },
    };
  const entry = entryOf(line);
  if (before !== undefined && entry.kind === 'name' && !/^\s*- /.test(line))
    return entry.secret ? { secret: before } : {};
  if (before !== undefined && entry.kind === 'between' && before.left > 1 && !isBorder(line))
    return { unnamed: { ...before, left: before.left - 1 } };
  if (entry.kind !== 'value' || told || isEmptyValue(line.slice(entry.span.start, entry.span.end))) return {};
  return { unnamed: { ...where(entry.span), left: MOST_BETWEEN } };
}

/** Lines that hold none of these tell nothing of entries. */
export const ENTRY_HINT = new RegExp(
  String.raw`${field(VALUES)}|${field(NAMES)}(?=\S)|<(?:name|key|value|Name|Key|Value)>|[Kk]eyName|\.vault\.\w`,
);
