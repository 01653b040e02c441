import type { Runbook } from '../runbook/model.ts';
import type { Block } from '../blocks/model.ts';
import { blanksIn, commandsOf, fillFor, fillings, shellOf, type Variable } from './prepare.ts';

/** A piece of a command: text of the runbook, a value in the shell's own quotes, dots for a secret, or an empty blank. */
export interface Part {
  readonly kind: 'text' | 'value' | 'secret' | 'missing';
  readonly text: string;
  /** Of the placeholder; absent for text of the runbook. */
  readonly name?: string;
}

/** Shown for a secret of any length. */
const DOTS = '••••••••';

/**
 * A block's commands as the responder should see them: with the values that are known, marked, as the shell would get
 * them. A command that cannot take its values safely, and so will be refused, stands there as it is written.
 */
export function filledCommands(
  runbook: Runbook,
  block: Block,
  variables: ReadonlyMap<string, Variable>,
): readonly (readonly Part[])[] {
  return block.commands.map((command) => partsOf(command, block, runbook, variables));
}

/** What is typed by hand in the session that a block opens, with the values that are known as they are typed there. */
export function filledInner(block: Block, variables: ReadonlyMap<string, Variable>): readonly string[] {
  return (block.inner ?? []).map((line) =>
    fillings(line, block, variables).reduceRight(
      (text, { start, end, value, secretIn }) => text.slice(0, start) + (secretIn ? DOTS : value) + text.slice(end),
      line,
    ),
  );
}

/** The text of such commands, for whoever has to read what they act on: secrets are dots there, too. */
export function textOf(commands: readonly (readonly Part[])[]): readonly string[] {
  return commands.map((parts) => parts.map(({ text }) => text).join(''));
}

function partsOf(
  command: string,
  block: Block,
  runbook: Runbook,
  variables: ReadonlyMap<string, Variable>,
): readonly Part[] {
  const blanks = blanksIn(command, block);
  const values = fillings(command, block, variables);
  const filled = fillFor(shellOf(runbook, block), command, values, commandsOf(runbook));
  if ('refusal' in filled) return cut(command, blanks.map(empty));
  const given = filled.spans.map((span): Span => ({ ...span, kind: span.secret ? 'secret' : 'value' }));
  const missing = blanks
    .filter(({ start }) => !values.some((value) => value.start === start))
    .map((blank) => {
      // What was filled in before it has moved it.
      const before = values.filter(({ start }) => start < blank.start).length;
      const moved = before === 0 ? 0 : filled.spans[before - 1]!.end - values[before - 1]!.end;
      return empty({ ...blank, start: blank.start + moved, end: blank.end + moved });
    });
  return cut(
    filled.text,
    [...missing, ...given].toSorted((one, other) => one.start - other.start),
  );
}

interface Span {
  readonly start: number;
  readonly end: number;
  readonly name: string;
  readonly kind: Part['kind'];
}

function empty({ start, end, name }: Omit<Span, 'kind'>): Span {
  return { start, end, name, kind: 'missing' };
}

function cut(text: string, spans: readonly Span[]): readonly Part[] {
  const parts: Part[] = [];
  let from = 0;
  for (const { start, end, name, kind } of spans) {
    if (start > from) parts.push({ kind: 'text', text: text.slice(from, start) });
    parts.push({ kind, text: kind === 'secret' ? DOTS : text.slice(start, end), name });
    from = end;
  }
  if (from < text.length) parts.push({ kind: 'text', text: text.slice(from) });
  return parts;
}
