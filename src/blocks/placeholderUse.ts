import type { BlocksRead } from './blocks.ts';
import { readExports } from './annotations.ts';
import type { PlaceholderUse } from './model.ts';
import { placeholderType } from '../blanks/placeholderWords.ts';

interface Draft {
  readonly name: string;
  readonly form: PlaceholderUse['form'];
  readonly blocks: Set<string>;
  default?: string;
}

/**
 * One list of blanks for the whole runbook: each name once, with its type, default and the blocks that use it.
 * @param secrets names that the runbook declares to be secrets, whatever they are called
 */
export function collectPlaceholders(read: BlocksRead, secrets: readonly string[] = []): PlaceholderUse[] {
  const uses = new Map<string, Draft>();
  const use = (name: string, form: PlaceholderUse['form'], block: string, fallback?: string): void => {
    const found: Draft = uses.get(name) ?? { name, form, blocks: new Set() };
    found.blocks.add(block);
    if (fallback) found.default ??= fallback;
    uses.set(name, found);
  };
  for (const block of read.blocks) {
    for (const span of read.spans.get(block) ?? []) use(span.name, span.form, block.id, span.default);
    if (block.kind !== 'command') continue;
    for (const { name, value } of prompted(block.commands, block.attributes)) use(name, 'variable', block.id, value);
  }
  return [...uses.values()].map(({ name, form, blocks, default: fallback }) => {
    const type = secrets.some((one) => sameName(one, name)) ? 'secret' : placeholderType(name);
    const choices = type === 'choice' ? name.split(/[|/]/).map((part) => part.trim()) : undefined;
    const capturedFrom = read.blocks.find(({ attributes }) => sameName(attributes['capture'], name))?.id;
    const given = fallback ?? read.variables[name];
    return {
      name,
      form,
      type,
      ...(given ? { default: given } : {}),
      ...(choices ? { choices } : {}),
      ...(capturedFrom === undefined ? {} : { capturedFrom }),
      blocks: [...blocks],
    };
  });
}

/** Names that differ in case and separators only are one: `capture=POD_NAME` fills in `<pod-name>`. */
export function sameName(one: string | undefined, other: string): boolean {
  const plain = (name: string): string =>
    name
      .trim()
      .toLowerCase()
      .replace(/[\s_-]+/g, '-');
  return one !== undefined && plain(one) === plain(other);
}

/** Runme asks for `export X=...` values where the block says `promptEnv`; the quoted value is then the default. */
function prompted(
  commands: readonly string[],
  attributes: Readonly<Record<string, string>>,
): { name: string; value: string }[] {
  if (!/^(?:true|yes|always|1)$/.test(attributes['promptEnv'] ?? '')) return [];
  return commands
    .filter((command) => /^export [A-Za-z_]\w*=[^$`]*$/.test(command))
    .flatMap((command) => Object.entries(readExports(command)).map(([name, value]) => ({ name, value })));
}
