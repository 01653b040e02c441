import type { Block } from '../blocks/model.ts';
import { exclusiveConditions } from '../procedures/exclusive.ts';
import { commentsIn, waysInText } from '../text/otherNames.ts';
import type { Caveat } from '../runbook/model.ts';

/** Commands of one block of which one is meant, as its comments say: "# or via service", "# if xfs", "# if ext4". */
export function waysInBlocks(blocks: readonly Block[]): readonly Caveat[] {
  return blocks.flatMap(({ kind, commands, content, line, endLine }): Caveat[] => {
    if (kind !== 'command' || commands.length < 2) return [];
    const named = waysInText(content);
    const [text, ...others] = named.length > 1 ? named : opposedComments(content);
    return text === undefined || others.length === 0 ? [] : [{ kind: 'alternative', line, endLine, text, others }];
  });
}

/** A script that decides by itself runs as a whole. */
const DECIDES = /^\s*(?:if|case|elif|else|while|until)\b/im;

/** "# If the primary is up", "# Otherwise"; "# With downtime", "# Without downtime". */
function opposedComments(content: string): readonly string[] {
  if (!content.includes('#') || DECIDES.test(content)) return [];
  const comments = commentsIn(content);
  const [group = []] = exclusiveConditions(comments);
  return group.map((at) => comments[at]!.slice(0, 80));
}
