import type { Runbook } from '../runbook/model.ts';
import type { Block } from '../blocks/model.ts';

/** Something that a runbook sets around a command, to be shown beside it. */
export interface ShownSetting {
  readonly name: 'on' | 'shell' | 'env' | 'cwd';
  readonly value: string;
}

/** What stands in a block's attributes or in the front matter and changes what its commands do. */
export function settingsOf(runbook: Runbook, block: Block): readonly ShownSetting[] {
  const { attributes } = block;
  const shell =
    attributes['shell'] ?? attributes['interpreter'] ?? (block.shell ? undefined : runbook.frontMatter.shell);
  const cwd = attributes['cwd'] ?? runbook.frontMatter.cwd;
  const all = [
    ['on', attributes['on']],
    ['shell', shell],
    ['env', attributes['env']],
    ['cwd', cwd],
  ] as const;
  return all.flatMap(([name, value]) => (value ? [{ name, value }] : []));
}
