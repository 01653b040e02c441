import type { Block } from '../blocks/model.ts';
import { sessionOpened } from '../sessions/openers.ts';
import { databaseClient } from '../transcripts/databaseClients.ts';
import { leavesSession, meantOutside } from '../transcripts/shellSession.ts';
import { visibleLine } from '../text/visible.ts';

/**
 * A shell elsewhere that a run without a terminal could not open: what was to be typed there has not been, so nothing that
 * may build on it is changed. Headings do not end it: what stands below them may be for that shell as well, or need it.
 */
export class UndoneSession {
  #opened: { readonly line: number; readonly command: string } | undefined;

  /** A block was left to the responder. */
  left({ line, commands, inner = [] }: Block): void {
    const command = commands.findLast((one) => sessionOpened(one) !== undefined && databaseClient(one) === undefined);
    // What goes there and comes back in one block is done as a whole, or not.
    if (command !== undefined && !inner.some(leavesSession)) this.#opened ??= { line, command };
  }

  /** Why a block is not run; undefined where the page says that it is meant for here, or it only works here. */
  refusal({ commands, place, risk }: Block): string | undefined {
    if (this.#opened === undefined || risk === 'reads') return undefined;
    const { line, command } = this.#opened;
    const opener = sessionOpened(command);
    const first = commands[0] ?? '';
    const outside = opener !== undefined && opener.program !== 'ssh' && meantOutside(opener, first);
    if (place?.kind === 'here' || outside) return undefined;
    return `line ${line} opens a shell (\`${visibleLine(command)}\`) and was not done: this may be meant for it, or build on it. Do that by hand, then run this step by itself with --step, or pass --run-here.`;
  }
}
