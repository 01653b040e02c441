import { parse as parseToml } from 'smol-toml';
import { LineCounter, parseDocument } from 'yaml';
import type { FrontMatter } from './model.ts';
import type { Problem } from '../blocks/model.ts';

export interface FrontMatterRead {
  readonly frontMatter: FrontMatter;
  /** The document with the front matter's lines emptied, so that line numbers stay. */
  readonly body: string;
  readonly problems: readonly Problem[];
  /** Last line of the front matter, 0 where there is none. */
  readonly endLine: number;
  /** Line of each top-level key, where known. */
  readonly keyLines: ReadonlyMap<string, number>;
}

type Format = 'yaml' | 'toml' | 'json';
type Raw = Readonly<Record<string, unknown>>;

/** Reads YAML (`---`), TOML (`+++`) or JSON (`{`) front matter. What can't be read becomes a problem; the rest goes on. */
export function readFrontMatter(text: string): FrontMatterRead {
  const found = locate(text);
  // A byte order mark is no text of the first line.
  const plain = text.replace(/^\uFEFF/, '');
  if (!found) return { frontMatter: { other: {} }, body: plain, problems: [], endLine: 0, keyLines: new Map() };
  const problems: Problem[] = [];
  let raw: Raw = {};
  try {
    raw = readRaw(found.source, found.format, problems);
  } catch (error) {
    const why = error instanceof Error ? error.message.split('\n')[0] : String(error);
    if (!isTemplate(found.source)) problems.push(badFrontMatter(1, why ?? ''));
  }
  const lines = found.source.split(/\r\n?|\n/);
  const keyLines = new Map<string, number>();
  lines.forEach((line, i) => {
    const key = /^\s{0,2}"?([\w-]+)"?\s*[:=]/.exec(line)?.[1];
    if (key && !keyLines.has(key)) keyLines.set(key, i + (found.format === 'json' ? 1 : 2));
  });
  return { frontMatter: typed(raw), body: found.body, problems, endLine: found.endLine, keyLines };
}

function badFrontMatter(line: number, why: string): Problem {
  return { line, code: 'bad-front-matter', message: `The front matter can't be read: ${why}` };
}

