import type { Block } from '../blocks/model.ts';
import { waysInText } from '../text/otherNames.ts';
import type { Caveat } from '../runbook/model.ts';

/** Commands of one block of which one is meant, as its comments say: "# or via service", "# if xfs", "# if ext4". */
export function waysInBlocks(blocks: readonly Block[]): readonly Caveat[] {
  return blocks.flatMap(({ kind, commands, content, line, endLine }): Caveat[] => {
    if (kind !== 'command' || commands.length < 2) return [];
    const [text, ...others] = waysInText(content);
    return text === undefined || others.length === 0 ? [] : [{ kind: 'alternative', line, endLine, text, others }];
  });
}
