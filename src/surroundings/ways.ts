import { groupOf, sizeOf } from '../procedures/groupOf.ts';
import { runsAlong } from '../procedures/runsAlong.ts';
import type { Runbook } from '../runbook/model.ts';

/** One of several ways to do the same. */
export interface Way {
  readonly name: string;
  readonly line: number;
  readonly endLine: number;
}

/** Ways of which one is meant, where at least one of them holds steps or commands. */
export interface Choice {
  /** Ways to do what a part of the page is about, or procedures of their own. */
  readonly kind: 'alternative' | 'procedure';
  readonly ways: readonly Way[];
}

const found = new WeakMap<Runbook, readonly Choice[]>();

/** The choices of a runbook, in the order of the text. */
export function choicesOf(runbook: Runbook): readonly Choice[] {
  const known = found.get(runbook) ?? readChoices(runbook);
  found.set(runbook, known);
  return known;
}

function readChoices({ caveats = [], steps, blocks }: Runbook): readonly Choice[] {
  const commands = [...steps.flatMap((step) => step.blocks), ...blocks].filter(
    ({ kind, commands: own }) => kind === 'command' && own.length > 0,
  );
  const lines = [...commands, ...steps].map(({ line }) => line);
  const open = new Map<string, Way[]>();
  const choices: Choice[] = [];
  const asides = new Set(caveats.filter(({ aside }) => aside).flatMap(({ text, others = [] }) => [text, ...others]));
  for (const caveat of caveats) {
    const { kind, text, line, endLine } = caveat;
    // Of ways that only a sentence offers the first is meant, unless another is asked for by its step.
    if ((kind !== 'alternative' && kind !== 'procedure') || (kind === 'alternative' && asides.has(text))) continue;
    // Each of a group names all others of it, and groups of the same names follow each other.
    const key = groupOf(caveat);
    const ways = open.get(key) ?? [];
    ways.push({ name: text, line, endLine });
    open.set(key, ways);
    if (ways.length < sizeOf(caveat)) continue;
    open.delete(key);
    if (ways.some((way) => lines.some((at) => isIn(way, at)))) choices.push({ kind, ways });
  }
  return choices.toSorted((a, b) => a.ways[0]!.line - b.ways[0]!.line);
}

/** The way of a choice that a line stands in. */
export function wayAt({ ways }: Choice, line: number): Way | undefined {
  return ways.find((way) => isIn(way, line));
}

/** Whether a line is done whichever way of a choice is gone, where the responder came for one of them alone. */
export function isAlong({ sections }: Runbook, { kind, ways }: Choice, line: number): boolean {
  return kind === 'alternative' || runsAlong(ways, sections, line);
}

function isIn({ line, endLine }: Way, at: number): boolean {
  return line <= at && at <= endLine;
}

/** The ways that a responder's word means: their name, how it begins ("option 1"), or a line in them. */
export function waysNamed(runbook: Runbook, said: string): readonly { readonly choice: Choice; readonly way: Way }[] {
  const wanted = plain(said);
  return choicesOf(runbook).flatMap((choice) => {
    const named = (matches: (name: string) => boolean): Way | undefined => {
      const all = choice.ways.filter(({ name }) => matches(plain(name)));
      return all.length === 1 ? all[0] : undefined;
    };
    const way =
      named((name) => name === wanted) ??
      named((name) => name.startsWith(wanted) && /^\W/.test(name.slice(wanted.length))) ??
      named((name) => ` ${name} `.replace(/[^\p{L}\d./+-]+/gu, ' ').includes(` ${wanted} `)) ??
      (/^\d+$/.test(wanted) ? wayAt(choice, Number(wanted)) : undefined);
    return way === undefined ? [] : [{ choice, way }];
  });
}

function plain(text: string): string {
  return text
    .replace(/[*_`]+/g, '')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/:$/, '')
    .toLowerCase();
}

/** `"Helm" (line 5) or "kubectl" (line 11)`. */
export function choiceText({ ways }: Choice): string {
  return ways.map(({ name, line }) => `"${name}" (line ${line})`).join(' or ');
}
