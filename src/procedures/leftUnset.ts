import { assignedNames } from '../blanks/shellNames.ts';
import type { Block, Placeholder } from '../blocks/model.ts';
import type { Caveat } from '../runbook/model.ts';

/** `$NAME` and `${NAME}`; with an operator the author has thought of it being empty. */
const USE = /(?<![\\$])\$(?:([A-Za-z_]\w*)|\{([A-Za-z_]\w*)\})/g;

/**
 * By block, the variables that only commands set which a run leaves to the responder: in a terminal of their own, in no
 * step, or for a case that need not be. Its value is nowhere in the run, so it has to be said: `rm -rf /data/$DIR`.
 */
export function leftUnset(
  blocks: readonly Block[],
  loose: readonly Block[],
  caveats: readonly Caveat[],
): ReadonlyMap<Block, readonly Placeholder[]> {
  const found = new Map<Block, readonly Placeholder[]>();
  const commands = blocks.filter(({ kind }) => kind === 'command');
  const apart = new Set(loose);
  const asides = caveats.filter(({ aside }) => aside);
  const asideAt = ({ line, risk }: Block): Caveat | undefined =>
    asides.find(
      (one) =>
        one.line <= line &&
        line <= one.endLine &&
        (risk !== 'reads' || (one.kind !== 'optional' && one.kind !== 'undoing')),
    );
  const isLeft = (setter: Block, user: Block): boolean => {
    const aside = asideAt(setter);
    const around = aside !== undefined && (user.line < aside.line || user.line > aside.endLine);
    return setter.interactive || (apart.has(setter) && !apart.has(user)) || around;
  };
  const sets = commands.map((block) => ({ block, names: new Set(assignedNames(block.commands.join('\n'), false)) }));
  for (const block of commands) {
    if (block.interactive || /^(?:powershell|pwsh|ps1|python|py|sql)$/i.test(block.shell ?? block.language)) continue;
    const names = new Map<string, Placeholder>();
    for (const [, bare, braced] of block.commands.join('\n').matchAll(USE)) {
      const name = bare ?? braced!;
      if (block.placeholders.some((one) => one.name === name)) continue;
      const setters = sets.filter((one) => one.names.has(name)).map((one) => one.block);
      if (setters.length > 0 && setters.every((one) => one !== block && one.line < block.line && isLeft(one, block)))
        names.set(name, { name, form: bare === undefined ? 'braces' : 'variable' });
    }
    if (names.size > 0) found.set(block, [...names.values()]);
  }
  return found;
}
