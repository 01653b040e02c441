import { mask } from '../masking/mask.ts';
import type { Block } from '../blocks/model.ts';
import { findPlaceholders } from '../blanks/placeholder.ts';

/** A command as the runbook writes it: text, and blanks between. */
type Piece = { readonly text: string } | { readonly blank: string };

/** Whether a command that ran is the runbook's own, with any values in its blanks. */
export function isAsWritten(block: Block, command: string, ran: string): boolean {
  const { written, masked } = formsOf(block, command);
  return matches(written, ran) || matches(masked, ran);
}

/** A command in pieces: as it is written, and as a log has it. */
interface Forms {
  readonly written: readonly Piece[];
  readonly masked: readonly Piece[];
}

const known = new WeakMap<Block, Map<string, Forms>>();

/** Of a thousand runs, each block is looked at once. */
function formsOf(block: Block, command: string): Forms {
  const own = known.get(block) ?? new Map<string, Forms>();
  known.set(block, own);
  const before = own.get(command) ?? {
    written: piecesOf(block, command),
    masked: piecesOf(block, mask(command)),
  };
  own.set(command, before);
  return before;
}

function piecesOf(block: Block, command: string): readonly Piece[] {
  const wanted = new Set(block.placeholders.map(({ name }) => name));
  const found: Piece[] = [];
  let from = 0;
  for (const { start, end, name } of findPlaceholders(command, { set: new Set(), shell: true })) {
    if (!wanted.has(name)) continue;
    found.push({ text: command.slice(from, start) }, { blank: command.slice(start, end) });
    from = end;
  }
  return [...found, { text: command.slice(from) }];
}

/** In one pass: each text where it comes next, the last one at the end. */
function matches(all: readonly Piece[], ran: string): boolean {
  const texts = all.flatMap((piece) => ('text' in piece ? [piece.text] : []));
  const first = texts[0]!;
  const last = texts.at(-1)!;
  if (texts.length === 1) return same(first, ran);
  if (!ran.startsWith(first) || !ran.endsWith(last) || ran.length < first.length + last.length) return false;
  let at = first.length;
  for (const text of texts.slice(1, -1)) {
    const next = ran.indexOf(text, at);
    if (next < 0 || next + text.length > ran.length - last.length) return false;
    at = next + text.length;
  }
  return true;
}

function same(one: string, other: string): boolean {
  return one.trim() === other.trim();
}

/**
 * A command that was edited before it ran, as the runbook would write it: with blanks again where values stand.
 * @param values by name of the placeholder
 */
export function withBlanks(block: Block, command: string, edited: string, values: ReadonlyMap<string, string>): string {
  let text = edited;
  for (const piece of formsOf(block, command).written) {
    if (!('blank' in piece)) continue;
    const name = block.placeholders.find((one) => piece.blank.includes(one.name))?.name ?? '';
    const value = values.get(name) ?? '';
    // A value of a letter or two stands elsewhere, too.
    if (value.length < 3) continue;
    for (const quoted of [`'${value}'`, `"${value}"`, value]) text = text.replaceAll(quoted, () => piece.blank);
  }
  return text;
}
