import type { Block } from '../runbook/model.ts';
import type { Risk } from '../risk/model.ts';
import { flag } from './prepare.ts';

/** What a command acts on: `kubectl`, `namespace`, `aws`, `branch`, `host` ... to what it is at the moment. */
export type Context = Readonly<Record<string, string>>;

export type Confirmation =
  | { readonly kind: 'none' }
  | { readonly kind: 'confirm'; readonly message: string }
  /** The responder has to type this name. */
  | { readonly kind: 'typed'; readonly name: string; readonly message: string };

export interface ConfirmationSettings {
  /** Expressions that tell production targets by their names. */
  readonly production: readonly string[];
}

export const defaultConfirmation: ConfirmationSettings = { production: ['prod(?!uct)', '\\bprd\\b', '\\blive\\b'] };

const does: Readonly<Record<Risk, string>> = {
  reads: 'only reads',
  changes: 'makes changes',
  destroys: 'deletes or stops something',
  unknown: 'has an unknown effect',
};

/** How a responder must agree before this block runs against this target. */
export function confirmationFor(
  block: Block,
  context: Context,
  settings: ConfirmationSettings = defaultConfirmation,
  before?: Context,
): Confirmation {
  const names = Object.values(context).filter((name) => name !== '');
  const production = productionName(context, settings.production);
  const changed =
    before && Object.keys(context).filter((key) => before[key] !== undefined && before[key] !== context[key]);
  const moved = changed?.map((key) => `${key} was ${before![key]}, now ${context[key]}`).join('; ');
  const target = production ?? names[0];
  const where = target === undefined ? '' : ` on ${target}${production === undefined ? '' : ' (production)'}`;
  const message = `This command ${does[block.risk]}${where}.${moved ? ` Target changed: ${moved}.` : ''}`;
  const asked = flag(block.attributes['confirm']);
  if (block.risk === 'destroys') return { kind: 'typed', name: target ?? 'destroy', message };
  if (block.risk !== 'reads' && production !== undefined) return { kind: 'typed', name: production, message };
  if (asked || block.risk === 'unknown' || (moved && block.risk !== 'reads')) return { kind: 'confirm', message };
  return { kind: 'none' };
}

/** The first of the names that is one of a production target. */
export function productionName(context: Context, patterns: readonly string[]): string | undefined {
  return Object.values(context).find((name) => name !== '' && patterns.some((pattern) => matches(pattern, name)));
}

function matches(pattern: string, name: string): boolean {
  try {
    return new RegExp(pattern, 'i').test(name);
  } catch {
    return name.toLowerCase().includes(pattern.toLowerCase());
  }
}
