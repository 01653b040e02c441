import { isEmptyValue, isWorkingFolder, isOpaque, looksRandom, NAME_STEM, strengthOf, type Strength } from './names.ts';
import { changedTo, inArn, isFilePlace, isMetavariable, isProgress, saidAbout } from './places.ts';
import { valueAt, type Value } from '../text/writtenValue.ts';

/** Part of a line that is a secret. */
export interface Span {
  readonly start: number;
  readonly end: number;
  /** More of the line may change this one, or take it back. */
  readonly open?: boolean;
}

/** Longest name that is read to its ends. */
const LONGEST_NAME = 64;

/** Longest value of several words. */
const LONGEST_VALUE = 4096;

type Form = 'assigned' | 'colon' | 'argument' | 'flag' | 'element' | 'column' | 'told';

const NAME_END = /[\w.-]{0,64}/y;
/** Between name and value, by form; `%3D` and the like in addresses, `\"` in JSON within JSON. */
const SEPARATORS: readonly (readonly [Form, RegExp])[] = [
  ['assigned', /(?:\\{0,3}["'`]|%22)?(?:(?::[\w"\\]{1,128}){1,2}(?=\]))?\]?[ \t]{0,16}(?::=|=>|=(?!=)|%3[Dd]|%3[Aa](?=%22))[ \t]{0,16}(?:string(?:\(\d{1,9}\))? (?=["'])|Some\((?=["']))?/y],
  ['colon', /(?:(?<quote>\\{0,3}["'`]|&quot;)\]?[ \t]{0,16}:[ \t]{0,32}(?=\\{0,3}["'`]|&quot;)|\\{0,3}["'`]?[ \t]{0,16}(?::(?!\/\/|:|=)|::(?= ))[ \t]{0,64}(?:(?:Some|Just|Secret|SecretString)\((?=["']))?)/y],
  ['element', /(?: [^<>]{0,200})?>\s{0,8}/y],
  ['argument', /["'],[ \t]{0,24}(?=["'])/y],
  ['flag', /["']?,?[ \t]/y],
  ['column', /[ \t]{0,200}(?:\t|  |[|│])[ \t|│]{0,200}/y],
  ['told', /(?: (?:(?:is )?generated [^:]{1,60}|for [^:]{1,60}|set to|is|was))? ?[:=]? {1,4}/y],
]; // prettier-ignore

interface Name {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly strength: Strength;
  /** Its value goes as far as the line does: surely, or if the next line is one of a listing. */
  readonly listed: 'surely' | 'perhaps' | undefined;
}

/** Values that are secrets by what their names tell. @param listed the line is one of a listing, as of `env`. @param complete the line has come to its end. */
export function namedSpans(line: string, listed: boolean, complete: boolean): Span[] {
  const spans: Span[] = [];
  NAME_STEM.lastIndex = 0;
  for (let stem; (stem = NAME_STEM.exec(line)) !== null;) {
    const name = nameAround(line, stem.index, stem[0].length);
    NAME_STEM.lastIndex = name.end;
    const strength = strengthOf(name.text);
    if (strength === undefined) continue;
    const span = valueOf(line, { ...name, strength, listed: placeInListing(line, name.start, listed) }, complete);
    if (span === undefined) continue;
    spans.push(span, ...changedTo(line, span.end));
    // A value holds no names: without this, a line of nothing but `password=` would be read once for each of them.
    NAME_STEM.lastIndex = Math.max(name.end, span.end);
  }
  return [...spans, ...spokenSpans(line)];
}

/** Whether the name begins a line as `env` prints them, or one of PHP's `print_r`. */
function placeInListing(line: string, start: number, listed: boolean): Name['listed'] {
  const before = line.slice(0, Math.min(start, 200));
  if (/^[ \t]*\[$/.test(before)) return 'surely';
  if (!/^(?:export |declare -x |set )?$/.test(before)) return undefined;
  return listed ? 'surely' : 'perhaps';
}

function nameAround(line: string, stem: number, length: number): Omit<Name, 'strength' | 'listed'> {
  const before = line.slice(Math.max(0, stem - LONGEST_NAME), stem);
  const start = stem - /[\w.-]*$/.exec(before)![0].length;
  NAME_END.lastIndex = stem + length;
  NAME_END.test(line);
  // The end of a sentence is no part of a name, and `%22` before one neither.
  const end = NAME_END.lastIndex || stem + length;
  const text = line.slice(start, end);
  return { text: line[start - 1] === '%' ? text.slice(2) : text, start, end };
}

function valueOf(line: string, name: Name, complete: boolean): Span | undefined {
  for (const [form, separator] of SEPARATORS) {
    // A test that passed: `PASS src/app.test.js`, `--- PASS: TestWeb`.
    if ((name.text === 'PASS' && form !== 'assigned') || !fits(line, name, form)) continue;
    separator.lastIndex = name.end;
    const match = separator.exec(line);
    if (match === null) continue;
    const at = name.end + match[0].length;
    const span = form === 'colon' && isHeader(name.text) ? headerSpan(line, name, at) : judged(line, name, at, form);
    if (span === undefined) continue;
    if (span.open && !complete) return { ...span, end: line.length };
    if (span.open === undefined || complete) return span.start < span.end ? span : undefined;
  }
  return undefined;
}

/** Whether what stands before the name allows for this form. */
function fits(line: string, { start, text, strength }: Name, form: Form): boolean {
  if (form === 'flag') return text.startsWith('-') || / set ["']?$/.test(line.slice(Math.max(0, start - 6), start));
  if (form === 'argument') return /[([] ?["']$/.test(line.slice(Math.max(0, start - 3), start));
  if (form === 'element') return line[start - 1] === '<';
  if (form === 'column') return /^[ \t|│]*$/.test(line.slice(Math.max(0, start - 200), start)) && start <= 200;
  if (form === 'told') return strength === 'strong' && /pass(?:word|phrase|code)$/i.test(text);
  return true;
}

function isHeader(name: string): boolean {
  return /^(?:proxy-)?authorization$|^(?:set-)?cookie$/i.test(name);
}

/** The value at a place, if what is known of name and form makes it a secret. */
function judged(line: string, name: Name, at: number, form: Form): Span | undefined {
  if ((form === 'colon' || form === 'assigned') && isMessage(line, name, at)) return undefined;
  if (form === 'colon' && (inArn(line, name.start) || isFilePlace(name.text, line.slice(at, at + 8)))) return undefined;
  const { start, end, quoted, open } = extended(line, name, form, valueAt(line, at, form === 'element' ? '<' : ''));
  const value = line.slice(start, end);
  const touches = end >= line.trimEnd().length;
  if (form === 'colon' && isNameOfSecret(name.text, value) && /^["']?[,}]*\s*(?:#.*)?$/.test(line.slice(end)))
    return { start, end: start, open: true };
  if (form === 'colon') {
    const visibility = /^[\w"\\:]{1,160}\]\s{0,4}(?:=>|=?$)/.exec(line.slice(at, at + 180))?.[0];
    if (visibility?.endsWith('>')) return undefined;
    if (!quoted) return mayGoOn(afterColon(line, name, { start, end }), visibility !== undefined);
  }
  if (form === 'column') return inColumn(line, name, { start, end });
  if (form === 'element' && !line.startsWith('</', end))
    return touches || end === line.length - 1 ? { start, end: start, open: true } : undefined;
  if (form === 'argument' && !/^["'],?\s*[)\]]/.test(line.slice(end)))
    return /^["']?,?\s*$/.test(line.slice(end)) ? { start, end: start, open: true } : undefined;
  if (form === 'told') return touches && looksRandom(value) ? { start, end, open: true } : undefined;
  // What may still grow into a secret is not shown yet.
  if (value === '' || (isEmptyValue(value) && !touches) || isWorkingFolder(name.text, value)) return undefined;
  if (isSetting(name.text, value)) return touches ? { start, end: start, open: true } : undefined;
  if (isEmptyValue(value) || ((form === 'flag' || name.text.startsWith('-')) && isMetavariable(name.text, value)))
    return touches || isEmptyValue(value) ? { start, end: start, open: true } : undefined;
  // "use --password to set one".
  if (form === 'flag' && /^(?:to|or|and|for|is|must|in|when|if|with|on|option|flag)$/.test(value)) return undefined;
  const code = form === 'assigned' && !quoted ? isCode(line, at, value, end) : 'no';
  if (code === 'yes') return undefined;
  if (name.strength === 'opaque' && !isOpaque(value)) return touches ? { start, end: start, open: true } : undefined;
  if (name.strength === 'weak' && form !== 'flag' && !weakEnough(value, name.text))
    return touches ? { start, end: start, open: true } : undefined;
  return value.length < (name.strength === 'weak' ? 4 : 1)
    ? undefined
    : { start, end, ...((open || code === 'perhaps') && { open: true }) };
}

/** A property of PHP may stand there by its visibility: `[password:protected] =>`. */
function mayGoOn(span: Span | undefined, open: boolean): Span | undefined {
  return span === undefined || !open ? span : { ...span, open };
}

/** As far as the quote that name and value stand in, or as the line of a listing. */
function extended(line: string, name: Name, form: Form, value: Value): Value & { readonly open?: boolean } {
  if (form !== 'assigned' || value.quoted) return value;
  const before = /(?:^|[\s[(,=])(["'`])$/.exec(line.slice(Math.max(0, name.start - 2), name.start))?.[1];
  const close = before === undefined ? -1 : line.indexOf(before, value.start);
  if (close > value.end && close - value.start < LONGEST_VALUE && !/[=;&]/.test(line.slice(value.end, close)))
    return { ...value, end: close, quoted: true };
  const braced = /^\{[^{}]{1,200}(?:\}(?=;|$)|$)/.exec(line.slice(value.start, value.start + 256))?.[0];
  if (braced && line.includes(';')) return { ...value, end: value.start + braced.length, open: !braced.endsWith('}') };
  const whole = line.trimEnd().length;
  const isListed = name.listed === 'surely' && whole - value.start < LONGEST_VALUE;
  if (isListed) {
    const said = saidAbout(line.slice(value.start, whole), 16);
    return { ...value, end: said === undefined ? Math.max(whole, value.end) : value.start + said, open: true };
  }
  const goesOn = (before !== undefined && close < 0) || name.listed === 'perhaps';
  return goesOn ? { ...value, open: true } : value;
}

/** The end of a text within a program: `log('password:', password)`. */
function isMessage(line: string, { start, end }: Name, at: number): boolean {
  const quote = line[start - 1];
  return at === end + 1 && /["'`]/.test(quote ?? '') && line[at] === quote && /[,)+;]/.test(line[at + 1] ?? '');
}

/** A name of a program's, not a value: `session: RunSession,`, `privateKey: privateKeyStream,`. */
function isIdentifier(line: string, { text, strength }: Name, start: number): boolean {
  const word = /^[A-Za-z][a-z]+(?:[A-Z][a-z]+)+(?=[,;)])/.exec(line.slice(start, start + 80))?.[0];
  return word !== undefined && (strength === 'weak' || word.toLowerCase().includes(text.toLowerCase()));
}

/** A word of a program, with which the line goes on: `const secret = wanted || given`. */
function isCode(line: string, at: number, value: string, end: number): 'yes' | 'no' | 'perhaps' {
  if (line[at - 1] !== ' ' || !/^[A-Za-z_$]+(?:\.[A-Za-z_$]+)*$/.test(value)) return 'no';
  const rest = line.slice(end, end + 8);
  if (/^\s*(?:;|\)|\|\||&&|\?)/.test(rest)) return 'yes';
  // The line may still go on with a sign of a program's.
  return end + rest.length === line.length && /^\s*[|&]?$/.test(rest) ? 'perhaps' : 'no';
}

/** What people call things by: `mysql_native_password`, `pool-mode-transaction`, `nginx-pinned-1.25`. */
function isCalledSo(value: string, name: string): boolean {
  return !/token|pass|jwt|bearer/i.test(name) && /^[a-z]+(?:[-_][a-z]+)+(?:-\d{1,4}(?:\.\d{1,4})*)?$/.test(value);
}

/** The rest of a key that begins as the name: `session:cart:1`, `token:refresh:42`. */
function isKeyPath(value: string): boolean {
  return /^[a-z][a-z_-]{1,30}(?::(?:[a-z][a-z_-]{1,30}|\d{1,12}|\*)){1,8}$/.test(value);
}

function weakEnough(value: string, name: string): boolean {
  // What a program looks something up by: `testing.iconPassed`.
  if (/^[a-z]+(?:\.[A-Za-z]+)+$/.test(value)) return false;
  if (isCalledSo(value, name) || isKeyPath(value)) return false;
  return looksRandom(value) || (value.length >= 6 && !/^(?:[a-z]+|[\d.]+)$/i.test(value)) || value.length >= 12;
}

/** A file by its path and its ending, or one of an ordinary name: `/home/Me/.hidden/account.json`, `$HOME/.aws/credentials`. */
const KEPT_FILE =
  /^(?:~|\.{1,2}|\$\{?[A-Z]{2,12}\}?|[A-Za-z]:)?(?:[\\/][\w .<>$@-]{1,64}){1,12}(?:\.(?:json|ya?ml|pem|key|crt|p12|pfx|jks|txt|env|toml|ini|conf|cfg|csv|enc|gpg)|\/(?:credentials|config|token|secret|key|password|id_(?:rsa|ed25519)))$/;

/** Fields that say which Secret of a cluster is meant, and how people call one: `existingSecret: redis-auth`. */
const CALLS_SECRET =
  /(?:^|[._-])(?:existing|image_?pull|pull|credentials?|creds|tls|cert|certificate|ca|config|kubeconfig)[._-]?secret$/i;
const SECRET_CALLED = /^[a-z]{1,20}\d{0,2}(?:[-.][a-z]{1,20}\d{0,2}){1,6}$/;

/** Whether a value is the name by which a Secret is looked up, not what is in it. */
function isNameOfSecret(name: string, value: string): boolean {
  return CALLS_SECRET.test(name.replace(/([a-z0-9])([A-Z])/g, '$1_$2')) && SECRET_CALLED.test(value);
}

/** Where a key lies, or for which hosts something holds: `<privateKey>/path/to/key<`, `transparentAuth=allHosts`. */
function isSetting(name: string, value: string): boolean {
  if (/key$/i.test(name) && /^~?(?:\/[a-z0-9_.-]+){2,}$/.test(value) && value.length < 100) return true;
  if (/(?:key|credentials?|creds|token)$/i.test(name) && KEPT_FILE.test(value)) return true;
  return /auth$/i.test(name) && /^[a-z]+(?:[A-Z][a-z]+)+$/.test(value);
}

/** `name: value` of YAML, of a description or of prose. */
function afterColon(line: string, name: Name, { start, end }: Span): Span | undefined {
  const value = line.slice(start, end);
  const rest = line.slice(start).trimEnd();
  if (isWorkingFolder(name.text, value) || isIdentifier(line, name, start)) return undefined;
  if (name.strength === 'weak' && (isCalledSo(value, name.text) || isKeyPath(value))) return undefined;
  if (/^(?:must|should|not|is|cannot|can't|too|at least|has to|required|missing)\b/i.test(rest) && / /.test(rest))
    return undefined;
  if (isProgress(rest) || /^~?(?:\/[a-z0-9_.-]+){2,}$/.test(rest)) return undefined;
  // The program of that name, and what it says.
  if (/^passwd$/i.test(name.text) && /^(?:password|all|authentication|you) /i.test(rest)) return undefined;
  if (isSourceList(name.text, rest)) return { start, end: start, open: true };
  const first = /^[\s\-"'>#+|*,{]*$/.test(line.slice(Math.max(0, name.start - 120), name.start)) && name.start <= 120;
  if (value === '') return undefined;
  if (name.strength === 'opaque') {
    if (isOpaque(value)) return { start, end };
    return value.length >= rest.length ? { start, end: start, open: true } : undefined;
  }
  // A value of several words, as far as a comment.
  if (first && name.strength === 'strong' && rest.length > LONGEST_VALUE) return { start, end };
  if (first && name.strength === 'strong') {
    const words = / /.test(rest) ? rest.replace(/ +#.*$/, '') : value;
    if (isEmptyValue(words) || ((isProse(words) || isPointer(words)) && !isPhrase(name.text)))
      return { start, end: start, open: true };
    return { start, end: start + Math.max(words.length, end - start), open: true };
  }
  // A value of a structure, as Go prints it: `{User:me Password:x}`.
  const printed = name.strength === 'strong' && line[start - 1] === ':' && /[{[]/.test(line.slice(Math.max(0, name.start - 256), name.start)); // prettier-ignore
  if (printed && /[{\s[]/.test(line[name.start - 1] ?? '') && !isEmptyValue(value)) return { start, end };
  const alone = value.length >= rest.length;
  if (isEmptyValue(value)) return alone ? { start, end: start, open: true } : undefined;
  if (looksRandom(value)) return { start, end };
  return alone ? { start, end: name.strength === 'strong' ? end : start, open: true } : undefined;
}

/** Where names are looked up: `passwd: files systemd`. */
function isSourceList(name: string, rest: string): boolean {
  return (
    /^passwd$/i.test(name) && /^(?:(?:files|compat|systemd|sss|ldap|winbind|nis|db|\[\w+=\w+\])(?:\s+|$))+$/.test(rest)
  );
}

/** Names of secrets that are words. */
function isPhrase(name: string): boolean {
  return /phrase|mnemonic/i.test(name);
}

/** Where the secret is, or what is wrong with it: `see 1Password`, `wrong, says the log`. */
function isPointer(words: string): boolean {
  return /^(?:(?:none|nothing) (?=[a-z])|(?:see|ask|contact|check|look|stored|kept|found|lives) (?=\S)|(?:wrong|incorrect|expired|rejected|unknown|unchanged), (?=[a-z]))/i.test(
    words,
  );
}

/** Three words or more without a digit: somebody says something about a secret. */
function isProse(words: string): boolean {
  return (
    /^[A-Za-z][a-z']*(?: [A-Za-z'(]+[,.]?){2,}/.test(words) &&
    !/\d/.test(words.slice(0, 60)) &&
    /\b(?:the|an?|is|are|was|be|been|has|have|had|must|for|your|not|and|or|to|of|with|from|in|on|by|will|should|can|cannot|no|if|at|this|that|it|expired|failed|invalid|incorrect)\b/i.test(
      words,
    )
  );
}

/** The one other column of a table. */
function inColumn(line: string, name: Name, { start, end }: Span): Span | undefined {
  const value = line.slice(start, end);
  if (!/^[\s|│]*$/.test(line.slice(end, end + 400))) return undefined;
  // A variable of the environment, as `DB_PASSWORD`: no head of a table, no words.
  const variable = name.strength === 'strong' && /^[A-Z][A-Z0-9]*_[A-Z0-9_]+$/.test(name.text);
  const likely = name.strength === 'opaque' ? isOpaque(value) : variable || looksRandom(value) || /\d/.test(value);
  const secret = !isEmptyValue(value) && !/^[=:]+$/.test(value) && likely && !/^\d+(?:\/[a-z]+)?$/.test(value);
  return { start, end: secret ? end : start, open: true };
}

/** What a header tells of a caller: all behind the scheme, as far as the quote that the header stands in. */
function headerSpan(line: string, name: Name, at: number): Span | undefined {
  const before = line[name.start - 1] ?? '';
  const limit = Math.min(line.length, at + 8192);
  const quote = /["'`]/.test(before) ? line.indexOf(before, at) : -1;
  const inJson = /^\\{0,3}["'`]/.exec(line.slice(at, at + 4));
  if (inJson) {
    const { start, end } = valueAt(line, at, '');
    const scheme = /^[A-Za-z][\w-]{1,20} +(?=\S)/.exec(line.slice(start, end))?.[0].length ?? 0;
    return isEmptyValue(line.slice(start + scheme, end)) ? { start, end: start, open: true } : { start, end };
  }
  const last = quote >= 0 && quote < limit ? quote : limit;
  const text = line.slice(at, last);
  const scheme = /^(?:Basic|Bearer|Token|Digest|Negotiate|NTLM|ApiKey|Api-Key|GoogleLogin|Splunk|GenieKey|SSWS|OAuth|Key|AWS4-HMAC-SHA256|Hawk|Hmac|Signature|\w{2,20}(?= \S*\d))\s+/i.exec(text)?.[0].length; // prettier-ignore
  const value = text.slice(scheme ?? 0).trimEnd();
  const isCookie = /cookie$/i.test(name.text);
  const secret = isCookie ? isSessionCookie(value) : scheme !== undefined || looksRandom(/^\S*/.exec(value)![0]);
  const start = at + (scheme ?? 0);
  if (!secret || isEmptyValue(value)) return { start, end: start, open: true };
  return quote >= 0 ? { start, end: last } : { start, end: start + (saidAbout(value, 8) ?? value.length), open: true };
}

/** A cookie by which somebody is known: by its name, or by a value that is no word. */
function isSessionCookie(value: string): boolean {
  return [...value.matchAll(/([^\s=;]{1,256})=([^\s;]+)/g)].some(
    ([, name, text]) =>
      /sess|sid|auth|tok|jwt|csrf|xsrf|login|remember|secret/i.test(name!) || looksRandom(text!) || text!.length >= 12,
  );
}

/** What is said between words of a language. */
export const SPOKEN =
  /\b(?:IDENTIFIED (?:WITH \S{1,40} )?(?:BY|AS)(?: PASSWORD)?|(?:WITH|ENCRYPTED|SET|ROLE \S{1,64}|USER \S{1,64}) PASSWORD|PASSWORD(?= ?\(| ')|-?pass(?:in|out)? pass:) ?\(? {0,4}(?=\S)/gi;

function spokenSpans(line: string): Span[] {
  const spans: Span[] = [];
  for (const match of line.matchAll(SPOKEN)) {
    const { start, end, quoted } = valueAt(line, match.index + match[0].length, '');
    const value = line.slice(start, end);
    if (isEmptyValue(value)) continue;
    // Oracle's passwords stand without quotes.
    const bare =
      /^IDENTIFIED BY ?$/i.test(match[0].trimEnd()) &&
      /\b(?:USER|ROLE|LINK|GRANT)\b/i.test(line.slice(0, match.index)) &&
      !/^(?:VALUES|PASSWORD|RANDOM|EXTERNALLY|GLOBALLY)$/i.test(value);
    if (quoted || bare || /pass:/i.test(match[0])) spans.push({ start, end });
  }
  return spans;
}
