import type { PlaceholderUse } from '../blocks/model.ts';
import { visible } from '../text/visible.ts';

/** A link that opens a runbook with values filled in, as an alert holds it. */
export interface RunbookLink {
  /** Relative to the workspace, `/`-separated. */
  readonly runbook: string;
  /** By the name of an input. */
  readonly values: ReadonlyMap<string, string>;
}

const MAX_PATH = 1_000;
const MAX_VALUES = 30;
const MAX_NAME = 100;
const MAX_VALUE = 500;

/**
 * Reads `runbook=docs/failover.md&host=db-2`. @returns a sentence where the link is not to be followed.
 * @param query without percent encoding, as VS Code hands it over: a value can't hold `&`
 */
export function parseRunbookLink(query: string): RunbookLink | string {
  const values = new Map<string, string>();
  let runbook: string | undefined;
  for (const part of query.split('&')) {
    if (part === '') continue;
    const at = part.indexOf('=');
    const [name, value] = at < 0 ? [part, ''] : [part.slice(0, at), part.slice(at + 1)];
    // Two values for one name: which one would count is not for us to guess.
    if (name === 'runbook' ? runbook !== undefined : values.has(name)) return `The link names ${shown(name)} twice.`;
    if (name === 'runbook') runbook = value;
    else {
      const fault = faultOf(name, value);
      if (fault !== undefined) return fault;
      values.set(name, value);
    }
  }
  if (runbook === undefined || runbook === '') return "The link doesn't name a runbook.";
  if (values.size > MAX_VALUES) return `The link has more than ${MAX_VALUES} values.`;
  return whyNotFollowed(runbook) ?? { runbook, values };
}

function faultOf(name: string, value: string): string | undefined {
  if (name === '' || name.length > MAX_NAME || visible(name) !== name)
    return 'The link has a value without a usable name.';
  if (value.length > MAX_VALUE) return `The value of ${shown(name)} in the link is too long.`;
  // What the responder can't see must not get into a command.
  if (visible(value) !== value || /[\n\t]/.test(value))
    return `The value of ${shown(name)} in the link holds characters that can't be shown.`;
  return undefined;
}

function whyNotFollowed(path: string): string | undefined {
  if (path.length > MAX_PATH || visible(path) !== path || /[\n\t]/.test(path)) return 'The link names no usable path.';
  const leaves = path.startsWith('/') || path.includes('\\') || /^[a-z][\w+.-]*:/i.test(path) || path.startsWith('~');
  if (leaves || path.split('/').includes('..')) return `${shown(path)} is outside the workspace, so it isn't opened.`;
  return /\.(?:md|mdx|markdown)$/i.test(path) ? undefined : `${shown(path)} isn't a Markdown file, so it isn't opened.`;
}

function shown(text: string): string {
  return `\`${visible(text).slice(0, MAX_NAME)}\``;
}

/** Which values of a link are filled in, and a sentence for each that is not. */
export interface FilledIn {
  readonly values: ReadonlyMap<string, string>;
  readonly refused: readonly string[];
}

/**
 * Holds the values of a link against the inputs of the runbook. Those that somebody has set already stay as they are.
 * @param present values that are set, by name
 */
export function valuesFromLink(
  given: ReadonlyMap<string, string>,
  inputs: readonly PlaceholderUse[],
  present: ReadonlyMap<string, string>,
): FilledIn {
  const values = new Map<string, string>();
  const refused: string[] = [];
  for (const [name, value] of given) {
    const why = whyNotSet(
      inputs.find((input) => input.name === name),
      value,
      present.get(name),
    );
    if (why === undefined) values.set(name, value);
    else if (why !== '') refused.push(`${shown(name)} ${why}.`);
  }
  return { values, refused };
}

/** Empty where the value is set already. */
function whyNotSet(input: PlaceholderUse | undefined, value: string, present = ''): string | undefined {
  if (input === undefined) return "isn't an input of this runbook";
  if (input.type === 'secret') return "is a secret, which a link can't set";
  if (present !== '') return present === value ? '' : 'keeps the value that is set already';
  if (value === '') return 'has no value in the link';
  if (input.type === 'number' && !/^-?\d+(?:\.\d+)?$/.test(value)) return 'must be a number';
  if (input.type === 'choice' && !input.choices?.includes(value))
    return `must be one of ${(input.choices ?? []).join(', ')}`;
  return undefined;
}