function locate(text: string): { source: string; format: Format; body: string; endLine: number } | undefined {
  const bom = text.startsWith('\uFEFF') ? 1 : 0;
  const head = text.slice(bom, bom + 4);
  const mark = head.startsWith('---')
    ? '---'
    : head.startsWith('+++')
      ? '+++'
      : /^\{\r?\n?/.test(head)
        ? '{'
        : undefined;
  if (!mark) return undefined;
  const breaks = /\r\n?|\n/g;
  const starts = [bom];
  // Front matter is short; a document that opens with a rule must not cost a scan of its whole length.
  while (starts.length < 400) {
    const hit = breaks.exec(text);
    if (!hit) break;
    starts.push(breaks.lastIndex);
  }
  const lineAt = (i: number): string => text.slice(starts[i]!, starts[i + 1] ?? text.length).trimEnd();
  const closes = mark === '{' ? ['}'] : mark === '---' ? ['---', '...'] : ['+++'];
  if (lineAt(0) !== mark) return undefined;
  for (let i = 1; i < starts.length; i++) {
    if (!closes.includes(lineAt(i))) continue;
    const after = starts[i + 1] ?? text.length;
    const json = mark === '{';
    const source = json ? text.slice(bom, after) : text.slice(starts[1]!, starts[i]!);
    if (mark === '---' && !/^[\s#]*$|^\s*[\w"'.-][^\n]*:|^\s*#/m.test(source)) return undefined;
    const format = json ? 'json' : mark === '---' ? 'yaml' : 'toml';
    return { source, format, body: '\n'.repeat(i + 1) + text.slice(after), endLine: i + 1 };
  }
  return undefined;
}

function readRaw(source: string, format: Format, problems: Problem[]): Raw {
  if (format === 'toml') return asRecord(parseToml(source.replace(/\r\n?/g, '\n')));
  if (format === 'json') return asRecord(JSON.parse(source));
  const lineCounter = new LineCounter();
  const document = parseDocument(source, { lineCounter, prettyErrors: false, uniqueKeys: false, logLevel: 'error' });
  const error = document.errors[0];
  if (error && !isTemplate(source)) {
    const line = lineCounter.linePos(error.pos[0]).line + 1;
    problems.push(badFrontMatter(line, `${error.message.split('\n')[0]} (line ${line})`));
  }
  // Aliases are limited so that a few lines can't grow into gigabytes.
  return asRecord(document.toJS({ maxAliasCount: 50 }));
}

/** Its blanks are filled by a generator: what comes of it can be read. */
function isTemplate(source: string): boolean {
  return /\{\{[^{}\n]+\}\}|\{%[^{}\n]+%\}|<%[^\n]+%>/.test(source);
}

function asRecord(value: unknown): Raw {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Raw) : {};
}

const readers: { readonly [K in keyof Omit<FrontMatter, 'other'>]-?: (value: unknown) => FrontMatter[K] | undefined } =
  {
    title: asText,
    owner: asText,
    services: asList,
    dependencies: asList,
    severity: asText,
    escalation: asContacts,
    communication: asList,
    lastReviewed: asDate,
    reviewEvery: asDays,
    drillEvery: asDays,
    updateEvery: asMinutes,
    slo: asText,
    shell: asText,
    cwd: asText,
    requires: asRequirements,
    envFile: asText,
    profile: asProfile,
    secrets: asList,
  };

/** What people write who want a value hidden. */
export const WANTS_HIDDEN = /^(?:secrets?|sensitive|masks?|masked|hidden?|redact(?:ed)?|password)$/i;

/** Other spellings of our keys that teams already use. */
const aliases: Readonly<Record<string, keyof typeof readers>> = {
  last_reviewed: 'lastReviewed',
  'last-reviewed': 'lastReviewed',
  last_reviewed_on: 'lastReviewed',
  review_every: 'reviewEvery',
  'review-every': 'reviewEvery',
  review_in: 'reviewEvery',
  drill_every: 'drillEvery',
  'drill-every': 'drillEvery',
  update_every: 'updateEvery',
  'update-every': 'updateEvery',
  service: 'services',
  owner_slack: 'owner',
  'env-file': 'envFile',
  env_file: 'envFile',
  dotenv: 'envFile',
  requirements: 'requires',
  profiles: 'profile',
  secret: 'secrets',
  sensitive: 'secrets',
};

function typed(raw: Raw): FrontMatter {
  const known: Record<string, unknown> = {};
  const other: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(raw)) {
    const name = Object.hasOwn(readers, key) ? (key as keyof typeof readers) : aliasOf(key);
    const read = name && known[name] === undefined ? readers[name](value) : undefined;
    if (name && read !== undefined) known[name] = read;
    if (!name || name !== key || read === undefined) other[key] = value;
  }
  return { ...known, other } as FrontMatter;
}

/** Our key that another one is read as: `services` for `service`. Undefined for our own keys, and for what is not read. */
export function keyReadAs(key: string): string | undefined {
  return aliasOf(key);
}

function aliasOf(key: string): keyof typeof readers | undefined {
  return Object.hasOwn(aliases, key) ? aliases[key] : undefined;
}

function asText(value: unknown): string | undefined {
  if (typeof value === 'string' && value.trim() !== '') return value.trim();
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

function asList(value: unknown): readonly string[] | undefined {
  if (!Array.isArray(value)) {
    const text = asText(value);
    return text === undefined ? undefined : [text];
  }
  return value.map((entry) => asText(entry) ?? asPairs(entry)).filter((entry) => entry !== undefined);
}

const KINDS: Readonly<Record<string, string>> = {
  tools: '',
  tool: '',
  commands: '',
  env: 'env: ',
  environment: 'env: ',
  logins: 'login: ',
  login: 'login: ',
};

/** A list, or lists by kind: `{tools: [jq], env: [TOKEN], logins: [aws]}`; tools may be `{kubectl: ">= 1.28"}`. */
function asRequirements(value: unknown): readonly string[] | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return asList(value);
  return Object.entries(value).flatMap(([key, entry]) => {
    const mark = Object.hasOwn(KINDS, key) ? KINDS[key] : undefined;
    if (mark === undefined) return [`${key} ${asText(entry) ?? ''}`.trim()];
    const named = asRecord(entry);
    const list = Array.isArray(entry) || asText(entry) !== undefined ? (asList(entry) ?? []) : undefined;
    return (list ?? Object.entries(named).map(([name, version]) => `${name} ${asText(version) ?? ''}`.trim())).map(
      (one) => `${mark}${one}`,
    );
  });
}

/** `{aws: payments-prod, gcloud: prod}`, a list of such, or one as text. */
function asProfile(value: unknown): readonly string[] | undefined {
  if (typeof value !== 'object' || value === null) return asList(value);
  if (Array.isArray(value)) return value.flatMap((entry) => asProfile(entry) ?? []);
  return Object.entries(value).map(([tool, name]) => `${tool}: ${asText(name) ?? ''}`.trim());
}

/** `{name: Ada, after: 15m}` reads "name: Ada, after: 15m". */
function asPairs(value: unknown): string | undefined {
  const pairs = Object.entries(asRecord(value)).map(
    ([key, entry]) => `${key}: ${asText(entry) ?? JSON.stringify(entry)}`,
  );
  return pairs.length > 0 ? pairs.join(', ') : undefined;
}

/** As a list, but who is to be called stands first: `{after: 15m, name: Ada}` reads "Ada (after: 15m)". */
function asContacts(value: unknown): readonly string[] | undefined {
  const entries = Array.isArray(value) ? value : [value];
  const contacts = entries.flatMap((entry: unknown) => {
    const pairs = asRecord(entry);
    const key = ['name', 'who', 'contact', 'person', 'team', 'role', 'to'].find(
      (one) => asText(pairs[one]) !== undefined,
    );
    if (key === undefined) return asText(entry) ?? asPairs(entry) ?? [];
    const { [key]: who, ...rest } = pairs;
    const more = asPairs(rest);
    return `${asText(who)!}${more === undefined ? '' : ` (${more})`}`;
  });
  return Array.isArray(value) || contacts.length > 0 ? contacts : undefined;
}

function asDate(value: unknown): string | undefined {
  const text = value instanceof Date ? value.toISOString() : asText(value);
  const day = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:$|[T ])/.exec(text ?? '');
  if (!day) return undefined;
  const iso = `${day[1]}-${day[2]!.padStart(2, '0')}-${day[3]!.padStart(2, '0')}`;
  return Number.isNaN(Date.parse(iso)) ? undefined : iso;
}

