import type { Block } from '../blocks/model.ts';
import type { Caveat, Runbook } from '../runbook/model.ts';

/** Why a block is not run in passing. */
export interface Aside {
  readonly why: string;
  /** Not even where its step is asked for by name. */
  readonly never: boolean;
}

/** The caveats whose lines hold a block. */
export function caveatsAround({ caveats = [] }: Runbook, block: Block): readonly Caveat[] {
  return caveats.filter(({ line, endLine }) => line <= block.line && endLine >= block.line);
}

/**
 * Why a block is left out when everything is run: the text says never to run it, or it is no part of the one way through
 * the runbook. What only reads may run on a branch.
 */
export function asideOf(runbook: Runbook, block: Block): Aside | undefined {
  const around = caveatsAround(runbook, block).filter(({ aside }) => aside);
  const found = around.find(({ kind }) => kind === 'forbidden') ?? around.find((one) => !passes(one, block));
  if (found === undefined) return undefined;
  return { why: `${reason(found)}: not run automatically`, never: found.kind === 'forbidden' };
}

/**
 * The case that a block is only meant for, or is to be skipped in, where it stands on the one way through the runbook: a
 * responder is asked whether it holds, and where nobody is, nothing says that it does.
 */
export function caseAround(runbook: Runbook, block: Block): string | undefined {
  if (block.risk === 'reads') return undefined;
  const around = caveatsAround(runbook, block);
  if (around.some(({ aside }) => aside)) return undefined;
  return around.find(({ kind }) => kind === 'optional')?.text;
}

function passes({ kind }: Caveat, { risk }: Block): boolean {
  return risk === 'reads' && (kind === 'optional' || kind === 'undoing');
}

function reason({ kind, text, others = [] }: Caveat): string {
  if (kind === 'forbidden') return `the runbook says not to run this ("${text}")`;
  if (kind === 'example') return `an example of the commands before it ("${text}")`;
  if (kind === 'undoing') return `"${text}" undoes what was done before`;
  if (kind === 'alternative') return `"${text}" is an alternative to "${others[0] ?? ''}"`;
  return `only meant where this holds ("${text}")`;
}

/** The ways that stand in one block ("# or"), of which only one is meant; undefined where there is no such choice. */
export function choiceWithin(runbook: Runbook, block: Block): string | undefined {
  const ways = caveatsAround(runbook, block).find(({ kind, line }) => kind === 'alternative' && line === block.line);
  if (ways?.endLine !== block.endLine || !ways.others || ways.aside !== undefined) return undefined;
  // The others stand in blocks of their own: that is a choice between blocks.
  if (runbook.caveats?.some(({ text, line }) => line !== ways.line && ways.others!.includes(text))) return undefined;
  return `one of several in one block: "${ways.text}" or "${ways.others.join('" or "')}"`;
}
