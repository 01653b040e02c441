import { sqlRisk } from './console.ts';
import type { Risk } from '../commands/risk.ts';

/** Languages that are run as a whole when a block says so (`{kind=command}`), by what runs them. */
const runners: Readonly<Record<string, RegExp>> = {
  python: /^(?:python3?|py)$/,
  javascript: /^(?:js|javascript|node|mjs|cjs)$/,
  typescript: /^(?:ts|typescript)$/,
  ruby: /^(?:ruby|rb)$/,
  perl: /^(?:perl|pl)$/,
  sql: /^(?:sql|psql|pgsql|postgres(?:ql)?|mysql)$/,
  http: /^http$/,
};

/** What runs a block of this language as one program; undefined for shells. */
export function programOf(language: string): string | undefined {
  return Object.entries(runners).find(([, names]) => names.test(language))?.[0];
}

/** What such a program does to the world, as far as its text tells. */
export function programTextRisk(program: string, text: string): Risk {
  if (program === 'sql') return sqlRisk(text);
  if (program !== 'http') return 'unknown';
  const method = /^\s*(?:(?:#|\/\/).*\s+)*([A-Z]+)\s/.exec(text)?.[1] ?? 'GET';
  if (/^(?:GET|HEAD|OPTIONS)$/.test(method)) return 'reads';
  return method === 'DELETE' ? 'destroys' : 'changes';
}
