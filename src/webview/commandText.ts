import type { FilledBlock } from '../protocol/webview.ts';

/** A piece of a block's text that stands for a placeholder. Offsets in UTF-16 units. */
export interface Mark {
  readonly start: number;
  readonly end: number;
  readonly kind: 'value' | 'secret' | 'missing';
  readonly name: string;
}

export interface MarkedText {
  readonly text: string;
  readonly marks: readonly Mark[];
}

/**
 * A block's text with its values filled in where its commands stand. Commands that do not stand in the text as they are
 * sent (behind continuation prompts) take its place: what is shown is what runs.
 * @param commands as they are written.
 */
export function markedText(content: string, commands: readonly string[], filled: FilledBlock | undefined): MarkedText {
  if (!filled || filled.commands.length !== commands.length) return { text: content, marks: [] };
  const places = placesOf(content, commands);
  let text = '';
  const marks: Mark[] = [];
  let from = 0;
  for (const [index, parts] of filled.commands.entries()) {
    if (places) text += content.slice(from, places[index]);
    else if (index > 0) text += '\n';
    for (const { kind, text: piece, name } of parts) {
      if (kind !== 'text') marks.push({ start: text.length, end: text.length + piece.length, kind, name: name ?? '' });
      text += piece;
    }
    if (places) from = places[index]! + commands[index]!.length;
  }
  return { text: places ? text + content.slice(from) : text, marks };
}

/** Where each command begins in the text, one after the other; undefined where one is not to be found. */
function placesOf(content: string, commands: readonly string[]): readonly number[] | undefined {
  const places: number[] = [];
  let from = 0;
  for (const command of commands) {
    const at = content.indexOf(command, from);
    if (at < 0) return undefined;
    places.push(at);
    from = at + command.length;
  }
  return places;
}

/**
 * Whether what ran is what would run now.
 * @param ran as the record has it: secrets that stand in the command are stars there.
 */
export function isSameCommand(ran: string, now: string | undefined): boolean {
  if (now === undefined || ran === now) return now !== undefined;
  const pieces = ran.split('***');
  if (pieces.length < 2 || !now.startsWith(pieces[0]!) || !now.endsWith(pieces.at(-1)!)) return false;
  let from = 0;
  for (const piece of pieces) {
    const at = now.indexOf(piece, from);
    if (at < 0) return false;
    from = at + piece.length;
  }
  return true;
}
