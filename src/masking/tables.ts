import { isEmptyValue, looksRandom, strengthOf } from '../secrets/names.ts';
import type { Span } from '../secrets/named.ts';

/** A table whose head names a secret's column. Plain data. */
export interface Table {
  /** Between cells; `  `: by where the head's names begin. `record`: a name and a value a line. */
  readonly by: '|' | '\t' | ',' | ';' | '  ' | 'record';
  readonly cells: number;
  /** Which cells are secrets, or where they begin and end. */
  readonly columns: readonly { readonly from: number; readonly to: number; readonly weak: boolean }[];
  /** Lines that may still come without a row. */
  readonly left: number;
  /** It is a table only if a line of dashes comes next. */
  readonly unsure?: true;
}

const RULE = /^(?=.*[-─━═=]{2})[\s|+=:.'\u2500-\u257f-]+$/;
const CELL_NAME = /^["']?[A-Za-z_][\w .()/-]{0,63}["']?$/;
const RECORD =
  /^(?:-\[ RECORD \d+ \][-+]*|\*{5,} ?\d+\. row ?\*{5,}|\s*(?:key|name|field|variable|setting|property|option|parameter|item)\s*(?:\s{2}|[|│]|\t)\s*value\s*[|│]?)\s*$/i;
/** Rows that a table may go on without: separators, a count. */
const MOST_WITHOUT = 3;

/** Secrets in a row. @param complete the line has come to its end. */
export function tableSpans(line: string, table: Table | undefined, complete: boolean): Span[] {
  if (table === undefined || table.unsure || RULE.test(line)) return [];
  if (table.by === 'record') return recordSpans(line, table.columns[0]?.from, complete);
  if (table.by === '  ') return table.columns.flatMap((column) => alignedSpan(line, column, complete));
  const cells = cellsOf(line, table.by);
  if (complete && cells.length !== table.cells) return [];
  return table.columns.flatMap(({ from, weak }) => {
    const cell = cells[from];
    if (cell === undefined) return [];
    // How many cells it has, and so whether it is a row, shows at its end.
    if (!complete) return [{ start: cell.start, end: line.length, open: true }];
    return isSecret(line.slice(cell.start, cell.end), weak) ? [cell] : [];
  });
}

function isSecret(value: string, weak: boolean): boolean {
  const plain = value.replace(/^["']|["']$/g, '');
  if (plain === '' || isEmptyValue(plain) || /^[tf]$/.test(plain) || /^\[[^\]]{1,256}\]\(\S+\)$/.test(plain))
    return false;
  return weak ? looksRandom(plain) || plain.length >= 12 : true;
}

/** @param column where values begin, if the head tells: the longest name has but one blank behind it */
function recordSpans(line: string, column: number | undefined, complete: boolean): Span[] {
  const aligned = column !== undefined && /^[\w.-]+ $/.test(line.slice(0, column)) && /\S/.test(line[column] ?? '');
  const entry = aligned
    ? [line.slice(0, column), line.slice(0, column - 1)]
    : /^([\w .-]{1,64}?)\s*(?:[|│]|:|\t|\s{2})\s*(?=\S)/.exec(
        line.replace(/^[|│]\s?/, (edge) => ' '.repeat(edge.length)).trimStart(),
      );
  if (entry === null) return [];
  const at = line.length - line.replace(/^[|│\s]+/, '').length + entry[0]!.length;
  const strength = strengthOf(entry[1]!.trim());
  const end = line.trimEnd().replace(/[|│]$/, '').trimEnd().length;
  if (strength === undefined || strength === 'opaque' || end <= at) return [];
  if (!complete) return [{ start: at, end: line.length, open: true }];
  return isSecret(line.slice(at, end), strength === 'weak') ? [{ start: at, end, open: true }] : [];
}

function alignedSpan(line: string, { from, to, weak }: Table['columns'][number], complete: boolean): Span[] {
  if (line.length <= from) return [];
  // Rows are wider than the head now and then: the value begins with the word around that place.
  let start = from;
  while (start > 0 && !/\s/.test(line[start - 1]!) && !/\s/.test(line[start]!)) start--;
  while (start < line.length && /\s/.test(line[start]!) && start < to) start++;
  const rest = line.slice(start).search(/\s{2}|$/);
  const end = start + rest;
  if (end <= start) return [];
  if (!complete && end >= line.length) return [{ start, end: line.length, open: true }];
  const value = line.slice(start, end);
  // Names of secrets, as kubectl prints them, are none: `web-tls`.
  const named = weak && /^[a-z0-9]+(?:[-.][a-z0-9]+)+$/.test(value);
  return isSecret(value, weak) && !named && !/^\d+(?:\/\d+)?$|^\d+[smhdy]/.test(value) ? [{ start, end }] : [];
}

/** Where cells lie, without the blanks around them. */
function cellsOf(line: string, by: string): Span[] {
  const cells: Span[] = [];
  const framed = by === '|' && /^\s*[|│┃║]/.test(line);
  let from = framed ? line.search(/[|│┃║]/) + 1 : 0;
  const last = framed ? Math.max(line.trimEnd().length - 1, from) : line.length;
  let quoted = false;
  for (let at = from; at <= line.length; at++) {
    const char = line[at];
    if (char === '"' && by !== '|') quoted = !quoted;
    const edge = char === by || (by === '|' && /[│┃║]/.test(char ?? ''));
    if (at < line.length && (!edge || quoted)) continue;
    const text = line.slice(from, at);
    const start = from + (text.length - text.trimStart().length);
    if (at < line.length || !framed || from <= last)
      cells.push({ start, end: Math.max(start, from + text.trimEnd().length) });
    from = at + 1;
  }
  return cells;
}

/** `TOKEN<tab>value<tab>2024-01-01`: a row of a table whose first column holds names. */
const TABBED = /^\s{0,8}([\w.-]{2,64})\t+(\S{12,4096})(?=\t|\s*$)/;
/** A row whose value may go on. */
const TABBED_BEGUN = /^\s{0,8}([\w.-]{2,64})\t+(?=[^\t]*$)/;
/** As `az storage account keys list -o table` prints the keys of an account, whose head was cut off. */
const ACCOUNT_KEY = /^\s{0,8}key\d\s{1,64}([\w+/]{86}==)(?=\s|$)/i;

/** The value of a row that names it, with no head to tell. */
export function tabbedSpans(line: string, complete: boolean): Span[] {
  const begun = complete ? null : TABBED_BEGUN.exec(line);
  if (begun !== null && namesSecret(begun[1]!)) return [{ start: begun[0].length, end: line.length, open: true }];
  const key = ACCOUNT_KEY.exec(line);
  if (key !== null) return [{ start: key[0].length - key[1]!.length, end: key[0].length }];
  const row = TABBED.exec(line);
  if (row === null) return [];
  const [all, name = '', value = ''] = row;
  return namesSecret(name) && looksRandom(value) ? [{ start: all.length - value.length, end: all.length }] : [];
}

function namesSecret(name: string): boolean {
  const strength = strengthOf(name);
  return strength === 'strong' || strength === 'weak';
}

/** What holds behind a line. */
export function tableAfter(line: string, before: Table | undefined): Table | undefined {
  if (RECORD.test(line)) return { by: 'record', cells: 2, columns: valuesColumn(line), left: MOST_WITHOUT };
  if (before !== undefined) {
    // A heading ends a table, and what begins behind it has a head of its own.
    if (/^#{1,6} /.test(line)) return undefined;
    if (RULE.test(line)) return before.unsure ? sureOf(before) : before;
    if (before.unsure) return headOf(line);
    const row =
      before.by === 'record'
        ? /^\s*[|│]?\s*[\w .-]{1,64}?\s*(?:[|│]|:|\t|\s{2})|^[\w.-]{1,64} \S+$/.test(line)
        : isRow(line, before);
    if (row) return before.left === MOST_WITHOUT ? before : { ...before, left: MOST_WITHOUT };
    if (before.left > 1 && !/^\(?\d+ rows?\b/.test(line)) return { ...before, left: before.left - 1 };
  }
  return headOf(line);
}

/** Where the values of a head `Name   Value` stand. */
function valuesColumn(line: string): Table['columns'] {
  const from = /^\w+ {2,}(?=value\s*$)/i.exec(line)?.[0].length;
  return from === undefined ? [] : [{ from, to: 1e6, weak: false }];
}

function sureOf({ by, cells, columns, left }: Table): Table {
  return { by, cells, columns, left };
}

function isRow(line: string, table: Table): boolean {
  if (table.by === '  ') return line.length > (table.columns[0]?.from ?? 0) && /\S\s{2,}\S/.test(line);
  return cellsOf(line, table.by).length === table.cells;
}

function headOf(line: string): Table | undefined {
  if (line.length > 2000) return undefined;
  for (const by of ['|', '\t', ',', ';'] as const) {
    if (!line.includes(by) && !(by === '|' && /[│┃║]/.test(line))) continue;
    const cells = cellsOf(line, by);
    if (cells.length < 2 || !cells.every(({ start, end }) => CELL_NAME.test(line.slice(start, end)))) continue;
    // A sentence has commas, too.
    if (by === ',' && /, /.test(line) && cells.some(({ start, end }) => /\w \w/.test(line.slice(start, end)))) continue;
    const columns = cells.flatMap(({ start, end }, from) => column(line.slice(start, end), from, from));
    if (columns.length > 0)
      return { by, cells: cells.length, columns, left: MOST_WITHOUT, ...(by === '|' && { unsure: true }) };
  }
  return alignedHead(line);
}

function alignedHead(line: string): Table | undefined {
  const names = [...line.matchAll(/\S+(?: \S+)*/g)];
  if (names.length < 2 || !names.every((name) => CELL_NAME.test(name[0]))) return undefined;
  const upper = line === line.toUpperCase();
  if (!upper && !/\S\s{2,}\S/.test(line)) return undefined;
  const ofAzure = names.some(([name]) => name === 'KeyName');
  const columns = names.flatMap((name, index) => {
    const to = names[index + 1]?.index ?? Infinity;
    if (ofAzure && name[0] === 'Value') return [{ from: name.index, to, weak: false }];
    return column(name[0], name.index, to).map((one) => (/^secrets?$/i.test(name[0]) ? { ...one, weak: true } : one));
  });
  return columns.length === 0 || columns.length === names.length
    ? undefined
    : {
        by: '  ',
        cells: names.length,
        columns: columns.map((one) => ({ ...one, to: Math.min(one.to, 1e6) })),
        left: MOST_WITHOUT,
        ...(!upper && { unsure: true }),
      };
}

function column(name: string, from: number, to: number): Table['columns'][number][] {
  const strength = strengthOf(name.replace(/["']/g, ''));
  return strength === undefined || strength === 'opaque' ? [] : [{ from, to, weak: strength === 'weak' }];
}

/** Lines that hold none of these begin no table of records; heads of others hold a secret's name. */
export const TABLE_HINT =
  /-\[ RECORD|\*{5} ?\d+\. row|^[|│ \t]*(?:key|name|field|variable|setting|property|option|parameter|item)(?: {2,}|[ \t]*[|│\t])[ \t]*value[ \t|│]*$/im;
