import { fill, type Dialect, type Filling } from '../run/quote.ts';
import type { Block, PlaceholderUse } from '../runbook/model.ts';
import { findPlaceholders } from '../runbook/placeholder.ts';

/** What the responder has filled in. A secret's value is never written anywhere. */
export interface Values {
  /** Undefined where it is empty. */
  value(name: string): string | undefined;
}

export type Prepared =
  | { readonly commands: readonly string[]; readonly env: Readonly<Record<string, string>> }
  | { readonly refusal: string; readonly missing?: readonly string[] };

/** Puts values into a block's commands, quoted for its shell; refuses with a sentence while something is not filled in. */
export function prepare(block: Block, uses: readonly PlaceholderUse[], values: Values, shell: string): Prepared {
  const missing = block.placeholders.map(({ name }) => name).filter((name) => values.value(name) === undefined);
  if (missing.length > 0) {
    const names = missing.map((name) => `\`${name}\``).join(', ');
    return { refusal: `Fill in ${names} first: the form is above the steps.`, missing };
  }
  const known = new Set(block.placeholders.map(({ name }) => name));
  const dialect = dialectOf(shell);
  const env: Record<string, string> = {};
  const commands: string[] = [];
  for (const command of block.commands) {
    const fillings: Filling[] = [];
    const spans = findPlaceholders(command, { set: new Set(), shell: true, powershell: dialect === 'powershell' });
    for (const { name, form, start, end } of spans) {
      const value = known.has(name) ? values.value(name) : undefined;
      if (value === undefined) continue;
      // A variable of the shell is set for the command instead: the shell does the rest as it always does.
      if (form === 'variable' || form === 'braces') {
        env[name] = value;
        continue;
      }
      const secret = uses.some((use) => use.name === name && use.type === 'secret');
      const secretIn = secret ? `BREAKWATER_SECRET_${name.replace(/\W/g, '_').toUpperCase()}` : undefined;
      if (secretIn) env[secretIn] = value;
      fillings.push({ start, end, name, value, secretIn });
    }
    const filled = fill(command, fillings, dialect);
    if ('refusal' in filled) return filled;
    commands.push(filled.text);
  }
  return { commands, env };
}

function dialectOf(shell: string): Dialect {
  if (shell === 'fish') return 'fish';
  if (/^(?:pwsh|powershell|ps1)$/.test(shell)) return 'powershell';
  if (/^(?:cmd|bat|dos)$/.test(shell)) return 'cmd';
  if (/^(?:python\d*|py|node|js|javascript|ts|typescript|ruby)$/.test(shell)) return 'code';
  return 'posix';
}
