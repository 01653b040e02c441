import type { Block, Placeholder, PlaceholderUse } from '../blocks/model.ts';
import { assignedNames } from '../blanks/shellNames.ts';
import { placeholderType } from '../blanks/placeholderWords.ts';
import type { Caveat } from '../runbook/model.ts';

/** `$NAME` and `${NAME}`; with an operator the author has thought of it being empty. */
const USE = /(?<![\\$])\$(?:([A-Za-z_]\w*)|\{([A-Za-z_]\w*)\})/g;

/**
 * By block, the variables that only commands of other ways set: whoever goes the block's own way has them empty, and
 * has to say their values.
 */
export function setElsewhere(
  blocks: readonly Block[],
  caveats: readonly Caveat[],
): ReadonlyMap<Block, readonly Placeholder[]> {
  const ways = caveats.filter(({ kind, aside }) => (kind === 'procedure' || kind === 'alternative') && !aside);
  const found = new Map<Block, readonly Placeholder[]>();
  if (ways.length === 0) return found;
  const commands = blocks.filter(({ kind }) => kind === 'command');
  const sets = new Map(commands.map((block) => [block, new Set(namesSet(block))]));
  for (const block of commands) {
    const own = ways.filter((way) => holds(way, block));
    if (own.length === 0) continue;
    const lost = [...block.commands.join('\n').matchAll(USE)].flatMap(([, bare, braced]): Placeholder[] => {
      const name = bare ?? braced!;
      if (block.placeholders.some((one) => one.name === name)) return [];
      const setters = commands.filter((one) => sets.get(one)!.has(name));
      const apart = setters.every((one) => own.some((way) => ways.some((other) => isApart(way, other, block, one))));
      return setters.length > 0 && apart ? [{ name, form: bare === undefined ? 'braces' : 'variable' }] : [];
    });
    const names = [...new Map(lost.map((one) => [one.name, one])).values()];
    if (names.length > 0) found.set(block, names);
  }
  return found;
}

/** Adds blanks of blocks to the list of the whole page. */
export function withSetElsewhere(
  uses: readonly PlaceholderUse[],
  lost: ReadonlyMap<Block, readonly Placeholder[]>,
): readonly PlaceholderUse[] {
  const all = [...uses];
  for (const [{ id }, names] of lost)
    for (const { name, form } of names) {
      const at = all.findIndex((one) => one.name === name);
      if (at < 0) all.push({ name, form, type: placeholderType(name), blocks: [id] });
      else all[at] = { ...all[at]!, blocks: [...all[at]!.blocks, id] };
    }
  return all;
}

function namesSet({ commands, language, shell }: Block): readonly string[] {
  return assignedNames(commands.join('\n'), shell === 'powershell' || /^(?:powershell|pwsh|ps1)$/i.test(language));
}

/** Two ways of one choice, of which one holds the block and the other what sets its variable. */
function isApart(way: Caveat, other: Caveat, block: Block, setter: Block): boolean {
  if (other === way || other.kind !== way.kind || !way.others?.includes(other.text)) return false;
  return other.others?.includes(way.text) === true && holds(other, setter) && !holds(other, block);
}

function holds({ line, endLine }: Caveat, block: Block): boolean {
  return line <= block.line && block.line <= endLine;
}
