import type { Placeholder, PlaceholderForm } from '../blocks/model.ts';
import { findAnglePlaceholders, NOT_A_PLACEHOLDER } from '../shell/anglePlaceholder.ts';
import { isBlankWord, isLiteralBlank, isPathWord, shellVariables } from './placeholderWords.ts';
import { foreignBlanks } from './foreignBlanks.ts';
import { openValues, remarks, toldValues } from './leftOpen.ts';
import { assignedNames, heredocBodies, keyNames, nameSpans, type Span } from './shellNames.ts';
import { findChoices } from '../shell/choice.ts';
import { findOptionalParts } from '../shell/optionalPart.ts';

/** A blank where it stands in a text; offsets in UTF-16 units. */
export interface PlaceholderSpan extends Placeholder {
  readonly start: number;
  readonly end: number;
  /** From `${NAME:-default}`. */
  readonly default?: string;
}

export interface PlaceholderOptions {
  /** Names that some block of the runbook sets; `$NAME` is no blank then. */
  readonly set: ReadonlySet<string>;
  /** False for file content and queries, where `$x` belongs to another language. */
  readonly shell: boolean;
  readonly powershell?: boolean;
  /** Words that the text around says are to be replaced. */
  readonly told?: readonly string[];
}

/**
 * The blanks of one command or piece of file content, in order. Redirections, generics, HTML, jsonpath, Go templates,
 * awk programs and what a shell sets itself are none.
 */
