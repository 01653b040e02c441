/** Options by which callers limit a request; also the marks of files that may pass one. */
export const PASSED_LIMITS = ['signal', 'timeout'] as const;
export type PassedLimit = (typeof PASSED_LIMITS)[number];

/** `signal: controller.signal`, `{ signal }`, `options.signal = ...`; types say `signal: AbortSignal`. */
const PASSES: Readonly<Record<PassedLimit, RegExp>> = {
  signal: /\bsignal['"]?\s*:(?!\s*AbortSignal\b(?!\.))|[{,]\s*signal\s*[,}]|\.signal\s*=[^=]/,
  timeout: /\btimeout['"]?\s*:(?!\s*(?:number|string)\b)|[{,]\s*timeout\s*[,}]|\.timeout\s*=[^=]/,
};
const HANDED_ON = /\b(signal|timeout)['"]?\s*:\s*[\w$.?!]*\b\1\b(?![.(])|[{,]\s*(?:signal|timeout)\s*(?=[,}])/g;
const MAKES = /\bAbortSignal\.\w+\(|\bnew AbortController\b|\bsetTimeout\(/;
const SENDS = /\b(?:fetch|axios|got|ky|undici|superagent|needle|request)\b\s*(?:\.\w+)?\s*[(<]/;

/** Limits that a text hands to anything. */
export function passedLimitsIn(text: string): readonly PassedLimit[] {
  return PASSED_LIMITS.filter((limit) => PASSES[limit].test(text));
}

/** What a file does itself with limits is no more than to hand on what it is given. */
export function handsOnOnly(text: string): boolean {
  return !MAKES.test(text) && passedLimitsIn(text.replace(HANDED_ON, '')).length === 0;
}

/**
 * Whether a text may pass a limit to what has one of the names: it mentions it, or has a signal and sends nothing
 * itself that it could be for.
 */
export function mayPassTo(text: string, names: readonly string[], limits: readonly PassedLimit[]): boolean {
  const passed = limits.filter((limit) => PASSES[limit].test(text));
  if (passed.length === 0) return false;
  if (names.length === 0 || (passed.includes('signal') && !SENDS.test(text))) return true;
  const words = names.map((name) => name.replace(/\$/g, '\\$')).join('|');
  return new RegExp(`(?<![\\w$])(?:${words})(?![\\w$])`).test(text);
}

/** What importers mostly call the one thing that a file exports: the file's name, or its folder's. */
export function moduleName(path: string): string {
  return path
    .replace(/\/index\.\w+$/, '')
    .replace(/^.*\//, '')
    .replace(/\..*$/, '');
}

/** Whether a text calls one of the names with options that it is given itself: `send(url, options)`, `{ ...options }`. */
export function handsOptionsTo(text: string, names: readonly string[]): boolean {
  const words = names.map((name) => name.replace(/\$/g, '\\$')).join('|');
  const calls = new RegExp(
    `(?<![\\w$])(?:${words})\\s*\\([^;]{0,200}?(?:,\\s*|\\.\\.\\.)([A-Za-z_$][\\w$]*)\\s*[,)}]`,
    'g',
  );
  return [...text.matchAll(calls)].some(([, name]) => !isDeclared(text, name!));
}

function isDeclared(text: string, name: string): boolean {
  return new RegExp(`\\b(?:const|let|var|import|class)\\s+${name.replace(/\$/g, '\\$')}(?![\\w$])`).test(text);
}

/** `timeout`, `signal`, and options that hold one, or may. */
const MAY_LIMIT = /\b(?:signal|timeout\w*|deadline)\b|\.\.\./i;

/**
 * Whether a text imports one of the names from a file, and calls it with options that surely hold no limit: none at all, or
 * an object that is written there.
 */
export function callsWithoutLimit(text: string, names: readonly string[], path: string): boolean {
  const from = `['"\`](?:[^'"\`\\n]*/)?${escaped(moduleName(path))}(?:/index)?(?:\\.\\w+)?['"\`]`;
  const imported = new RegExp(
    `\\bimport\\s*\\{([^{}]*)\\}\\s*from\\s*${from}|\\{([^{}]*)\\}\\s*=\\s*(?:await\\s+)?(?:require|import)\\s*\\(\\s*${from}`,
    'g',
  );
  const known = [...text.matchAll(imported)]
    .flatMap(([, one, other]) => (one ?? other)!.split(','))
    .map((one) => one.trim());
  return names.some(
    (name) => known.includes(name) && callsOf(text, name).some((given) => given.slice(1).every(lacksLimit)),
  );
}

function lacksLimit(argument: string): boolean {
  return /^\{[^]*\}$/.test(argument) && !MAY_LIMIT.test(argument);
}

/** The arguments of each call of a name, as text. */
function callsOf(text: string, name: string): readonly (readonly string[])[] {
  const calls = new RegExp(`(?<![\\w$.])(?<!function\\s)${escaped(name)}\\s*(?:<[^<>()]*>)?\\(`, 'g');
  return [...text.matchAll(calls)].flatMap(({ 0: { length }, index }) => argumentsAt(text, index + length) ?? []);
}

/** Undefined where they do not end, or one of them is spread. */
function argumentsAt(text: string, from: number): readonly (readonly string[])[] | undefined {
  const found: string[] = [];
  let depth = 0;
  let start = from;
  for (let at = from; at < text.length; at++) {
    const char = text[at]!;
    if (/['"`]/.test(char)) at = endOfString(text, at);
    else if (/[([{]/.test(char)) depth++;
    else if (depth === 0 && /[,)]/.test(char)) {
      const argument = text.slice(start, at).trim();
      if (argument !== '') found.push(argument);
      start = at + 1;
      if (char === ')') return found.length > 0 && !found.some((one) => one.startsWith('...')) ? [found] : undefined;
    } else if (/[)\]}]/.test(char)) depth--;
  }
  return undefined;
}

function endOfString(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === text[from]) return at;
  }
  return text.length;
}

function escaped(name: string): string {
  return name.replace(/[$.*+?^(){}|[\]\\]/g, '\\$&');
}
