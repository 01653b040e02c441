import { readFile } from 'node:fs/promises';
import type { Carried, Definitions } from '../run/ports.ts';

/** Shells change these by themselves, or we set them. */
const OURS = /^(?:_|SHLVL|PWD|OLDPWD|BREAKWATER_\w+|BW_\w+|ELECTRON_RUN_AS_NODE)$/;
const VOLATILE =
  /^(?:_|BASH\w*|COMP_\w+|DIRSTACK|EPOCH\w+|EUID|FUNCNAME|GROUPS|HIST\w*|IFS|LINENO|OPTARG|OPTIND|OPTERR|PIPESTATUS|pipestatus|POSIXLY_CORRECT|PPID|PS[1-4]|RANDOM|SECONDS|SHELLOPTS|SHLVL|SRANDOM|UID|PWD|OLDPWD|BREAKWATER_\w+|BW_\w+|status|ERRNO|TTYIDLE|ZSH_\w+|argv|options|\d+|[^A-Za-z_].*)$/;

/** What a script left in its files, if it came so far. */
export async function carriedFrom(
  leave: string,
  start: Readonly<Record<string, string | undefined>>,
  family: string,
): Promise<Carried | undefined> {
  const [env, cwd, before, after] = await Promise.all(
    ['env', 'cwd', 'before', 'set'].map((ending) => readFile(`${leave}.${ending}`, 'utf8').catch(() => undefined)),
  );
  if (env === undefined || cwd === undefined) return undefined;
  const now = new Map<string, string>();
  // cmd has no values of several lines, and cannot print a NUL.
  for (const entry of env.split(env.includes('\0') ? '\0' : /\r?\n/)) {
    const equals = entry.indexOf('=');
    if (equals > 0) now.set(entry.slice(0, equals), entry.slice(equals + 1));
  }
  const changed: Record<string, string | undefined> = {};
  for (const [name, value] of now) if (!OURS.test(name) && start[name] !== value) changed[name] = value;
  for (const name of Object.keys(start)) {
    if (start[name] !== undefined && !now.has(name) && !OURS.test(name)) changed[name] = undefined;
  }
  const old = assignments(before ?? '');
  const locals: Record<string, string> = {};
  for (const [name, value] of assignments(after ?? '')) {
    if (!VOLATILE.test(name) && !now.has(name) && old.get(name) !== value) locals[name] = value;
  }
  return { cwd: cwd.replace(/\r?\n$/, ''), env: changed, locals, definitions: await definitionsFrom(leave, family) };
}

/** Ended by a signal, as a script does itself with what it no longer needs. */
const SIGNALLED = new Set([129, 130, 137, 141, 143]);

/** The exit code of a background command that has failed by the end of its script; undefined where none has. */
export async function failedInBackground(leave: string): Promise<number | undefined> {
  const text = await readFile(`${leave}.jobs`, 'utf8').catch(() => '');
  const codes = text.split('\n').map((line) => Number(/(?:^|\s)Exit (\d{1,3})(?:\s|$)/.exec(line)?.[1] ?? 0));
  return codes.find((code) => code !== 0 && !SIGNALLED.has(code));
}

/** More than anybody types. */
const MAX_DEFINITIONS = 1_000_000;

/** Functions and aliases that are defined where a script ended. */
async function definitionsFrom(leave: string, family: string): Promise<Definitions | undefined> {
  const [functions, aliases = ''] = await Promise.all(
    ['functions', 'aliases'].map((ending) => readFile(`${leave}.${ending}`, 'utf8').catch(() => undefined)),
  );
  if (functions === undefined) return undefined;
  const text = `${functions}\n${aliases}`;
  if (text.length > MAX_DEFINITIONS) return undefined;
  const names = [
    ...[...functions.matchAll(/^(?:function )?(\S+) \(\)\s*\{?$/gm)].map(([, name]) => name!),
    ...[...aliases.matchAll(/^alias (?:-[A-Za-z]+ |-- )*([^=\s]+)=/gm)].map(([, name]) => name!),
  ];
  return names.length === 0 ? { family, text: '', names } : { family, text, names };
}

/** Plain variables in what `set` prints: `name=value` with the value quoted for the shell. Arrays and functions are left out. */
export function assignments(text: string): Map<string, string> {
  const found = new Map<string, string>();
  let at = 0;
  while (at < text.length) {
    const head = /^([A-Za-z_]\w*)=/.exec(text.slice(at, at + 300));
    const value = head === null ? undefined : unquote(text, at + head[0].length);
    if (head !== null && value !== undefined) {
      found.set(head[1]!, value.value);
      at = value.end + 1;
    } else {
      const newline = text.indexOf('\n', at);
      at = newline < 0 ? text.length : newline + 1;
    }
  }
  return found;
}

function unquote(text: string, from: number): { value: string; end: number } | undefined {
  let value = '';
  let i = from;
  while (i < text.length && text[i] !== '\n') {
    const c = text[i]!;
    if (c === "'") {
      const end = text.indexOf("'", i + 1);
      if (end < 0) return undefined;
      value += text.slice(i + 1, end);
      i = end + 1;
    } else if (c === '"') {
      i++;
      while (i < text.length && text[i] !== '"') {
        if (text[i] === '\\') i++;
        value += text[i] ?? '';
        i++;
      }
      i++;
    } else if (c === '\\') {
      value += text[i + 1] ?? '';
      i += 2;
    } else if (c === '$' && text[i + 1] === "'") {
      const end = /^\$'((?:[^'\\]|\\[\s\S])*)'/.exec(text.slice(i));
      if (end === null) return undefined;
      const plain = ansi(end[1]!);
      if (plain === undefined) return undefined;
      value += plain;
      i += end[0].length;
    } else if (c === '(') return undefined;
    else {
      value += c;
      i++;
    }
  }
  return { value, end: i };
}

const escapes: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  '\\': '\\',
  "'": "'",
  '"': '"',
  a: '\x07',
  b: '\b',
  e: '\x1b',
  E: '\x1b',
  f: '\f',
  v: '\v',
};

function ansi(text: string): string | undefined {
  let known = true;
  const plain = text.replace(/\\([\s\S])/g, (_, letter: string) => {
    if (!Object.hasOwn(escapes, letter)) known = false;
    return escapes[letter] ?? '';
  });
  return known ? plain : undefined;
}
