import { isKnownCommand } from '../shell/commandWords.ts';
import type { MdNode } from '../markdown/mdNode.ts';

/** A mention, rather than something to do: "`kubectl get` shows ...", "(see `man ls`)". */
const MENTION =
  /(?:\b(?:output of|result of|like|unlike|see|equivalent to|instead of|alias for|version of|do not|don't|never|avoid|than|i\.e\.|e\.g\.)\s*|\()$/i;

/** The commands that a paragraph tells to run in its sentences: whole calls of known programs in back-ticks. */
export function inlineCommands(node: MdNode): string[] {
  const text = (node.children[0]?.content ?? '').slice(0, 4000);
  if (!text.includes('`')) return [];
  return [...text.matchAll(/(?<!`)(`{1,2})(?!`)([^`\n]{3,300})\1(?!`)/g)].flatMap((match) => {
    const command = match[2]!.trim().replace(/^\$ /, '');
    const [program = '', ...rest] = command.replace(/^sudo /, '').split(/\s+/);
    const before = text.slice(Math.max(0, match.index - 30), match.index);
    return rest.length > 0 && isKnownCommand(program) && !MENTION.test(before) ? [command] : [];
  });
}
