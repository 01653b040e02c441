import { linearPattern } from '../text/linearPattern.ts';
import type { Block } from '../blocks/model.ts';
import type { Risk } from '../commands/risk.ts';
import { flag } from './prepare.ts';
import { SET_BY_RUNBOOK } from './targetTools.ts';

/** What a command acts on: `kubectl`, `namespace`, `aws`, `branch`, `host` ... to what it is at the moment. */
export type Target = Readonly<Record<string, string>>;

export type Confirmation =
  | { readonly kind: 'none' }
  | { readonly kind: 'confirm'; readonly message: string }
  /** The responder has to type this name. */
  | { readonly kind: 'typed'; readonly name: string; readonly message: string };

export interface ConfirmationSettings {
  /** Expressions that tell production targets by their names. */
  readonly production: readonly string[];
  /** Nobody can be asked: whatever does more than read needs a yes that was given in advance. */
  readonly unattended?: boolean;
}

export const defaultConfirmation: ConfirmationSettings = {
  production: ['prod(uction|[^u]|$)', '\\bprd\\b', '\\blive\\b'],
};

const does: Readonly<Record<Risk, string>> = {
  reads: 'only reads',
  changes: 'makes changes',
  destroys: 'deletes or stops something',
  unknown: 'has an unknown effect',
};

/** What is to be run, as far as it decides how a responder must agree. */
export interface Judged {
  readonly risk: Risk;
  readonly attributes: Block['attributes'];
  /** Sentences that the responder has to agree to. */
  readonly concerns?: readonly string[];
}

/**
 * How a responder must agree before this block runs against this target. What cannot be judged is asked about as a
 * change of production is.
 */
export function confirmationFor(
  { risk, attributes, concerns = [] }: Judged,
  target: Target,
  settings: ConfirmationSettings = defaultConfirmation,
  before?: Target,
): Confirmation {
  const names = Object.values(target).filter((name) => name !== '' && name !== SET_BY_RUNBOOK);
  const hidden = Object.keys(target).filter((key) => target[key]!.split(', ').includes(SET_BY_RUNBOOK));
  const production = productionName(target, settings.production);
  const changed =
    before && Object.keys(target).filter((key) => before[key] !== undefined && before[key] !== target[key]);
  const moved = changed?.map((key) => `${key} was ${before![key]}, now ${target[key]}`).join('; ');
  const name = production ?? names[0];
  const where = name === undefined ? '' : ` on ${name}${production === undefined ? '' : ' (production)'}`;
  const message = [
    `This command ${does[risk]}${where}.`,
    ...(moved ? [`Target changed: ${moved}.`] : []),
    ...(hidden.length > 0 ? [`The runbook itself sets where it runs (${hidden.join(', ')}).`] : []),
    ...concerns,
  ].join(' ');
  if (risk === 'destroys') return { kind: 'typed', name: name ?? 'destroy', message };
  if (risk === 'unknown') return { kind: 'typed', name: name ?? 'run', message };
  if (risk !== 'reads' && production !== undefined) return { kind: 'typed', name: production, message };
  const asked = flag(attributes['confirm']) || concerns.length > 0;
  if (asked || (risk !== 'reads' && (moved || hidden.length > 0 || settings.unattended)))
    return { kind: 'confirm', message };
  return { kind: 'none' };
}

/** The first of the names that is one of a production target. */
export function productionName(target: Target, patterns: readonly string[]): string | undefined {
  return Object.values(target).find((name) => name !== '' && patterns.some((pattern) => matches(pattern, name)));
}

function matches(pattern: string, name: string): boolean {
  const test = linearPattern(pattern, 'i');
  return test ? test(name) : name.toLowerCase().includes(pattern.toLowerCase());
}
