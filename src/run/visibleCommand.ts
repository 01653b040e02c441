import { hiddenCharacters } from '../shell/hiddenCharacters.ts';
import { escapeOf, visible } from '../text/visible.ts';

/** A command as it may be shown: what hides in it, or looks like something else, stands there as an escape. */
export function visibleCommand(command: string): string {
  let shown = '';
  let from = 0;
  for (const { at, length } of hiddenCharacters(command)) {
    shown += visible(command.slice(from, at)) + escapeOf(command.slice(at, at + length));
    from = at + length;
  }
  return shown + visible(command.slice(from));
}