export function findPlaceholders(text: string, options: PlaceholderOptions): PlaceholderSpan[] {
  const quiet = quietSpans(text, options.shell);
  const spans: PlaceholderSpan[] = [];
  const said = options.shell ? remarks(text) : [];
  const add = (start: number, end: number, name: string, form: PlaceholderForm, fallback?: string): void => {
    if (inside(said, start) || spans.some((s) => start < s.end && s.start < end)) return;
    spans.push({ start, end, name, form, ...(fallback === undefined ? {} : { default: fallback }) });
  };
  const bodies = options.shell ? heredocBodies(text) : [];
  if (options.shell)
    for (const { start, end, name } of findOptionalParts(text))
      if (!inside(bodies, start)) add(start, end, name, 'bracket');
  for (const { start, end, name } of findAnglePlaceholders(text)) add(start, end, name, 'angle');
  if (options.shell) for (const { start, end, name } of findChoices(text)) add(start, end, name, 'bracket');
  findMustaches(text, options.shell, add);
  // `${path to x}`: words, which no shell reads so.
  for (const { index, 0: whole, 1: words } of text.matchAll(/\$\{([A-Za-z]\w*(?: [\w-]+){1,7})\}/g))
    if (options.shell && !inside(bodies, index)) add(index, index + whole.length, words!, 'braces');
  if (options.shell) findVariables(text, options, quiet, add);
  if (options.shell) for (const { start, end, name } of openValues(text, isBlankWord)) add(start, end, name, 'literal');
  if (options.shell)
    for (const { start, end, name } of toldValues(text, options.told ?? [])) add(start, end, name, 'literal');
  if (options.shell) for (const { start, end, name } of foreignBlanks(text)) add(start, end, name, 'literal');
  findBrackets(text, quiet, options.shell, add);
  // `"guid": "{last stable guid from above}"`: words in braces, which no language reads so.
  for (const { index, 0: whole, 1: words } of text.matchAll(
    /(?<=["'/=])\{([a-z][a-z0-9]*(?: [\w-]+){2,7})\}(?=["'/\s]|$)/g,
  ))
    add(index, index + whole.length, words!, 'braces');
  if (options.shell) findDots(text, quiet, add);
  findLiterals(text, options, quiet, add);
  if (options.shell) findPathWords(text, quiet, spans, add);
  if (options.shell) findAddresses(text, add);
  return spans.sort((a, b) => a.start - b.start);
}

type Add = (start: number, end: number, name: string, form: PlaceholderForm, fallback?: string) => void;

function findMustaches(text: string, shell: boolean, add: Add): void {
  const template =
    /go-template|\bnats (?:\S+ )*(?:pub|req|mapping)\b|--template|--format|-f ['"]?\{\{|-o(?:=|\s+)['"]?template|range \.|\{\{-?\s*(?:range|if|end|with|define|include|toYaml|template|\$)/.test(
      text,
    ) ||
    // In a file, `{{ .Values.x }}` says that a program fills in all of them; a command line is filled in by hand.
    (!shell && /\{\{-?\s*\./.test(text));
  for (const match of text.matchAll(/\{\{-?\s*([A-Za-z][\w -]*?(?:\.[A-Za-z]\w*)*)\s*-?\}\}/g)) {
    const name = match[1]!;
    // `${{ secrets.X }}` belongs to a pipeline.
    if (text[match.index - 1] === '$') continue;
    if (template && !/\s/.test(name) === false) continue;
    if (
      template ||
      /^(?:end|else|range|if|with|block|define|template|include|now|nil|true|false|println?|printf)\b/.test(name)
    )
      continue;
    add(match.index, match.index + match[0].length, name, 'mustache');
  }
}

function findVariables(text: string, options: PlaceholderOptions, quiet: readonly Span[], add: Add): void {
  const own = new Set(assignedNames(text, options.powershell === true));
  const bodies = heredocBodies(text);
  const foreign = bodies.filter(({ dollars }) => dollars);
  // To a shell `$hostname` is not `$HOSTNAME`, to PowerShell it is.
  const caseless = options.powershell === true || /\$env:|(?:^|[\s|;({])[A-Z][a-z]+-[A-Z][a-z]/.test(text);
  const pattern =
    /\$(?:(?:env:)?([A-Za-z_][A-Za-z0-9_]*)|\{([A-Za-z_][A-Za-z0-9_]*)(?:(:?[-=?+])([^{}]*))?([^{}]*)\})/gi;
  for (const match of text.matchAll(pattern)) {
    const start = match.index;
    if (inside(quiet, start) || text[start - 1] === '\\' || text[start - 1] === '$') continue;
    let end = start + match[0].length;
    let name = match[1] ?? match[2]!;
    if (/^[a-z]/.test(name) && inside(foreign, start)) continue;
    const known = (n: string): boolean =>
      options.set.has(n) || own.has(n) || shellVariables.has(n) || (caseless && shellVariables.has(n.toUpperCase()));
    if (match[1] && /^[A-Z][A-Z0-9_]*$/.test(name) && !known(name)) {
      // `$POD-NAME` is no shell, but what some authors write.
      const more = /^(?:-[A-Z][A-Z0-9_]*)+(?![\w$])/.exec(text.slice(end));
      if (more) {
        name += more[0];
        end += more[0].length;
      }
    }
    // `$SPACE` is a variable like any other, `$null` is none.
    if (known(name) || (!/^[A-Z][A-Z0-9_]*$/.test(name) && NOT_A_PLACEHOLDER.has(name.toLowerCase()))) continue;
    const operator = match[3];
    // `${pod-name}`: to a shell "pod, or else name", to its author a name of two words that nobody sets.
    if (operator === '-' && isTwoWords(name, match[4]!)) {
      add(start, end, `${name}-${match[4]!}`, 'braces');
      continue;
    }
    if (operator === ':+' || operator === '+') continue;
    const fallback = operator?.includes('-') || operator?.includes('=') ? match[4] : undefined;
    add(start, end, name, match[1] ? 'variable' : 'braces', fallback);
  }
  for (const match of text.matchAll(
    /(?<![$%@^\\{#\w'])\{([a-z][A-Za-z0-9]*(?:[-_ ][A-Za-z0-9]+)*|[A-Z][A-Z0-9_-]{2,}|[A-Z][a-z]+(?:[A-Z][a-z0-9]+)+)\}(?![}\w])/g,
  )) {
    if (inside(quiet, match.index) || inside(bodies, match.index) || /jsonpath|awk|http_code|jq\b|\bprint\b/.test(text))
      continue;
    add(match.index, match.index + match[0].length, match[1]!, 'braces');
  }
  if (options.powershell || !/%[A-Z_]+%/.test(text)) return;
  for (const match of text.matchAll(/%([A-Z][A-Z0-9_]+)%/g)) {
    // `%Y_%m`: the letters of a date.
    if (/^[A-Z]_/.test(match[1]!) || shellVariables.has(match[1]!) || options.set.has(match[1]!)) continue;
    add(match.index, match.index + match[0].length, match[1]!, 'variable');
  }
}

/** `pod` and `name`, but not `branch` and `main`. */
function isTwoWords(name: string, rest: string): boolean {
  return /^[a-z][a-z0-9]*$/.test(name) && /^[a-z]+(?:-[a-z]+)*$/.test(rest) && isBlankWord(lastPart(rest));
}

function lastPart(words: string): string {
  return words.slice(words.lastIndexOf('-') + 1).toUpperCase();
}

/** Programs to which brackets are a class of characters or an index. */
const READS_PATTERNS = /\b(?:[ef]?grep|rg|sed|awk|jq|yq|perl|find|tr|expr|jsonpath)\b|--query|=~/;

function findBrackets(text: string, quiet: readonly Span[], shell: boolean, add: Add): void {
  if (!shell) return;
  for (const match of text.matchAll(/\[\[(?:[A-Z]+::)?([A-Za-z][\w-]*(?: [\w-]+)*)\]\]/g)) {
    if (!inside(quiet, match.index)) add(match.index, match.index + match[0].length, match[1]!, 'bracket');
  }
  const bodies = heredocBodies(text);
  for (const match of text.matchAll(
    /(?<=^|[\s=/:@"',?&-])\[([A-Za-z][A-Za-z]*(?:[-_ ][A-Za-z0-9]+)*|[A-Za-z][A-Za-z0-9]*(?: [A-Za-z0-9]+)+)\](?!::)(?=$|[\s/:@"'.,;|)-])/gm,
  )) {
    const inner = match[1]!;
    if (inside(bodies, match.index)) continue;
    // In single quotes, where patterns stand as well, only what is loud: `'[SAS_TOKEN]'`.
    const loud = /^[A-Z][A-Z0-9]*(?:[_-][A-Z0-9]+)+$/.test(inner) && !READS_PATTERNS.test(text);
    if (inner.length < 3 || (inside(quiet, match.index) && !loud) || NOT_A_PLACEHOLDER.has(inner.toLowerCase()))
      continue;
    if (/\bgrep\b|\bsed\b|jsonpath|\bawk\b/.test(text) && /^[a-z]{1,3}$/i.test(inner)) continue;
    if (!/[A-Za-z0-9]{3}/.test(inner)) continue;
    add(match.index, match.index + match[0].length, inner, 'bracket');
  }
}

/** `export ID=...`, `--name="..."`, `TOKEN=***`: what is left out, by the name before it; and `x.x.x.x`. */
function findDots(text: string, quiet: readonly Span[], add: Add): void {
  for (const match of text.matchAll(
    /(?<!\w|[A-Za-z0-9]-)([A-Za-z][\w-]*)=(["']?)(\.{3,}|…|\*{3,})(?=\2(?:$|[\s;&|),]))/gm,
  )) {
    const start = match.index + match[0].length - match[3]!.length;
    if (inside(quiet, start) && match[2] !== "'") continue;
    add(start, start + match[3]!.length, match[1]!, 'literal');
  }
  findVersions(text, quiet, add);
  for (const match of text.matchAll(
    /(?<![\w.])(?:(?:\d{1,3}|[xX]{1,3}|N{1,3})\.){3}(?:\d{1,3}|[xX]{1,3}|N{1,3})(?![\w.])/g,
  )) {
    if (/[xn]/i.test(match[0])) add(match.index, match.index + match[0].length, match[0], 'literal');
  }
}

/** `vX.XX`, `X.Y.Z`, `1.2.X`: a version that is left open. */
function findVersions(text: string, quiet: readonly Span[], add: Add): void {
  if (READS_PATTERNS.test(text)) return;
  const bodies = heredocBodies(text);
  for (const match of text.matchAll(
    /(?<![\w.$%])v?(?:(?:\d+\.){0,2}[XYZ]{1,3}(?:\.(?:[XYZ]{1,3}|x|\d+)){1,3}|\d+(?:\.\d+)?\.[XYZ]{1,2}|x\.[xy](?:\.[xz])?)(?:-(?:YEAR|YYYY|MONTH|MM|DAY|DD)){0,3}(?![\w(]|\.\w+\()/g,
  ))
    if (!inside(quiet, match.index) && !inside(bodies, match.index))
      add(match.index, match.index + match[0].length, match[0], 'literal');
}

/** Programs whose argument is the address that they act on. */
const ACTS_ON_ADDRESS =
  /^\s*(?:sudo\s+)?(?:ssh|scp|sftp|rsync|curl|wget|dig|nslookup|host|ping6?|telnet|nc|traceroute|mtr|certbot|whois|ssh-copy-id|ssh-keyscan|git (?:clone|remote (?:add|set-url)|submodule add|ls-remote|fetch|pull|push)|helm repo add|(?:docker|podman) login)\s/;
/** A server or a proxy is asked, and any name of the internet will do: `dig @10.0.0.2 example.com`. */
const ASKS_ANOTHER =
  /^\s*(?:sudo\s+)?(?:dig\s(?:.*\s)?@\S|(?:nslookup|host)\s(?:-\S+\s+)*\S+\s+[\w.:$<{]|curl\s(?:.*\s)?(?:-x|--proxy|--socks5\S*|--doh-url)[ =])/;

/**
 * `/path/to/x`, `username@hostname:/pathname/`, `export NODE=`, and the names that are kept for examples (RFC 2606) where
 * a command acts on them.
 */
function findAddresses(text: string, add: Add): void {
  const bodies = heredocBodies(text);
  const each = (pattern: RegExp, group: number): void => {
    for (const match of text.matchAll(pattern)) {
      const [start, end] = match.indices![group]!;
      if (!inside(bodies, start)) add(start, end, match[group]! || match[1]!, 'literal');
    }
  };
  each(/(?<![\w$}.-])(\/?path\/to\/[\w./-]*\w|\/path\/to)(?![\w$])/dg, 1);
  const host = String.raw`(?:(?:remote|target|server|your)?-?(?:host(?:name)?|server(?:name)?|ip(?:-?addr(?:ess)?)?)|[a-z]+-or-[a-z]+)`;
  each(new RegExp(String.raw`(?<![\w.$-])(user(?:name)?|login)@${host}(?=[:\s/'"]|$)`, 'dg'), 1);
  each(new RegExp(String.raw`(?<=\w@)(${host})(?=[:\s/'"]|$)`, 'dg'), 1);
  // No name of a host holds `_`: `server_of_origin.org`.
  each(/(?<=(?:https?:\/\/|@|\s))([a-z]+(?:_[a-z]+)+\.(?:com|org|net|local))(?=[\s'":/]|$)/dg, 1);
  // `user@host:port`, `my-ENVIRONMENT`
  each(/(?<=@[\w.-]+:|\bhost(?:name)?:)(port)(?=[\s/'"]|$)/dg, 1);
  each(
    /(?<=[\s/=:'"][a-z][a-z0-9]*-)((?:ENVIRONMENT|ENV|NAME|VERSION|REGION|CLUSTER|NAMESPACE|STAGE))(?=[\s/'":]|$)/dg,
    1,
  );
  if (/^\s*(?:sudo\s+)?(?:docker|podman|nerdctl|skopeo|crane)\s/.test(text))
    each(/(?<=[\w>}]:)(version|tag)(?=\s|$)/dg, 1);
  each(/(?<=@[\w.-]+:\/?)(pathname|path)(?=\/?(?:\s|$))/dg, 1);
  each(/(?:^|[\s;&])export[ \t]+(?!\w*proxy\w*=)([A-Za-z_]\w*)=()(?=[ \t]*(?:$|[;#\n]))/dgim, 2);
  // `VERSION=     # such as v1.2`
  each(/^[ \t]*([A-Z][A-Z0-9_]*)=()(?=[ \t]+#)/dgm, 2);
  // `https://stemcells_url`: a part of an address is named after what it is.
  each(/(https?:\/\/[a-z][a-z0-9]*[_-](?:url|uri))(?=[\s'"]|$)/dg, 1);
  each(
    /(?<=https?:\/\/)([a-z][a-z0-9]*_(?:host(?:name)?|ip|address|domain|fqdn|endpoint|server_?name))(?=[\s/:'"]|$)/dg,
    1,
  );
  // `-o ... additional files`: left out, and said what belongs there.
  each(/(?<=\s--?[A-Za-z][\w-]*[= ])((?:\.{3}|…) [a-z]+(?: [a-z]+){1,4})(?=[ \t]*(?:\\?$))/dgm, 1);
  // `--set host=example.com`, `--url https://ci.example.com`: whatever takes it acts on it.
  each(
    /(?<=(?:\s--?[A-Za-z][\w-]*[ =](?:[\w.]+=)?|[A-Z]=)['"]?(?:https?:\/\/)?)((?:[a-z][\w-]*\.)*example\.(?:com|org|net))(?=[\s:'"/]|$)/dg,
    1,
  );
  if (!ACTS_ON_ADDRESS.test(text)) return;
  const mail = /^\s*(?:sudo\s+)?(?:curl|wget)\s/.test(text) ? String.raw`(?<!(?<!//[^\s/]*)[\w.+-]@)` : '';
  const subdomain = ASKS_ANOTHER.test(text) ? '+' : '*';
  each(new RegExp(String.raw`(?<![\w.-])${mail}((?:[\w-]+\.)${subdomain}example\.(?:com|org|net))(?![\w-])`, 'dg'), 1);
}

/** `BUCKET/TENANT/BLOCK`: where one part of an address is a blank, the others written like it are as well. */
function findPathWords(text: string, quiet: readonly Span[], found: readonly PlaceholderSpan[], add: Add): void {
  for (const run of text.matchAll(/(?<![\w$.-])[A-Z][A-Z0-9_-]*(?:[/:@][A-Z][A-Z0-9_-]*)+(?![A-Za-z0-9_(])/g)) {
    const end = run.index + run[0].length;
    if (inside(quiet, run.index) || !found.some((s) => s.form === 'literal' && run.index <= s.start && s.end <= end))
      continue;
    for (const part of run[0].matchAll(/[^/:@]+/g)) {
      const start = run.index + part.index;
      if (isPathWord(part[0]) && text[start + part[0].length] !== '=')
        add(start, start + part[0].length, part[0], 'literal');
    }
  }
}

/** SQL, whose own words are written like blanks. */
const STATEMENT =
  /\b(?:SELECT|INSERT INTO|UPDATE \S+ SET|DELETE FROM|ALTER|CREATE|GRANT|REVOKE|VACUUM|TRUNCATE|DROP|EXPLAIN|REINDEX|ANALYZE|SHOW|WHERE)\b/;

function findLiterals(text: string, options: PlaceholderOptions, quiet: readonly Span[], add: Add): void {
  const { shell } = options;
  const own = new Set(shell ? assignedNames(text, options.powershell === true) : []);
  const names = shell ? [...nameSpans(text), ...keyNames(text, isBlankWord)] : [];
  const bodies = shell ? heredocBodies(text) : [];
  const statement = STATEMENT.test(text);
  const pattern =
    /(?<![\w$%{<.\\-])[A-Za-z][A-Za-z0-9]*(?:[_-][A-Za-z0-9]+)*(?![\w(])|(?<![A-Za-z])[xX]{3,}(?![A-Za-z])/g;
  for (const match of text.matchAll(pattern)) {
    const word = match[0];
    const start = match.index;
    const end = start + word.length;
    if (!/[A-Z]|x{3}|your|(?:my|some|another|any)[-_]|pass|^foo$/.test(word)) continue;
    // A variable by its bare name: `$((SIZE / 2))`, and what `-c ID` shows for `read -r ID`.
    if (own.has(word) || (options.set.has(word) && isInArithmetic(text, start))) continue;
    // `read NAME` takes the name of a variable.
    if (shell && /\bread\s[^\n;|&]*$/.test(text.slice(Math.max(0, start - 80), start))) continue;
    if ((inside(quiet, start) || inside(names, start)) && !/^your|x{3,}/i.test(word)) continue;
    // The text of a here-document is a file's.
    const typed = shell && !inside(bodies, start);
    const place = { before: text.slice(Math.max(0, start - 40), start), after: text.slice(end, end + 20), statement };
    if (isLiteralBlank(word, place, typed)) add(start, end, word, 'literal');
  }
}

function isInArithmetic(text: string, at: number): boolean {
  const open = text.lastIndexOf('((', at);
  return open >= 0 && !text.slice(open, at).includes('))');
}

function inside(spans: readonly Span[], at: number): boolean {
  return spans.some((s) => s.start <= at && at < s.end);
}

/** Where `$x` is not the shell's: single quotes (awk, jq, jsonpath programs) and heredocs with a quoted mark. */
function quietSpans(text: string, shell: boolean): Span[] {
  if (!shell) return [];
  const spans: Span[] = [];
  for (const body of heredocBodies(text)) if (body.raw) spans.push(body);
  let double = false;
  for (let i = 0; i < text.length; i++) {
    const c = text[i]!;
    if (c === '\\') i++;
    else if (c === '"') double = !double;
    else if (c === "'" && !double) {
      const close = text.indexOf("'", i + 1);
      if (close < 0) break;
      // `'"$X"'` and `'${X}'` in JSON bodies are meant by authors as blanks nonetheless where nothing else reads `$`.
      spans.push({ start: i, end: close });
      i = close;
    }
  }
  return spans;
}
