import { heredocBodies, type Span } from './shellNames.ts';

/*
 * Values that an author left open by the way they are written: letters for the digits of a date or a version, a device
 * without its letter, an address that is nobody's, a variable that is set to nothing.
 */

/** A value that is left open, in UTF-16 units. */
export interface OpenValue extends Span {
  readonly name: string;
}

/** Programs that take such letters as the form of a date. */
const FORMATS_DATES =
  /\bdate\b|--(?:date-)?format|strftime|to_char|date_format|datetimeformat|moment\(|SimpleDateFormat/i;
const DATES =
  /(?<![%A-Za-z]|[XYZ]-)YEAR[-_]MONTH[-_](?:DAY|DATE)(?![A-Za-z])|(?<![%A-Za-z])Y{4}[-_.]?(?:MM|mm)[-_.]?(?:DD|dd)(?:[-_.T]?(?:HH|hh)[-:_.]?(?:MM|mm)(?:[-:_.]?(?:SS|ss))?)?(?![A-Za-z])/g;
/** `vX.Y.Z+rke2rN`, `vX.Y.Zrke2r1`, `release_xx.yy`: with what hangs on it. */
const VERSIONS =
  /(?<![\w.$%])v?(?:X\.Y(?:\.Z)?|[Mm]\.m\.p)(?:[+_-]?[A-Za-z0-9][\w.+-]*)?(?![\w(])|(?<=[_-])xx\.yy(?:\.zz)?(?![\w.])/g;
const DEVICES = /(?<![\w-])\/dev\/(?:sd|vd|xvd|hd|nvme|disk|mapper\/)X\w*(?![\w/])/g;
/** `0000:XX:00.0`: the address of a card without its number. */
const CARDS = /(?<![\w:])(?:[0-9a-f]{4}|X{4}):(?=[\w:]{0,4}X)[0-9a-fA-FX]{2}:[0-9a-fA-FX]{2}\.[0-9X](?!\w)/g;
/** `your.container.repo`, and a host whose every part is written as a blank. */
const NOBODYS =
  /(?<![\w.-])(?:your(?:[.-][a-z][\w-]*)+(?=[\s/:'"@]|$)|[A-Z][A-Z0-9-]*(?:\.[A-Z][A-Z0-9-]*){1,4}(?=[\s/:'"]|$))/g;
/** `--bucket bucket-name`, `name=cluster_name`: a word that says what belongs there. */
const NAMED =
  /(?<=(?:^|\s)(?:--?([a-z][\w-]*)[= ]|([a-z]\w*)=)['"]?)((?:bucket|cluster|pod|node|host|user|db|database|table|project|instance|namespace|service|secret|role|group|volume|image|container|deployment|repo|account|vm|queue|topic|zone|region|server|domain|key|stack|release|pool|disk|snapshot|worker|job|pipeline|team|task|env|environment|branch|policy|index|device|interface|app|application|project|tenant|backup|vault|resource)[-_](?:name|id|arn))(?=['"]?(?:\s|$))/g;
/** `kubectl logs pod-name`: the same word without an option before it. */
const NAMED_ARGUMENT =
  /(?<=^| )(?:bucket|cluster|pod|node|host|user|database|table|project|instance|namespace|service|secret|role|group|volume|image|container|deployment|repo|account|vm|queue|topic|zone|region|server|domain|stack|release|pool|disk|snapshot|worker|job|pipeline|branch)[-_]name(?=\s|\\|$)/g;
/** A program and its arguments up to the first quote or operator: each line is read once. */
const PLAIN_CALL = /^[ \t]*[a-z][\w.-]* ([^\n'"`|;&]*)(?![^\n'"`|;&])/gm;
/** `HOST=""`: to be filled in, where the name says what. */
const EMPTY = /^\s*(?:export\s+)?([A-Z][A-Z0-9_]*)=(""|'')[ \t]*(?:#.*)?$/;
/** `--limit #SERVER`: to a shell a remark. */
const HASHED = /(?<=\s)#[A-Z][A-Z0-9]*(?:[_-][A-Z0-9]+)*(?=\s|$)/g;

/** `FOLDERNAME_postgres_1`, `backup-INSTANCE_NAME.sql`: a blank that other parts of a name are glued to. */
const GLUED_BEFORE = /(?<![\w$%{<.-])([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*)(?=[_-][a-z0-9]*[a-z][\w.-]*(?![\w=(]))/g;
const GLUED_AFTER = /(?<=(?<![\w$%{<.-])(?:[a-z][a-z0-9]*[_-])+)([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*)(?![\w=(-])/g;
/** `db-N`, `nodeN`, `shard-X`: one of several that are counted; a file is called so as it is. */
const COUNTED =
  /(?<=(?:^|[\s@/=:'"])(?:(?:[a-z][a-z0-9]*-){1,4}|(?:node|host|server|worker|broker|shard|replica|disk|master|slave|web|db|vm|pod|machine|instance|member)))[NX](?=$|[\s:/'"@]|(?!\.(?:[\w-]+\.)*example\.(?:com|org|net))(?:\.[a-z][\w-]*){2,})/g;
/** Programs to which the words behind them are what they act on. */
const ACTS_ON_NAMED =
  /^\s*(?:sudo\s+)?(?:ssh|scp|rsync|curl|ping6?|host|dig|telnet|nc|mysql|psql|systemctl|service|kubectl|oc|helm|docker|podman|nerdctl|virsh|qm|pct|aws|gcloud|az|nomad|consul|etcdctl|redis-cli|ansible)\s/;

/** `--node=###`: within a word, where it begins no remark. */
const HASHES = /(?<=[=:/@'"-])#{3,}(?=$|[\s'"/:])/gm;

/** `0xYOUR_PUBKEY`: more letters than a number of that form has. */
const HEX = /(?<![\w$%{<.-])0x([A-F0-9_]*[G-Z][A-Z0-9_]*)(?!\w)/g;
/** `'{"disks": {"my-disk-name": ...}}'`: a name of one's own in an argument that is JSON. */
const IN_JSON = /(?<=")my-(?:[a-z]+-)*([a-z]+)(?=")/g;

/** Programs to which such a word is a column, a pattern or a text. */
const READS_NAMES = /\b(?:echo|printf|[ef]?grep|rg|sed|awk|jq|yq|perl|cut|sort|psql|mysql|sqlite3|read|export)\b/;

/** The values of a shell text that are left open. */
export function openValues(text: string, isBlank: (word: string) => boolean): readonly OpenValue[] {
  const bodies = heredocBodies(text);
  const found: OpenValue[] = [];
  const add = (start: number, value: string, name = value): void => {
    const end = start + value.length;
    if (bodies.some((body) => body.start <= start && start < body.end)) return;
    if (!found.some((other) => start < other.end && other.start < end)) found.push({ start, end, name });
  };
  const versions = /\b(?:[ef]?grep|rg|sed|awk|perl|tr|jq)\b/.test(text) ? [] : [VERSIONS];
  const patterns = [...(FORMATS_DATES.test(text) ? [] : [DATES]), ...versions, DEVICES, CARDS];
  for (const pattern of patterns) for (const match of text.matchAll(pattern)) add(match.index, match[0]);
  for (const { 0: value, index } of text.matchAll(NOBODYS))
    if (/^your/.test(value) || value.split('.').some((part) => part === 'EXAMPLE' || isBlank(part))) add(index, value);
  for (const match of text.matchAll(NAMED)) add(match.index, match[3]!);
  if (!READS_NAMES.test(text)) for (const { start, word } of namedArguments(text)) add(start, word);
  for (const match of text.matchAll(HEX))
    if (/^(?:YOUR|MY)_/.test(match[1]!) || isBlank(match[1]!.slice(match[1]!.lastIndexOf('_') + 1)))
      add(match.index, match[0]);
  if (/'\s*[{[][^']*"/.test(text))
    for (const match of text.matchAll(IN_JSON)) if (isBlank(match[1]!.toUpperCase())) add(match.index, match[0]);
  for (const match of text.matchAll(HASHES)) add(match.index, match[0]);
  if (!READS_NAMES.test(text))
    for (const pattern of [GLUED_BEFORE, GLUED_AFTER])
      for (const match of text.matchAll(pattern)) if (isGluedBlank(match[1]!, isBlank)) add(match.index, match[1]!);
  if (ACTS_ON_NAMED.test(text)) for (const match of text.matchAll(COUNTED)) add(match.index, match[0]);
  for (const match of text.matchAll(HASHED)) if (isBlank(match[0].slice(1))) add(match.index, match[0]);
  const empty = EMPTY.exec(text);
  if (empty && isBlank(empty[1]!.slice(empty[1]!.lastIndexOf('_') + 1)))
    add(text.indexOf(empty[2]!, text.indexOf('=')), empty[2]!, empty[1]!);
  return found;
}

function namedArguments(text: string): readonly { readonly start: number; readonly word: string }[] {
  return [...text.matchAll(PLAIN_CALL)].flatMap(({ index, 0: call, 1: rest }) => {
    const end = index + call.length;
    // What a quote goes on with is another word.
    const isOpen = /['"`]/.test(text[end] ?? '');
    return [...rest!.matchAll(NAMED_ARGUMENT)]
      .map((match) => ({ start: end - rest!.length + match.index, word: match[0] }))
      .filter(({ start, word }) => !isOpen || start + word.length < end);
  });
}

/** A name of two words or more that says what belongs there, or one word that ends so: `FOLDERNAME`. */
function isGluedBlank(word: string, isBlank: (word: string) => boolean): boolean {
  const last = word.slice(word.lastIndexOf('_') + 1);
  return last === word ? /^[A-Z]{3,}NAME$/.test(word) : isBlank(last);
}

/** "Replace N with the number": one letter, which is told from a word by its case or its quotes. */
const TOLD_LETTER =
  /\b[Rr]eplac(?:e|ing)\s+(?:the )?(?:letter )?(["'`“]?)([A-Z])(["'`”]?)\s+(?:with|by)\b|\b[Ww]here\s+([`'"“]?)([NXM])([`'"”]?)\s+is\s+(?:the|one|an?)\b/g;
const TOLD =
  /\b(?:replac(?:e|ing)|substitut(?:e|ing)|chang(?:e|ing)|exchang(?:e|ing))\s+(?:the )?(?:(["'`“])([A-Za-z][\w.-]*)["'`”]|([A-Z][A-Z0-9_-]{2,}))\s+(?:with|by|for|to)\b/gi;

/** The words that a text says are to be replaced: "replace "RECIPIENT" with your email". */
export function toldBlanks(text: string): readonly string[] {
  const letters = [...text.matchAll(TOLD_LETTER)].map((match) => match[2] ?? match[5]!);
  const words = [...text.matchAll(TOLD)].flatMap((match) => {
    const word = match[2] ?? match[3]!;
    return word.length > 2 && (match[1] !== undefined || word === word.toUpperCase()) ? [word] : [];
  });
  return [...new Set([...letters, ...words])];
}

/** Where such words stand on their own, none of them the name of a variable or an option. */
export function toldValues(text: string, words: readonly string[]): readonly OpenValue[] {
  return words.flatMap((word) => {
    const plain = word.replace(/[.]/g, '\\.');
    // A letter hangs on what is counted: `db-N`, `nodeN`.
    const before = word.length === 1 ? String.raw`(?<![$%{<A-Z~]|(?<![A-Za-z0-9])-)` : String.raw`(?<![\w$%{<.-])`;
    return [...text.matchAll(new RegExp(String.raw`${before}${plain}(?![\w=(-])`, 'g'))].map(({ index }) => ({
      start: index,
      end: index + word.length,
      name: word,
    }));
  });
}

/** The remarks behind commands and on lines of their own, whose words are nobody's blanks. */
export function remarks(text: string): readonly Span[] {
  if (!text.includes('#')) return [];
  const bodies = heredocBodies(text);
  const spans: Span[] = [];
  let quote = '';
  for (let i = 0; i < text.length; i++) {
    const c = text[i]!;
    if (c === '\\') i++;
    else if (quote !== '') {
      if (c === quote) quote = '';
    } else if (c === '"' || c === "'") quote = c;
    else if (c === '#' && /^[\s#!]/.test(text[i + 1] ?? ' ') && /^\s?$/.test(text[i - 1] ?? '')) {
      if (bodies.some(({ start, end }) => start <= i && i < end)) continue;
      const end = text.indexOf('\n', i);
      spans.push({ start: i, end: end < 0 ? text.length : end });
      if (end < 0) break;
      i = end;
    }
  }
  return spans;
}
