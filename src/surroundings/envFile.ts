import { mayRedirect } from '../risk/environment.ts';

/** What an environment file sets. */
export interface EnvFile {
  readonly values: Readonly<Record<string, string>>;
  /** Names that could make any command run something else (`PATH`, `LD_PRELOAD`): never taken from a file. */
  readonly leftOut: readonly string[];
  /** Lines that are neither empty, a comment nor an assignment; 1-based. */
  readonly unread: readonly number[];
}

const MAX_NAMES = 500;

/** Reads `.env` text: `NAME=value`, `export NAME="value"`. Nothing is expanded and nothing runs. */
export function readEnvFile(text: string): EnvFile {
  const values: Record<string, string> = {};
  const leftOut: string[] = [];
  const unread: number[] = [];
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n?|\n/);
  for (const [index, line] of lines.entries()) {
    if (/^\s*(?:#|$)/.test(line)) continue;
    const match = /^\s*(?:export\s+)?([A-Za-z_]\w*)\s*=\s*(.*)$/.exec(line);
    const value = match === null ? undefined : valueOf(match[2]!);
    if (!match || value === undefined || Object.keys(values).length >= MAX_NAMES) unread.push(index + 1);
    else if (mayRedirect(match[1]!, value)) leftOut.push(match[1]!);
    else values[match[1]!] = value;
  }
  return { values, leftOut, unread };
}

/** A value without its quotes; undefined where a quote is not closed in its line. */
function valueOf(source: string): string | undefined {
  const text = source.trimEnd();
  const single = /^'([^']*)'\s*(?:#.*)?$/.exec(text)?.[1];
  if (single !== undefined) return single;
  const double = /^"((?:[^"\\]|\\.)*)"\s*(?:#.*)?$/.exec(text)?.[1];
  if (double !== undefined) return double.replace(/\\(.)/g, (_, c: string) => (c === 'n' ? '\n' : c));
  return /^["']/.test(text) ? undefined : text.replace(/\s+#.*$/, '');
}

/** Where the value of a variable comes from. */
export const SET_BY_ENV_FILE = "set by this runbook's env-file";
export const SET_BY_PROFILE = "set by this runbook's profile";

/** Asks once before a run's first command; names only. */
export function envFileQuestion(file: string, { values, leftOut }: EnvFile): string {
  const names = Object.keys(values);
  const shown = names.slice(0, 20).join(', ');
  const more = names.length > 20 ? ` and ${names.length - 20} more` : '';
  const without = leftOut.length > 0 ? ` Left out, because they change what runs: ${leftOut.join(', ')}.` : '';
  return `This runbook names \`${file}\` for its environment. It sets ${shown || 'nothing'}${more}.${without}`;
}
