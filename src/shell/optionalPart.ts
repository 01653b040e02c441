/** What a reader may leave out of a command: `[-n namespace]`, `[OPTIONS]`, a last `...`; offsets in UTF-16 units. */
export interface OptionalPart {
  readonly start: number;
  readonly end: number;
  /** What stands between the brackets. */
  readonly name: string;
}

/** An answer that leaves an optional part out. */
export const LEFT_OUT = 'none';

const METAVARIABLE = String.raw`(?:(?:GLOBAL|COMMAND|global|command|other|more|additional|extra)[ _-])?(?:OPTIONS?|OPTS|FLAGS?|ARGS?|ARGUMENTS?|PARAMETERS?|options?|opts|flags?|args|arguments|parameters)`;
const FLAG = String.raw`(?:-[A-Za-z]|--[A-Za-z][\w-]+)(?:[ =][^\[\]\n|]+)?`;
const MORE = String.raw`[A-Za-z<][^\[\]\n|]*(?:\.{3}|…)`;
const inBrackets = new RegExp(
  String.raw`(?<=\s)\[\s?(${FLAG}|${METAVARIABLE}|${MORE}|<[^<>\[\]\n]+>)\s?\](?:\s?(?:\.{3}|…))?(?=$|\s)`,
  'gm',
);
const alternatives =
  /(?<=\s)\[\s?(--?[A-Za-z][\w-]*(?: [\w<>]+)?(?:\s?\|\s?--?[A-Za-z][\w-]*(?: [\w<>]+)?)+)\s?\](?=$|\s)/gm;
const trailing = /(?<=\S\s|>|\]|\})(?:\.{3}|…)(?=[ \t]*$)|(?<=\S\s)(?<!\s--?[\w-]+\s)(?:\.{3}|…)(?=\s+\S)/gm;
/** What prints its words may print dots; a bracket in a pattern is a class of characters. */
const TALKS = /^\s*(?:echo|printf|log|print|say)\b|\b(?:grep|egrep|rg|sed|awk|tr|jq|perl)\s[^|]*$/;

/** The optional parts of a command, in order, none in another. */
export function findOptionalParts(text: string): OptionalPart[] {
  if (!/\[|\.{3}|…/.test(text)) return [];
  const out: OptionalPart[] = [];
  for (const pattern of [alternatives, inBrackets, trailing]) {
    for (const match of text.matchAll(pattern)) {
      const start = match.index;
      const end = start + match[0].length;
      const before = text.slice(text.lastIndexOf('\n', start) + 1, start);
      if (/(?:^|\s)#/.test(before) || isQuoted(before) || TALKS.test(before) || before.trim() === '') continue;
      if (out.some((one) => start < one.end && one.start < end)) continue;
      out.push({ start, end, name: (match[1] ?? '...').trim() });
    }
  }
  return out.sort((a, b) => a.start - b.start);
}

/** Whether a blank is such a part, by its text. */
export function isOptionalPart(text: string): boolean {
  return findOptionalParts(`x ${text}`).some(({ start, end }) => start === 2 && end === text.length + 2);
}

/** A line that says how a program is called, rather than calling it. */
export function isSynopsis(line: string): boolean {
  const text = line.trim();
  // `fly ... --job group/job`: its form, with the words left out that every call has.
  // The usage of a command of Artisan: `make:user {name} {--email=}`.
  if (/(?:^|\s)\{--[a-z][\w-]*(?:=[^{}]*)?\}(?=\s|$)/.test(text)) return true;
  if (/^usage:/i.test(text) || /^[\w./-]+ (?:\.{3}|…) \S/.test(text)) return true;
  if (/^[\w./-]+ .*\[\s?--?[A-Za-z][^\]\n]*\[/.test(text) && !/["']/.test(text)) return true;
  const parts = findOptionalParts(text);
  if (parts.length === 0) return false;
  const bare = parts.reduceRight((rest, { start, end }) => rest.slice(0, start) + rest.slice(end), text);
  const general = parts.some(({ name }) => new RegExp(`^${METAVARIABLE}(?:\\.{3})?$`).test(name));
  return (
    parts.length >= 3 ||
    (general && /(?:^|[\s<])(?:SUB)?COMMAND\b|<(?:sub)?command>/.test(bare)) ||
    (parts.length >= 2 && general && /\[(?:OPTIONS?|FLAGS?)\]/.test(text))
  );
}

function isQuoted(before: string): boolean {
  const plain = before.replace(/\\./g, '');
  return (plain.match(/'/g)?.length ?? 0) % 2 === 1 || (plain.match(/"/g)?.length ?? 0) % 2 === 1;
}
