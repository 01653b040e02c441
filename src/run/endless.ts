import type { Block } from '../blocks/model.ts';
import { inBackground } from '../record/background.ts';
import { neverEnds } from '../sessions/neverEnds.ts';

/** Commands of which some never end, as they are sent: those run beside the ones after them. */
export interface Ordered {
  readonly commands: readonly string[];
  /** As the block has them: those that were put into the background. */
  readonly beside: readonly string[];
}

/** The commands of a block that never end although others follow them; none where the block says how it runs. */
export function endlessBefore(block: Block): readonly string[] {
  if (block.attributes['background'] !== undefined) return [];
  return block.commands.slice(0, -1).filter(neverEnds);
}

/**
 * Puts commands that never end, and that others follow, into the background of their shell: what follows would otherwise
 * never run. Refuses, with a sentence, where the shell cannot do that.
 * @param posix the commands go to such a shell on this machine.
 */
export function besideTheOthers(
  block: Block,
  commands: readonly string[],
  posix: boolean,
): Ordered | { readonly refusal: string } {
  const endless = endlessBefore(block);
  if (endless.length === 0) return { commands, beside: [] };
  if (!posix)
    return {
      refusal: `\`${endless[0]!}\` never ends, so what follows it would not run. Move the commands after it to a block of their own.`,
    };
  return {
    commands: commands.map((command, i) => (endless.includes(block.commands[i]!) ? inBackground(command) : command)),
    beside: endless,
  };
}

/** Whether a block as a whole goes on beside the next ones: its last command never ends, or the page says so. */
export function goesOnBeside(block: Block): boolean {
  const said = block.attributes['background'];
  const last = block.commands.at(-1);
  return said === undefined ? last !== undefined && (block.staysOpen === true || neverEnds(last)) : isOn(said);
}

function isOn(text: string): boolean {
  return !/^(?:false|no|0|off)$/i.test(text);
}