const daysIn: Readonly<Record<string, number>> = { d: 1, w: 7, m: 30, q: 91, y: 365 };

/** `90`, `90d`, `6 months`, `2 weeks`, `1y`, `quarterly`: days. */
function asDays(value: unknown): number | undefined {
  if (typeof value === 'number') return value > 0 && Number.isFinite(value) ? value : undefined;
  const text = asText(value)?.toLowerCase();
  const match = /^(\d+(?:\.\d+)?)\s*(?:(d|w|m|q|y)|(day|week|month|quarter|year)s?)?$/.exec(text ?? '');
  if (match) return Math.round(Number(match[1]) * daysIn[match[2] ?? match[3]?.[0] ?? 'd']!);
  const word = /^(dai|week|month|quarter|year)ly$/.exec(text ?? '')?.[1];
  return word ? daysIn[word[0]!] : undefined;
}

const minutesIn: Readonly<Record<string, number>> = { s: 1 / 60, m: 1, h: 60 };

/** `15`, `15m`, `20 min`, `1 hour`, `never`: minutes, 0 for never. */
function asMinutes(value: unknown): number | undefined {
  if (value === false) return 0;
  const text = asText(value)?.toLowerCase();
  if (text === 'never' || text === 'off') return 0;
  const match = /^(\d{1,6}(?:\.\d{1,6})?)\s*(?:(s|m|h)|(sec|second|min|minute|hour)s?)?$/.exec(text ?? '');
  return match === null ? undefined : Number(match[1]) * minutesIn[match[2] ?? match[3]?.[0] ?? 'm']!;
}
