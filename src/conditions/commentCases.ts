import type { Block } from '../blocks/model.ts';
import { isImperative } from '../blocks/imperative.ts';
import { commentsIn, trailingComments } from '../text/otherNames.ts';
import type { Caveat } from '../runbook/model.ts';
import { isOptionalTitle } from './branches.ts';
import { isCase } from './cases.ts';

/** A script that decides by itself runs as a whole. */
const DECIDES = /^\s*(?:if|case|elif|else|while|until)\b|^#!/im;
/** Behind a command only what cannot be a remark about it: "# if it hangs, use --force" is one. */
const BEHIND =
  /^(?:only (?:if|when|on|for|in case|needed|necessary|required)\b|(?:if|when|as|unless) (?:needed|necessary|required|applicable|desired|wanted)\b|optional(?:ly)?\b)/i;

/**
 * Blocks with a comment that says when the commands below it, or the one before it, are meant: "# if the pod is still
 * there:", "# optional". The block is run as a whole, so somebody has to look at it.
 */
export function casesInComments(blocks: readonly Block[]): readonly Caveat[] {
  return blocks.flatMap(({ kind, commands, content, line, endLine }): Caveat[] => {
    if (kind !== 'command' || commands.length === 0 || !content.includes('#') || DECIDES.test(content)) return [];
    const text =
      commentsIn(content).find(saysWhen) ?? trailingComments(content).find((one) => BEHIND.test(one) && isCase(one));
    return text === undefined
      ? []
      : [{ kind: 'optional', line, endLine, text: text.trim().slice(0, 200), aside: true }];
  });
}

/** A clause, or one that an order or a colon follows; "# If this prints nothing, all is well" tells what to look for. */
function saysWhen(comment: string): boolean {
  const text = comment.trim();
  if (isOptionalTitle(text)) return true;
  const main = /,\s*(?:then )?(.*)$/.exec(text)?.[1];
  return isCase(text) && (main === undefined ? !/[.?]$/.test(text) : isImperative(main) || /:$/.test(main));
}
